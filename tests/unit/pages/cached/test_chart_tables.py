"""Rows as Streamlit sends them, without pandas in the server's process."""

import subprocess
import sys

import pyarrow as pa
import pytest

from c4eo_core.folders import ROOT
from pages.cached.chart_tables import columns, kept_tables, table_of


def test_rows_come_out_as_they_went_in():
    rows = [{"role": "us", "y": 1}, {"role": None, "y": None, "other": 3}, {"y": 2.5}, {"role": "Łódź “–”"}]
    found = table_of(rows, columns(("role", "text"), ("y",)))
    assert found.to_pylist() == [
        {"role": "us", "text": None, "y": 1.0},
        {"role": None, "text": None, "y": None},
        {"role": None, "text": None, "y": 2.5},
        {"role": "Łódź “–”", "text": None, "y": None},
    ]
    assert found["y"].num_chunks == 1


def test_without_a_shape_every_column_any_row_has_is_there_and_a_date_stays_a_text():
    found = table_of([{"a": 1, "on": "2026-11-22"}, {"a": 2.5, "here": True}, {"none": None}])
    assert found.schema == pa.schema(
        [("a", pa.float64()), ("on", pa.string()), ("here", pa.bool_()), ("none", pa.string())]
    )
    assert found.to_pylist()[0] == {"a": 1.0, "on": "2026-11-22", "here": None, "none": None}


def test_no_rows_make_an_empty_table_of_the_same_shape():
    assert table_of([], columns(("a",), ("b",))).schema.names == ["a", "b"]


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError):
        table_of([{"y": float("nan")}], columns((), ("y",)))


def test_the_figures_the_places_and_a_curve_need_no_pandas():
    """It would take a sixth of the server's memory."""
    what = (
        "import sys, logging; logging.disable(logging.ERROR)\n"
        "from pages.priorities.parts import body, reach_picture\n"
        "body.keep('E08000035'); reach_picture.keep('E08000035')\n"
        "raise SystemExit('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", what], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_kept_table_is_made_once_and_comes_back_whole():
    made = []

    @kept_tables(maxsize=2)
    def rows(name: str) -> pa.Table:
        made.append(name)
        return table_of([{"role": name, "y": 1.5}, {"y": None}], columns(("role",), ("y",)))

    first, again = rows("Łódź"), rows("Łódź")
    assert first.equals(again) and made == ["Łódź"] and first.to_pylist()[0] == {"role": "Łódź", "y": 1.5}
    assert rows.__wrapped__("new").num_rows == 2 and rows.cache_info().currsize == 1

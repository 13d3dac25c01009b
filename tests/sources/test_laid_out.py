"""Files that are not in the tidy layout are read by what the catalogue says of their columns."""

import pytest

from c4eo_core.sources.published.laid_out import read_laid_out, year_in, years_later
from c4eo_core.sources.published.series import read_history

LAYOUT = {
    "area": ["la", "region"],
    "england": {"level": "National"},
    "period": "when",
    "note": "why",
    "finer": ["E07"],
}
TEXT = """level,la,region,when,value,why
National,,,2024/25,0.1,
Region,,E12000001,2024/25,0.2,
Authority,E06000001,E12000001,2024/25,0.3,
Authority,E06000002,E12000001,2024/25,,c
District,E07000008,E12000006,2024/25,0.9,
Authority,not a code,,2024/25,0.9,
"""


def written(tmp_path, text=TEXT):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def series(path, **rule):
    rule = {"source_key": "Share", "file": "file.csv", "value": "value", **rule}
    table, problems = read_history([path], [rule], {"file.csv": LAYOUT})
    assert problems == []
    return {(r.area_code, r.period_label): r.note or r.value for r in table.itertuples()}


def test_england_regions_and_authorities_are_read_and_districts_are_left_out(tmp_path):
    table, problems = read_laid_out(written(tmp_path), LAYOUT)
    assert problems == []
    assert table["area_code"].tolist() == ["E92000001", "E12000001", "E06000001", "E06000002"]
    assert set(table["end_year"]) == {2025}


def test_a_blank_cell_takes_the_reason_beside_it_and_a_share_becomes_per_cent(tmp_path):
    found = series(written(tmp_path), times=100)
    assert found["E06000002", "2024/25"] == "c"
    assert found["E06000001", "2024/25"] == pytest.approx(30)


def test_a_column_that_looks_ahead_belongs_to_the_year_it_looks_at(tmp_path):
    assert ("E06000001", "2025/26") in series(written(tmp_path), later=1)


def test_a_year_nobody_can_read_and_a_column_that_is_gone_are_named(tmp_path):
    _, problems = read_laid_out(written(tmp_path, TEXT.replace("2024/25,0.3", "spring,0.3")), LAYOUT)
    assert "'spring' is not a year we can read (first in row 4)" in str(problems[0])
    _, problems = read_laid_out(written(tmp_path, TEXT.replace("when", "moment")), LAYOUT)
    assert "there is no column 'when'" in str(problems[0])


@pytest.mark.parametrize(
    ("text", "label", "end"),
    [
        ("2024", "2024", 2024),
        ("202425", "2024/25", 2025),
        ("2024/25", "2024/25", 2025),
        ("2024-09-01/P1Y", "2024/25", 2025),
        ("2024-05-15", "2024", 2024),
        ("2024/26", "", 0),
        ("199900", "1999/00", 2000),
        ("spring", "", 0),
    ],
)
def test_years_as_releases_write_them(text, label, end):
    assert year_in(text) == (label, end)


def test_a_year_later_keeps_its_shape():
    assert years_later("1998/99", 1) == "1999/00" and years_later("2024", 1) == "2025"

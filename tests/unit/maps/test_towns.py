"""Towns are named on the map of an authority, none over another; the age of the list stands on the map."""

import pytest

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.maps.coverage_rows import NEED, coverage_rows
from c4eo_core.maps.towns import LETTER, LINE


def rows_of(desk, code, service="out-of-school", colouring="reach"):
    ground = prepared_coverage_data()
    found = coverage_of(desk, ground, ground.areas.by_code(code), question_of(ground.book.find(service)))
    return coverage_rows(found, colouring)


@pytest.mark.parametrize(
    ("code", "towns"), [("E08000035", ("Leeds", "Otley")), ("E06000063", ("Whitehaven", "Keswick"))]
)
def test_the_largest_towns_of_an_authority_are_named_on_its_map(desk, code, towns):
    named = [r["name"] for r in rows_of(desk, code, colouring=NEED) if r["role"] == "town"]
    assert set(towns) <= set(named) and len(named) <= 10


def test_no_name_lies_on_another(desk):
    rows = [r for r in rows_of(desk, "E08000035") if r["role"] in ("town", "ward")]
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            if "town" in (a["role"], b["role"]):
                wide = LETTER * (len(a["name"]) + len(b["name"])) / 2
                assert abs(a["y"] - b["y"]) >= LINE or abs(a["x"] - b["x"]) >= wide, (a["name"], b["name"])


def test_the_age_of_the_list_stands_on_the_map_and_nowhere_without_a_list(desk):
    assert [r["name"] for r in rows_of(desk, "E08000035") if r["role"] == "dated"] == [
        "List of 31 August 2021"
    ]
    without = rows_of(desk, "E06000053", "family-hub")
    assert not [r for r in without if r["role"] == "dated"]

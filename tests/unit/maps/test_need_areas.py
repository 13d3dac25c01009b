"""Need is shaded by small area: the authority's own areas only, and little enough to send."""

import re

import pytest

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.maps.coverage_rows import NEED, NUMBERS, REACH, WORDS, coverage_rows
from pages.cached.chart_tables import columns, table_of

KENT, CITY, SCILLY = "E10000016", "E09000001", "E06000053"


def shaded(desk, code, colouring=NEED):
    ground = prepared_coverage_data()
    found = coverage_of(
        desk, ground, ground.areas.by_code(code), question_of(ground.book.find("out-of-school"))
    )
    return found, [r for r in coverage_rows(found, colouring) if r["role"] == "area"]


@pytest.mark.parametrize("code", [KENT, CITY, SCILLY])
def test_every_small_area_of_the_authority_is_shaded_by_its_own_need(desk, code):
    found, rows = shaded(desk, code)
    assert len(rows) == len(found.points.code)
    for row, decile in zip(rows, found.points.decile.tolist(), strict=True):
        assert row["kind"] == (f"need-{(decile + 1) // 2}" if decile else "unknown")
        assert re.fullmatch(r"(M-?[\d.]+,-?[\d.]+(L-?[\d.]+,-?[\d.]+)+Z)+", row["name"])


def test_the_shading_of_the_largest_authorities_is_under_300_kilobytes(desk):
    for code in (KENT, "E10000012", "E10000014", "E10000017", "E08000025"):
        _, rows = shaded(desk, code)
        assert table_of(rows, columns(WORDS, NUMBERS)).nbytes < 300_000, code


def test_nothing_is_shaded_where_the_map_shows_who_is_out_of_reach(desk):
    assert shaded(desk, CITY, REACH)[1] == []

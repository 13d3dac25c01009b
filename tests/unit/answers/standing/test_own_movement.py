"""The curve with the national movement taken out."""

from statistics import median

import pytest

from c4eo_core.answers.fitted.national import NationalPath, national_path
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.standing.own_movement import own_movement, own_movement_words

LEEDS = "E08000035"


@pytest.fixture(scope="module")
def leeds(desk):
    return lambda indicator: curve_of(desk, desk.figures.areas.by_code(LEEDS), desk.figures.find(indicator))


def test_the_newest_figures_are_the_published_ones(desk, leeds):
    for indicator in ("exclusions", "ks4-attainment-8", "ks2-rwm-expected", "gap-ks2-rwm-sen-support"):
        curve = leeds(indicator)
        own = own_movement(desk, curve)
        assert (
            own.area.values[-1] == curve.area.values[-1]
            and own.england.values[-1] == curve.england.values[-1]
        )
        assert own.area.values != curve.area.values, indicator


def test_what_moves_as_the_middle_authority_does_becomes_level():
    path = NationalPath(2024, {2022: -4.0, 2023: 1.5, 2024: 0.0}, "score")
    assert path.taken_out((2022, 2023, 2024), (46.0, 51.5, 50.0)) == (50.0, 50.0, 50.0)


def test_on_a_scale_with_ends_nothing_leaves_it():
    path = NationalPath(2024, {2023: -0.4, 2024: 0.0}, "percentage")
    [moved, newest] = path.taken_out((2023, 2024), (99.5, 98.0))
    assert moved == 100.0 and newest == 98.0


def test_a_missing_figure_and_a_year_without_a_path_stay_missing():
    path = NationalPath(2024, {2022: -1.0, 2024: 0.0}, "score")
    assert path.taken_out((2022, 2023, 2024), (None, 3.0, 4.0)) == (None, None, 4.0)


def test_over_all_authorities_the_middle_change_is_nought(desk):
    indicator = desk.figures.find("exclusions")
    path = national_path(desk.figures, desk.basis, indicator)
    changes = []
    for area in desk.figures.areas.authorities:
        by_year = {p.end.year: v for p, v, _ in desk.figures.cells(indicator, area) if v is not None}
        if {2023, 2024} <= set(by_year):
            before, after = path.taken_out((2023, 2024), (by_year[2023], by_year[2024]))
            changes.append(after - before)
    assert len(changes) > 140 and abs(median(changes)) < 0.005


def test_the_words_say_that_files_keep_the_published_figures(leeds):
    assert "published figures" in own_movement_words(leeds("exclusions"))

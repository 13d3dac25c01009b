"""A share said in children, only where the children behind it are counted."""

from dataclasses import replace

import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.in_children import (
    children_words,
    gap_words,
    median_words,
    pace_words,
    two_figures,
)
from c4eo_core.answers.standing.progress import progress_of


@pytest.mark.parametrize(
    ("value", "said"), [(0, 0), (7, 7), (94.6, 95), (119.9, 120), (2087, 2100), (67812, 68000)]
)
def test_a_number_of_children_is_said_in_two_figures(value, said):
    assert two_figures(value) == said


def _words(area: str, indicator: str) -> str | None:
    desk = prepared_desk()
    return children_words(
        progress_of(desk, desk.figures.areas.by_code(area), [desk.figures.find(indicator)])[0]
    )


def test_a_rate_and_a_share_of_a_roll_are_said_in_children():
    assert _words("E06000047", "exclusions") == "about 120 of 68,000"
    assert _words("E06000047", "persistent-absence-secondary") == "about 7,300 of 29,000"


def test_a_gap_is_a_difference_and_is_never_said_in_children():
    desk = prepared_desk()
    gaps = [i for i in desk.figures.indicators if i.is_gap]
    found = progress_of(desk, desk.figures.areas.by_code("E06000047"), gaps)
    assert gaps and all(children_words(p) is None for p in found)


def test_nobody_is_counted_twice_over_and_few_are_never_named_exactly():
    desk = prepared_desk()
    for code in ("E06000053", "E09000001", "E08000035"):
        for p in progress_of(desk, desk.figures.areas.by_code(code)):
            words = children_words(p)
            if words and words.startswith("about"):
                count, of = (int(w.replace(",", "")) for w in words.removeprefix("about ").split(" of "))
                assert 10 <= count <= of, (code, p.indicator.id, words)


def _answer(indicator: str, value: float, median: float, side: str, cohort: float = 5000.0):
    desk = prepared_desk()
    (p,) = progress_of(desk, desk.figures.areas.by_code("E08000035"), [desk.figures.find(indicator)])
    near = replace(p.neighbours, median=median)
    return replace(p, value=value, neighbours=near, against_neighbours=side, cohort=cohort, small=False)


def test_a_gap_in_points_of_children_is_said_as_so_many_of_the_group():
    gap = "gap-ks2-rwm-disadvantaged"
    assert gap_words(_answer(gap, -27.4, -22.0, "worse", 1500)) == "about 410 children"
    assert gap_words(_answer(gap, 3.0, -22.0, "better", 1500)) is None  # the group is ahead
    assert gap_words(_answer(gap, -0.2, -22.0, "better", 1500)) == "fewer than 10 children"
    assert (
        gap_words(_answer("gap-ks4-att8-disadvantaged", -15.0, -14.0, "worse", 1500)) is None
    )  # points of a score
    assert gap_words(_answer("ks2-rwm-expected", 60.0, 62.0, "worse", 1500)) is None


@pytest.mark.parametrize(
    ("indicator", "value", "median", "words"),
    [
        ("gap-ks2-rwm-disadvantaged", -27.0, -23.0, "about 60 fewer would reach the neighbours' median"),
        ("persistent-absence-secondary", 26.0, 24.8, "about 60 fewer would reach the neighbours' median"),
        ("ks2-rwm-expected", 60.0, 61.2, "about 60 more would reach the neighbours' median"),
        ("ks2-rwm-expected", 60.0, 60.1, None),  # under ten children
    ],
)
def test_the_way_to_the_median_is_said_in_children_and_on_the_right_side(indicator, value, median, words):
    cohort = 1500 if indicator.startswith("gap") else 5000
    assert median_words(_answer(indicator, value, median, "worse", cohort)) == words
    assert median_words(_answer(indicator, value, median, "similar", cohort)) is None  # no clear difference
    assert median_words(replace(_answer(indicator, value, median, "worse", cohort), small=True)) is None


def test_a_pace_is_said_in_children_a_year_where_they_are_counted():
    assert pace_words(1.2, _answer("ks2-rwm-expected", 60, 62, "worse")) == "about 60 children a year"
    assert pace_words(1.2, _answer("ks4-attainment-8", 45, 46, "worse")) is None

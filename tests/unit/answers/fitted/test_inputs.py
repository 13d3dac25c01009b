"""Promises about what the calculations are told to leave out, to read with care, and to take as a new
measure.
"""

from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.fitted.inputs import before_last_break, is_at_19, is_exam_grade, masks_of, topic_of


@pytest.fixture(scope="module")
def masks(figures):
    return masks_of(figures)


def years(figures, mask, key):
    return figures.end_years[mask[figures.index[key]]].tolist()


@pytest.mark.parametrize(
    "key",
    [
        "ks4-attainment-8",
        "ks4-english-maths-5",
        "ks4-ebacc-points",
        "ks5-a-level-points",
        "gap-ks4-att8-free-meals",
        "gap-ks4-em-grade4-in-need",
    ],
)
def test_grades_set_by_teachers_are_left_out(figures, masks, key):
    assert years(figures, masks.skip, key) == [2020, 2021, 2022]


@pytest.mark.parametrize(
    "key",
    [
        "ks4-progress-8",
        "dest-16-education",
        "neet-16-17",
        "participation-16-17",
        "participation-september-offer",
        "ks4-ebacc-entry",
        "ks2-rwm-expected",
        "l2-19",
        "gap-19-level2-free-meals",
        "phonics-year-1",
    ],
)
def test_nothing_but_grades_is_left_out(figures, masks, key):
    assert years(figures, masks.skip, key) == []


def test_a_change_that_ends_in_a_year_of_upheaval_is_no_movement(figures, masks):
    assert years(figures, ~masks.comparable, "ks2-rwm-expected") == [2020, 2021, 2022]
    assert years(figures, ~masks.comparable, "neet-16-17") == [2020, 2021, 2022]
    for key in ("l2-19", "gap-19-level2-free-meals"):
        assert years(figures, ~masks.comparable, key) == [2020, 2021, 2022, 2023]


def test_breaks_are_those_of_the_indicator_and_no_history_is_cut(figures, masks):
    assert years(figures, masks.breaks, "l2-19") == [2016]
    assert years(figures, before_last_break(figures), "l2-19") == list(range(2005, 2016))
    assert masks.breaks.sum() == sum(len(i.breaks) for i in figures.indicators)


def test_every_indicator_has_a_kind_and_a_topic(figures, masks):
    assert len(masks.kinds) == len(masks.topics) == len(figures.indicators)
    assert all(masks.topics)
    assert {masks.kinds[m] for m, i in enumerate(figures.indicators) if i.concern} == {"gap"}


@pytest.mark.parametrize(
    ("title", "grades"),
    [
        ("Average Attainment 8 score per pupil", True),
        ("% achieving grades 9-4 in English and mathematics", True),
        ("A level cohort average point score", True),
        ("English Baccalaureate - entries", False),
        ("Average Progress 8 score", False),
        ("Key Stage 2 reading at the expected standard", False),
        ("Narrowing gaps in attendance", False),
        ("Reaching a good level of development", False),
        ("Level 3 grades by age 19", False),
    ],
)
def test_an_indicator_the_catalogue_has_never_met_is_known_by_its_words(figures, title, grades):
    stranger = replace(figures.indicators[0], id="x", source_key="X", title=title, stage="all", curated=False)
    assert is_exam_grade(stranger) is grades


def test_a_stranger_counted_at_19_is_known_by_its_words(figures):
    stranger = replace(
        figures.indicators[0],
        id="x",
        source_key="X",
        stage="all",
        curated=False,
        listings=(),
        strand="Own topic",
    )
    assert (
        is_at_19(replace(stranger, title="Qualified to Level 2 by age 19"))
        and topic_of(stranger) == "Own topic"
    )
    assert not is_at_19(replace(stranger, title="Entered HE by age 19"))


def test_the_masks_are_of_one_shape(figures, masks):
    shape = len(figures.indicators), len(figures.end_years)
    for mask in (masks.skip, masks.comparable, masks.breaks):
        assert mask.shape == shape and mask.dtype == np.bool_

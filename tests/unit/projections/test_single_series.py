"""A curve that stands alone: its level, its width, and what published series teach it."""

from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.projections.single_series import (
    POINTS,
    USUAL,
    Lesson,
    follow,
    since_break,
    single_series_basis,
    thinned,
)
from c4eo_core.projections.single_series_lessons import learn_single_series

FLAT = Lesson(2.0, 0.02, np.broadcast_to((0.7, 1.3, 2.2), (len(POINTS), 3, 3)))


def drawn(values, kind="percentage", lesson=FLAT, years=3, breaks=None):
    ahead = single_series_basis(np.array([values], dtype=float), kind, {kind: lesson}, 0, breaks).ahead(years)
    return ahead.median[0, 0], ahead.lower[0, 0], ahead.upper[0, 0]


def test_one_figure_is_carried_on_with_the_width_of_its_kind():
    median, lower, upper = drawn([np.nan, 60.0, np.nan])
    assert median == pytest.approx([60.0] * 3)
    assert (lower[:, 1] < 58).all() and (upper[:, 1] > 62).all()


def test_without_a_figure_there_is_no_baseline():
    median, lower, _ = drawn([np.nan, np.nan])
    assert np.isnan(median).all() and np.isnan(lower).all()


def test_the_level_lies_between_the_last_figure_and_those_before_it():
    median, *_ = drawn([50.0, 51, 50, 51, 60])
    assert 51 < median[0] < 60


def test_a_series_that_moves_more_has_wider_intervals():
    calm, wild = (drawn(values) for values in ([50.0, 51, 50, 51, 50], [50.0, 60, 45, 62, 50]))
    assert ((wild[2] - wild[1]) > 2 * (calm[2] - calm[1])).all()


def test_a_series_that_never_moved_still_has_a_width():
    _, lower, upper = drawn([50.0] * 8)
    assert ((upper - lower)[:, 1] > 0.5).all()


def test_intervals_never_narrow_with_the_years_and_lie_one_inside_the_other():
    _, lower, upper = drawn([50.0, 55, 52], years=6)
    assert (
        (np.diff(upper - lower, axis=0) >= 0).all()
        and (np.diff(upper, axis=1) > 0).all()
        and (np.diff(lower, axis=1) < 0).all()
    )


def test_no_interval_leaves_what_the_unit_can_be():
    _, lower, upper = drawn([97.0, 99, 92, 100], years=8)
    assert (lower >= 0).all() and (upper <= 100).all()
    _, lower, _ = drawn([2.0, 1, 3], "count", replace(FLAT, scatter=0.3))
    assert (lower >= 0).all()


def test_a_count_is_never_surer_than_chance_leaves_it():
    """Ten events of which the next year has ten: by chance alone a year differs by about three."""
    _, lower, upper = drawn([10.0] * 10, "count", replace(FLAT, scatter=0.001))
    assert upper[0, 1] - lower[0, 1] > 2 * 1.28 * np.sqrt(10) * 0.8


def test_a_missing_year_widens_and_a_missing_newest_year_widens_more():
    whole, holed, late = (
        drawn(v) for v in ([50, 51, 50, 52.0], [50, np.nan, np.nan, 52.0], [50, 51, 50, np.nan])
    )
    width = [(u - lo)[0, 1] for _, lo, u in (whole, holed, late)]
    assert width[1] > width[0]
    beside = np.array([[50, 51, 50, np.nan], [50, 51, 50, 52.0]])
    ahead = single_series_basis(beside, "percentage", {"percentage": FLAT}, 0).ahead(1)
    assert (ahead.upper - ahead.lower)[0, 0, 0, 1] > width[2]


def test_what_lies_before_a_break_is_another_measure():
    broken = np.array([False, False, False, True, False])
    assert drawn([10.0, 11, 10, 60, 61], breaks=broken)[0] == pytest.approx(
        drawn([np.nan, np.nan, np.nan, 60, 61])[0]
    )
    later = np.array([[False, False, False, False, True]])
    values = np.array([[[10.0, 11, 12, np.nan, np.nan]]])
    assert np.array_equal(since_break(values, later), values, equal_nan=True), (
        "a break that has not come yet takes nothing away"
    )


def test_periods_that_overlap_are_not_taken_for_news_of_one_another():
    kept = thinned(np.array([1.0, 2, 3, 4, 5, 6, np.nan]), 3)
    assert np.array_equal(np.isfinite(kept), [False, False, True, False, False, True, False])
    assert np.array_equal(thinned(np.array([1.0, np.nan, 3]), 1), [1.0, np.nan, 3], equal_nan=True)


def test_nobody_beside_a_series_changes_its_baseline():
    alone = single_series_basis(np.array([[50.0, 52, 51]]), "percentage", {"percentage": FLAT}, 0).ahead(2)
    beside = single_series_basis(
        np.array([[50.0, 52, 51], [10, 90, 10]]), "percentage", {"percentage": FLAT}, 0
    ).ahead(2)
    assert np.array_equal(alone.lower[0, 0], beside.lower[0, 0]) and np.array_equal(
        alone.median[0, 0], beside.median[0, 0]
    )


def test_a_kind_nobody_has_taught_gets_the_usual_width():
    ahead = single_series_basis(np.array([[50.0, 52, 51]]), "money", {}, 0).ahead(1)
    assert np.isfinite(ahead.upper).all() and USUAL.quantiles.shape == (len(POINTS), 3, 3)


def test_a_percentage_past_a_hundred_is_followed_as_a_rate():
    assert single_series_basis(np.array([[95.0, 104]]), "percentage", {}, 0).kinds == ("rate",)


def test_the_filter_agrees_with_a_hand_count():
    """Drift 1, values 0 then 3: doubt 1 → 2 → a gain of 2/3."""
    done = follow(np.array([[[0.0, 3.0]]]), np.array([1.0]))
    assert done.level[0, 0] == pytest.approx(2.0) and done.doubt[0, 0] == pytest.approx(2 / 3)
    assert done.squares[0, 0] == pytest.approx(9 / 3) and done.count[0, 0] == 1


@pytest.fixture(scope="module")
def invented():
    """Twelve percentages and eight scores of forty places: levels that drift, with noise on top."""
    random = np.random.default_rng(3)

    def kind(count, start, noise, drift):
        level = (
            start
            + random.normal(0, 6, (count, 40, 1))
            + random.normal(0, drift, (count, 40, 12)).cumsum(axis=2)
        )
        return level + random.normal(0, noise, (count, 40, 12))

    values = np.concatenate([kind(12, 60, 2.0, 1.0), kind(8, 30, 1.0, 0.3)])
    return values, ("percentage",) * 12 + ("score",) * 8


def test_what_is_learnt_holds_what_it_says_and_beats_the_last_value(invented):
    lessons = learn_single_series(*invented)
    for score in lessons.horizons.values():
        assert score.relative_mae < 1
        for level, share in score.coverage.items():
            assert share == pytest.approx(level / 100, abs=0.05)
    assert set(lessons.short) == set(POINTS[:-1]) and lessons.kinds["percentage"].quantiles.shape == (
        len(POINTS),
        3,
        3,
    )


def test_an_indicator_teaches_itself_nothing(invented):
    """One indicator a hundred times wilder than the rest is far too narrow in its own test, and widens the
    others' little.
    """
    values, kinds = invented
    wild = values.copy()
    wild[0] += np.random.default_rng(4).normal(0, 25, wild[0].shape) * (np.arange(12) >= 9)
    before, after = learn_single_series(values, kinds), learn_single_series(np.clip(wild, 0.1, 99.9), kinds)
    assert after.horizons[1].coverage[80] < before.horizons[1].coverage[80]


def test_no_series_sees_another_of_its_indicator(invented):
    """Every other place moved: the baselines of the first are what they were, lesson by lesson."""
    values, kinds = invented
    lessons = learn_single_series(values, kinds).kinds
    one = single_series_basis(values[0], "percentage", lessons, 0).ahead(3)
    moved = values[0].copy()
    moved[1:] -= 15
    assert np.array_equal(
        single_series_basis(moved, "percentage", lessons, 0).ahead(3).median[0, 0], one.median[0, 0]
    )

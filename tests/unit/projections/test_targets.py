"""Promises of targets: how likely, how much more, and whether the curve has turned."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.projections import (
    baseline,
    current_level,
    curve_to_target,
    extra_per_year,
    has_turned,
    neighbours_in_year,
    noise_in_own_unit,
    pace_from_level,
    probability_gap_within,
    probability_of_target,
)


def ring(authorities: int, k: int = 6) -> np.ndarray:
    return (np.arange(authorities)[:, None] + np.arange(1, k + 1)) % authorities


def panel(seed=0, indicators=2, authorities=40, years=8, noise=1.0, spread=5.0, middle=50.0):
    rng = np.random.default_rng(seed)
    level = rng.normal(middle, spread, (indicators, authorities, 1))
    return level + rng.normal(0, noise, (indicators, authorities, years))


def draw(values, kind="score", **more):
    count = len(values)
    return baseline(values, [kind] * count, ring(values.shape[1]), ["a"] * count, **more)


def test_a_target_at_the_median_is_an_even_chance_and_a_harder_one_less():
    found = draw(panel(), horizon=3)
    middle = found.median[:, :, 1]
    even = probability_of_target(found, middle, 2, [True, False])
    np.testing.assert_allclose(even, 0.5)
    harder = probability_of_target(found, middle + np.array([[3.0], [-3.0]]), 2, [True, False])
    assert (harder < 0.3).all()


def test_the_chance_of_a_target_at_the_80_per_cent_bound_is_about_a_tenth():
    found = draw(panel(), horizon=3)
    chance = probability_of_target(found, found.upper[:, :, 0, 1], 1, [True, True])
    np.testing.assert_allclose(chance, 0.1, atol=0.03)


def test_a_target_past_the_end_of_the_scale_is_read_as_that_end():
    found = draw(np.clip(panel(), 0, 100), "percentage", horizon=1)
    both = [probability_of_target(found, goal, 1, [True, True]) for goal in (100, 105)]
    np.testing.assert_array_equal(*both)


def test_a_target_past_the_horizon_is_refused():
    with pytest.raises(ValueError, match="reaches 2 years ahead, not 4"):
        probability_of_target(draw(panel(), horizon=2), 50, 4, [True, True])


def test_extra_per_year_is_what_the_baseline_leaves_to_be_won():
    found = draw(panel(), horizon=4)
    target = found.median[:, :, 3] + 2
    np.testing.assert_allclose(extra_per_year(found, target, 4), 0.5)
    np.testing.assert_allclose(pace_from_level(found, current_level(found) - 6, 3), -2)


@settings(max_examples=20, deadline=None)
@given(st.floats(-10, 10), st.floats(0, 10), st.floats(0, 5))
def test_a_wider_size_holds_a_gap_no_less_often(middle, size, more):
    found = draw(panel(middle=middle, spread=1.0), "gap", horizon=1)
    narrow, wide = (probability_gap_within(found, x, 1) for x in (size, size + more))
    assert ((narrow >= 0) & (narrow <= wide) & (wide <= 1)).all()


def test_a_gap_within_a_size_lies_on_neither_side_past_it():
    found = draw(panel(middle=0.0), "gap", horizon=1)
    above = probability_of_target(found, 3, 1, [True, True])
    below = probability_of_target(found, -3, 1, [False, False])
    np.testing.assert_allclose(probability_gap_within(found, 3, 1), 1 - above - below)


def test_the_neighbours_are_met_where_they_will_be_not_where_they_are():
    found = draw(panel(), horizon=3)
    best = neighbours_in_year(found, ring(40), 3, [True, False])
    theirs = found.median[:, ring(40)[0], 2]
    np.testing.assert_allclose(best[0, 0], np.quantile(theirs[0], 0.75))
    np.testing.assert_allclose(best[1, 0], np.quantile(theirs[1], 0.25))
    middle = neighbours_in_year(found, ring(40), 3, [True, False], 0.5)
    np.testing.assert_allclose(middle[:, 0], np.median(theirs, axis=1))


def test_under_five_neighbours_there_is_no_neighbours_target():
    found = draw(panel(), horizon=1)
    few = ring(40).copy()
    few[0, 4:] = -1
    goal = neighbours_in_year(found, few, 1, [True, True])
    assert np.isnan(goal[:, 0]).all() and np.isfinite(goal[:, 1:]).all()


def test_the_turned_curve_meets_the_target_and_keeps_what_was_won():
    found = curve_to_target([50.0, 49, 48, 47], 54, 3)
    np.testing.assert_allclose(found, [52, 53, 54, 53])


@pytest.mark.parametrize(
    ("actual", "high_is_good", "share", "word"),
    [
        (51.0, True, 0.25, "as expected"),
        (55.0, True, 1.25, "better"),
        (55.0, False, -1.25, "worse"),
        (47.0, True, -1.5, "worse"),
        (50.0, True, 0.0, "as expected"),
        (np.nan, True, np.nan, "cannot tell"),
    ],
)
def test_the_actual_is_judged_against_the_frozen_baseline(actual, high_is_good, share, word):
    found = has_turned([actual], [50.0], [48.0], [54.0], high_is_good)
    np.testing.assert_allclose(found.share, [share])
    assert found.word.tolist() == [word]


def test_a_decline_slowed_is_better_than_it_would_have_been():
    frozen = np.array([48.0, 46, 44])
    found = has_turned([49.5, 49.0, 48.5], frozen, frozen - 2, frozen + 2, True)
    assert found.word.tolist() == ["as expected", "better", "better"]


def test_past_an_interval_without_width_any_difference_lies_outside():
    found = has_turned([1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], False)
    assert found.word.tolist() == ["worse", "as expected"]


def test_noise_is_told_in_the_figures_own_unit():
    scores = draw(panel(authorities=120), horizon=1)
    np.testing.assert_allclose(noise_in_own_unit(scores), scores.noise)
    shares = draw(panel(authorities=120), "percentage", horizon=1)
    assert abs(np.median(noise_in_own_unit(shares)) - 1) < 0.2

"""Promises of the baseline, its parts and the targets read off it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from c4eo_core.projections import (
    baseline,
    current_level,
    extra_per_year,
    national_jumps,
    pace_from_level,
    probability_of_target,
    redefinitions,
    tail_scale,
)
from c4eo_core.projections.breaks import _rank_correlation, since_redefinition
from c4eo_core.projections.calibration import USUAL_QUANTILES, calibrated_quantiles, upheavals_after
from c4eo_core.projections.national import carried_on, damped_years, national_outlook, national_variance
from c4eo_core.projections.panel import Neighbours


def ring(authorities: int, k: int = 4) -> np.ndarray:
    return (np.arange(authorities)[:, None] + np.arange(1, k + 1)) % authorities


def panel(seed=0, indicators=2, authorities=40, years=8, noise=1.0, spread=5.0, middle=50.0):
    rng = np.random.default_rng(seed)
    level = rng.normal(middle, spread, (indicators, authorities, 1))
    return level + rng.normal(0, noise, (indicators, authorities, years))


def draw(values, kind="score", **more):
    count = len(values)
    return baseline(values, [kind] * count, ring(values.shape[1]), ["a"] * count, **more)


def test_only_what_the_latest_and_the_usual_change_agree_on_goes_on():
    changes = np.array([[1.0, 1, 2], [1, 1, -2], [3, 3, 1], [np.nan] * 3])
    found = carried_on(np.array([2.0, -2, 1, np.nan]), changes)
    np.testing.assert_allclose(found, [0.75, 0, 0.75, 0])


def test_a_movement_dies_away():
    np.testing.assert_allclose(damped_years(np.array([1, 2, 3])), [1, 1.9, 2.71])


def test_a_change_that_ends_in_a_year_of_upheaval_is_not_carried_on():
    path = np.array([[0.0, 1, 2, -7]])
    comparable = np.array([[True, True, True, False]])
    movement, _, last = national_outlook(path, comparable)
    np.testing.assert_allclose(movement, [0.75])  # as if the fall had not been
    assert last == [3]
    assert national_outlook(path, np.ones((1, 4), dtype=bool))[0] == [0.0]


def test_a_missed_year_counts_as_two_years_of_change():
    path = np.array([[0.0, 1, np.nan, 3]])
    np.testing.assert_allclose(national_outlook(path, np.ones((1, 4), dtype=bool))[0], [0.75])


def test_a_nation_that_never_moved_is_still_not_certain_to_stay():
    squares = np.zeros((1, 5))
    variance = national_variance(squares, np.array([4]), np.array([2.0]), ["score"])
    np.testing.assert_allclose(variance, [(0.15 * 2) ** 2])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from(["percentage", "rate", "count"]), st.floats(2, 98))
def test_intervals_lie_one_inside_the_other_and_keep_to_the_scale(seed, kind, middle):
    values = np.clip(panel(seed, 2, 20, 6, noise=6, middle=middle), 0, 100)
    found = draw(values, kind, horizon=3)
    lower, upper = found.lower, found.upper
    assert (np.diff(lower, axis=-1) <= 1e-9).all() and (np.diff(upper, axis=-1) >= -1e-9).all()
    assert (lower[..., 0] <= found.median + 1e-9).all() and (found.median <= upper[..., 0] + 1e-9).all()
    assert (lower >= 0).all()
    if kind == "percentage":
        assert (upper <= 100).all()


def test_the_further_ahead_the_wider_and_without_the_nation_narrower():
    found = draw(panel(), horizon=5)
    assert (np.diff(found.upper - found.lower, axis=2) > 0).all()
    assert (found.relative_upper - found.relative_lower < found.upper - found.lower).all()


def test_interval_names_its_level():
    found = draw(panel())
    np.testing.assert_array_equal(found.interval(80)[0], found.lower[..., 1])


def test_a_steady_national_rise_goes_on_but_not_relative_to_england():
    found = draw(panel() + 2.0 * np.arange(8), horizon=2)
    now = current_level(found)
    assert 1.0 < np.median(found.median[:, :, 0] - now) < 2.0
    assert abs(np.median(found.relative_median[:, :, 0] - now)) < 0.2


def test_an_authority_without_a_value_gets_its_neighbours_baseline_with_a_wide_interval():
    values = panel()
    values[0, 1:5] += 30  # the neighbours of the first authority
    values[0, 0] = np.nan
    found = draw(values, horizon=1)
    assert abs(found.median[0, 0, 0] - found.median[0, 1:5, 0].mean()) < 6
    assert found.spread[0, 0, 0] > 1.5 * np.median(found.spread[0, 5:, 0])
    assert found.points[0, 0] == 0 and found.points[0, 1] == 8


def test_one_value_of_its_own_pulls_an_authority_away_from_its_neighbours():
    values = panel()
    values[0, 0, :-1] = np.nan
    values[0, 0, -1] = 90
    found = draw(values, horizon=1)
    assert found.points[0, 0] == 1
    assert 60 < found.median[0, 0, 0] < 90


def test_a_value_long_ago_leaves_more_doubt_than_a_fresh_one():
    values = panel(noise=0.3) + np.random.default_rng(5).normal(0, 1, (2, 40, 8)).cumsum(axis=2)
    values[:, 7, 5:] = np.nan
    found = draw(values, horizon=1)
    assert (found.spread[:, 7, 0] > found.spread[:, 8, 0]).all()


def test_each_indicator_is_carried_on_from_its_own_last_year():
    values = panel(indicators=3, years=8)
    values[1, :, 6:] = np.nan
    values[2] = np.nan
    found = draw(values)
    assert found.last.tolist() == [7, 5, -1]
    assert np.isfinite(found.median[:2]).all() and np.isnan(found.median[2]).all()


def test_empty_years_at_the_end_change_nothing():
    values = panel()
    longer = np.concatenate([values, np.full((2, 40, 3), np.nan)], axis=2)
    short, long = draw(values), draw(longer)
    for name in ("median", "lower", "upper", "relative_upper"):
        np.testing.assert_allclose(getattr(long, name), getattr(short, name), rtol=1e-9)


def test_an_indicator_seen_only_once_has_no_baseline():
    values = panel()
    values[1, :, :-1] = np.nan
    found = draw(values)
    assert np.isnan(found.median[1]).all() and np.isnan(found.lower[1]).all()
    assert np.isfinite(found.median[0]).all()


def test_a_series_of_a_trust_alone_still_gets_a_baseline():
    values = np.array([[[10.0, 12, 11, 13, 12, 11]]])
    found = baseline(values, ["score"], np.full((1, 10), -1), ["own"], 3)
    assert 10 < found.median[0, 0, 0] < 14 and (found.upper > found.lower).all()
    np.testing.assert_allclose(found.quantiles[0], USUAL_QUANTILES, rtol=0.2)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"topics": ["a"]}, "2 indicators but 1 topics"),
        ({"horizon": 0}, "one year or more"),
        ({"neighbours": ring(5)}, "40 authorities"),
        ({"skip": np.zeros((2, 3), dtype=bool)}, "skip must be"),
        ({"kinds": ["score"]}, "2 indicators but 1 kinds"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(change, complaint):
    given_ = {"values": panel(), "kinds": ["score"] * 2, "neighbours": ring(40), "topics": ["a"] * 2}
    with pytest.raises(ValueError, match=complaint):
        baseline(**(given_ | change))


def test_with_few_indicators_to_learn_from_the_usual_widths_count_most():
    values, near = panel(indicators=1), Neighbours(ring(40))
    comparable = np.ones((1, 8), dtype=bool)
    found = calibrated_quantiles(values, ["score"], near, comparable, ["a"])
    assert found.shape == (1, 3)
    np.testing.assert_allclose(found[0], USUAL_QUANTILES, rtol=0.1)
    nothing = calibrated_quantiles(values[:, :, :1], ["score"], near, comparable[:, :1], ["a"])
    np.testing.assert_allclose(nothing[0], USUAL_QUANTILES)


def test_years_of_upheaval_are_counted_between_origin_and_target():
    comparable = np.array([[True, True, False, False, True]])
    assert [upheavals_after(np.array([1]), comparable, h)[0] for h in (1, 2, 3)] == [1, 2, 2]
    assert upheavals_after(np.array([3]), comparable, 1)[0] == 0


@given(st.integers(0, 500))
def test_the_rank_correlation_is_spearmans(seed):
    rng = np.random.default_rng(seed)
    a = rng.integers(0, 12, (1, 50)).astype(float)  # many ties
    b = a + rng.integers(0, 9, (1, 50))
    a[0, :6], b[0, 40:44] = np.nan, np.nan
    wanted = spearmanr(a[0], b[0], nan_policy="omit")[0]
    np.testing.assert_allclose(_rank_correlation(a, b), [wanted], atol=1e-9)


def test_when_authorities_change_places_the_earlier_years_are_dropped():
    values = panel(indicators=2, authorities=60, years=9)
    values[0, :, 5:] = panel(seed=9, indicators=1, authorities=60, years=4)[0]
    assert [tuple(x) for x in np.argwhere(redefinitions(values))] == [(0, 5)]
    kept = np.isfinite(since_redefinition(values)).all(axis=1)
    assert kept[0].tolist() == [False] * 5 + [True] * 4 and kept[1].all()


def test_a_redefinition_too_fresh_to_learn_from_drops_nothing():
    values = panel(indicators=1, authorities=60, years=7)
    values[0, :, 5:] = panel(seed=9, indicators=1, authorities=60, years=2)[0]
    assert redefinitions(values)[0, 5] and np.isfinite(since_redefinition(values)).all()


def test_a_national_jump_must_pass_both_the_noise_and_the_usual_change():
    path = np.array([[0.0, 1, 2, 12, 13], [0.0, 10, 20, 30, 40], [0.0, 0.1, 0.2, 1, 1.1]])
    found = national_jumps(path, np.ones((3, 20)))
    assert [tuple(x) for x in np.argwhere(found)] == [(0, 3)]


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


def test_the_tail_scale_is_one_for_the_t_distributions_own_quantiles():
    np.testing.assert_allclose(tail_scale(np.array([[0.7407, 1.5332, 2.7764]])), [1], atol=1e-4)

"""Promises of the baseline, its parts and the targets read off it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from c4eo_core.projections import (
    baseline,
    current_level,
    national_jumps,
    redefinitions,
    tail_scale,
)
from c4eo_core.projections.breaks import _rank_correlation, since_redefinition
from c4eo_core.projections.calibration import USUAL_QUANTILES
from c4eo_core.projections.expected_level import expected_level
from c4eo_core.projections.level import run_filter
from c4eo_core.projections.national import (
    carried_on,
    damped_years,
    national_change,
    national_outlook,
    national_variance,
    still_standing,
)
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


def test_a_single_change_is_no_movement_yet():
    found = carried_on(np.array([2.0]), np.array([[np.nan, 2.0]]))
    np.testing.assert_allclose(found, [0])


def test_a_change_that_ends_in_a_year_of_upheaval_is_not_carried_on_and_comes_back_in_part():
    path = np.array([[0.0, 1, 2, -7]])
    comparable = np.array([[True, True, True, False]])
    found = national_outlook(path, comparable)
    np.testing.assert_allclose(found.movement, [0.75])  # as if the fall had not been
    # A fall of 9 where a rise of 1 was usual; the path lies 9 below where it stood.
    np.testing.assert_allclose(found.upheaval, [-9])
    change = national_change(found.movement[:, None], found.upheaval[:, None], np.array([1, 2]))
    np.testing.assert_allclose(change, [[0.75 + 0.9, 0.75 * 1.9 + 9 * 0.19]])
    assert found.last == [3]
    calm = national_outlook(path, np.ones((1, 4), dtype=bool))
    assert calm.movement == [0.0] and calm.upheaval == [0.0]


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ([0.0, 0, 10], 10),
        ([0.0, 0, 10, 10], 9),  # a tenth should have come back by now
        ([0.0, 0, 10, 4], 4),  # more did
        ([0.0, 0, 10, -3], 0),  # and then some
        ([0.0, 2, 4], 0),  # no more than usual: nothing to come back
        ([0.0, 0, np.nan, 10], 10),
    ],
)
def test_of_an_upheaval_only_what_still_stands_can_come_back(path, left):
    path = np.array([path])
    comparable = np.ones(path.shape, dtype=bool)
    comparable[:, 2:4] = [[False, True]][: path.shape[1] - 2] if path.shape[1] > 3 else False
    if np.isnan(path).any():
        comparable[:, 2:4] = False
    np.testing.assert_allclose(national_outlook(path, comparable).upheaval, [left], atol=1e-12)


def test_where_nothing_is_known_nothing_stands():
    nothing = np.full((2, 3), np.nan)
    np.testing.assert_array_equal(
        still_standing(nothing, np.ones((2, 3)), np.zeros((2, 3), dtype=bool)), [0, 0]
    )


def test_the_change_into_another_measure_counts_for_nothing():
    path = np.array([[0.0, 1, 2, np.nan, 40, 41]])
    comparable, breaks = np.ones((1, 6), dtype=bool), np.zeros((1, 6), dtype=bool)
    breaks[0, 3] = True  # the break falls in a year without figures
    found = national_outlook(path, comparable, breaks)
    np.testing.assert_allclose(found.movement, [0.75])
    assert np.isnan(found.squares[0, 4]) and found.squares[0, 5] < 1
    np.testing.assert_allclose(national_outlook(path, ~breaks, breaks).upheaval, [0])


def test_a_level_is_carried_into_another_measure_with_more_doubt():
    years, zero = np.zeros((2, 1, 1)), np.zeros((1, 1))
    breaks = np.array([[False, True]])
    plain, doubted = (run_filter(years, zero, zero + 1, zero, b) for b in (None, breaks))
    assert doubted.spread[0, 0] > plain.spread[0, 0]
    assert doubted.scale[1, 0, 0] == pytest.approx(np.sqrt(1 / 2 + 1 + 1))


def test_a_missed_year_counts_as_two_years_of_change():
    path = np.array([[0.0, 1, np.nan, 3]])
    np.testing.assert_allclose(national_outlook(path, np.ones((1, 4), dtype=bool)).movement, [0.75])


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
    wide, own = found.upper - found.lower, found.relative_upper - found.relative_lower
    assert (own <= wide * (1 + 1e-9)).all() and own[:, :, 4].mean() < wide[:, :, 4].mean()


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
    np.testing.assert_allclose(found.quantiles[0, 0, 0], USUAL_QUANTILES)  # there is no other to learn from


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


def alike(indicators=80, authorities=60, seed=4):
    """Levels of authorities of two sorts, and neighbours that know nothing of it."""
    rng = np.random.default_rng(seed)
    sort = np.arange(authorities) % 2
    return sort, 6.0 * sort + rng.normal(0, 1, (indicators, authorities)), Neighbours(ring(authorities))


def test_what_an_authoritys_other_figures_say_is_expected_of_it():
    sort, level, near = alike()
    level[0, 0] = 12  # far from what its other figures say
    found = expected_level(level, near)
    assert found[0, 0] < 3
    assert (np.abs(found - 6 * sort) < 3).all()


@given(st.integers(0, 59), st.floats(20, 500))
def test_an_authority_is_not_used_to_predict_itself(which, value):
    """Past three usual distances its own figure no longer says whom it is like either."""
    _, level, near = alike()
    level[3, which] = 30 if value < 30 else value
    other = level.copy()
    other[3, which] = 1000
    np.testing.assert_allclose(
        expected_level(other, near)[3, which], expected_level(level, near)[3, which], atol=0.2
    )


def test_with_few_indicators_the_published_neighbours_say_what_to_expect():
    _, level, near = alike(indicators=1)
    found = expected_level(level, near)
    assert np.abs(found - near.mean(level)).max() < np.abs(found - level).max()
    one = expected_level(level[:, :1], Neighbours(np.full((1, 4), -1)))
    assert np.isnan(one).all()


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


def test_the_tail_scale_is_one_for_the_t_distributions_own_quantiles():
    np.testing.assert_allclose(tail_scale(np.array([[0.7407, 1.5332, 2.7764]])), [1], atol=1e-4)

"""Promises of the working scale, the national path and the panel noise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from c4eo_core.projections import noise_interval, panel_noise
from c4eo_core.projections.level import run_filter
from c4eo_core.projections.panel import Neighbours, median_of_known, national_path, usable
from c4eo_core.projections.scale import KINDS, from_scale, settled_kinds, to_scale

ON_SCALE = {
    "percentage": (0, 100),
    "rate": (0, 5000),
    "score": (-50, 50),
    "gap": (-100, 100),
    "count": (0, 1e6),
    "money": (0, 1e8),
}


def ring(authorities: int, k: int = 4) -> np.ndarray:
    """Neighbours in a ring: the k that come next."""
    return (np.arange(authorities)[:, None] + np.arange(1, k + 1)) % authorities


def panel(seed=0, indicators=3, authorities=60, years=10, noise=1.0, spread=5.0, drift=0.0):
    rng = np.random.default_rng(seed)
    level = rng.normal(50, spread, (indicators, authorities, 1))
    moves = rng.normal(0, drift, (indicators, authorities, years)).cumsum(axis=2)
    return level + moves + rng.normal(0, noise, (indicators, authorities, years))


@given(st.sampled_from(KINDS), st.data())
def test_a_value_comes_back_from_the_scale_as_it_was(kind, data):
    low, high = ON_SCALE[kind]
    x = data.draw(arrays(float, (1, 5), elements=st.floats(low, high)))
    back = from_scale(to_scale(x, [kind]), settled_kinds(x, [kind]))
    np.testing.assert_allclose(back, x, atol=1e-6, rtol=1e-6)


@given(arrays(float, (4, 3), elements=st.floats(-1e3, 50)))
def test_what_comes_back_from_the_scale_is_a_possible_value(z):
    back = from_scale(z, ["percentage", "rate", "count", "money"])
    assert (back >= 0).all() and (back[0] <= 100).all()


def test_a_percentage_that_passes_100_in_any_year_is_a_rate():
    values = np.array([[[50.0, 104.0]], [[50.0, 100.0]]])
    assert settled_kinds(values, ["percentage", "percentage"]) == ("rate", "percentage")
    np.testing.assert_allclose(to_scale(values, ["percentage", "percentage"])[0], np.sqrt(values[0]))


def test_an_indicator_with_values_below_zero_is_a_score():
    assert settled_kinds(np.array([[-0.2, 3.0]]), ["rate"]) == ("score",)


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="'percent' is not a kind we know"):
        to_scale(np.ones((1, 2)), ["percent"])


def test_a_missing_value_stays_missing_on_the_scale():
    assert np.isnan(to_scale(np.array([[np.nan, 4.0]]), ["rate"])).tolist() == [[True, False]]


@given(arrays(float, (6, 7), elements=st.one_of(st.just(np.nan), st.floats(-9, 9))))
def test_the_median_leaves_missing_values_out(x):
    for row, found in zip(x, median_of_known(x), strict=True):
        known = row[np.isfinite(row)]
        np.testing.assert_allclose(found, np.median(known) if known.size else np.nan)


def test_the_national_path_follows_the_typical_authority():
    z = np.arange(12.0)[None, :, None] + np.array([0.0, 1, 3])
    z[0, 0, 2] = 99  # one odd place does not move it
    np.testing.assert_allclose(national_path(z), [[5.5, 6.5, 8.5]])


def test_authorities_that_start_late_do_not_bend_the_national_path():
    z = np.full((1, 30, 4), 10.0)
    z[0, 15:] = 40
    z[0, 15:, :2] = np.nan
    np.testing.assert_allclose(national_path(z), [[10.0, 10, 10, 10]])


def test_an_authority_is_compared_with_its_own_last_year_across_a_gap():
    z = np.arange(20.0)[None, :, None] + np.array([0.0, 2, 4])
    z[0, :10, 1] = np.nan
    np.testing.assert_allclose(np.diff(national_path(z)), [[2.0, 2.0]])


def test_under_ten_authorities_there_is_no_national_movement():
    np.testing.assert_allclose(national_path(np.array([[[1.0, 5, 9]]])), [[1.0, 1, 1]])


def test_a_year_with_under_30_per_cent_of_the_usual_authorities_is_left_out():
    z = np.ones((1, 40, 3))
    z[0, 10:, 1] = np.nan
    assert np.isnan(usable(z)[0, :, 1]).all() and np.isfinite(usable(z)[0, :, [0, 2]]).all()


@settings(max_examples=30)
@given(arrays(float, (2, 6), elements=st.one_of(st.just(np.nan), st.floats(-9, 9))), st.integers(1, 4))
def test_the_neighbour_mean_counts_only_neighbours_with_a_value(x, fewest):
    near = np.array([[1, 2, 3], [0, -1, -1], [3, 4, 5], [0, 1, 2], [-1, -1, -1], [0, 3, 4]])
    found = Neighbours(near).mean(x, fewest)
    for i, row in enumerate(near):
        theirs = x[:, row[row >= 0]]
        for m in range(2):
            known = theirs[m][np.isfinite(theirs[m])]
            wanted = known.mean() if known.size >= fewest else np.nan
            np.testing.assert_allclose(found[m, i], wanted, atol=1e-12)


def test_a_neighbour_that_is_no_authority_is_refused():
    with pytest.raises(ValueError, match="between -1 and 2"):
        Neighbours(np.array([[1], [2], [3]]))


def test_the_filter_gives_the_figures_worked_out_by_hand():
    years = np.array([4.0, np.nan, 2.0]).reshape(3, 1, 1)
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    still = run_filter(years, zero, one, zero)
    # 4 against 0, equally sure: 2, half as unsure. Then 2 as expected: stays, a third as unsure.
    np.testing.assert_allclose([still.level[0, 0], still.spread[0, 0]], [2, 1 / 3])
    assert np.isnan(still.errors[0, 0, 0]) and still.errors[2, 0, 0] == 0
    moving = run_filter(years, zero, one, one)
    # Two years of drift pass over the gap: 1/2 + 2, so the next value counts for 2.5 / 3.5.
    np.testing.assert_allclose(moving.spread[0, 0], 2.5 / 3.5)
    np.testing.assert_allclose(moving.scale[2, 0, 0], np.sqrt(3.5))


@pytest.mark.parametrize("noise", [0.5, 2.0])
def test_the_noise_found_is_the_noise_put_in(noise):
    found = panel_noise(panel(noise=noise, authorities=150), ["score"] * 3, ring(150))
    np.testing.assert_allclose(np.median(found, axis=1), noise, rtol=0.12)


def test_a_place_that_jumps_about_is_given_more_noise():
    values = panel(indicators=6)
    values[:, 0] += np.random.default_rng(1).normal(0, 4, (6, 10))
    found = panel_noise(values, ["score"] * 6, ring(60))
    assert (found[:, 0] > 1.5 * np.median(found, axis=1)).all()


def test_one_value_is_enough_for_a_noise_and_none_is_not():
    values = panel()
    values[0, 3, 1:] = np.nan
    values[0, 4] = np.nan
    found = panel_noise(values, ["score"] * 3, ring(60))
    assert np.isfinite(found[0, 3]) and np.isnan(found[0, 4])


def test_an_indicator_seen_only_once_has_no_noise():
    values = panel()
    values[1, :, 1:] = np.nan
    found = panel_noise(values, ["score"] * 3, ring(60))
    assert np.isnan(found[1]).all() and np.isfinite(found[[0, 2]]).all()


def test_years_left_out_do_not_touch_the_noise():
    values, skip = panel(), np.zeros((3, 10), dtype=bool)
    skip[0, 4:6] = True
    before = panel_noise(values, ["score"] * 3, ring(60), skip)
    values[0, :, 4:6] += 1000
    np.testing.assert_array_equal(panel_noise(values, ["score"] * 3, ring(60), skip), before)


@settings(max_examples=10, deadline=None)
@given(st.floats(-20, 20), st.floats(0.1, 10), st.integers(0, 99))
def test_noise_of_a_score_is_in_its_own_unit_wherever_zero_lies(shift, factor, seed):
    values = panel(seed, indicators=1, authorities=20, years=6)
    plain = panel_noise(values, ["score"], ring(20))
    moved = panel_noise(values * factor + shift, ["score"], ring(20))
    np.testing.assert_allclose(moved, plain * factor, rtol=1e-5)


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(20)))
def test_the_order_of_authorities_does_not_matter(order):
    order = np.array(order)
    values, near = panel(indicators=2, authorities=20, years=6), ring(20)
    place = np.argsort(order)
    found = panel_noise(values[:, order], ["score"] * 2, place[near[order]])
    np.testing.assert_allclose(found, panel_noise(values, ["score"] * 2, near)[:, order], rtol=1e-9)


def test_the_interval_of_a_published_value_holds_it_and_keeps_to_the_scale():
    values = np.array([[0.5, 50.0, 99.9], [1.0, 4.0, 900.0]])
    lower, upper = noise_interval(values, np.full((2, 3), 0.3), ["percentage", "rate"])
    assert (lower < values).all() and (values < upper).all()
    assert (lower >= 0).all() and (upper[0] <= 100).all()

"""The year under way: the arithmetic of its nowcast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c4eo_core.projections.nowcast import middle_of, quantiles_of, relative_noise, with_width

SHARES = st.lists(st.floats(1, 99), min_size=5, max_size=5)


def test_with_nothing_moved_the_last_official_figure_comes_out():
    official, so_far = np.array([10.0, 20.0, 30.0]), np.array([12.0, 22.0, 32.0])
    assert middle_of(so_far, so_far, official) == pytest.approx(official)


def test_a_movement_of_the_whole_country_is_carried_over_whole():
    official, before = np.array([10.0, 20.0, 30.0]), np.array([12.0, 22.0, 32.0])
    assert middle_of(before - 2, before, official) == pytest.approx(official - 2)


def test_an_areas_own_movement_counts_for_four_fifths():
    """.6 in the reading that carries on, whole in the other; averaged."""
    official = before = np.array([10.0, 10.0, 10.0, 10.0, 10.0])
    now = before + np.array([0, 0, 0, 0, 5.0])
    assert middle_of(now, before, official)[-1] == pytest.approx(10 + 0.8 * 5)


@given(SHARES, SHARES, SHARES)
def test_it_stays_within_0_and_100_and_its_intervals_hold_it(now, before, official):
    middle = middle_of(np.array(now), np.array(before), np.array(official))
    found = with_width(middle, np.array([1.0, 2.0, 4.0]), np.ones(5))
    assert ((found.lower >= 0) & (found.upper <= 100)).all()
    assert ((found.lower <= middle) & (middle <= found.upper)).all()
    assert (np.diff(found.upper, axis=0) >= 0).all()


def test_a_place_without_a_figure_stays_without_and_does_not_disturb_the_others():
    official = np.array([10.0, 20.0, np.nan])
    found = middle_of(np.array([10.0, np.nan, 5.0]), np.array([11.0, 19.0, 6.0]), official)
    assert np.isfinite(found[0]) and np.isnan(found[1:]).all()


def test_widths_are_kept_wide_until_three_years_are_known():
    errors = np.arange(1, 101, dtype=float)[None]
    two, three = (quantiles_of(errors, np.ones(100), years) for years in (2, 3))
    assert two == pytest.approx(1.1 * three)
    assert three[1] == pytest.approx(np.quantile(np.arange(1, 101), 0.8))
    assert np.isnan(quantiles_of(np.full((1, 3), np.nan), np.ones(3), 1)).all()


def test_a_noisier_place_has_a_wider_interval_within_bounds():
    relative = relative_noise(np.array([1.0, 1.0, 2.0, 50.0, np.nan]))
    assert relative[2] > relative[0] and relative[3] == 3.0 and relative[4] == 1.5

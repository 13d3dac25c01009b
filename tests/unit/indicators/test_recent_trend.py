"""The recent trend on simulated panels: it flags what moved, and seldom what did not."""

import numpy as np
import pytest

from bench.trend import flagged_without_movement
from c4eo_core.indicators.recent_trend import (
    Figures,
    chance_of_rise,
    level_change,
    nearly_everywhere,
    of_the_better,
    side,
    standing_together,
)


def panel(relative, path=None, drift=0.3, years_as_one=1):
    relative = np.asarray(relative, float)[None]
    _, authorities, years = relative.shape
    one = np.ones((1, authorities))
    path = np.zeros((1, years)) if path is None else np.asarray(path, float)[None]
    return Figures(
        relative,
        path,
        one,
        np.array([drift]),
        0 * one,
        100 * one,
        np.array([years - 1]),
        np.array([years_as_one]),
    )


@pytest.mark.parametrize("drift", [0.03, 0.3, 1.0])
def test_an_authority_that_stands_still_is_seldom_flagged(drift):
    very, likely = flagged_without_movement(drift=drift, authorities=2000)
    assert very <= 0.02 and likely <= 0.09


def test_a_large_step_is_flagged_in_nearly_every_authority():
    rng = np.random.default_rng(1)
    step = np.concatenate([np.zeros(6), np.full(3, 6.0)])
    change = level_change(panel(step + rng.normal(0, 1, (500, 9))), np.array([False]))
    assert (side(chance_of_rise(change.own, change.own_sd)) == 2).mean() > 0.9


def test_what_england_did_is_own_movement_and_none_against_england():
    path = np.arange(9.0)
    change = level_change(panel(np.zeros((1, 9)), path), np.array([False]))
    own = chance_of_rise(change.own, change.own_sd)
    against = chance_of_rise(change.relative, change.relative_sd)
    assert side(own)[0, 0] == 2 and side(against)[0, 0] == 0


def test_a_missing_newest_figure_says_nothing():
    relative = np.r_[np.zeros(8), np.nan][None]
    change = level_change(panel(relative), np.array([False]))
    assert np.isnan(change.own[0, 0]) and change.anchor[0, 0] == -1


def test_better_and_worse_follow_the_direction_that_is_good():
    p = np.array([0.99])
    assert of_the_better(p, np.array([1]))[0] == 0.99 and of_the_better(p, np.array([-1]))[
        0
    ] == pytest.approx(0.01)
    assert side(np.array([0.975, 0.9, 0.5, 0.1, 0.025, np.nan])).tolist() == [2, 1, 0, -1, -2, 0]


def test_half_of_all_authorities_is_not_yet_nearly_everywhere():
    sides = np.array([[2, 1, 0, -1], [2, 1, 1, -1]], np.int8)
    found = nearly_everywhere(sides, np.ones((2, 4), bool))
    assert found.tolist() == [[False] * 4, [True, True, True, False]]


def test_read_together_nothing_stands_where_nothing_can_be_said():
    assert not standing_together(np.array([np.nan, np.nan])).any()

"""Promises of turned curves: found where planted, kept or not at all, and hardly ever where nothing turned."""

import numpy as np

from c4eo_core.indicators.turned import Levels, turns_that_held

YEARS, PLACES, NOISE = 14, 400, 1.0


def panel(relative: np.ndarray, drift: float = 0.3) -> Levels:
    shape = relative.shape[:2]
    return Levels(relative, np.full(shape, NOISE), np.full(shape[0], drift), np.zeros(shape), np.ones(shape))


def step(size: float, back_at: int | None = None) -> np.ndarray:
    years = np.where(np.arange(YEARS) >= 5, size, 0.0)
    if back_at is not None:
        years[back_at:] = 0.0
    return years[None, None, :]


def test_a_planted_turn_is_found_with_its_direction():
    up, down = turns_that_held(panel(step(8)), np.array([1])), turns_that_held(panel(step(8)), np.array([-1]))
    assert up.found.all() and up.change[0, 0] > 0 and up.kept[0, 0] >= 0.5
    assert not down.found.any() and down.judged.all()


def test_a_turn_that_was_lost_again_is_none():
    assert not turns_that_held(panel(step(8, back_at=11)), np.array([1])).found.any()


def test_a_turn_in_the_newest_years_is_not_yet_kept():
    late = np.where(np.arange(YEARS) >= YEARS - 2, 8.0, 0.0)[None, None, :]
    assert not turns_that_held(panel(late), np.array([1])).found.any()


def test_without_a_better_side_or_without_movement_nothing_is_judged():
    assert not turns_that_held(panel(step(8)), np.array([0])).judged.any()
    assert not turns_that_held(panel(step(8), drift=0.0), np.array([1])).judged.any()


def test_panels_without_turns_give_none_on_at_least_95_pages_in_100():
    random = np.random.default_rng(2010)
    found = turns_that_held(panel(random.standard_normal((1, PLACES * 20, YEARS))), np.array([1])).found
    pages = found.reshape(PLACES, 20).any(axis=1)
    assert pages.mean() <= 0.05


def test_missing_years_are_no_zeros():
    gaps = step(8).copy()
    gaps[..., [3, 9]] = np.nan
    assert turns_that_held(panel(gaps), np.array([1])).found.all()

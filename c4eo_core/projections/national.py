"""Where the national path goes next, and how unsure that is (methods: baseline, steps 5 and 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .panel import median_of_known

SHARE_CARRIED_ON = 0.75
FEWEST_CHANGES = 2
DAMPING = 0.9
COMES_BACK = 0.1  # of what years of upheaval moved, this share comes back each year
GROWTH = 1.7  # the variance of the national error grows with horizon to this power
AGE_WEIGHT = 0.75
LARGEST_MEDIANS = 3
PSEUDO_YEARS = 2
SMALLEST_SHARE_OF_NOISE = 0.15


@dataclass(frozen=True)
class National:
    """movement b [M]: the next year's usual movement; upheaval [M]: what still stands of the
    change that years of upheaval brought; squares [M, T]: the rule's own past, squared errors
    per year (NaN where none); last [M]: index of the path's last year, -1 without one."""

    movement: np.ndarray
    upheaval: np.ndarray
    squares: np.ndarray
    last: np.ndarray


def damped_years(ahead: np.ndarray | float) -> np.ndarray | float:
    """How many full years of the first year's movement are made in `ahead` years."""
    return (1 - DAMPING**ahead) / (1 - DAMPING)


def national_outlook(path: np.ndarray, comparable: np.ndarray, breaks: np.ndarray | None = None) -> National:
    """path [M, T] with NaN; comparable [M, T]: whether the change that ends in a year may be
    read as a movement that goes on (one that ends in a year of upheaval may not); breaks
    [M, T]: years in which another measure begins, whose change says nothing at all."""
    indicators = len(path)
    latest, value = (np.full(indicators, np.nan) for _ in range(2))
    when, broken = np.full(indicators, -1), np.zeros(indicators, dtype=bool)
    changes, squares = (np.full(path.shape, np.nan) for _ in range(2))
    elapsed = np.ones(path.shape)
    for t, here in enumerate(path.T):
        if breaks is not None:
            broken |= breaks[:, t]
        years = elapsed[:, t] = np.maximum(t - when, 1)
        change = np.where(broken, np.nan, here - value)
        standing = still_standing(changes[:, :t], elapsed[:, :t], comparable[:, :t])
        expected = national_change(carried_on(latest, changes), standing, years)
        squares[:, t] = (change - expected) ** 2 / years**GROWTH
        changes[:, t] = change / years
        latest = np.where(np.isfinite(change) & comparable[:, t], changes[:, t], latest)
        seen = np.isfinite(here)
        value, when, broken = np.where(seen, here, value), np.where(seen, t, when), broken & ~seen
    return National(carried_on(latest, changes), still_standing(changes, elapsed, comparable), squares, when)


def carried_on(latest: np.ndarray, changes: np.ndarray) -> np.ndarray:
    """What of the latest comparable change [M] goes on into the next year.

    Only where it has the direction of the usual change (the median of changes [M, T]), and
    then no more than the smaller of the two: one year alone is a poor guide, and so is an
    average that the latest year contradicts. A single change has no usual to be held against.
    """
    borne_out = np.isfinite(changes).sum(axis=1) >= FEWEST_CHANGES
    return np.where(
        borne_out, SHARE_CARRIED_ON * _smaller_of_like_sign(latest, median_of_known(changes)), 0.0
    )


def still_standing(changes: np.ndarray, elapsed: np.ndarray, comparable: np.ndarray) -> np.ndarray:
    """What of the upheaval [M] has not come back yet.

    changes per year, elapsed years of each, comparable: [M, T]. The change over the years of
    upheaval beyond the usual movement, less a tenth for each year since; and no more than the
    distance that the path still lies from where it stood before.
    """
    if not changes.shape[1]:
        return np.zeros(len(changes))
    known = np.isfinite(changes)
    upheaval = known & ~comparable
    began = np.maximum.accumulate(upheaval, axis=1)
    after_it = known & ~np.maximum.accumulate(upheaval[:, ::-1], axis=1)[:, ::-1] & began
    whole = np.where(known, changes * elapsed, 0)
    usual = np.nan_to_num(median_of_known(np.where(comparable, changes, np.nan)))
    moved = np.where(upheaval, whole - usual[:, None] * elapsed, 0).sum(axis=1)
    since = np.where(after_it, elapsed, 0).sum(axis=1)
    distance = np.where(began, whole, 0).sum(axis=1)
    return _smaller_of_like_sign(moved * (1 - COMES_BACK) ** since, distance)


def national_variance(
    squares: np.ndarray, last: np.ndarray, typical: np.ndarray, kinds: Sequence[str]
) -> np.ndarray:
    """omega² [M], the variance of the national movement one year ahead.

    squares [M, T] and last [M] of `national_outlook`; typical [M]: s_m.
    """
    age = last[:, None] - np.arange(squares.shape[1])
    known = np.isfinite(squares)
    weight = np.where(known, AGE_WEIGHT ** np.maximum(age, 0), 0.0)
    held = np.minimum(squares, LARGEST_MEDIANS * median_of_known(squares)[:, None])
    total, weights = np.where(known, weight * held, 0).sum(axis=1), weight.sum(axis=1)
    own = np.where(weights > 0, total / np.where(weights > 0, weights, 1), np.nan)
    # Kinds hold very different sizes (a progress score, a points score): share in units of noise.
    unit = np.where(typical > 0, typical**2, np.nan)
    usual = _usual_of_kind(own / unit, kinds) * unit
    usual = np.where(np.isfinite(usual), usual, 0)
    shrunk = 2 * (total + PSEUDO_YEARS * usual) / (weights + PSEUDO_YEARS)
    floor = (SMALLEST_SHARE_OF_NOISE * np.where(np.isfinite(typical), typical, 0)) ** 2
    return np.maximum(shrunk, floor)


def national_change(movement: np.ndarray, upheaval: np.ndarray, years: np.ndarray | int) -> np.ndarray:
    """Change in `years` years, given the next year's usual movement and what of an upheaval still stands."""
    return movement * damped_years(years) - upheaval * (1 - (1 - COMES_BACK) ** years)


def _smaller_of_like_sign(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.where(a * b > 0, np.sign(a) * np.minimum(np.abs(a), np.abs(b)), 0.0)


def _usual_of_kind(x: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    words = np.asarray(kinds, dtype=object)
    usual = np.full(len(x), np.nan)
    for kind in dict.fromkeys(kinds):
        known = x[(words == kind) & np.isfinite(x)]
        if known.size:
            usual[words == kind] = np.median(known)
    return usual

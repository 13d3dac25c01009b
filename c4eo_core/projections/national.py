"""Where the national path goes next, and how unsure that is (methods: baseline, steps 5 and 6)."""

from collections.abc import Sequence

import numpy as np

from .panel import median_of_known

SHARE_CARRIED_ON = 0.75
DAMPING = 0.9
GROWTH = 1.7  # the variance of the national error grows with horizon to this power
AGE_WEIGHT = 0.75
LARGEST_MEDIANS = 3
PSEUDO_YEARS = 2
SMALLEST_SHARE_OF_NOISE = 0.15


def damped_years(ahead):
    """How many full years of the first year's movement are made in `ahead` years."""
    return (1 - DAMPING**ahead) / (1 - DAMPING)


def national_outlook(path: np.ndarray, comparable: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The movement b [M] of the next year; the rule's own past, squared errors per year [M, T]
    (NaN where none); the index of the last year of the path [M], -1 without one.

    path [M, T] with NaN; comparable [M, T]: whether the change that ends in a year may be
    read as a movement that goes on (one that ends in a year of upheaval may not).
    """
    indicators = len(path)
    latest, value = (np.full(indicators, np.nan) for _ in range(2))
    when = np.full(indicators, -1)
    changes, squares = (np.full(path.shape, np.nan) for _ in range(2))
    for t, here in enumerate(path.T):
        elapsed = np.maximum(t - when, 1)
        change = here - value
        expected = carried_on(latest, changes) * damped_years(elapsed)
        squares[:, t] = (change - expected) ** 2 / elapsed**GROWTH
        changes[:, t] = change / elapsed
        counts = np.isfinite(change) & comparable[:, t]
        latest = np.where(counts, changes[:, t], latest)
        seen = np.isfinite(here)
        value, when = np.where(seen, here, value), np.where(seen, t, when)
    return carried_on(latest, changes), squares, when


def carried_on(latest: np.ndarray, changes: np.ndarray) -> np.ndarray:
    """What of the latest comparable change [M] goes on into the next year.

    Only where it has the direction of the usual change (the median of changes [M, T]), and
    then no more than the smaller of the two: one year alone is a poor guide, and so is an
    average that the latest year contradicts.
    """
    usual = median_of_known(changes)
    smaller = np.minimum(np.abs(latest), np.abs(usual))
    return np.where(latest * usual > 0, SHARE_CARRIED_ON * np.sign(latest) * smaller, 0.0)


def national_variance(squares: np.ndarray, last: np.ndarray, typical: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
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


def _usual_of_kind(x: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    words = np.asarray(kinds, dtype=object)
    usual = np.full(len(x), np.nan)
    for kind in dict.fromkeys(kinds):
        known = x[(words == kind) & np.isfinite(x)]
        if known.size:
            usual[words == kind] = np.median(known)
    return usual

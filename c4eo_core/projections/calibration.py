"""How wide an interval must be, learnt from how far the method strayed before."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import t as student_t

from .outlook import look_ahead
from .panel import Neighbours

LEVELS = (50, 80, 95)
USUAL_QUANTILES = (0.631, 1.290, 2.237)
ORIGINS = 3
SHRINKING = 10
TAIL = 4  # degrees of freedom of the t distribution that stands in for the intervals


def last_years(z: np.ndarray) -> np.ndarray:
    """Index [M] of the last year with any value in z [M, L, T], -1 without one."""
    any_value = np.isfinite(z).any(axis=1)
    return np.where(any_value, np.arange(z.shape[2]), -1).max(axis=1, initial=-1)


def as_seen_from(x: np.ndarray, last: np.ndarray, back: int) -> np.ndarray:
    """x [M, L, T] as it stood `back` years before each indicator's last year [M]."""
    later = np.arange(x.shape[2]) > (last - back)[:, None]
    return np.where(later[:, None, :], np.nan, x)


def outcomes(x: np.ndarray, origin: np.ndarray, last: np.ndarray, ahead: int) -> np.ndarray:
    """What x [M, L, T] came to `ahead` years after each origin [M]; NaN where not yet known."""
    target = origin + ahead
    known = (origin >= 0) & (target <= last)
    found = x[np.arange(len(x)), :, np.where(known, target, 0)]
    return np.where(known[:, None], found, np.nan)


def upheavals_after(origin: np.ndarray, comparable: np.ndarray, ahead: int) -> np.ndarray:
    """How many of the `ahead` years after each origin [M] are not comparable."""
    years = np.arange(comparable.shape[1])
    between = (years > origin[:, None]) & (years <= origin[:, None] + ahead)
    return (between & ~comparable).sum(axis=1)


def calibrated_quantiles(
    z: np.ndarray,
    kinds: Sequence[str],
    neighbours: Neighbours,
    comparable: np.ndarray,
    topics: Sequence[str],
) -> np.ndarray:
    """Half-widths Q [M, 3] of the 50, 80 and 95 % interval in units of spread
    (methods: baseline, step 7).

    Quantiles of |error| / spread over the last three origins, per topic shrunk to all topics,
    and those to the usual ones where there are few indicators to learn from. Errors made over
    a year of upheaval (not comparable) are left out: they would widen every later interval.
    """
    last = last_years(z)
    sizes = [[] for _ in z]
    for back in range(1, ORIGINS + 1):
        seen = as_seen_from(z, last, back)
        then = look_ahead(seen, kinds, neighbours, comparable, ORIGINS)
        for ahead in range(1, ORIGINS + 1):
            hidden = then.last + ahead > last - back
            fair = hidden & (upheavals_after(then.last, comparable, ahead) == 0)
            actual = outcomes(z, np.where(fair, then.last, -1), last, ahead)
            spread = then.spread[:, :, ahead - 1]
            unit = np.where(spread > 0, spread, np.nan)  # none for a curve that never moved
            size = np.abs(actual - then.centre[:, :, ahead - 1]) / unit
            for m in np.flatnonzero(np.isfinite(size).any(axis=1)):
                sizes[m].append(size[m][np.isfinite(size[m])])
    return _by_topic(sizes, topics)


def tail_scale(quantiles: np.ndarray) -> np.ndarray:
    """c [M]: spread times c is the scale of the t distribution with four degrees of freedom
    that comes nearest to the quantiles [M, 3]."""
    usual = student_t.ppf(0.5 + np.array(LEVELS) / 200, TAIL)
    return np.median(np.asarray(quantiles) / usual, axis=-1)


def _by_topic(sizes: list[list[np.ndarray]], topics: Sequence[str]) -> np.ndarray:
    everything = _shrunk(sizes, np.array(USUAL_QUANTILES))
    found = np.empty((len(sizes), len(LEVELS)))
    words = np.asarray(topics, dtype=object)
    for topic in dict.fromkeys(topics):
        rows = np.flatnonzero(words == topic)
        found[rows] = _shrunk([sizes[m] for m in rows], everything)
    return found


def _shrunk(sizes: list[list[np.ndarray]], towards: np.ndarray) -> np.ndarray:
    known = [part for parts in sizes for part in parts]
    if not known:
        return towards
    own = np.quantile(np.concatenate(known), np.array(LEVELS) / 100)
    indicators = sum(bool(parts) for parts in sizes)
    weight = indicators / (indicators + SHRINKING)
    return weight * own + (1 - weight) * towards

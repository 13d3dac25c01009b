"""How wide an interval must be, learnt from how far the method strayed before."""

from collections.abc import Sequence

import numpy as np
from scipy.special import stdtrit

from .outlook import look_ahead
from .panel import Neighbours, last_years, national_path

LEVELS = (50, 80, 95)
USUAL_QUANTILES = (0.631, 1.290, 2.237)
ORIGINS = 3
SHRINKING = 10
TAIL = 4  # degrees of freedom of the t distribution that stands in for the intervals


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


def any_after(origin: np.ndarray, marked: np.ndarray | None, ahead: int) -> np.ndarray:
    """Whether one of the `ahead` years after each origin [M] is marked [M, T]."""
    if marked is None:
        return np.zeros(len(origin), dtype=bool)
    years = np.arange(marked.shape[1])
    between = (years > origin[:, None]) & (years <= origin[:, None] + ahead)
    return (between & marked).any(axis=1)


def calibrated_quantiles(
    z: np.ndarray,
    kinds: Sequence[str],
    neighbours: Neighbours,
    comparable: np.ndarray,
    topics: Sequence[str],
    breaks: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Half-widths Q [M, 3] of the 50, 80 and 95 % interval in units of spread, and the same for
    the curve relative to England (methods: baseline, step 7).

    Quantiles of |error| / spread over the last three origins, per topic shrunk to all topics,
    and those to the usual ones where there are few indicators to learn from. Errors made over
    a year of upheaval (not comparable) or a break are left out: they would widen every later
    interval.
    """
    unfair = ~comparable if breaks is None else ~comparable | breaks
    last, path = last_years(z), national_path(z)
    sizes, own_sizes = ([[] for _ in z] for _ in range(2))
    for back in range(1, ORIGINS + 1):
        seen = as_seen_from(z, last, back)
        then = look_ahead(seen, kinds, neighbours, comparable, ORIGINS, breaks)
        for ahead in range(1, ORIGINS + 1):
            hidden = then.last + ahead > last - back
            origin = np.where(hidden & ~any_after(then.last, unfair, ahead), then.last, -1)
            actual, h = outcomes(z, origin, last, ahead), ahead - 1
            nation = outcomes(path[:, None], origin, last, ahead) - _at(path, origin)[:, None]
            _collect(sizes, actual - then.centre[:, :, h], then.spread[:, :, h])
            _collect(own_sizes, actual - nation - then.own_centre[:, :, h], then.own_spread[:, :, h])
    return _by_topic(sizes, topics), _by_topic(own_sizes, topics)


def _collect(sizes: list[list[np.ndarray]], error: np.ndarray, spread: np.ndarray) -> None:
    """Adds each indicator's known |error| / spread [M, L] to its list."""
    size = np.abs(error) / np.where(spread > 0, spread, np.nan)  # none for a curve that never moved
    known = np.isfinite(size)
    for m in np.flatnonzero(known.any(axis=1)):
        sizes[m].append(size[m][known[m]])


def _at(path: np.ndarray, when: np.ndarray) -> np.ndarray:
    return path[np.arange(len(path)), np.maximum(when, 0)]


def tail_scale(quantiles: np.ndarray) -> np.ndarray:
    """c [M]: spread times c is the scale of the t distribution with four degrees of freedom
    that comes nearest to the quantiles [M, 3]."""
    usual = stdtrit(TAIL, 0.5 + np.array(LEVELS) / 200)
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

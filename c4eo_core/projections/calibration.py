"""How wide an interval must be, learnt from how far the method strayed before on other indicators."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.special import stdtrit

from c4eo_core.projections.panel import median_of_known
from c4eo_core.projections.past_errors import Look, PastErrors

LEVELS = (50, 80, 95)
USUAL_QUANTILES = (0.631, 1.290, 2.237)
ORIGINS = 3
SHRINKING = 10
TWINS = 0.95  # correlation over authorities past which two indicators are told from each other by name only
FEWEST_TO_CORRELATE = 10
MOST_UPHEAVAL = 0.5
TAIL = 4  # degrees of freedom of the t distribution that stands in for the intervals
_BINS = 1000
MOST_OF_A_MISS = 5.0  # spreads: one wild figure says no more than that
CAUTION_OF_FACTOR = 100  # misses that are put against an authority's own
_SHARES = np.array(LEVELS) / 100


def calibrated_quantiles(
    misses: PastErrors,
    topics: Sequence[str],
    twins: np.ndarray,
    backs: Iterable[int],
    as_of: int = 0,
    most_upheaval: float = MOST_UPHEAVAL,
) -> tuple[np.ndarray, np.ndarray]:
    """Half-widths Q [M, A, 3] of the 50, 80 and 95 % interval 1 to A years ahead, in units of
    spread, and the same for the curve relative to England (methods: baseline, step 7).

    Quantiles of the misses from the origins `backs` that were known `as_of` years before each
    indicator's last year. Each indicator's come from the others: it and its twins [M, M] are
    left out. Per topic shrunk to all topics, and those to the usual ones where there are few
    indicators to learn from. While more than `most_upheaval` of all misses were made over an
    upheaval they say how wide that was and little else: then they are left out, and as what
    remains is little, all distances are taken together.
    """
    rows = [misses.backs.index(back) for back in backs]
    known = misses.before[rows] >= as_of
    calm = known & ~misses.upheaval[rows]
    others = ~(twins | np.eye(len(twins), dtype=bool))
    alike = np.array([[a == b for b in topics] for a in topics]) & others
    found = []
    for sizes in (misses.sizes[rows], misses.own_sizes[rows]):
        there = np.isfinite(sizes).sum(axis=3)
        every = (there * (known & ~calm)).sum() <= most_upheaval * (there * known).sum()
        taken = np.where((known if every else calm)[..., None], sizes, np.nan)
        groups = [taken[:, h] for h in range(taken.shape[1])] if every else [taken]
        by_distance = _by_distance(groups, others, alike)
        found.append(np.stack(by_distance * (1 if every else taken.shape[1]), axis=1))
    return found[0], found[1]


def authority_factor(
    misses: PastErrors, twins: np.ndarray, backs: Iterable[int], as_of: int = 0
) -> np.ndarray:
    """[M, L] how much wider than the middle authority's an authority's intervals must be (below 1: narrower).

    Learnt from its past misses, in units of spread, on all other indicators but twins [M, M], and shrunk to
    1. How wide intervals are on the whole is for the quantiles to say.
    """
    rows = [misses.backs.index(back) for back in backs]
    known = (misses.before[rows] >= as_of)[..., None]
    sizes = np.where(known, np.minimum(misses.sizes[rows], MOST_OF_A_MISS), np.nan)
    there = np.isfinite(sizes)
    others = (~(twins | np.eye(len(twins), dtype=bool))).astype(float)
    total = others @ np.where(there, sizes, 0).sum(axis=(0, 1))
    count = others @ there.sum(axis=(0, 1)).astype(float)
    own = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    middle = median_of_known(own)[:, None]
    own = np.where(np.isfinite(own) & (middle > 0), own / np.where(middle > 0, middle, 1), 1.0)
    weight = count / (count + CAUTION_OF_FACTOR)
    return weight * own + (1 - weight)


def twins_of(look: Look) -> np.ndarray:
    """Pairs [M, M] of indicators on which the authorities stood so alike at that origin, or so
    opposite, that to learn from one is to learn from the other."""
    level = look.settled.level
    there = np.isfinite(level) & (look.settled.points > 0)
    count = there.sum(axis=1)
    mean = np.where(there, level, 0).sum(axis=1) / np.maximum(count, 1)
    away = np.where(there, level - mean[:, None], 0)
    squares = away**2 @ there.T.astype(float)
    size = np.sqrt(squares * squares.T)
    together = there.astype(float) @ there.T >= FEWEST_TO_CORRELATE
    return together & (np.abs(away @ away.T) > TWINS * size) & ~np.eye(len(level), dtype=bool)


def for_years(quantiles: np.ndarray, horizon: int) -> np.ndarray:
    """Q [M, horizon, 3]: past the furthest year they were learnt for, that year's."""
    return quantiles[:, np.minimum(np.arange(horizon), quantiles.shape[1] - 1)]


def tail_scale(quantiles: np.ndarray) -> np.ndarray:
    """c [...]: spread times c is the scale of the t distribution with four degrees of freedom
    that comes nearest to the quantiles [..., 3]."""
    usual = stdtrit(TAIL, 0.5 + _SHARES / 2)
    return np.median(np.asarray(quantiles) / usual, axis=-1)


def _by_distance(groups: Sequence[np.ndarray], others: np.ndarray, alike: np.ndarray) -> list[np.ndarray]:
    """Quantiles [M, 3] for each of the groups of sizes [..., M, L]. A distance at which little is
    known leans on the one before it."""
    towards, found = np.broadcast_to(USUAL_QUANTILES, (len(others), len(LEVELS))), []
    for sizes in groups:
        counts = _counts(sizes)
        times = np.isfinite(sizes).any(axis=-1).reshape(-1, len(others)).sum(axis=0)
        towards = _shrunk(counts, times, others, towards)
        found.append(_shrunk(counts, times, alike, towards))
    return found


def _counts(sizes: np.ndarray) -> np.ndarray:
    """How many of each indicator's sizes [..., M, L] lie in each bin [M, bins]; bins are even in
    x / (1 + x), so that they are fine where quantiles lie and there is no end to them."""
    sizes = np.moveaxis(sizes, -2, 0).reshape(sizes.shape[-2], -1)
    known = np.isfinite(sizes)
    place = (sizes[known] / (1 + sizes[known]) * _BINS).astype(int).clip(0, _BINS - 1)
    cell = np.nonzero(known)[0] * _BINS + place
    return np.bincount(cell, minlength=len(sizes) * _BINS).reshape(len(sizes), _BINS)


def _shrunk(counts: np.ndarray, times: np.ndarray, from_whom: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """Quantiles [M, 3] of the counts [M, bins] of those each learns from [M, M], shrunk by how many
    times [M] each was put to the test: its authorities miss together, so many of them are one case."""
    pooled = from_whom.astype(np.float32) @ counts.astype(np.float32)
    cases = from_whom.astype(int) @ times
    weight = (cases / (cases + SHRINKING))[:, None]
    return np.where(weight > 0, weight * _quantiles(pooled) + (1 - weight) * towards, towards)


def _quantiles(counts: np.ndarray) -> np.ndarray:
    """[M, 3], even within a bin."""
    below = np.cumsum(counts, axis=1, dtype=float)
    found = np.zeros((len(counts), len(LEVELS)))
    rows = np.arange(len(counts))
    for which, share in enumerate(_SHARES):
        wanted = share * below[:, -1]
        place = (below >= wanted[:, None]).argmax(axis=1)
        here = np.maximum(counts[rows, place], 1)
        part = (place + 1 - (below[rows, place] - wanted) / here) / _BINS
        found[:, which] = part / np.maximum(1 - part, 1 / _BINS)
    return found

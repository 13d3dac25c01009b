"""Where a curve may have broken: a national jump, or an indicator that came to mean something else."""

import numpy as np

from .panel import median_of_known

JUMP_IN_NOISE = 4
JUMP_IN_USUAL_CHANGES = 4
FALL_IN_RANK_CORRELATION = 0.25
FEWEST_RANKED = 30
FEWEST_YEARS_LEFT = 3


def national_jumps(path: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Years [M, T] whose national change is too large to be more of the same (methods: baseline, breaks).

    path [M, T] the national path; noise [M, L] on the same scale. Over four times the typical
    noise and over four times the indicator's usual change per year.
    """
    changes = np.full(path.shape, np.nan)
    value, when = np.full(len(path), np.nan), np.full(len(path), -1)
    for t, here in enumerate(path.T):
        changes[:, t] = np.abs(here - value) / np.maximum(t - when, 1)
        seen = np.isfinite(here)
        value, when = np.where(seen, here, value), np.where(seen, t, when)
    over_noise = changes > JUMP_IN_NOISE * median_of_known(noise)[:, None]
    return over_noise & (changes > JUMP_IN_USUAL_CHANGES * median_of_known(changes)[:, None])


def redefinitions(z: np.ndarray) -> np.ndarray:
    """Years [M, T] in which authorities changed places as if something else was measured
    (methods: baseline, breaks).

    z [M, L, T]. The rank correlation with the last year before lies more than 0.25 below
    what is usual for the indicator. Needs 30 authorities with both values, and two pairs of
    years beside the doubtful one.
    """
    indicators, _, years = z.shape
    correlation = np.full((indicators, years), np.nan)
    before = np.full(z.shape[:2], np.nan)
    for t in range(years):
        here = z[:, :, t]
        present = np.asarray(np.isfinite(here).any(axis=1))
        rows = np.flatnonzero(present & np.isfinite(before).any(axis=1))
        correlation[rows, t] = _rank_correlation(before[rows], here[rows])
        before = np.where(present[:, None], here, before)
    pairs = np.isfinite(correlation).sum(axis=1)
    fall = median_of_known(correlation)[:, None] - correlation
    return (fall > FALL_IN_RANK_CORRELATION) & (pairs >= 3)[:, None]


def since_redefinition(z: np.ndarray) -> np.ndarray:
    """z [M, L, T] without the years before the indicator's last redefinition, as long as
    three years are left: fewer would tell nothing of level or noise."""
    years = np.arange(z.shape[2])
    here = np.asarray(np.isfinite(z).any(axis=1))
    left = np.cumsum(here[:, ::-1], axis=1)[:, ::-1]
    first = np.where(redefinitions(z) & (left >= FEWEST_YEARS_LEFT), years, 0).max(axis=1, initial=0)
    return np.where((years < first[:, None])[:, None, :], np.nan, z)


def _rank_correlation(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Spearman correlation [M] of a and b [M, L] over the authorities that have both."""
    both = np.isfinite(a) & np.isfinite(b)
    count = both.sum(axis=1)
    x, y = _centred_ranks(a, both), _centred_ranks(b, both)
    size = np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
    good = (count >= FEWEST_RANKED) & (size > 0)
    return np.where(good, (x * y).sum(axis=1) / np.where(good, size, 1), np.nan)


def _centred_ranks(x: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """Ranks [M, L] less their mean over the kept, 0 elsewhere. Ties share their mean rank."""
    x = np.where(keep, x, np.nan)
    # A value's mean rank is half of how many lie below it, less how many lie above.
    order = np.argsort(x, axis=1)
    ordered = np.take_along_axis(x, order, axis=1)
    place = np.broadcast_to(np.arange(x.shape[1], dtype=float), x.shape)
    new = np.diff(ordered, axis=1, prepend=np.nan) != 0
    first = np.maximum.accumulate(np.where(new, place, 0), axis=1)
    last_new = np.diff(ordered, axis=1, append=np.nan) != 0
    last = np.minimum.accumulate(np.where(last_new, place, np.inf)[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty_like(x)
    np.put_along_axis(ranks, order, (first + last) / 2, axis=1)
    ranks = np.where(keep, ranks, 0)
    count = np.maximum(keep.sum(axis=1), 1)
    return np.where(keep, ranks - (ranks.sum(axis=1) / count)[:, None], 0)

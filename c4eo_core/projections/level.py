"""An authority's level: where it really stands once the year-to-year noise is set aside."""

from dataclasses import dataclass

import numpy as np

from .panel import Neighbours, median_of_known

DRIFT_GRID = (0.0, 0.01, 0.03, 0.07, 0.15, 0.3, 0.5, 0.8, 1.3, 2.0, 4.0, 10.0, 50.0)
ABSOLUTE_TO_SD = 1.2533  # sd of a normal error is this times its mean absolute size
FEWEST_NEIGHBOURS = 3
NOISE_PRIOR_WEIGHT = 8
LARGEST_STANDARD_ERROR = 3.0
BREAK_DOUBT = 1.0  # variance in units of noise² that a new measure adds to a level


@dataclass(frozen=True)
class Filtered:
    """One pass of the filter over R [M, L, T].

    level, spread [M, L]: level after the last year and its variance in units of noise².
    before [T, M, L]: the level expected of each year; errors, scale [T, M, L]: one-step errors
    and their sd in units of noise, NaN where there is none (an authority's first value); started [M, L]: has
    any value.
    """

    level: np.ndarray
    spread: np.ndarray
    before: np.ndarray
    errors: np.ndarray
    scale: np.ndarray
    started: np.ndarray


@dataclass(frozen=True)
class Levels:
    """What methods: baseline, step 3 settles. M indicators, L authorities.

    drift q [M]; typical s_m [M]; noise s_i [M, L]; last: the final pass of the filter.
    """

    drift: np.ndarray
    typical: np.ndarray
    noise: np.ndarray
    last: Filtered


def run_filter(
    years: np.ndarray,
    start: np.ndarray,
    start_spread: np.ndarray,
    drift: np.ndarray,
    breaks: np.ndarray | None = None,
) -> Filtered:
    """years [T, M, L]; start, start_spread [M, L]; drift [M, 1]; breaks [M, T]."""
    level, spread = start.copy(), np.broadcast_to(start_spread, start.shape).copy()
    started = np.zeros(start.shape, dtype=bool)
    before, errors, scale = (np.full(years.shape, np.nan) for _ in range(3))
    for t, here in enumerate(years):
        moved = drift if breaks is None else drift + BREAK_DOUBT * breaks[:, t, None]
        spread = spread + moved * started
        total = spread + 1
        error = here - level
        seen = np.isfinite(error)
        again = seen & started
        before[t] = level
        errors[t] = np.where(again, error, np.nan)
        scale[t] = np.where(again, np.sqrt(total), np.nan)
        level = level + np.where(seen, spread / total * error, 0)
        spread = np.where(seen, spread / total, spread)
        started |= seen
    return Filtered(level, spread, before, errors, scale, started)


def starting_point(relative: np.ndarray, neighbours: Neighbours) -> tuple[np.ndarray, np.ndarray]:
    """Where the filter starts each authority [M, L], and tau² [M]: how far authorities
    usually lie from there. relative: R [M, L, T]."""
    indicators, authorities, years = relative.shape
    own = median_of_known(relative.reshape(-1, years)).reshape(indicators, authorities)
    start = neighbours.mean(own, FEWEST_NEIGHBOURS)
    overall = median_of_known(own)[:, None]
    start = np.where(np.isfinite(start), start, overall)
    away = np.abs(own - start)
    return start, (ABSOLUTE_TO_SD * _mean(away, axis=1)) ** 2


def settle_levels(relative: np.ndarray, neighbours: Neighbours, breaks: np.ndarray | None = None) -> Levels:
    """Levels and noise of R [M, L, T] (methods: baseline, step 3); breaks [M, T]: years in which
    another measure begins, so that a level carries over with doubt. NaN noise for an indicator
    of which no authority has two values."""
    years = np.ascontiguousarray(np.moveaxis(relative, 2, 0))
    start, tau2 = starting_point(relative, neighbours)
    rough2 = _rough_noise(years) ** 2
    drift, typical = _choose_drift(years, start, tau2, rough2, breaks)
    first = run_filter(years, start, _ratio(tau2, typical**2)[:, None], drift[:, None], breaks)
    noise = _own_noise(first, typical)
    spread = _ratio(tau2[:, None], noise**2)
    return Levels(drift, typical, noise, run_filter(years, start, spread, drift[:, None], breaks))


def _choose_drift(
    years: np.ndarray, start: np.ndarray, tau2: np.ndarray, rough2: np.ndarray, breaks: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """The drift q of the grid with the best Laplace likelihood, and s_m with it: [M], [M]."""
    drift, typical = np.empty(len(start)), np.empty(len(start))
    start_spread = _ratio(tau2, rough2)[:, None]
    for begin, rows in _by_first_year(years):
        later = None if breaks is None else breaks[rows, begin:]
        drift[rows], typical[rows] = _best_of_grid(
            years[begin:, rows], start[rows], start_spread[rows], later
        )
    return drift, typical


def _by_first_year(years: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """Indicators [M] of years [T, M, L] in two lots with the year each lot begins: a few long
    series must not make all the others walk through their empty years."""
    has = np.isfinite(years).any(axis=2)
    first = np.where(has.any(axis=0), has.argmax(axis=0), len(years) - 1)
    usual = int(np.median(first))
    lots = [np.flatnonzero(first < usual), np.flatnonzero(first >= usual)]
    return [(int(first[rows].min()), rows) for rows in lots if rows.size]


def _best_of_grid(
    years: np.ndarray, start: np.ndarray, start_spread: np.ndarray, breaks: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    indicators = len(start)
    best = np.full(indicators, -np.inf)
    drift, typical = np.full(indicators, DRIFT_GRID[0]), np.full(indicators, np.nan)
    for q in DRIFT_GRID:
        done = run_filter(years, start, start_spread, np.full((indicators, 1), q), breaks)
        size = np.abs(done.errors) / done.scale
        known = np.isfinite(size)
        count = known.sum(axis=(0, 2))
        mean = np.where(known, size, 0).sum(axis=(0, 2)) / np.where(count > 0, count, np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            fit = -count * np.log(mean) - np.log(np.where(known, done.scale, 1)).sum(axis=(0, 2))
        better = (count > 0) & ((fit > best) | np.isnan(typical))
        best = np.where(better, fit, best)
        drift = np.where(better, q, drift)
        typical = np.where(better, ABSOLUTE_TO_SD * mean, typical)
    return drift, typical


def _own_noise(done: Filtered, typical: np.ndarray) -> np.ndarray:
    """s_i [M, L]: the indicator's noise, bent towards what this authority shows here and
    over all indicators."""
    standard = done.errors / done.scale / np.where(typical > 0, typical, np.nan)[:, None]
    squares = np.clip(standard, -LARGEST_STANDARD_ERROR, LARGEST_STANDARD_ERROR) ** 2
    pooled = _mean(squares, axis=(0, 1))
    pooled = np.where(np.isfinite(pooled), pooled, 1.0)
    count = np.isfinite(squares).sum(axis=0)
    own = np.where(np.isfinite(squares), squares, 0).sum(axis=0)
    weighted = (NOISE_PRIOR_WEIGHT * pooled + own) / (NOISE_PRIOR_WEIGHT + count)
    return typical[:, None] * np.sqrt(weighted)


def _rough_noise(years: np.ndarray) -> np.ndarray:
    """A first guess at s_m [M], from changes between one year and the next."""
    change = np.abs(np.diff(years, axis=0))
    return ABSOLUTE_TO_SD * _mean(change, axis=(0, 2)) / np.sqrt(2)


def _mean(x: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    known = np.isfinite(x)
    count = known.sum(axis=axis)
    return np.where(count > 0, np.where(known, x, 0).sum(axis=axis) / np.maximum(count, 1), np.nan)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below, 1 where it cannot be said (a constant or a single-year indicator)."""
    good = np.isfinite(above) & np.isfinite(below) & (below > 0)
    return np.where(good, above / np.where(good, below, 1), 1.0)

"""Curves that turned and held: a window of years that improved on the national path, and what is left of it.

Source: methods, "Who like us turned this curve, and kept it". Windows of five years that end two years or
more before an authority's newest figure; improvement beyond chance by the filter of the recent trend; at
least half of it still there in the newest figure.
"""

from dataclasses import dataclass

import numpy as np

WINDOW_YEARS = 5
YEARS_SINCE = 2
KEPT_SHARE = 0.5
FEWEST_AFTER_START = 3
# The .975 quantile of Student's t with four degrees of freedom, and the scale the recent trend gives it.
CRITICAL, SCALE = 2.776445, 0.93


@dataclass(frozen=True)
class Levels:
    """What the filter of the recent trend rests on, on the working scale.

    relative [M, L, T]: figures less the national path, NaN where there is none or a year is left out; noise
    [M, L]: scatter of one year's figure; drift [M]: variance of a level's yearly movement in units of noise²;
    start [M, L] and start_spread [M, L]: where the filter begins, and its variance in units of noise².
    """

    relative: np.ndarray
    noise: np.ndarray
    drift: np.ndarray
    start: np.ndarray
    start_spread: np.ndarray


@dataclass(frozen=True)
class Turns:
    """Of each series the window that stands out most, if it was kept; all [M, L].

    found: whether there is one; judged: whether any window could be judged at all; first, last: columns in
    which the window begins and ends, -1 without one; change: how far the figures of its two ends lie apart on
    the working scale, above 0 better; kept: the share of it in the newest figure; newest: its column.
    """

    found: np.ndarray
    judged: np.ndarray
    first: np.ndarray
    last: np.ndarray
    change: np.ndarray
    kept: np.ndarray
    newest: np.ndarray


def turns_that_held(of: Levels, sign: np.ndarray) -> Turns:
    """sign [M]: 1 where high is good, -1 where low is, 0 where neither: nothing is judged there. Nor is it
    where levels were never seen to move (drift 0): the filter then allows no change at all."""
    years = of.relative.shape[2]
    best = _Best(of.relative.shape[:2])
    newest = _newest(of.relative)
    now = _at(of.relative, newest)
    level, spread = of.start.copy(), np.array(of.start_spread, dtype=float)
    started = np.zeros(level.shape, dtype=bool)
    for first in range(max(years - WINDOW_YEARS - YEARS_SINCE, 0)):
        spread = spread + of.drift[:, None] * started
        level, spread, seen = _update(level, spread, of.relative[:, :, first])
        started |= seen
        last = first + WINDOW_YEARS
        moved, variance, after = _change_over(of, level, spread, first)
        begin, end = of.relative[:, :, first], of.relative[:, :, last]
        usable = seen & np.isfinite(end) & (after >= FEWEST_AFTER_START) & (last <= newest - YEARS_SINCE)
        usable &= (sign[:, None] != 0) & (of.drift[:, None] > 0)
        change = sign[:, None] * (end - begin)
        with np.errstate(invalid="ignore", divide="ignore"):
            clear = sign[:, None] * moved / (SCALE * of.noise * np.sqrt(variance))
            kept = sign[:, None] * (now - begin) / change
        turned = usable & (clear >= CRITICAL) & (change > 0) & (kept >= KEPT_SHARE)
        best.take(turned, usable, clear, first, last, change, kept)
    return Turns(best.clear > 0, best.judged, best.first, best.last, best.change, best.kept, newest)


class _Best:
    """The clearest window so far; [M, L]."""

    def __init__(self, shape: tuple[int, ...]):
        self.clear = np.zeros(shape)
        self.judged = np.zeros(shape, dtype=bool)
        self.first, self.last = np.full(shape, -1), np.full(shape, -1)
        self.change, self.kept = np.full(shape, np.nan), np.full(shape, np.nan)

    def take(
        self,
        turned: np.ndarray,
        usable: np.ndarray,
        clear: np.ndarray,
        first: int,
        last: int,
        change: np.ndarray,
        kept: np.ndarray,
    ) -> None:
        self.judged |= usable
        clearer = turned & (clear > self.clear)
        self.clear = np.where(clearer, clear, self.clear)
        self.first, self.last = np.where(clearer, first, self.first), np.where(clearer, last, self.last)
        self.change = np.where(clearer, change, self.change)
        self.kept = np.where(clearer, kept, self.kept)


def _change_over(
    of: Levels, level: np.ndarray, spread: np.ndarray, first: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Change of the level from column `first` to the end of the window, its variance in units of noise², and
    how many figures came after the first: the anchor a is carried beside the level m."""
    anchor, at_anchor, both = level, spread, spread
    moved, spread_now = level, spread
    after = np.zeros(level.shape, dtype=int)
    for t in range(first + 1, first + WINDOW_YEARS + 1):
        spread_now = spread_now + of.drift[:, None]
        error = of.relative[:, :, t] - moved
        seen = np.isfinite(error)
        error, total = np.where(seen, error, 0), spread_now + 1
        anchor = anchor + np.where(seen, both / total * error, 0)
        moved = moved + np.where(seen, spread_now / total * error, 0)
        at_anchor = at_anchor - np.where(seen, both**2 / total, 0)
        both = both - np.where(seen, both * spread_now / total, 0)
        spread_now = np.where(seen, spread_now / total, spread_now)
        after += seen
    return moved - anchor, spread_now + at_anchor - 2 * both, after


def _update(
    level: np.ndarray, spread: np.ndarray, here: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One figure of the filter: level, its variance, and where there was a figure."""
    error = here - level
    seen = np.isfinite(error)
    gain = np.where(seen, spread / (spread + 1), 0)
    return level + gain * np.where(seen, error, 0), np.where(seen, gain, spread), seen


def _newest(relative: np.ndarray) -> np.ndarray:
    """Column of each series' newest figure, -1 without one."""
    there = np.isfinite(relative)
    return np.where(there, np.arange(relative.shape[2]), -1).max(axis=2, initial=-1)


def _at(relative: np.ndarray, columns: np.ndarray) -> np.ndarray:
    picked = np.take_along_axis(relative, np.maximum(columns, 0)[:, :, None], axis=2)[:, :, 0]
    return np.where(columns >= 0, picked, np.nan)

"""A trust's own months, terms and quarters: has anything but chance moved them? Pure; never for yearly
figures.

Source: NHS England, Making Data Count, and the rules of the NHS-R plot-the-dots package (NHSRplotthedots
0.2): process limits from the mean moving range; methods, "Own months, terms and quarters".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

FEWEST = 13  # points for limits; under it the figures stand against their median alone
_LIMIT, _SCREEN = 2.66, 3.267
_RUN, _MOVES = 7, 6
OUTSIDE, NEAR, SHIFT, TREND = SIGNALS = (
    "outside the limits",
    "two of three near a limit",
    "seven on one side",
    "a trend",
)


@dataclass(frozen=True)
class InYear:
    """All arrays [n]. middle: the median of a run chart, the mean of a chart with limits; lower, upper: NaN
    in a run chart and where there is no figure. signals: of each point, some of SIGNALS. above: 1 above the
    middle, -1 below, 0 on it. limits: whether there are any.
    """

    values: np.ndarray
    middle: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    above: np.ndarray
    signals: tuple[tuple[str, ...], ...]
    limits: bool


def in_year(
    values: ArrayLike,
    marks: Sequence[int] = (),
    counts: ArrayLike | None = None,
    of: ArrayLike | None = None,
    factor: float = 100.0,
) -> InYear:
    """values: [n] in order of time, NaN for none. marks: positions at which limits are set anew, chosen
    beforehand (an action's start); a stretch of under 13 figures keeps the limits before it. counts, of:
    numerator and denominator, for limits of shares; factor: what a share is multiplied with.
    """
    y = np.asarray(values, float)
    there = np.isfinite(y)
    if there.sum() < FEWEST:
        middle = np.full(len(y), np.median(y[there]) if there.any() else np.nan)
        nan = np.full(len(y), np.nan)
        above = np.where(there, np.sign(y - middle), 0)
        return InYear(y, middle, nan, nan.copy(), above, ((),) * len(y), False)
    middle, lower, upper = (np.full(len(y), np.nan) for _ in range(3))
    near_low, near_high = np.full(len(y), np.nan), np.full(len(y), np.nan)
    stretches = _stretches(there, marks)
    for a, b, start, end in stretches:
        part = slice(a, b)
        if counts is not None and of is not None:
            m, half = _of_shares(
                np.asarray(counts, float), np.asarray(of, float), slice(start, end), part, factor
            )
        else:
            m, half = _of_moves(y[start:end])
        middle[part], lower[part], upper[part] = m, m - half, m + half
        near_low[part], near_high[part] = m - half * 2 / 3, m + half * 2 / 3
    above = np.where(there, np.sign(y - middle), 0)
    outside = there & ((y > upper) | (y < lower))
    near = there & ~outside & ((y > near_high) | (y < near_low))
    found = [set[str]() for _ in y]
    for a, b, *_ in stretches:
        at = np.flatnonzero(there[a:b]) + a
        _mark(found, at, outside[at], OUTSIDE)
        _mark(found, at, two_of_three(near[at], above[at]), NEAR)
        _mark(found, at, seven_on_one_side(above[at]), SHIFT)
        _mark(found, at, trends(y[at]), TREND)
    signals = tuple(tuple(s for s in SIGNALS if s in mine) for mine in found)
    return InYear(y, middle, lower, upper, above, signals, True)


def _mark(found: list[set[str]], at: np.ndarray, flags: np.ndarray, name: str) -> None:
    for i in at[flags]:
        found[i].add(name)


def _stretches(there: np.ndarray, marks: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """(first, end, first and end of the figures whose limits hold) of each stretch between marks."""
    cuts = [0, *sorted({m for m in marks if 0 < m < len(there)}), len(there)]
    found: list[tuple[int, int, int, int]] = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        enough = there[a:b].sum() >= FEWEST
        if found and not enough:
            found.append((a, b, *found[-1][2:]))
        elif enough:
            found.append((a, b, a, b))
        else:  # the first stretch is short: it shares its limits with what follows
            found.append((a, b, a, len(there)))
    return found


def _of_moves(y: np.ndarray) -> tuple[float, float]:
    """Mean and half width; moves far larger than usual are left out once."""
    y = y[np.isfinite(y)]
    moves = np.abs(np.diff(y))
    usual = moves.mean()
    kept = moves[moves < _SCREEN * usual] if usual > 0 else moves
    return float(y.mean()), _LIMIT * float(kept.mean() if len(kept) else usual)


def _of_shares(
    counts: np.ndarray, of: np.ndarray, by: slice, part: slice, factor: float
) -> tuple[float, np.ndarray]:
    """Three standard errors of a share of each denominator."""
    both = np.isfinite(counts[by]) & np.isfinite(of[by])
    p = counts[by][both].sum() / of[by][both].sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return factor * p, factor * 3 * np.sqrt(p * (1 - p) / of[part])


def seven_on_one_side(above: np.ndarray) -> np.ndarray:
    """bool [n]: part of seven points in a row on one side of the middle. above: 1, -1 or 0."""
    found = np.zeros(len(above), bool)
    for i in range(_RUN - 1, len(above)):
        run = above[i - _RUN + 1 : i + 1]
        if run[0] != 0 and (run == run[0]).all():
            found[i - _RUN + 1 : i + 1] = True
    return found


def trends(y: np.ndarray) -> np.ndarray:
    """bool [n]: part of seven points of which each is above the one before, or each below: six moves one
    way.
    """
    found = np.zeros(len(y), bool)
    moves = np.sign(np.diff(y))
    for i in range(_MOVES, len(y)):
        run = moves[i - _MOVES : i]
        if run[0] != 0 and (run == run[0]).all():
            found[i - _MOVES : i + 1] = True
    return found


def two_of_three(near: np.ndarray, above: np.ndarray) -> np.ndarray:
    """bool [n]: near a limit, as one more of three points in a row that all lie on that side."""
    found = np.zeros(len(near), bool)
    for i in range(len(near) - 2):
        three = slice(i, i + 3)
        if near[three].sum() >= 2 and abs(above[three].sum()) == 3:
            found[three] |= near[three].astype(bool)
    return found


def same_term_last_year(values: ArrayLike, every: int) -> np.ndarray:
    """[n]: each figure minus the one a year before; every: how many a year. NaN where there is none."""
    y = np.asarray(values, float)
    found = np.full(len(y), np.nan)
    found[every:] = y[every:] - y[:-every] if len(y) > every else found[every:]
    return found

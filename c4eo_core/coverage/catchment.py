"""The small areas around a point, and sums over them (methods: a school's community).

A share is the sum of counts over the sum of totals, never a mean of shares. An area whose count is suppressed
(NaN) is left out above and below the line.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

FEWEST = 10  # no figure on fewer people than this is shown


def within(tree: KDTree, centre: tuple[float, float], metres: float) -> np.ndarray:
    """Rows of the points no farther than `metres`, nearest first."""
    rows = np.array(tree.query_ball_point(centre, metres), int)
    distance = np.hypot(*(tree.data[rows] - np.asarray(centre)).T) if len(rows) else rows
    return rows[np.argsort(distance, kind="stable")]


def nearest_holding(
    tree: KDTree, centre: tuple[float, float], children: np.ndarray, wanted: float
) -> np.ndarray:
    """Rows of the nearest points that together hold `wanted` children, nearest first; at least one."""
    k = 16
    while True:
        distance, rows = tree.query(centre, k=min(k, tree.n))
        rows = np.atleast_1d(rows)[np.isfinite(np.atleast_1d(distance))]
        held = np.cumsum(children[rows])
        enough = int(np.searchsorted(held, wanted))
        if enough < len(rows) or k >= tree.n:
            return rows[: enough + 1]
        k *= 4


def of_ages(bands: np.ndarray, youngest: int, oldest: int) -> np.ndarray:
    """[N] children from `youngest` to `oldest`. bands: [N, 3] children aged 0-4, 5-11 and 12-17, taken as
    spread evenly over the years of a band."""
    part = [
        max(0, min(oldest, last) - max(youngest, first) + 1) / (last - first + 1)
        for first, last in ((0, 4), (5, 11), (12, 17))
    ]
    return bands @ np.array(part)


def totals(counts: np.ndarray, wholes: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """([C] sums of counts, [C] sums of wholes). counts, wholes: [rows, C]; weights: [rows]."""
    there = np.isfinite(counts)
    return weights @ np.where(there, counts, 0), weights @ np.where(there, wholes, 0)


@dataclass(frozen=True)
class Spread:
    """Lowest, middle and highest share over areas, in per cent. None where it rests on fewer than ten people
    or on an area that is suppressed. areas: those with a figure."""

    lowest: float | None
    middle: float | None
    highest: float | None
    areas: int


def spreads(counts: np.ndarray, wholes: np.ndarray) -> list[Spread]:
    """One for each measure. counts, wholes: [rows, C]. Ends in the order of shares; what rests on fewer than
    ten people is not shown."""
    there = np.isfinite(counts) & (wholes >= FEWEST)
    shares = np.divide(100 * counts, wholes, out=np.full(counts.shape, np.inf), where=there)
    order = np.argsort(shares, axis=0, kind="stable")
    shares = np.take_along_axis(shares, order, axis=0)
    enough = np.take_along_axis(np.where(there, counts, 0) >= FEWEST, order, axis=0)
    areas = there.sum(axis=0)
    column, last = np.arange(counts.shape[1]), np.maximum(areas - 1, 0)
    low, high = last // 2, (last + 1) // 2
    middle = np.where(
        enough[low, column] & enough[high, column], (shares[low, column] + shares[high, column]) / 2, np.nan
    )
    ends = (
        np.where(enough[0], shares[0], np.nan),
        middle,
        np.where(enough[last, column], shares[last, column], np.nan),
    )
    shown = [[None if x != x or n == 0 else x for x, n in zip(e.tolist(), areas, strict=True)] for e in ends]
    return [Spread(*found) for found in zip(*shown, areas.tolist(), strict=True)]


def spread(counts: np.ndarray, wholes: np.ndarray) -> Spread:
    """As `spreads`, of one measure: counts, wholes [rows]."""
    return spreads(np.asarray(counts, float)[:, None], np.asarray(wholes, float)[:, None])[0]


def share(count: float, whole: float) -> float | None:
    """Per cent; None where the count or the whole is under ten, a count of nobody included."""
    return 100 * count / whole if count >= FEWEST and whole >= FEWEST else None

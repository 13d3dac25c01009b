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


def spread(counts: np.ndarray, wholes: np.ndarray) -> Spread:
    """counts, wholes: [rows] of one measure. The order is of shares; an end on fewer than ten is not shown."""
    there = np.isfinite(counts) & (wholes >= FEWEST)
    counts, wholes = counts[there], wholes[there]
    if not len(counts):
        return Spread(None, None, None, 0)
    share = 100 * counts / wholes
    order = np.argsort(share, kind="stable")

    def shown(rows: np.ndarray) -> float | None:
        return float(share[rows].mean()) if (counts[rows] >= FEWEST).all() else None

    n = len(order)
    return Spread(shown(order[:1]), shown(order[(n - 1) // 2 : n // 2 + 1]), shown(order[-1:]), n)


def share(count: float, whole: float) -> float | None:
    """Per cent; None where the count or the whole is under ten, a count of nobody included."""
    return 100 * count / whole if count >= FEWEST and whole >= FEWEST else None

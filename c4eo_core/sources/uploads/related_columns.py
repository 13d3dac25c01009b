"""Columns that say one thing three times: how many, out of how many, and the share. Known by their
figures.
"""

from collections.abc import Sequence
from itertools import permutations

import numpy as np

from c4eo_core.sources.uploads.cells import read_figure
from c4eo_core.sources.uploads.column_units import is_share_heading
from c4eo_core.sources.uploads.table import OwnTable

_FEWEST, _MOST_COLUMNS, _LOOKED_AT = 2, 8, 200
FACTORS = (100.0, 1.0, 1_000.0, 10_000.0, 100_000.0)


def counts_behind(table: OwnTable, columns: Sequence[int]) -> tuple[int, int, int] | None:
    """(how many, out of how many, the share) among the columns, or None. One row proves nothing."""
    figures = {i: _figures(table, i) for i in columns}
    able = [i for i, v in figures.items() if np.isfinite(v).sum() >= _FEWEST][:_MOST_COLUMNS]
    best = None
    for count, of, share in permutations(able, 3):
        if is_share_heading(table.headings[count]) or not related(
            figures[count], figures[of], figures[share]
        ):
            continue
        named = is_share_heading(table.headings[share])
        if best is None or named > best[0]:
            best = (named, (count, of, share))
    return best[1] if best else None


def related(count: np.ndarray, of: np.ndarray, share: np.ndarray) -> float | None:
    """The factor with which count / of gives the share in every row that has all three, else None. [n] each,
    NaN unknown.
    """
    there = np.isfinite(count) & np.isfinite(of) & np.isfinite(share) & (of > 0)
    if there.sum() < _FEWEST or (count[there] > of[there]).any() or np.ptp(share[there]) == 0:
        return None
    if (count[there] != np.round(count[there])).any() or (of[there] != np.round(of[there])).any():
        return None
    for factor in FACTORS:
        worked = factor * count[there] / of[there]
        if (np.abs(worked - share[there]) <= np.maximum(0.51 * _step(share[there]), 1e-6)).all():
            return factor
    return None


def _step(values: np.ndarray) -> float:
    """The unit of the last digit that is written."""
    for decimals in range(5):
        if np.allclose(values, np.round(values, decimals), atol=1e-9, rtol=0):
            return 10.0**-decimals
    return 1e-5


def _figures(table: OwnTable, column: int) -> np.ndarray:
    found = []
    for _, row in table.rows[:_LOOKED_AT]:
        try:
            value = read_figure(row[column]).value
        except ValueError:
            value = None
        found.append(float("nan") if value is None else value)
    return np.array(found)

"""Which figures look like a slip at source (methods: please check): ringed on the curve, left out of the
trend.
"""

import numpy as np

from c4eo_core.answers.fitted.cohorts import small_of
from c4eo_core.indicators.slips import likely_slips
from c4eo_core.store.figures import Figures


def doubted(figures: Figures, m: int, small: np.ndarray) -> np.ndarray:
    """[L, T] of one indicator (position). small [L]: places where a figure jumps by a child or two; none of
    theirs is doubted, nor any of a series that is not published.
    """
    values = figures.values[m, : figures.authority_count]
    if figures.indicators[m].local:
        return np.zeros(values.shape, dtype=bool)
    return likely_slips(values) & ~small[:, None]


def all_doubted(figures: Figures) -> np.ndarray:
    """[M, L, T]."""
    small = small_of(figures)
    return np.array([doubted(figures, m, small[m]) for m in range(len(figures.indicators))])

"""Do places that are high on one indicator tend to be high, or low, on another?

Source: Spearman's rank correlation; interval by Fisher's transformation with the variance of Bonett and
Wright (2000), (1 + r²/2) / (n − 3), which is made for ranks.
"""

from dataclasses import dataclass

import numpy as np

from c4eo_core.indicators.significance import Z95

FEWEST = 10


@dataclass(frozen=True)
class Relation:
    """rho: rank correlation from -1 to 1; low, high: its 95 % interval; count: places with both figures."""

    rho: float
    low: float
    high: float
    count: int

    @property
    def clear(self) -> bool:
        """Nought lies outside the interval."""
        return self.low > 0 or self.high < 0


def rank_relation(x: np.ndarray, y: np.ndarray) -> Relation | None:
    """None when fewer than FEWEST places have both, or all places share one value. x, y may hold NaN."""
    both = np.isfinite(x) & np.isfinite(y)
    n = int(both.sum())
    if n < FEWEST:
        return None
    # Nine decimals: anything finer is binary noise of the published file and would split ties.
    a, b = _ranks(np.round(x[both], 9)), _ranks(np.round(y[both], 9))
    if a.std() == 0 or b.std() == 0:
        return None
    rho = float(np.clip(np.corrcoef(a, b)[0, 1], -1, 1))
    z = np.arctanh(np.clip(rho, -0.999999, 0.999999))
    half = Z95 * np.sqrt((1 + rho**2 / 2) / (n - 3))
    return Relation(rho, float(np.tanh(z - half)), float(np.tanh(z + half)), n)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1; equal values share the mean of their ranks."""
    _, group, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[group]

"""How the authorities are spread on an indicator: five points, and five equal groups.

Source: methods, "Comparison" (percentiles of type 7). The spread describes; it ranks and judges nothing.
"""

import numpy as np

from c4eo_core.indicators.standing import quantile7

_PLACES = 9  # finer differences are binary noise of the published file


def five_points(values: np.ndarray) -> np.ndarray:
    """[M, 5] minimum, quartiles and maximum of each row of values [M, L]; NaN for a row without any."""
    return _quantiles(values, (0.0, 0.25, 0.5, 0.75, 1.0))


def fifths(values: np.ndarray) -> np.ndarray:
    """[L] 1 for the lowest fifth of the values to 5 for the highest, 0 where there is no value; equal values
    share a fifth.
    """
    exact = np.round(values, _PLACES)
    bounds = _quantiles(exact[None], (0.2, 0.4, 0.6, 0.8))[0]
    # A value on a bound belongs below it; the hair keeps the last bit of the interpolation from deciding.
    above = (exact[:, None] > bounds[None] + 1e-12).sum(axis=1)
    return np.where(np.isfinite(exact), 1 + above, 0)


def _quantiles(values: np.ndarray, shares: tuple[float, ...]) -> np.ndarray:
    ordered = np.sort(np.round(values, _PLACES), axis=1)  # NaN sorts last
    count = np.isfinite(ordered).sum(axis=1)
    return np.column_stack([quantile7(ordered, count, share) for share in shares])

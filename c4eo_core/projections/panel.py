"""What an indicator's authorities do together: their common path, and their neighbours."""

import numpy as np

# A path needs enough authorities for its median to be theirs and not one place's own.
FEWEST_FOR_A_PATH = 10
SHARE_OF_USUAL = 0.3


def median_of_known(x: np.ndarray) -> np.ndarray:
    """Median of each row of x [M, K], NaN left out -> [M] (NaN where the row has nothing)."""
    ordered = np.sort(x, axis=1)  # NaN sorts to the end
    count = np.isfinite(x).sum(axis=1)
    rows = np.arange(len(x))
    low = ordered[rows, np.maximum(count - 1, 0) // 2]
    high = ordered[rows, np.minimum(count // 2, x.shape[1] - 1)]
    return np.where(count > 0, (low + high) / 2, np.nan)


def quantile_of_known(x: np.ndarray, share: float) -> np.ndarray:
    """Quantile of each row of x [M, K], linear between values (type 7), NaN left out -> [M]."""
    ordered = np.sort(x, axis=1)
    most = np.maximum(np.isfinite(x).sum(axis=1) - 1, 0)
    place = most * share
    low = np.floor(place).astype(int)
    rows = np.arange(len(x))
    below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, most)]
    return below + (place - low) * (above - below)


def usable(z: np.ndarray, skip: np.ndarray | None = None) -> np.ndarray:
    """z [M, L, T] without the years left out (skip [M, T]) and without the years in
    which under 30 % of the usual authorities have a value."""
    count = np.isfinite(z).sum(axis=1)
    with_any = np.where(count > 0, count, np.nan)
    thin = count < SHARE_OF_USUAL * median_of_known(with_any)[:, None]
    if skip is not None:
        thin = thin | skip
    return np.where(thin[:, None, :], np.nan, z)


def last_years(z: np.ndarray) -> np.ndarray:
    """Index [M] of the last year with any value in z [M, L, T], -1 without one."""
    any_value = np.isfinite(z).any(axis=1)
    return np.where(any_value, np.arange(z.shape[2]), -1).max(axis=1, initial=-1)


def national_path(z: np.ndarray) -> np.ndarray:
    """The national path [M, T] of z [M, L, T] (methods: baseline, step 2).

    Chained medians of each authority's change since its own last value, starting at the
    median of the first year; NaN in years without a value. Where under ten authorities can
    be compared the path stays level: what moves is then the authorities' own.
    """
    indicators, _, years = z.shape
    path = np.full((indicators, years), np.nan)
    now = np.full(indicators, np.nan)
    relative = np.full(z.shape[:2], np.nan)  # each authority's last value less the path then
    for t in range(years):
        here = z[:, :, t]
        present = np.isfinite(here).any(axis=1)
        step = here - relative
        chained = np.isfinite(step).sum(axis=1) >= FEWEST_FOR_A_PATH
        now = np.where(chained, median_of_known(step), now)
        now = np.where(np.isnan(now), median_of_known(here), now)
        path[present, t] = now[present]
        relative = np.where(np.isfinite(here), here - now[:, None], relative)
    return path


class Neighbours:
    """Averages over the statistical neighbours, as one matrix product.

    neighbours [L, k] holds positions of authorities, -1 for none.
    """

    def __init__(self, neighbours: np.ndarray):
        neighbours = np.asarray(neighbours, dtype=int)
        count = len(neighbours)
        if neighbours.size and (neighbours.max() >= count or neighbours.min() < -1):
            raise ValueError(f"neighbours must lie between -1 and {count - 1}")
        self._weights = np.zeros((count, count))
        rows, columns = np.nonzero(neighbours >= 0)
        np.add.at(self._weights, (neighbours[rows, columns], rows), 1.0)

    def mean(self, x: np.ndarray, fewest: int = 1) -> np.ndarray:
        """Mean of x [M, L] over each authority's neighbours that have a value; NaN
        with under `fewest` of them."""
        have = np.isfinite(x)
        count = have.astype(float) @ self._weights
        total = np.where(have, x, 0.0) @ self._weights
        enough = count >= max(fewest, 1)
        return np.where(enough, total / np.where(enough, count, 1), np.nan)

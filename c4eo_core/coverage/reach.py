"""Who is within distance of what. Metres on the national grid, straight lines (methods: coverage of extended
services).
"""

import numpy as np
from scipy.spatial import KDTree

# Farther than any distance in England: what stands here is out of reach of the mainland, whatever is asked.
_FAR = 1e7


def ground(easting: np.ndarray, northing: np.ndarray, island: np.ndarray) -> np.ndarray:
    """[N, 2] positions in which no straight line leads to an island. island [N]: 0 for the mainland, else its
    number.
    """
    return np.column_stack(
        [np.asarray(easting, float) + _FAR * np.asarray(island), np.asarray(northing, float)]
    )


def nearest(points: np.ndarray, sites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each point the distance to the nearest site and its row; infinite and −1 where there is none."""
    if not len(sites):
        return np.full(len(points), np.inf), np.full(len(points), -1)
    distance, row = KDTree(sites).query(points)
    here = distance < _FAR / 2
    return np.where(here, distance, np.inf), np.where(here, row, -1)


def serving(sites: np.ndarray, points: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """Which sites lie within the limit of some point."""
    found = np.zeros(len(sites), bool)
    if len(sites):
        for limit in np.unique(limits):
            found |= nearest(sites, points[limits == limit])[0] <= limit
    return found


def limits(rural: np.ndarray, urban_km: float, rural_km: float, detour: float = 1.0) -> np.ndarray:
    """Straight-line metres within which each point is served. detour: how much longer the way is than the
    line.
    """
    return np.where(rural, rural_km, urban_km) * 1000.0 / detour


def sums(place: np.ndarray, count: int, *weights: np.ndarray) -> np.ndarray:
    """[count, W] each weight summed by place; place −1 counts nowhere."""
    there = place >= 0
    return np.column_stack([np.bincount(place[there], weights=w[there], minlength=count) for w in weights])


def per_cent(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """100 × part / whole, NaN where the whole is nothing."""
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    return np.divide(100 * part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)

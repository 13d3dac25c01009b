"""Places per 100 children: the two-step floating catchment (Luo and Wang 2003; methods: coverage of extended
services).

First each service shares its places among all the children within distance of it; then each child adds up the
shares within distance. So a full club between two estates is not counted twice.
"""

import numpy as np
from scipy.spatial import KDTree


def pairs(points: np.ndarray, limits: np.ndarray, sites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(rows of points, rows of sites) within each point's own limit."""
    if not len(points) or not len(sites):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    tree, found = KDTree(sites), []
    for limit in np.unique(limits):  # one limit for town, one for country: a handful at most
        rows = np.flatnonzero(limits == limit)
        near = KDTree(points[rows]).sparse_distance_matrix(tree, limit, output_type="ndarray")
        found.append((rows[near["i"]], near["j"].astype(np.int64)))
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def two_step(children: np.ndarray, places: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """[N] places per 100 children at each point. places [J]: NaN where unknown, and then counted as none: say
    so.
    """
    demand = np.bincount(j, weights=children[i], minlength=len(places))
    known = np.nan_to_num(places)
    share = np.divide(known, demand, out=np.zeros(len(places)), where=demand > 0)
    return 100 * np.bincount(i, weights=share[j], minlength=len(children))

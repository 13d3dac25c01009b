"""What an authority's other figures lead one to expect of it (methods: baseline, step 4)."""

import numpy as np

from c4eo_core.projections.panel import Neighbours, median_of_known

CAUTION = 1.0  # how many typical authorities' worth of doubt is put against the evidence
MOST_STANDARD = 3.0
INDICATORS_TO_TRUST = 10  # with this many, likeness and the published neighbours count the same
FEWEST_AUTHORITIES = 30
MEDIAN_TO_SD = 1.4826  # sd of a normal spread is this times its median absolute size


def expected_level(level: np.ndarray, neighbours: Neighbours) -> np.ndarray:
    """The level [M, L] that authorities like this one have, from levels [M, L].

    Two authorities are alike when they lie on the same side of the middle in the same
    indicators, all indicators together: a ridge regression over authorities in which none is
    used to predict itself. With few indicators the mean of the published neighbours counts
    instead. NaN where neither can be said.
    """
    near = neighbours.mean(level)
    middle = median_of_known(level)[:, None]
    spread = MEDIAN_TO_SD * median_of_known(np.abs(level - middle))[:, None]
    telling = (spread[:, 0] > 0) & (np.isfinite(level).sum(axis=1) >= FEWEST_AUTHORITIES)
    if not telling.any():
        return near
    unit = np.where(telling[:, None], spread, 1)
    standard = np.clip((level - middle) / unit, -MOST_STANDARD, MOST_STANDARD)
    standard = np.where(telling[:, None] & np.isfinite(standard), standard, 0)
    alike = standard.T @ standard / telling.sum()
    # What a ridge regression leaves unexplained, each authority's own part taken out, is this quotient.
    inverse = np.linalg.inv(alike + CAUTION * np.eye(len(alike)))
    without_itself = standard - standard @ inverse / np.diag(inverse)
    found = np.where(telling[:, None], middle + unit * without_itself, near)
    trust = telling.sum() / (telling.sum() + INDICATORS_TO_TRUST)
    return np.where(np.isfinite(near), trust * found + (1 - trust) * near, found)

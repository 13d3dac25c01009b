"""A gap's baseline lies where the baselines of its two groups put it (methods: baseline)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .baseline import Baseline


def gaps_from_groups(ahead: Baseline, pairs: Sequence[tuple[int, int, int]]) -> Baseline:
    """The same baselines with each gap moved to the difference of its groups' medians; how wide
    its intervals are stays what the gap's own past says.

    pairs: positions of gap, group of concern and reference group. Where the three do not end in
    the same year, or a group has no baseline, the gap keeps its own.
    """
    fit = [
        p
        for p in pairs
        if ahead.last[p[0]] == ahead.last[p[1]] == ahead.last[p[2]] >= 0 and ahead.kinds[p[0]] == "gap"
    ]
    if not fit:
        return ahead
    gap, concern, reference = np.array(fit).T
    moved = {}
    for prefix in ("", "relative_"):
        median = getattr(ahead, prefix + "median")
        by = median[concern] - median[reference] - median[gap]
        by = np.where(np.isfinite(by), by, 0)
        moved[prefix + "median"] = _moved(median, gap, by)
        for bound in ("lower", "upper"):
            moved[prefix + bound] = _moved(getattr(ahead, prefix + bound), gap, by[..., None])
        if not prefix:
            moved["centre"] = _moved(ahead.centre, gap, by)  # a gap's working scale is its own
    return replace(ahead, **moved)


def _moved(x: np.ndarray, rows: np.ndarray, by: np.ndarray) -> np.ndarray:
    x = x.copy()
    x[rows] += by
    return x

"""Forecasts of parts are scaled so that they add up to that of their total (methods: baseline)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .baseline import Baseline
from .scale import to_scale


def parts_to_totals(ahead: Baseline, totals: Sequence[tuple[int, tuple[int, ...]]]) -> Baseline:
    """totals: position of a total, and of its parts. Where they do not end in the same year, or a part or
    the total has no baseline, the parts keep their own.
    """
    fit = [
        (total, parts)
        for total, parts in totals
        if ahead.last[total] >= 0 and all(ahead.last[p] == ahead.last[total] for p in parts)
    ]
    if not fit:
        return ahead
    names = [prefix + name for prefix in ("", "relative_") for name in ("median", "lower", "upper")]
    moved = {name: getattr(ahead, name).copy() for name in names}
    centre = ahead.centre.copy()
    for total, parts in fit:
        for prefix in ("", "relative_"):
            share = _share(getattr(ahead, prefix + "median"), total, list(parts))
            moved[prefix + "median"][list(parts)] *= share
            for bound in ("lower", "upper"):
                moved[prefix + bound][list(parts)] *= share[..., None]
        kinds = [ahead.kinds[p] for p in parts]
        scaled = to_scale(moved["median"][list(parts)], kinds)
        centre[list(parts)] = np.where(np.isfinite(scaled), scaled, centre[list(parts)])
    return replace(ahead, centre=centre, **moved)


def _share(median: np.ndarray, total: int, parts: list[int]) -> np.ndarray:
    """[L, H] what the parts are multiplied by."""
    together = median[parts].sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = median[total] / together
    return np.where(np.isfinite(share) & (together > 0), share, 1.0)

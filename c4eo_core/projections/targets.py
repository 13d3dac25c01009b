"""How likely a target is if nothing changes, and how much more it asks (methods: targets)."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import t as student_t

from .baseline import Baseline
from .calibration import TAIL, tail_scale
from .scale import from_scale, on_settled_scale


def probability_of_target(ahead: Baseline, target: np.ndarray, years: int, high_is_good: Sequence[bool]) -> np.ndarray:
    """Chance [M, L] that the target is met `years` after the last year if nothing changes.

    target: [M, L] or what spreads to it, in the values' own unit; high_is_good [M]. From a t
    distribution with four degrees of freedom around the baseline. NaN where there is no
    baseline or no target. Raises ValueError past the baseline's horizon.
    """
    centre, spread = _in_year(ahead.centre, years), _in_year(ahead.spread, years)
    goal = on_settled_scale(np.broadcast_to(target, centre.shape), ahead.kinds)
    scale = tail_scale(ahead.quantiles)[:, None] * spread
    certain = scale == 0
    gap = (centre - goal) * np.where(np.asarray(high_is_good, dtype=bool), 1, -1)[:, None]
    chance = student_t.cdf(gap / np.where(certain, 1, scale), TAIL)
    chance = np.where(certain, gap >= 0, chance)
    return np.where(np.isfinite(gap) & np.isfinite(scale), chance, np.nan)


def extra_per_year(ahead: Baseline, target: np.ndarray, years: int) -> np.ndarray:
    """What must be won each year over and above the baseline [M, L], in the values' own unit:
    (target - baseline in that year) / years. Below zero where the target is to bring it down."""
    return (target - _in_year(ahead.median, years)) / years


def pace_from_level(ahead: Baseline, target: np.ndarray, years: int) -> np.ndarray:
    """The plain pace per year [M, L] from where the authority now stands, own unit: from its
    level, the year-to-year noise set aside, not from its last value."""
    return (target - current_level(ahead)) / years


def current_level(ahead: Baseline) -> np.ndarray:
    """Each authority's level [M, L] in the last year, in the values' own unit."""
    rows = np.arange(len(ahead.path))
    end = np.where(ahead.last >= 0, ahead.path[rows, np.maximum(ahead.last, 0)], np.nan)
    return from_scale(end[:, None] + ahead.level, ahead.kinds)


def _in_year(x: np.ndarray, years: int) -> np.ndarray:
    if not 1 <= years <= x.shape[2]:
        raise ValueError(f"the baseline reaches {x.shape[2]} years ahead, not {years}")
    return x[:, :, years - 1]

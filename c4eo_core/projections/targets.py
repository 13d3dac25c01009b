"""How likely a target is if nothing changes, how much more it asks, and whether a curve has
turned since (methods: targets)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from .baseline import Baseline
from .calibration import TAIL, tail_scale
from .panel import quantile_of_known
from .scale import from_scale, on_settled_scale

FEWEST_NEIGHBOURS = 5
BETTER, AS_EXPECTED, WORSE, CANNOT_TELL = "better", "as expected", "worse", "cannot tell"


@dataclass(frozen=True)
class Turned:
    """share: how far the actual figure lies from the frozen baseline, above 0 better, as a share
    of the way from its median to its bound: past 1 or -1 it lies outside the interval. word:
    better, as expected or worse than it would have been; cannot tell without a figure."""

    share: np.ndarray
    word: np.ndarray


def has_turned(
    actual: ArrayLike, median: ArrayLike, lower: ArrayLike, upper: ArrayLike, high_is_good: bool
) -> Turned:
    """Figures since published against a baseline frozen before them, all of one shape, the bounds
    those of the 80 % interval. To slow a decline counts: only the baseline is the measure. For a
    gap pass its size, of which low is good."""
    actual, median, lower, upper = (np.asarray(x, dtype=float) for x in (actual, median, lower, upper))
    away = actual - median
    room = np.where(away > 0, upper - median, median - lower)
    with np.errstate(divide="ignore"):  # outside an interval without width is past any share
        share = np.divide(away, room, out=np.zeros_like(away), where=away != 0)
    share = share if high_is_good else -share
    word = np.where(share > 1, BETTER, np.where(share < -1, WORSE, AS_EXPECTED))
    return Turned(share, np.where(np.isfinite(away) & np.isfinite(room), word, CANNOT_TELL))


def neighbours_in_year(
    ahead: Baseline,
    neighbours: np.ndarray,
    years: int,
    high_is_good: Sequence[bool] | np.ndarray,
    share_behind: float = 0.75,
) -> np.ndarray:
    """Target [M, L] that asks to be where the neighbours will be: their baselines in that year,
    not today's figures, whose lead does not last. share_behind .75 is their best quartile, .5
    their median. neighbours [L, k], -1 for none; NaN with under five that have a baseline."""
    theirs = _in_year(ahead.median, years)[:, np.maximum(neighbours, 0)]
    theirs = np.where(np.asarray(neighbours)[None] >= 0, theirs, np.nan)
    enough = np.isfinite(theirs).sum(axis=2) >= FEWEST_NEIGHBOURS
    rows = theirs.reshape(-1, theirs.shape[2])
    better, worse = (
        quantile_of_known(rows, q).reshape(enough.shape) for q in (share_behind, 1 - share_behind)
    )
    goal = np.where(np.asarray(high_is_good, dtype=bool)[:, None], better, worse)
    return np.where(enough, goal, np.nan)


def curve_to_target(median: np.ndarray, target: float, years: int) -> np.ndarray:
    """The turned curve [H]: the baseline's median [H] with the same extra each year until the
    target is met in that year, and as much above or below it from then on."""
    median = np.asarray(median, dtype=float)
    made = np.minimum(np.arange(1, len(median) + 1) / years, 1)
    return median + made * (target - median[years - 1])


def probability_of_target(
    ahead: Baseline, target: np.ndarray | float, years: int, high_is_good: Sequence[bool] | np.ndarray
) -> np.ndarray:
    """Chance [M, L] that the target is met `years` after the last year if nothing changes.

    target: [M, L] or what spreads to it, in the values' own unit; high_is_good [M]. From a t
    distribution with four degrees of freedom around the baseline. NaN where there is no
    baseline or no target. Raises ValueError past the baseline's horizon.
    """
    goal = on_settled_scale(np.broadcast_to(target, ahead.centre.shape[:2]), ahead.kinds)
    side = np.where(np.asarray(high_is_good, dtype=bool), 1, -1)[:, None]
    return _chance_past(ahead, goal, years, side)


def probability_gap_within(ahead: Baseline, size: np.ndarray | float, years: int) -> np.ndarray:
    """Chance [M, L] that a gap is no wider than `size` ([M, L] or what spreads to it) in that
    year, whichever group is ahead. For indicators of kind "gap", whose scale is their own."""
    goal = np.broadcast_to(size, ahead.centre.shape[:2])
    return np.maximum(_chance_past(ahead, -goal, years, 1) - _chance_past(ahead, goal, years, 1), 0)


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


def noise_in_own_unit(ahead: Baseline) -> np.ndarray:
    """The year-to-year noise [M, L] around each authority's level, one sd, own unit."""
    rows = np.arange(len(ahead.path))
    here = ahead.path[rows, np.maximum(ahead.last, 0)][:, None] + ahead.level
    high, low = (from_scale(here + side * ahead.noise, ahead.kinds) for side in (1, -1))
    return (high - low) / 2


def _chance_past(ahead: Baseline, goal: np.ndarray, years: int, side: np.ndarray | int) -> np.ndarray:
    """Chance [M, L] to lie above (side 1) or below (-1) a goal on the working scale."""
    centre, spread = _in_year(ahead.centre, years), _in_year(ahead.spread, years)
    scale = tail_scale(_in_year(ahead.half_widths(), years)) * spread
    certain = scale == 0
    over = (centre - goal) * side
    chance = np.where(certain, over >= 0, stdtr(TAIL, over / np.where(certain, 1, scale)))
    return np.where(np.isfinite(over) & np.isfinite(scale), chance, np.nan)


def _in_year(x: np.ndarray, years: int) -> np.ndarray:
    if not 1 <= years <= x.shape[2]:
        raise ValueError(f"the baseline reaches {x.shape[2]} years ahead, not {years}")
    return x[:, :, years - 1]

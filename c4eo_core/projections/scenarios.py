"""Bending the curve: the baseline with and without actions, on the same draws (methods: scenarios).

An illustration of what actions could do if they work here as they did elsewhere, never a
forecast of a programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .actions import Action, combined
from .baseline import Baseline
from .calibration import LEVELS, TAIL, tail_scale
from .scale import from_scale
from .targets import probability_gap_within, probability_of_target

DRAWS = 4000
SEED = 2010
FROM_YEAR_TO_YEAR = 0.8  # correlation of the forecast's error between one year and the next
OVERLAP = 0.3
_NEVER_BELOW_ZERO = ("percentage", "rate", "count", "money")


@dataclass(frozen=True)
class Scenario:
    """One indicator and authority, H years ahead, own unit.

    median [H]; lower, upper [H, 3] at 50, 80, 95 %: the curve with the actions.
    effect [H], effect_lower, effect_upper [H, 3]: the improvement they bring, above 0 better,
    apart from the doubt about the baseline. working [H]: share of the draws in which they bring something;
    if_working [H]: the median improvement among those, 0 where there are none. without, with_actions [S, H]:
    the draws.
    """

    indicator: int
    authority: int
    high_is_good: bool
    median: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    effect: np.ndarray
    effect_lower: np.ndarray
    effect_upper: np.ndarray
    working: np.ndarray
    if_working: np.ndarray
    without: np.ndarray
    with_actions: np.ndarray


def scenario(
    ahead: Baseline,
    indicator: int,
    authority: int,
    actions: Sequence[Action],
    high_is_good: bool,
    overlap: float = OVERLAP,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Scenario:
    """The baseline of one indicator and authority (positions) with these actions.

    A gap improves towards 0 whatever its sign, and high_is_good is not asked. Without actions
    the answer is the baseline itself. Raises ValueError where there is no baseline.
    """
    kind = ahead.kinds[indicator]
    if not 0 <= overlap <= 1:
        raise ValueError(f"overlap must be a share between 0 and 1, not {overlap}")
    without = baseline_draws(ahead, indicator, authority, draws, seed)
    sign, headroom = _direction(without, kind, high_is_good)
    better = np.zeros_like(without)
    if actions:
        # Each action has draws of its own, so that changing one leaves the others as they were.
        each = [
            action.improvement(without, sign, kind, np.random.default_rng((seed, number)))
            for number, action in enumerate(actions, start=1)
        ]
        better = combined(np.array(each), headroom, overlap)
    changed = _on_scale(without + sign * better, kind)
    median, lower, upper = _moved(ahead, indicator, authority, without, changed)
    gained = sign * (changed - without)
    low, high = _bounds(gained)
    place = indicator, authority, high_is_good
    effect = np.median(gained, axis=0), low, high, *_where_working(gained)
    return Scenario(*place, median, lower, upper, *effect, without, changed)


def _where_working(gained: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Share of draws [S, H] that bring anything, and the median among them, [H] each."""
    anything = gained != 0
    among = [
        np.median(year[some]) if some.any() else 0.0 for year, some in zip(gained.T, anything.T, strict=True)
    ]
    return anything.mean(axis=0), np.array(among)


def baseline_draws(
    ahead: Baseline, indicator: int, authority: int, draws: int = DRAWS, seed: int = SEED
) -> np.ndarray:
    """Possible courses [S, H] of the baseline, own unit: t with four degrees of freedom, each
    year's error tied to the last."""
    centre, spread = ahead.centre[indicator, authority], ahead.spread[indicator, authority]
    if not np.isfinite(centre).all() or not np.isfinite(spread).all():
        raise ValueError(
            "there is no baseline for this indicator and authority, so nothing to set a scenario against"
        )
    years = np.arange(len(centre))
    tied = np.linalg.cholesky(FROM_YEAR_TO_YEAR ** np.abs(years[:, None] - years))
    rng = np.random.default_rng(seed)
    normal = rng.standard_normal((draws, len(years))) @ tied.T
    heavy = np.sqrt(rng.chisquare(TAIL, (draws, 1)) / TAIL)
    z = centre + tail_scale(ahead.half_widths()[indicator, authority]) * spread * normal / heavy
    return from_scale(z[None], [ahead.kinds[indicator]])[0]


def chance_of_target(ahead: Baseline, found: Scenario, target: float, years: int) -> tuple[float, float]:
    """Chance that the target is met `years` after the last year: without the actions, the
    baseline's own, and with them, moved by as many draws as the actions bring over the line.
    The target of a gap is its size."""
    gap = ahead.kinds[found.indicator] == "gap"
    sides = np.full(len(ahead.kinds), found.high_is_good)
    every = (
        probability_gap_within(ahead, target, years)
        if gap
        else probability_of_target(ahead, target, years, sides)
    )
    plain = float(every[found.indicator, found.authority])
    before, after = found.without[:, years - 1], found.with_actions[:, years - 1]
    if gap:
        met = [(np.abs(x) <= target).mean() for x in (before, after)]
    else:
        met = [(x >= target if found.high_is_good else x <= target).mean() for x in (before, after)]
    return plain, float(np.clip(plain + (met[1] - met[0]), 0, 1))


def _direction(figures: np.ndarray, kind: str, high_is_good: bool) -> tuple[np.ndarray, np.ndarray]:
    """Which way is better, +1 or -1, and how far there is to go, both [S, H]."""
    if kind == "gap":
        return np.where(figures > 0, -1.0, 1.0), np.abs(figures)
    if high_is_good:
        return np.ones_like(figures), 100 - figures if kind == "percentage" else np.full_like(figures, np.inf)
    return -np.ones_like(figures), figures if kind in _NEVER_BELOW_ZERO else np.full_like(figures, np.inf)


def _on_scale(figures: np.ndarray, kind: str) -> np.ndarray:
    if kind not in _NEVER_BELOW_ZERO:
        return figures
    return np.clip(figures, 0, 100 if kind == "percentage" else None)


def _moved(ahead: Baseline, indicator: int, authority: int, without: np.ndarray, changed: np.ndarray):
    """The baseline's median [H] and bounds [H, 3], moved as those of the draws are: so where the
    actions bring nothing, nothing changes."""
    own = ahead.median[..., None], ahead.lower, ahead.upper
    own = np.concatenate([x[indicator, authority] for x in own], axis=1)
    moved = _on_scale(own + (_summary(changed) - _summary(without)), ahead.kinds[indicator])
    median = moved[:, :1]
    # The draws are few in the tails: keep the bounds one inside the other.
    lower = np.minimum.accumulate(np.minimum(moved[:, 1 : 1 + len(LEVELS)], median), axis=1)
    upper = np.maximum.accumulate(np.maximum(moved[:, 1 + len(LEVELS) :], median), axis=1)
    return median[:, 0], lower, upper


def _summary(draws: np.ndarray) -> np.ndarray:
    """Median, lower and upper bounds [H, 7] of draws [S, H]."""
    low, high = _bounds(draws)
    return np.concatenate([np.median(draws, axis=0)[:, None], low, high], axis=1)


def _bounds(draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bounds [H, 3], [H, 3] that hold the middle 50, 80 and 95 % of draws [S, H]."""
    tails = (1 - np.array(LEVELS) / 100) / 2
    return np.quantile(draws, tails, axis=0).T, np.quantile(draws, 1 - tails, axis=0).T

"""The baseline: where each curve goes if nothing changes."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from c4eo_core.projections.past_errors import look_back, past_errors_of

from .calibration import LEVELS, ORIGINS, authority_factor, calibrated_quantiles, for_years, twins_of
from .national import national_change
from .outlook import Settled, outlook, settle
from .panel import Neighbours, usable
from .scale import from_scale, settled_kinds, to_scale

BEYOND = 1.25  # times the highest figure any authority ever had


@dataclass(frozen=True)
class Baseline:
    """M indicators, L authorities, H years after each indicator's own last year.

    In the values' own unit: median [M, L, H]; lower, upper [M, L, H, 3], the 50, 80 and 95 %
    prediction intervals. relative_median, relative_lower, relative_upper: the same if England
    stood still, so what is left is the authority's own movement.
    On the working scale of `kinds` (settled): centre, spread [M, L, H]; quantiles, what spreads
    to [M, L, H, 3], so that centre ± quantile × spread is an interval; noise, level [M, L] (level: less the
    national path); path [M, T] the national path; movement [M] its next year's change.
    last [M]: index of the last year, -1 without one. points [M, L]: how many values of its own
    an authority's baseline rests on; with 0 or 1 it is its neighbours'.
    """

    kinds: tuple[str, ...]
    last: np.ndarray
    points: np.ndarray
    median: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    relative_median: np.ndarray
    relative_lower: np.ndarray
    relative_upper: np.ndarray
    centre: np.ndarray
    spread: np.ndarray
    quantiles: np.ndarray
    noise: np.ndarray
    level: np.ndarray
    path: np.ndarray
    movement: np.ndarray
    pull: np.ndarray
    drift: np.ndarray

    def interval(self, level: int) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper [M, L, H] of the 50, 80 or 95 % prediction interval."""
        which = LEVELS.index(level)
        return self.lower[..., which], self.upper[..., which]

    def half_widths(self) -> np.ndarray:
        """The quantiles spread out [M, L, H, 3]."""
        return np.broadcast_to(self.quantiles, (*self.spread.shape, len(LEVELS)))


@dataclass(frozen=True)
class Basis:
    """What a baseline is made of, small enough to keep: `ahead` draws it for as many years as
    one likes. kinds: settled; quantiles, own_quantiles [M, A, 3]: half-widths of the intervals
    1 to A years ahead in units of spread, the second for the curve relative to England. factor [M, L]: how
    much wider an authority's own past errors ask for, 1 if not given; limits [M, 2]: what no interval
    passes, in the indicator's own unit."""

    kinds: tuple[str, ...]
    settled: Settled
    quantiles: np.ndarray
    own_quantiles: np.ndarray
    factor: np.ndarray | None = None
    limits: np.ndarray | None = None

    def only(self, rows: Sequence[int]) -> "Basis":
        """The basis of these indicators alone (positions)."""
        at = np.asarray(rows, dtype=int)
        settled = Settled(**{f.name: getattr(self.settled, f.name)[at] for f in fields(Settled)})
        factor, limits = (None if x is None else x[at] for x in (self.factor, self.limits))
        kinds = tuple(self.kinds[m] for m in at)
        return Basis(kinds, settled, self.quantiles[rows], self.own_quantiles[rows], factor, limits)

    def ahead(self, horizon: int) -> Baseline:
        """Raises ValueError for a horizon under one year."""
        if horizon < 1:
            raise ValueError(f"the horizon must be one year or more, not {horizon}")
        known, here = self.settled, outlook(self.settled, horizon)
        factor = 1.0 if self.factor is None else self.factor[:, :, None, None]
        reach = _reach(here.spread, self.quantiles) * factor
        # Without the nation's doubt there is less, whatever the two were learnt to be.
        own_reach = np.minimum(_reach(here.own_spread, self.own_quantiles) * factor, reach)
        spread = here.spread[..., None]
        quantiles = np.divide(reach, spread, out=np.zeros_like(reach), where=spread > 0)
        median, lower, upper = _within(self.limits, *_in_own_unit(here.centre, reach, self.kinds))
        own = _within(self.limits, *_in_own_unit(here.own_centre, own_reach, self.kinds))
        return Baseline(
            kinds=self.kinds,
            last=known.last,
            points=known.points,
            median=median,
            lower=lower,
            upper=upper,
            relative_median=own[0],
            relative_lower=own[1],
            relative_upper=own[2],
            centre=here.centre,
            spread=here.spread,
            quantiles=quantiles,
            noise=known.noise,
            level=known.level,
            path=known.path,
            movement=national_change(known.movement, known.upheaval, 1),
            pull=known.pull,
            drift=known.drift,
        )


def baseline(
    values: np.ndarray,
    kinds: Sequence[str],
    neighbours: np.ndarray,
    topics: Sequence[str],
    horizon: int = 5,
    skip: np.ndarray | None = None,
    comparable: np.ndarray | None = None,
    breaks: np.ndarray | None = None,
) -> Baseline:
    """Every authority's curve carried on, for all indicators at once (methods: baseline).
    Arguments as for `basis`."""
    return basis(values, kinds, neighbours, topics, skip, comparable, breaks).ahead(horizon)


def basis(
    values: np.ndarray,
    kinds: Sequence[str],
    neighbours: np.ndarray,
    topics: Sequence[str],
    skip: np.ndarray | None = None,
    comparable: np.ndarray | None = None,
    breaks: np.ndarray | None = None,
) -> Basis:
    """All that is learnt from the past (methods: baseline, steps 1 to 7).

    values [M, L, T], NaN for missing, T consecutive years; neighbours [L, k] positions, -1 for
    none; topics M words; skip [M, T]: years left out altogether; comparable [M, T]: years whose
    national change may be read as a movement that goes on (all, if not given; a change that ends
    in a year of upheaval is none, and comes back in part); breaks [M, T]: years in which another
    measure begins: the national change into it counts for nothing, and where an authority lay
    before is taken with doubt.
    NaN for an indicator of which no authority has two values. Raises ValueError where shapes
    do not fit.
    """
    values = np.asarray(values, dtype=float)
    _check(values, topics, neighbours, skip=skip, comparable=comparable, breaks=breaks)
    if comparable is None:
        comparable = np.ones((values.shape[0], values.shape[2]), dtype=bool)
    declared, kinds = kinds, settled_kinds(values, kinds)
    z = usable(to_scale(values, kinds), skip)
    near = Neighbours(neighbours)
    backs = range(1, ORIGINS + 1)
    looks = look_back(values, declared, near, comparable, backs, skip, breaks)
    misses = past_errors_of(looks, values, comparable, ORIGINS, skip, breaks)
    twins = twins_of(looks[-1])
    quantiles, own_quantiles = calibrated_quantiles(misses, topics, twins, backs)
    factor = authority_factor(misses, twins, backs)
    settled = settle(z, kinds, near, comparable, breaks)
    return Basis(kinds, settled, quantiles, own_quantiles, factor, limits_of(usable(values, skip)))


def limits_of(values: np.ndarray) -> np.ndarray:
    """[M, 2] the least and the most that an interval may reach: a quarter beyond what any authority ever had.
    Where nobody was ever below nought no interval goes there.
    """
    flat = values.reshape(len(values), -1)
    known = np.isfinite(flat)
    low = np.where(known, flat, np.inf).min(axis=1)
    high = np.where(known, flat, -np.inf).max(axis=1)
    return np.column_stack([_beyond(low, low < 0), _beyond(high, high > 0)])


def _beyond(extreme: np.ndarray, away: np.ndarray) -> np.ndarray:
    return np.where(away, extreme * BEYOND, extreme / BEYOND)


def within_limits(ahead: Baseline, limits: np.ndarray | None) -> Baseline:
    """The same baseline with its intervals held within limits [M, 2] again, after something moved them."""
    _, lower, upper = _within(limits, ahead.median, ahead.lower, ahead.upper)
    own = _within(limits, ahead.relative_median, ahead.relative_lower, ahead.relative_upper)
    return replace(ahead, lower=lower, upper=upper, relative_lower=own[1], relative_upper=own[2])


def _within(limits: np.ndarray | None, median: np.ndarray, lower: np.ndarray, upper: np.ndarray):
    """The bounds held within the limits, but never past the median."""
    if limits is None:
        return median, lower, upper
    low, high = (limits[:, k, None, None, None] for k in (0, 1))
    middle = median[..., None]
    lower = np.minimum(np.maximum(lower, low), np.maximum(middle, lower))
    return median, lower, np.maximum(np.minimum(upper, high), np.minimum(middle, upper))


def _reach(spread: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """Half-widths [M, L, H, 3]. What is learnt for each distance by itself could say that more is known
    of a later year than of one before it: never."""
    reach = spread[..., None] * for_years(quantiles, spread.shape[2])[:, None]
    return np.maximum.accumulate(reach, axis=2)


def _in_own_unit(centre: np.ndarray, reach: np.ndarray, kinds: Sequence[str]):
    middle = np.where(np.isfinite(reach[..., 0]), centre, np.nan)
    return (
        from_scale(middle, kinds),
        from_scale(middle[..., None] - reach, kinds),
        from_scale(middle[..., None] + reach, kinds),
    )


def _check(values: np.ndarray, topics: Sequence, neighbours: np.ndarray, **masks: np.ndarray | None) -> None:
    if values.ndim != 3:
        raise ValueError(f"values must be [indicators, authorities, years], not {values.shape}")
    indicators, authorities, years = values.shape
    if len(topics) != indicators:
        raise ValueError(f"{indicators} indicators but {len(topics)} topics")
    if np.ndim(neighbours) != 2 or len(neighbours) != authorities:
        raise ValueError(f"{authorities} authorities but neighbours {np.shape(neighbours)}")
    for name, mask in masks.items():
        if mask is not None and np.shape(mask) != (indicators, years):
            raise ValueError(f"{name} must be {(indicators, years)}, not {np.shape(mask)}")

"""The recent trend of every authority on every indicator: worked out when a store is built, kept beside it.

Joins what the baseline has learnt (path, noise, drift) to the rule in indicators/recent_trend.
"""

import contextlib
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from c4eo_core.answers.fitted.cohorts import noise_floor
from c4eo_core.answers.fitted.inputs import (
    before_last_break,
    grows_in_proportion,
    left_out,
    neighbour_places,
)
from c4eo_core.answers.fitted.slips import all_doubted
from c4eo_core.indicators.recent_trend import (
    NOTICEABLE,
    chance_of_rise,
    level_change,
    nearly_everywhere,
    of_the_better,
    side,
)
from c4eo_core.indicators.recent_trend import (
    Figures as TrendFigures,
)
from c4eo_core.model.kinds import Polarity
from c4eo_core.projections import Basis
from c4eo_core.projections.breaks import since_redefinition
from c4eo_core.projections.level import starting_point
from c4eo_core.projections.panel import Neighbours
from c4eo_core.projections.scale import from_scale, on_settled_scale
from c4eo_core.store.baseline import TREND, read_arrays, write_arrays
from c4eo_core.store.figures import Figures


@dataclass(frozen=True)
class RecentTrend:
    """All [M, L]. side: 2 very likely better (without a judgement: rising), 1 likely, 0 cannot tell, -1 and
    -2 for worse; england_side the same against England; own_p, england_p: the probabilities, NaN where it is
    too early to say; anchor, first: columns of the year compared with and of the first figure used, -1 for
    none; figures: how many are used; noticeable: the change between two single figures that would stand out
    from the year-to-year variation, in the indicator's own unit; moved: how far the level itself moved, in
    that unit (for a gap, of its size); widespread: over half of all authorities have the same clear verdict.
    """

    side: np.ndarray
    england_side: np.ndarray
    own_p: np.ndarray
    england_p: np.ndarray
    anchor: np.ndarray
    first: np.ndarray
    figures: np.ndarray
    noticeable: np.ndarray
    moved: np.ndarray
    widespread: np.ndarray


_WHOLE = {
    "side": np.int8,
    "england_side": np.int8,
    "anchor": np.int16,
    "first": np.int16,
    "figures": np.uint8,
}


_PLACES = 4


def learn_trend(figures: Figures, basis: Basis, newest: np.ndarray, before: np.ndarray) -> RecentTrend:
    """newest [M]: column of each indicator's newest period; before [M, T]: column of the period that each one
    follows, -1 for none (periods that share a year are never both used).
    """
    count = figures.authority_count
    values = figures.values[:, :count]
    used = _used(figures, newest, before)
    trusted = used[:, None] & ~all_doubted(figures)
    z = since_redefinition(np.where(trusted, on_settled_scale(values, basis.kinds), np.nan))
    settled = basis.settled
    noise = np.maximum(settled.noise, noise_floor(figures, basis.kinds))
    relative = z - settled.path[:, None, :]
    start, tau2 = starting_point(relative, Neighbours(neighbour_places(figures)))
    change = level_change(
        TrendFigures(
            relative=relative,
            path=settled.path,
            noise=noise,
            drift=settled.drift,
            start=np.where(np.isfinite(start), start, 0.0),
            start_spread=np.maximum(_ratio(tau2[:, None], noise**2), 1.0),
            newest=newest,
            step=_steps(figures),
        ),
        np.array([grows_in_proportion(i) for i in figures.indicators]),
    )
    rows = np.arange(len(values))
    latest = values[rows, :, newest]
    then = np.take_along_axis(values, np.maximum(change.anchor, 0)[:, :, None], axis=2)[:, :, 0]
    way = _better(figures, latest, then)
    own_p = of_the_better(chance_of_rise(change.own, change.own_sd), way)
    england_p = of_the_better(chance_of_rise(change.relative, change.relative_sd), way)
    sides = side(own_p)
    at = z[rows, :, newest]
    return RecentTrend(
        side=sides,
        england_side=side(england_p),
        own_p=own_p,
        england_p=england_p,
        anchor=change.anchor,
        first=change.first,
        figures=change.figures,
        noticeable=_in_own_unit(at, NOTICEABLE * noise, basis.kinds),
        moved=_moved(at, change.own, basis.kinds, way, figures),
        widespread=nearly_everywhere(sides, np.isfinite(own_p)),
    )


def _used(figures: Figures, newest: np.ndarray, before: np.ndarray) -> np.ndarray:
    """[M, T] the years a trend is read from: none left out, none of an older measure, none that overlap."""
    used = ~left_out(figures) & ~before_last_break(figures)
    for m, indicator in enumerate(figures.indicators):
        if indicator.pooled:
            used[m] &= np.isin(np.arange(used.shape[1]), _chain(before[m], int(newest[m])))
    return used


def _chain(before: np.ndarray, column: int) -> list[int]:
    found = []
    while column >= 0:
        found.append(column)
        column = int(before[column])
    return found


def _steps(figures: Figures) -> np.ndarray:
    """[M] years that one period covers."""
    return np.array(
        [
            max((p.end.year - p.start.year for p in i.periods), default=1) if i.pooled else 1
            for i in figures.indicators
        ]
    )


def _better(figures: Figures, latest: np.ndarray, then: np.ndarray) -> np.ndarray:
    """[M, L] +1 where a rise is for the better (or nothing is judged), -1 where a fall is. A gap is better
    the nearer it is to nought, from whichever side.
    """
    sign = np.array(
        [{Polarity.LOW: -1, Polarity.HIGH: 1, Polarity.NONE: 1}[i.polarity] for i in figures.indicators]
    )
    gap = np.array([i.is_gap for i in figures.indicators])
    mostly = (
        np.sign(np.nanmedian(np.where(np.isfinite(latest), latest, np.nan), axis=1)) if latest.size else sign
    )
    towards = np.where(np.isfinite(latest + then), np.sign(latest + then), mostly[:, None])
    return np.where(gap[:, None], -np.where(towards == 0, 1, towards), sign[:, None])


def _in_own_unit(at: np.ndarray, step: np.ndarray, kinds: tuple[str, ...]) -> np.ndarray:
    return (from_scale(at + step, kinds) - from_scale(at - step, kinds)) / 2


def _moved(
    at: np.ndarray, change: np.ndarray, kinds: tuple[str, ...], way: np.ndarray, figures: Figures
) -> np.ndarray:
    gap = np.array([i.is_gap for i in figures.indicators])[:, None]
    moved = from_scale(at, kinds) - from_scale(at - change, kinds)
    return np.where(gap, -way * moved, moved)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(above) & (below > 0), above / np.where(below > 0, below, 1), 1.0)


def kept_trend(
    figures: Figures, basis: Basis, newest: np.ndarray, before: np.ndarray, folder: Path | None
) -> RecentTrend:
    """Read from the store's folder; worked out when it is not there, and then kept if it may be
    written to.
    """
    arrays = read_arrays(figures, folder, TREND) if folder else None
    if arrays is not None:
        with contextlib.suppress(KeyError, TypeError):  # a file of an older make
            return _trend(arrays)
    found = _trend(_arrays(learn_trend(figures, basis, newest, before)))
    if folder:
        with contextlib.suppress(OSError):
            keep_trend(figures, found, folder)
    return found


def keep_trend(figures: Figures, found: RecentTrend, folder: Path) -> None:
    write_arrays(figures, folder, _arrays(found), TREND)


def _arrays(found: RecentTrend) -> dict[str, np.ndarray]:
    small = {f.name: getattr(found, f.name) for f in fields(RecentTrend)}
    return {name: x if x.dtype == bool else _small(name, x) for name, x in small.items()}


def _small(name: str, x: np.ndarray) -> np.ndarray:
    """Whole numbers as they are; chances and sizes to what anybody prints of them."""
    return x.astype(_WHOLE[name]) if name in _WHOLE else np.round(x, _PLACES).astype(np.float32)


def _trend(arrays: dict[str, np.ndarray]) -> RecentTrend:
    kept = {f.name: arrays[f.name] for f in fields(RecentTrend)}
    return RecentTrend(**{k: x.astype(float) if x.dtype == np.float32 else x for k, x in kept.items()})

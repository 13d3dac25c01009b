"""The method run again from past years, and how far it strayed from what then came."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from c4eo_core.projections.outlook import Settled, outlook, settle
from c4eo_core.projections.panel import Neighbours, last_years, national_path, usable
from c4eo_core.projections.scale import on_settled_scale, settled_kinds, to_scale

CORES = 2


@dataclass(frozen=True)
class Look:
    """What the baseline would have rested on `back` years before each indicator's last year;
    kinds: as they had settled by then."""

    back: int
    kinds: tuple[str, ...]
    settled: Settled


@dataclass(frozen=True)
class PastErrors:
    """B origins, 1 to A years ahead, M indicators, L authorities.

    backs: how many years before each indicator's last year every origin lies. sizes, own_sizes
    [B, A, M, L]: |error| / spread on the working scale, the second relative to England; NaN
    where not known, or past a break. before [B, A, M]: how many years before the last year what
    was foretold became known. upheaval [B, A, M]: whether a year of upheaval lay between.
    """

    backs: tuple[int, ...]
    sizes: np.ndarray
    own_sizes: np.ndarray
    before: np.ndarray
    upheaval: np.ndarray


def as_seen_from(x: np.ndarray, last: np.ndarray, back: int) -> np.ndarray:
    """x [M, L, T] as it stood `back` years before each indicator's last year [M]."""
    later = np.arange(x.shape[2]) > (last - back)[:, None]
    return np.where(later[:, None, :], np.nan, x)


def outcomes(x: np.ndarray, origin: np.ndarray, last: np.ndarray, ahead: int) -> np.ndarray:
    """What x [M, L, T] came to `ahead` years after each origin [M]; NaN where not yet known."""
    target = origin + ahead
    known = (origin >= 0) & (target <= last)
    found = x[np.arange(len(x)), :, np.where(known, target, 0)]
    return np.where(known[:, None], found, np.nan)


def any_after(origin: np.ndarray, marked: np.ndarray | None, ahead: int) -> np.ndarray:
    """Whether one of the `ahead` years after each origin [M] is marked [M, T]."""
    if marked is None:
        return np.zeros(len(origin), dtype=bool)
    years = np.arange(marked.shape[1])
    between = (years > origin[:, None]) & (years <= origin[:, None] + ahead)
    return (between & marked).any(axis=1)


def look_back(
    values: np.ndarray,
    kinds: Sequence[str],
    neighbours: Neighbours,
    comparable: np.ndarray,
    backs: Iterable[int],
    skip: np.ndarray | None = None,
    breaks: np.ndarray | None = None,
) -> list[Look]:
    """values [M, L, T] in their own unit; the rest as for `basis`. Nothing after an origin is seen."""
    last = last_years(usable(values, skip))

    def look(back: int) -> Look:
        seen = as_seen_from(values, last, back)
        then = settled_kinds(seen, kinds)
        z = usable(to_scale(seen, then), skip)
        return Look(back, then, settle(z, then, neighbours, comparable, breaks))

    with ThreadPoolExecutor(
        CORES
    ) as pool:  # no origin needs another's result, and arrays are worked on side by side
        return list(pool.map(look, backs))


def past_errors_of(
    looks: Sequence[Look],
    values: np.ndarray,
    comparable: np.ndarray,
    furthest: int,
    skip: np.ndarray | None = None,
    breaks: np.ndarray | None = None,
) -> PastErrors:
    """The looks' outlooks 1 to `furthest` years ahead against what the values came to."""
    known = usable(values, skip)
    last = last_years(known)
    shape = len(looks), furthest, len(values)
    sizes, own_sizes = (np.full((*shape, values.shape[1]), np.nan) for _ in range(2))
    before, upheaval = np.zeros(shape, dtype=int), np.zeros(shape, dtype=bool)
    scales: dict[tuple[str, ...], tuple[np.ndarray, np.ndarray]] = {}
    for b, look in enumerate(looks):
        if look.kinds not in scales:
            z = on_settled_scale(known, look.kinds)
            scales[look.kinds] = z, national_path(z)
        z, path = scales[look.kinds]
        then = outlook(look.settled, furthest)
        for h, ahead in enumerate(range(1, furthest + 1)):
            # A year seen already is no forecast, and what lies past a break is another measure.
            fair = (then.last + ahead > last - look.back) & ~any_after(then.last, breaks, ahead)
            origin = np.where(fair, then.last, -1)
            actual = outcomes(z, origin, last, ahead)
            nation = outcomes(path[:, None], origin, last, ahead) - _at(path, origin)[:, None]
            sizes[b, h] = _size(actual - then.centre[:, :, h], then.spread[:, :, h])
            own_sizes[b, h] = _size(actual - nation - then.own_centre[:, :, h], then.own_spread[:, :, h])
            before[b, h] = last - (then.last + ahead)
            upheaval[b, h] = any_after(then.last, ~comparable, ahead)
    return PastErrors(tuple(look.back for look in looks), sizes, own_sizes, before, upheaval)


def _at(path: np.ndarray, when: np.ndarray) -> np.ndarray:
    return path[np.arange(len(path)), np.maximum(when, 0)]


def _size(error: np.ndarray, spread: np.ndarray) -> np.ndarray:
    return np.abs(error) / np.where(spread > 0, spread, np.nan)  # none for a curve that never moved

"""One run of the baseline on the working scale: what it rests on, and centre and spread for
every year ahead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.projections.expected_level import expected_level

from .breaks import since_redefinition
from .level import Levels, settle_levels
from .national import GROWTH, national_change, national_outlook, national_variance
from .panel import Neighbours, last_years, national_path

USUAL_PULL, PULL_SD, STRONGEST_PULL = 0.12, 0.1, 0.5
WIDENING = 0.07
SHARE_TO_LEARN_FROM = 0.1


@dataclass(frozen=True)
class Settled:
    """All that the baseline rests on, for as many years ahead as one likes, on the working scale.

    M indicators, L authorities, T years. last [M]: index of the last year (-1 without one).
    path [M, T]: the national path; end [M]: its last value. level, goal [M, L]: where the
    authority stands and where others like it do, both less the path; doubt [M, L]: variance of
    the level in units of noise²; noise [M, L]; points [M, L]: values used. pull, drift [M]:
    kappa, q; movement, upheaval, variance [M]: the nation's next year, what of a year of upheaval
    is to come back, omega².
    """

    last: np.ndarray
    path: np.ndarray
    end: np.ndarray
    level: np.ndarray
    goal: np.ndarray
    doubt: np.ndarray
    noise: np.ndarray
    points: np.ndarray
    pull: np.ndarray
    drift: np.ndarray
    movement: np.ndarray
    upheaval: np.ndarray
    variance: np.ndarray


@dataclass(frozen=True)
class Outlook:
    """centre, spread [M, L, H], H years ahead of each indicator's own last year; own_centre,
    own_spread: the same with the national path held where it is. last [M], as of `Settled`."""

    centre: np.ndarray
    spread: np.ndarray
    own_centre: np.ndarray
    own_spread: np.ndarray
    last: np.ndarray


def look_ahead(
    z: np.ndarray,
    kinds: Sequence[str],
    neighbours: Neighbours,
    comparable: np.ndarray,
    horizon: int,
    breaks: np.ndarray | None = None,
) -> Outlook:
    """As `settle`, and then `outlook`."""
    return outlook(settle(z, kinds, neighbours, comparable, breaks), horizon)


def settle(
    z: np.ndarray,
    kinds: Sequence[str],
    neighbours: Neighbours,
    comparable: np.ndarray,
    breaks: np.ndarray | None = None,
) -> Settled:
    """z [M, L, T] usable values only; kinds settled; comparable, breaks [M, T] (methods: baseline, steps 2 to
    6)."""
    z = since_redefinition(z)
    if breaks is not None:
        breaks = breaks & (np.arange(z.shape[2]) <= last_years(z)[:, None])  # a later one is not yet known
    path = national_path(z)
    levels = settle_levels(z - path[:, None, :], neighbours, breaks)
    nation = national_outlook(path, comparable, breaks)
    level = levels.last.level
    goal = expected_level(level, neighbours)
    return Settled(
        last=nation.last,
        path=path,
        end=_value_at(path, nation.last),
        level=level,
        goal=np.where(np.isfinite(goal), goal, level),
        doubt=_grown_spread(levels, nation.last, z.shape[2]),
        noise=levels.noise,
        points=np.isfinite(z).sum(axis=2),
        pull=pull_to_expected(levels, neighbours),
        drift=levels.drift,
        movement=nation.movement,
        upheaval=nation.upheaval,
        variance=national_variance(nation.squares, nation.last, levels.typical, kinds),
    )


def outlook(known: Settled, horizon: int) -> Outlook:
    """Centre and spread for 1, 2 … horizon years ahead (methods: baseline, steps 4 to 6)."""
    ahead = np.arange(1, horizon + 1)
    pulled = 1 - (1 - known.pull[:, None, None]) ** ahead
    relative = known.level[:, :, None] + pulled * (known.goal - known.level)[:, :, None]
    own_centre = known.end[:, None, None] + relative
    nation = national_change(known.movement[:, None], known.upheaval[:, None], ahead)
    drifted = known.doubt[:, :, None] + known.drift[:, None, None] * ahead
    own_variance = (known.noise**2)[:, :, None] * (drifted * (1 - pulled) ** 2 + 1)
    widening = 1 + WIDENING * (ahead - 1)
    own_spread = np.sqrt(own_variance) * widening
    spread = np.sqrt(own_variance + known.variance[:, None, None] * ahead**GROWTH) * widening
    return Outlook(own_centre + nation[:, None, :], spread, own_centre, own_spread, known.last)


def pull_to_expected(levels: Levels, neighbours: Neighbours) -> np.ndarray:
    """kappa [M] (methods: baseline, step 4): slope of the one-step errors on the distance to
    the expected level, shrunk to the usual pull."""
    before, errors = levels.last.before, levels.last.errors
    unit = np.where(levels.noise > 0, levels.noise, np.nan)
    product, square, rest, count = (np.zeros(len(unit)) for _ in range(4))
    begun = np.asarray(np.isfinite(errors).any(axis=2))
    for expected, error, here in zip(before, errors, begun, strict=True):
        if here.sum() < SHARE_TO_LEARN_FROM * len(unit):
            continue  # too few are known by then to say who is like whom
        distance = (expected_level(expected, neighbours) - expected) / unit
        y = np.clip(error / unit, -10, 10)
        both = np.isfinite(distance) & np.isfinite(y)
        x, y = np.where(both, distance, 0), np.where(both, y, 0)
        product, square = product + (x * y).sum(axis=1), square + (x * x).sum(axis=1)
        rest, count = rest + (y * y).sum(axis=1), count + both.sum(axis=1)
    known = (square > 0) & (count > 2)
    square = np.where(known, square, 1)
    slope = product / square
    residual = np.maximum(rest - slope * product, 0) / np.maximum(count - 1, 1)
    certainty = np.where(known, square / np.maximum(residual, 1e-12), 0)
    prior = 1 / PULL_SD**2
    pull = (slope * certainty + USUAL_PULL * prior) / (certainty + prior)
    return np.clip(pull, 0, STRONGEST_PULL)


def _grown_spread(levels: Levels, last: np.ndarray, years: int) -> np.ndarray:
    """The filter's variance at each indicator's own last year: its years after that held
    nothing, so the growth the filter gave them is taken off again."""
    extra = np.where(last >= 0, years - 1 - last, 0) * levels.drift
    return levels.last.spread - extra[:, None] * levels.last.started


def _value_at(path: np.ndarray, last: np.ndarray) -> np.ndarray:
    value = path[np.arange(len(path)), np.maximum(last, 0)]
    return np.where(last >= 0, value, np.nan)

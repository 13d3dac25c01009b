"""One run of the baseline on the working scale: centre and spread for every year ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .breaks import since_redefinition
from .level import Levels, settle_levels
from .likeness import expected_level
from .national import GROWTH, national_outlook, national_variance
from .panel import Neighbours, last_years, national_path

USUAL_PULL, PULL_SD, STRONGEST_PULL = 0.12, 0.1, 0.5
WIDENING = 0.07
SHARE_TO_LEARN_FROM = 0.1


@dataclass(frozen=True)
class Outlook:
    """M indicators, L authorities, H years ahead of each indicator's own last year.

    centre, spread [M, L, H]; own_centre, own_spread: the same with the national path held
    where it is. last [M]: index of the last year (-1 without one). path [M, T]; level, noise
    [M, L]; pull, drift, movement [M]: kappa, q, the nation's next year. points [M, L]: values used.
    """

    centre: np.ndarray
    spread: np.ndarray
    own_centre: np.ndarray
    own_spread: np.ndarray
    last: np.ndarray
    path: np.ndarray
    level: np.ndarray
    noise: np.ndarray
    pull: np.ndarray
    drift: np.ndarray
    movement: np.ndarray
    points: np.ndarray


def look_ahead(
    z: np.ndarray,
    kinds: Sequence[str],
    neighbours: Neighbours,
    comparable: np.ndarray,
    horizon: int,
    breaks: np.ndarray | None = None,
) -> Outlook:
    """z [M, L, T] usable values only; kinds settled; comparable, breaks [M, T]
    (methods: baseline, steps 2 to 6)."""
    z = since_redefinition(z)
    if breaks is not None:
        breaks = breaks & (np.arange(z.shape[2]) <= last_years(z)[:, None])  # a later one is not yet known
    path = national_path(z)
    levels = settle_levels(z - path[:, None, :], neighbours, breaks)
    nation = national_outlook(path, comparable, breaks)
    last = nation.last
    variance = national_variance(nation.squares, last, levels.typical, kinds)
    pull = pull_to_expected(levels, neighbours)
    level, spread = levels.last.level, _grown_spread(levels, last, z.shape[2])

    ahead = np.arange(1, horizon + 1)
    pulled = 1 - (1 - pull[:, None, None]) ** ahead
    goal = expected_level(level, neighbours)
    towards = np.where(np.isfinite(goal), goal - level, 0)
    relative = level[:, :, None] + pulled * towards[:, :, None]
    end = _value_at(path, last)[:, None, None]
    own_centre = end + relative
    movement = nation.change(ahead)
    centre = own_centre + movement[:, None, :]
    noise2 = (levels.noise**2)[:, :, None]
    drifted = spread[:, :, None] + levels.drift[:, None, None] * ahead
    own_variance = noise2 * (drifted * (1 - pulled) ** 2 + 1)
    widening = 1 + WIDENING * (ahead - 1)
    own_spread = np.sqrt(own_variance) * widening
    full_spread = np.sqrt(own_variance + variance[:, None, None] * ahead**GROWTH) * widening
    return Outlook(
        centre, full_spread, own_centre, own_spread, last, path,
        level, levels.noise, pull, levels.drift, movement[:, 0], np.isfinite(z).sum(axis=2),
    )  # fmt: skip


def pull_to_expected(levels: Levels, neighbours: Neighbours) -> np.ndarray:
    """kappa [M] (methods: baseline, step 4): slope of the one-step errors on the distance to
    the expected level, shrunk to the usual pull."""
    before, errors = levels.last.before, levels.last.errors
    unit = np.where(levels.noise > 0, levels.noise, np.nan)
    product, square, rest, count = (np.zeros(len(unit)) for _ in range(4))
    begun = np.isfinite(errors).any(axis=2)
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

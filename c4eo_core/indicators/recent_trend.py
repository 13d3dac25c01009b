"""Has an authority's level changed? All indicators and authorities at once.

Source: methods, "Recent trend". A local level model (Kalman filter) on each authority's distance from the
national path; the change is the level at the newest figure less the level at the anchor, some three years
before.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr

FEWEST_YEARS = 3  # from the anchor to the newest figure
FEWEST_AFTER = 2  # figures after the anchor, the newest among them
SCALE = 0.93  # of the standard deviation, so that what is called .9 came about nine times in ten
TAIL = 4  # degrees of freedom
VERY_LIKELY, LIKELY = 0.975, 0.90
NOTICEABLE = 1.96 * np.sqrt(2)  # times the noise of one figure
FALSE_DISCOVERIES = 0.10
NEARLY_EVERYWHERE = 0.5


@dataclass(frozen=True)
class Figures:
    """What the trend is read from, on the working scale. M indicators, L authorities, T years.

    relative [M, L, T]: distance from the national path, NaN where missing or not to be used; path [M, T];
    noise [M, L] of one figure; drift [M]: variance a year in units of noise²; start, start_spread [M, L]:
    where the filter begins, and its variance in units of noise²; newest [M]: the column of the newest
    period; step [M]: years from one period to the next that shares no year with it.
    """

    relative: np.ndarray
    path: np.ndarray
    noise: np.ndarray
    drift: np.ndarray
    start: np.ndarray
    start_spread: np.ndarray
    newest: np.ndarray
    step: np.ndarray


@dataclass(frozen=True)
class LevelChange:
    """All [M, L]. anchor, first: columns, -1 where there is none; figures: how many are used; own, relative:
    the change of level with and without England's; own_sd, relative_sd.
    NaN where it is too early to say.
    """

    anchor: np.ndarray
    first: np.ndarray
    figures: np.ndarray
    own: np.ndarray
    relative: np.ndarray
    own_sd: np.ndarray
    relative_sd: np.ndarray


def level_change(known: Figures, proportional: np.ndarray) -> LevelChange:
    """proportional [M]: indicators that grow in proportion, so that keeping pace with England means the same
    share more and not the same amount more (methods: recent trend).
    """
    there = np.isfinite(known.relative)
    there &= np.arange(there.shape[2]) <= known.newest[:, None, None]
    anchor, enough = _anchors(there, known.newest, known.step)
    level, at_anchor, spread, anchor_spread, shared = _filtered(known, there, anchor)
    delta = level - at_anchor
    growth = _growth(known.path, anchor, known.newest)
    pace = np.where(proportional[:, None], _pace(known.path, anchor, known.newest) - 1, 0.0)
    own_variance = spread + anchor_spread - 2 * shared
    variance = spread + (1 + pace) ** 2 * anchor_spread - 2 * (1 + pace) * shared

    def sayable(x: np.ndarray) -> np.ndarray:
        return np.where(enough & (known.noise > 0), x, np.nan)

    return LevelChange(
        anchor=np.where(enough, anchor, -1),
        first=np.where(there.any(axis=2), there.argmax(axis=2), -1),
        figures=there.sum(axis=2),
        own=sayable(delta + growth),
        relative=sayable(delta - pace * at_anchor),
        own_sd=sayable(known.noise * np.sqrt(np.maximum(own_variance, 0))),
        relative_sd=sayable(known.noise * np.sqrt(np.maximum(variance, 0))),
    )


def chance_of_rise(change: np.ndarray, sd: np.ndarray) -> np.ndarray:
    """The probability that the level rose, NaN where it cannot be said."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return stdtr(TAIL, change / (SCALE * np.where(sd > 0, sd, np.nan)))


def of_the_better(chance: np.ndarray, orientation: np.ndarray) -> np.ndarray:
    """The probability of a change for the better; without a judgement (0) that of a rise. Broadcasts."""
    return np.where(orientation < 0, 1 - chance, chance)


def side(p: np.ndarray) -> np.ndarray:
    """2 very likely better (or rising), 1 likely, 0 cannot tell, -1 and -2 for worse; NaN gives 0."""
    with np.errstate(invalid="ignore"):
        up = (p >= LIKELY).astype(np.int8) + (p >= VERY_LIKELY)
        down = (p <= 1 - LIKELY + 1e-12).astype(np.int8) + (p <= 1 - VERY_LIKELY + 1e-12)
    return up - down


def nearly_everywhere(sides: np.ndarray, can_say: np.ndarray) -> np.ndarray:
    """Bool [M, L]: over half of the authorities that can be judged have the same clear verdict."""
    count = np.maximum(can_say.sum(axis=1), 1)[:, None]
    better, worse = ((sign * sides > 0) for sign in (1, -1))
    return (better & (better.sum(axis=1)[:, None] > NEARLY_EVERYWHERE * count)) | (
        worse & (worse.sum(axis=1)[:, None] > NEARLY_EVERYWHERE * count)
    )


def standing_together(p: np.ndarray) -> np.ndarray:
    """Which of the chances [K] of one page still stand when all are read together: Benjamini and Hochberg's
    rule at one false discovery in ten, on the two-sided 2·min(p, 1 − p). NaN never stands.
    """
    tails = np.where(np.isfinite(p), 2 * np.minimum(p, 1 - p), np.inf)
    count = int(np.isfinite(p).sum())
    order = np.argsort(tails)
    limits = FALSE_DISCOVERIES * np.arange(1, len(p) + 1) / max(count, 1)
    passed = np.flatnonzero(tails[order] <= limits)
    stands = np.zeros(len(p), bool)
    stands[order[: passed[-1] + 1 if passed.size else 0]] = True
    return stands


def _anchors(there: np.ndarray, newest: np.ndarray, step: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The anchor's column [M, L], and whether there is one with enough figures after it."""
    columns = np.arange(there.shape[2])
    latest = (newest - np.maximum(FEWEST_YEARS, FEWEST_AFTER * step))[:, None, None]
    early = there & (columns <= latest)
    anchor = np.where(early.any(axis=2), there.shape[2] - 1 - early[:, :, ::-1].argmax(axis=2), -1)
    after = (there & (columns > anchor[:, :, None])).sum(axis=2)
    has_newest = np.take_along_axis(there, np.maximum(newest, 0)[:, None, None], axis=2)[:, :, 0]
    return anchor, (anchor >= 0) & (after >= FEWEST_AFTER) & has_newest


def _filtered(known: Figures, there: np.ndarray, anchor: np.ndarray) -> tuple[np.ndarray, ...]:
    """Level now and at the anchor, their variances and covariance in units of noise²; each [M, L]."""
    m, p = known.start.copy(), known.start_spread.copy()
    a, paa, pma = m.copy(), np.zeros_like(p), np.zeros_like(p)
    begun = np.zeros(p.shape, bool)
    for t in range(there.shape[2]):
        here = there[:, :, t]
        if not here.any() and not begun.any():
            continue
        p = p + known.drift[:, None] * (begun & (t <= known.newest)[:, None])
        weight = np.where(here, 1 / (p + 1), 0)
        error = np.where(here, known.relative[:, :, t] - m, 0)
        a = a + pma * weight * error
        paa = paa - pma**2 * weight
        pma = pma * (1 - p * weight)
        m = m + p * weight * error
        p = p * (1 - p * weight)
        begun |= here
        at = anchor == t
        a, paa, pma = np.where(at, m, a), np.where(at, p, paa), np.where(at, p, pma)
    return m, a, p, paa, pma


def _at(path: np.ndarray, column: np.ndarray) -> np.ndarray:
    """path[m, column[m, l]], NaN for no column."""
    found = np.take_along_axis(path, np.maximum(column, 0), axis=1)
    return np.where(column >= 0, found, np.nan)


def _growth(path: np.ndarray, anchor: np.ndarray, newest: np.ndarray) -> np.ndarray:
    return _at(path, np.broadcast_to(newest[:, None], anchor.shape)) - _at(path, anchor)


def _pace(path: np.ndarray, anchor: np.ndarray, newest: np.ndarray) -> np.ndarray:
    before = _at(path, anchor)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(before > 0, _at(path, np.broadcast_to(newest[:, None], anchor.shape)) / before, 1.0)

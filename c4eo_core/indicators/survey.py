"""A small survey as a curve: counts of schools, never of a person. Pure.

Source: methods, "A small survey into a curve"; the ratio estimator of Cochran, Sampling Techniques, chapter
6.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

LEAST_SCHOOLS, LEAST_ANSWERS, LOW_RESPONSE = 8, 10, 0.30
USUAL_RHO = 0.05


@dataclass(frozen=True)
class Share:
    """In per cent. lower, upper: of 95; None for both under eight schools. response: None when nobody says
    how many were asked. shown: whether enough answered for anything to be shown.
    """

    value: float | None
    lower: float | None
    upper: float | None
    schools: int
    answered: int
    response: float | None
    shown: bool

    @property
    def words(self) -> str:
        """What the figure may be called."""
        if not self.shown:
            return "Too few answered for a figure to be shown."
        low = self.response is None or self.response < LOW_RESPONSE
        return "of those who answered" if low else "of all who were asked, as far as their answers tell"


def share_of(
    yes: Sequence[float], answered: Sequence[float], asked: Sequence[float] | None = None, level: float = 0.95
) -> Share:
    """yes, answered, asked: [schools] counts of one wave. Raises ValueError where more said yes than
    answered.
    """
    y, n = np.asarray(yes, float), np.asarray(answered, float)
    if (y > n).any() or (y < 0).any():
        raise ValueError("More said yes than answered in a school.")
    y, n = y[n > 0], n[n > 0]
    k, total = len(n), int(n.sum())
    response = None if asked is None or not sum(asked) else total / float(sum(asked))
    if total < LEAST_ANSWERS:
        return Share(None, None, None, k, total, response, False)
    p = y.sum() / n.sum()
    if k < LEAST_SCHOOLS:
        return Share(100 * p, None, None, k, total, response, True)
    low, high = _interval(p, _error(y, n, p), k, level)
    return Share(100 * p, 100 * low, 100 * high, k, total, response, True)


def _error(y: np.ndarray, n: np.ndarray, p: float) -> float:
    """Standard error of a ratio, from the variation between schools; each school's pull on the ratio is
    taken out of its own residual.
    """
    weight = n / n.sum()
    residual = (y - p * n) / n.sum() / np.sqrt(np.maximum(1 - weight, 1e-9))
    return float(np.sqrt((residual**2).sum()))


def _interval(p: float, error: float, k: int, level: float) -> tuple[float, float]:
    """On the log odds, so that it stays within 0 and 1."""
    t = float(stats.t.ppf((1 + level) / 2, k - 1))
    if not 0 < p < 1 or error == 0:
        return max(0.0, p - t * error), min(1.0, p + t * error)
    middle, half = math.log(p / (1 - p)), t * error / (p * (1 - p))
    return 1 / (1 + math.exp(half - middle)), 1 / (1 + math.exp(-half - middle))


@dataclass(frozen=True)
class Change:
    """In percentage points, of the schools that took part in both waves."""

    value: float
    lower: float
    upper: float
    schools: int


def change_of(
    before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]], level: float = 0.95
) -> Change | None:
    """before, after: school → (yes, answered). None under eight schools that match."""
    both = [s for s in before if s in after and before[s][1] > 0 and after[s][1] > 0]
    k = len(both)
    if k < LEAST_SCHOOLS:
        return None
    (y1, n1), (y2, n2) = (np.array([wave[s] for s in both], float).T for wave in (before, after))
    p1, p2 = y1.sum() / n1.sum(), y2.sum() / n2.sum()
    pull = (y2 - p2 * n2) / n2.sum() - (y1 - p1 * n1) / n1.sum()
    error = math.sqrt(k / (k - 1) * float((pull**2).sum()))
    half = float(stats.t.ppf((1 + level) / 2, k - 1)) * error
    return Change(100 * (p2 - p1), 100 * (p2 - p1 - half), 100 * (p2 - p1 + half), k)


def noticeable(schools: int, answers: int, share: float = 50.0, rho: float = USUAL_RHO) -> float:
    """The change between two waves that would be noticed, in percentage points, with so many answers a
    school. share: in per cent; rho: how alike the answers of one school are.
    """
    p = share / 100
    spread = p * (1 - p) * (1 + (answers - 1) * rho) / (schools * answers)
    return 100 * 1.959964 * math.sqrt(2 * spread)

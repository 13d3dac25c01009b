"""Is a difference more than the usual scatter?

Source: methods, "Uncertainty of a published value". Intervals for counts and proportions after the technical
guidance of Public Health England / OHID; the panel noise where a file publishes no denominators.
"""

from enum import IntEnum

import numpy as np
from scipy.special import chdtri

Z95 = 1.959964
Z998 = 3.090232


class Verdict(IntEnum):
    """SIMILAR means the benchmark lies inside the interval; NOT_COMPARED means nobody can say."""

    NOT_COMPARED = 0
    BETTER = 1
    SIMILAR = 2
    WORSE = 3
    HIGHER = 4
    LOWER = 5


def wilson(x: np.ndarray, n: np.ndarray, z: float = Z95) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the proportion x/n, as shares of one."""
    x, n = np.asarray(x, float), np.asarray(n, float)
    half = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    return (2 * x + z**2 - half) / (2 * (n + z**2)), (2 * x + z**2 + half) / (2 * (n + z**2))


def byar(x: np.ndarray, z: float = Z95) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of a count; exact chi-squared limits under ten events."""
    x = np.asarray(x, float)
    y, big = x + 1, np.maximum(x, 1)
    low = big * (1 - 1 / (9 * big) - z / (3 * np.sqrt(big))) ** 3
    high = y * (1 - 1 / (9 * y) + z / (3 * np.sqrt(y))) ** 3
    tail = 0.025 if z == Z95 else 0.001
    exact_low = np.where(x > 0, chdtri(2 * np.maximum(x, 1), 1 - tail) / 2, 0.0)
    exact_high = chdtri(2 * y, tail) / 2
    return np.where(x < 10, exact_low, low), np.where(x < 10, exact_high, high)


def against_point(
    value: np.ndarray, benchmark: np.ndarray, noise: np.ndarray, sign: np.ndarray
) -> np.ndarray:
    """value, benchmark, noise on one scale, broadcast together; the benchmark is a point. Closed at both
    ends.
    """
    return _verdict(value - benchmark, Z95 * noise, sign)


# Of ten normal figures the middle strays a little further by chance than the mean does: √(π/2) times, at
# most.
MEDIAN_TO_MEAN = 1.2533


def against_median(
    value: np.ndarray,
    noise: np.ndarray,
    others: np.ndarray,
    other_noise: np.ndarray,
    sign: np.ndarray,
    fewest: int,
) -> np.ndarray:
    """value, noise [M, A]; others, other_noise [M, A, K], NaN where there is none. The median of others is
    uncertain too. Whoever is worse than it has half of them before it, so place and verdict cannot disagree.
    """
    usable = np.isfinite(others) & np.isfinite(other_noise)
    count = usable.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = MEDIAN_TO_MEAN**2 * np.where(usable, other_noise**2, 0).sum(axis=2) / count**2
    middle = _middle(np.where(usable, others, np.nan), count)
    return _verdict(np.where(count >= fewest, value - middle, np.nan), Z95 * np.sqrt(noise**2 + shared), sign)


def _middle(others: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Median over the last axis; NaN where count is 0."""
    ordered = np.sort(others, axis=2)  # NaN sorts last
    last = np.maximum(count - 1, 0)
    low, high = (
        np.take_along_axis(ordered, place[:, :, None], axis=2)[:, :, 0]
        for place in (last // 2, (last + 1) // 2)
    )
    return np.where(count > 0, (low + high) / 2, np.nan)


def _verdict(difference: np.ndarray, margin: np.ndarray, sign: np.ndarray) -> np.ndarray:
    """sign broadcasts against difference: +1 high is good, -1 low is good, 0 no judgement."""
    known = np.isfinite(difference) & np.isfinite(margin)
    good = difference * sign
    judged = np.where(good > 0, Verdict.BETTER, Verdict.WORSE)
    neutral = np.where(difference > 0, Verdict.HIGHER, Verdict.LOWER)
    outside = np.where(np.broadcast_to(sign, difference.shape) != 0, judged, neutral)
    # A hair's breadth so that a benchmark exactly on the bound counts as inside, whatever the last bit says.
    inside = np.abs(difference) <= margin * (1 + 1e-12)
    return np.where(known, np.where(inside, Verdict.SIMILAR, outside), Verdict.NOT_COMPARED).astype(np.uint8)

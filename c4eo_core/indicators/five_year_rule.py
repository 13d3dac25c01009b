"""The five-year rule that other tools use: a slope over the newest five consecutive periods.

Source: OHID Fingertips' recent trends. Our own verdict is in `recent_trend`; this stands beside it on one
page.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

PERIODS = 5
CRITICAL = 9.5495  # chi-squared, one degree of freedom, p = 0.002


class Direction(IntEnum):
    """CANNOT_TELL is never "no change": real changes are often smaller than the scatter."""

    TOO_FEW = 0
    CANNOT_TELL = 1
    IMPROVING = 2
    WORSENING = 3
    RISING = 4
    FALLING = 5


@dataclass(frozen=True)
class FiveYears:
    """direction, chi2, change over the window, and how many consecutive periods there were (at most five);
    each [M, A].
    """

    direction: np.ndarray
    chi2: np.ndarray
    change: np.ndarray
    periods: np.ndarray


def window_columns(consecutive: np.ndarray, newest: np.ndarray) -> np.ndarray:
    """[M, 5] columns of the window, newest first, -1 where the chain of consecutive periods is broken.

    consecutive [M, T]: the column of the period that ends where this one starts and shares its definition, or
    -1.
    """
    columns = np.full((len(newest), PERIODS), -1)
    columns[:, 0] = newest
    rows = np.arange(len(newest))
    for k in range(1, PERIODS):
        before = columns[:, k - 1]
        columns[:, k] = np.where(before >= 0, consecutive[rows, np.maximum(before, 0)], -1)
    return columns


def five_year_rule(
    z: np.ndarray,
    values: np.ndarray,
    columns: np.ndarray,
    step: np.ndarray,
    noise: np.ndarray,
    sign: np.ndarray,
) -> FiveYears:
    """z, values [M, A, T]: transformed and published values (for a gap, their absolute sizes).

    columns from window_columns; step [M] years between periods; noise [M, A] on the scale of z; sign [M].
    """
    taken = np.maximum(columns, 0)[:, None, :]
    there = (columns >= 0)[:, None, :]
    window = np.where(there, np.take_along_axis(z, taken, axis=2), np.nan)[:, :, ::-1]
    plain = np.where(there, np.take_along_axis(values, taken, axis=2), np.nan)[:, :, ::-1]
    run = np.isfinite(window[:, :, ::-1]).cumprod(axis=2).sum(axis=2)
    years = np.arange(PERIODS) * step[:, None, None]
    slope = _slope(window, years)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = ((years - years.mean(axis=2, keepdims=True)) ** 2).sum(axis=2)
        statistic = slope**2 * spread / noise**2
    steady = _same_sign_without_each(window, years, slope)
    usable = (run == PERIODS) & np.isfinite(statistic)
    clear = usable & (statistic > CRITICAL) & steady
    good = slope * sign[:, None]
    judged = np.where(good > 0, Direction.IMPROVING, Direction.WORSENING)
    neutral = np.where(slope > 0, Direction.RISING, Direction.FALLING)
    direction = np.where(
        clear,
        np.where(sign[:, None] != 0, judged, neutral),
        np.where(usable, Direction.CANNOT_TELL, Direction.TOO_FEW),
    )
    return FiveYears(
        direction=direction.astype(np.uint8),
        chi2=np.where(usable, statistic, np.nan),
        change=np.where(run == PERIODS, plain[:, :, -1] - plain[:, :, 0], np.nan),
        periods=run,
    )


def _slope(window: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Weighted least squares; the noise is the same in each period, so the weights cancel."""
    centred = years - years.mean(axis=2, keepdims=True)
    return (window * centred).sum(axis=2) / (centred**2).sum(axis=2)


def _same_sign_without_each(window: np.ndarray, years: np.ndarray, slope: np.ndarray) -> np.ndarray:
    steady = np.ones(slope.shape, bool)
    for leave in range(PERIODS):
        keep = [k for k in range(PERIODS) if k != leave]
        steady &= np.sign(_slope(window[:, :, keep], years[:, :, keep])) == np.sign(slope)
    return steady


def chi2_for_proportions(events: np.ndarray, population: np.ndarray) -> float:
    """The chi-squared trend for one series of counts with denominators, periods one year apart."""
    c, n = np.asarray(events, float), np.asarray(population, float)
    t = np.arange(len(c))
    total_n, total_c = n.sum(), c.sum()
    top = total_n * (total_n * (c * t).sum() - total_c * (n * t).sum()) ** 2
    return float(top / (total_c * (total_n - total_c) * (total_n * (n * t * t).sum() - (n * t).sum() ** 2)))

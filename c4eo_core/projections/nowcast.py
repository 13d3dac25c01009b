"""The year under way: what the official figure of a year is likely to be, from the year so far.

Two readings that err in different ways are averaged. One carries the last official figure on: the country's
middle movement of the year so far, and .6 of what the area moved beyond it (its own movement is half noise:
the slope on its official movement was .2 to .9 at every release of two years). The other lifts the year so
far by the middle difference between official figures and the same week a year before. Shapes: L authorities,
R replayed releases; NaN where there is none.
"""

from dataclasses import dataclass

import numpy as np

OWN_MOVEMENT = 0.6
# With fewer years replayed than this the widths stay wider than the errors seen: a nation moves once a year.
YEARS_KNOWN, KEPT_WIDE = 3, 1.1
LEVELS = (50, 80, 95)
_NOISE_RANGE = (0.5, 3.0)
_NOISE_UNKNOWN = 1.5


@dataclass(frozen=True)
class Nowcast:
    """In the indicator's own unit. middle [L]; lower, upper [levels, L], within 0 and 100."""

    middle: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def middle_of(now: np.ndarray, before: np.ndarray, official: np.ndarray) -> np.ndarray:
    """[L] the likely official figure. now: the year so far; before: the same week a year earlier; official:
    the last official figure, of that earlier year. All in per cent.
    """
    moved = now - before
    nation, lift = _middle(moved), _middle(official - before)
    carried = official + nation + OWN_MOVEMENT * (moved - nation)
    return np.clip((carried + now + lift) / 2, 0.0, 100.0)


def relative_noise(noise: np.ndarray) -> np.ndarray:
    """[L] how much noisier an authority's figures are than the middle one's, within bounds."""
    middle = _middle(noise)
    scaled = noise / middle if middle > 0 else np.full(noise.shape, np.nan)
    return np.clip(np.where(np.isfinite(scaled), scaled, _NOISE_UNKNOWN), *_NOISE_RANGE)


def quantiles_of(errors: np.ndarray, relative: np.ndarray, years: int) -> np.ndarray:
    """[levels] half-widths for an authority of middle noise. errors [R, L]: official minus nowcast at
    releases of about the same day in earlier years; years: how many years they come from. NaN without any.
    """
    sizes = np.abs(errors) / relative
    sizes = sizes[np.isfinite(sizes)]
    if not sizes.size:
        return np.full(len(LEVELS), np.nan)
    wide = KEPT_WIDE if years < YEARS_KNOWN else 1.0
    return wide * np.quantile(sizes, [level / 100 for level in LEVELS])


def with_width(middle: np.ndarray, quantiles: np.ndarray, relative: np.ndarray) -> Nowcast:
    half = quantiles[:, None] * relative[None]
    return Nowcast(middle, np.clip(middle - half, 0.0, 100.0), np.clip(middle + half, 0.0, 100.0))


def _middle(values: np.ndarray) -> float:
    there = values[np.isfinite(values)]
    return float(np.median(there)) if there.size else float("nan")

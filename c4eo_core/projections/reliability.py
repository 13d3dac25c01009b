"""Does what is called seven in ten likely come seven times in ten?"""

from dataclasses import dataclass

import numpy as np

from .baseline import Baseline
from .targets import probability_of_target

BINS = 10


@dataclass(frozen=True)
class Bin:
    """said: mean chance given; came: share of the time it came true; values: how often it was said."""

    said: float
    came: float
    values: int


class Bins:
    """Chances that a figure is above its authority's last one, in tenths. To stay the same counts
    half: published figures are rounded."""

    def __init__(self):
        self._values, self._said, self._came = (np.zeros(BINS) for _ in range(3))

    def add(self, ahead: Baseline, last_value: np.ndarray, actual: np.ndarray, years: int) -> None:
        """last_value, actual [M, L], what was not known then NaN where it is not to be judged."""
        said = probability_of_target(ahead, last_value, years, np.ones(len(actual), dtype=bool))
        came = np.where(actual > last_value, 1.0, np.where(actual == last_value, 0.5, 0.0))
        judged = np.isfinite(said) & np.isfinite(actual) & np.isfinite(last_value)
        place = np.minimum((said[judged] * BINS).astype(int), BINS - 1)
        self._values += np.bincount(place, minlength=BINS)
        self._said += np.bincount(place, said[judged], BINS)
        self._came += np.bincount(place, came[judged], BINS)

    def table(self) -> tuple[Bin, ...]:
        return tuple(
            Bin(float(said / n), float(came / n), int(n))
            for n, said, came in zip(self._values, self._said, self._came, strict=True)
            if n
        )

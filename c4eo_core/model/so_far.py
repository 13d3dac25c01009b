"""What releases say of a school year while it runs."""

import datetime as dt
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class SoFar:
    """One measure of one phase. days: R releases, oldest first; end_years [R]: the school year each is about;
    values: float64 [R, L] per cent, in the area book's order of authorities, NaN where there is none.
    """

    phase: str
    measure: str
    days: tuple[dt.date, ...]
    end_years: np.ndarray
    values: np.ndarray

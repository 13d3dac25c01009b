"""Which period of an indicator follows which."""

from dataclasses import dataclass

import numpy as np

from c4eo_core.store.figures import Figures


@dataclass(frozen=True)
class Calendar:
    """Which column holds which period, and which follows which; [M, T].

    has: the indicator has a period ending that year; before: the column of the period this one follows, with
    the same definition, else -1; step [M]: years from one such period to the next.
    """

    has: np.ndarray
    before: np.ndarray
    step: np.ndarray


def read_calendar(figures: Figures) -> Calendar:
    shape = figures.values.shape[0], figures.values.shape[2]
    has, before, step = np.zeros(shape, bool), np.full(shape, -1), np.ones(shape[0], int)
    for m, indicator in enumerate(figures.indicators):
        breaks = {b.from_year for b in indicator.breaks}
        by_end = {p.end: p for p in indicator.periods}
        for period in indicator.periods:
            t = figures.column[period.end.year]
            has[m, t] = True
            earlier = next((p for p in by_end.values() if period.follows(p)), None)
            crossed = earlier and any(earlier.end.year < b <= period.end.year for b in breaks)
            if earlier and not crossed:
                before[m, t] = figures.column[earlier.end.year]
                step[m] = period.end.year - earlier.end.year
    return Calendar(has, before, step)

"""The children behind each figure, for all indicators and authorities at once; and how far
chance moves it.
"""

import numpy as np

from c4eo_core.catalogue.cohorts import YEARS_OF_CHILDHOOD, Cohort, children_by_code, cohort_of
from c4eo_core.model.kinds import Unit
from c4eo_core.store.figures import Figures

SMALL_COHORT = 50
SMALL_PLACES = frozenset({"E09000001", "E06000053", "E06000017"})  # City of London, Isles of Scilly, Rutland


def cohorts_of(figures: Figures) -> np.ndarray:
    """[M, L] about how many children a figure is a share of; NaN where no rule says so."""
    codes = [a.code for a in figures.areas.authorities]
    table = children_by_code()
    if any(code not in table for code in codes):
        return np.full((len(figures.indicators), len(codes)), np.nan)
    children = {
        name: np.array([table[code][name] for code in codes], float)
        for name in ("aged_0_17", "primary", "secondary", "special")
    }
    rows = []
    for indicator in figures.indicators:
        cohort = None if indicator.local else cohort_of(indicator)
        rows.append(np.full(len(codes), np.nan) if cohort is None else _count(cohort, figures, children))
    return np.array(rows)


def small_of(figures: Figures) -> np.ndarray:
    """[M, L] whether so few children stand behind the figure that one of them moves it."""
    tiny = np.array([a.code in SMALL_PLACES for a in figures.areas.authorities])
    return (cohorts_of(figures) < SMALL_COHORT) | tiny


def noise_floor(figures: Figures, kinds: tuple[str, ...]) -> np.ndarray:
    """[M, L] what chance alone gives on the working scale, 0 where unknown (methods: uncertainty): half over
    the root of the cohort on the arcsine scale, and on that of the square root in the rate's own unit.
    """
    cohorts = np.where(_drawn_anew(figures)[:, None], np.maximum(cohorts_of(figures), 1), np.nan)
    per = np.array([_per(i.per) if i.unit is Unit.RATE else 100.0 for i in figures.indicators])[:, None]
    share, rate = (np.array([k == kind for k in kinds])[:, None] for kind in ("percentage", "rate"))
    floor = np.where(share, 0.5 / np.sqrt(cohorts), np.where(rate, 0.5 * np.sqrt(per / cohorts), 0.0))
    return np.where(np.isfinite(floor), floor, 0.0)


def _drawn_anew(figures: Figures) -> np.ndarray:
    found = [None if i.local else cohort_of(i) for i in figures.indicators]
    return np.array([cohort is not None and cohort.base.chance for cohort in found])


def _per(words: str | None) -> float:
    """'10,000 children' → 10,000."""
    first = (words or "").split(" ")[0].replace(",", "")
    return float(first) if first.isdigit() else 100.0


def _count(cohort: Cohort, figures: Figures, children: dict[str, np.ndarray]) -> np.ndarray:
    base = cohort.base
    people = children["aged_0_17"] * base.years_of_age / YEARS_OF_CHILDHOOD
    if base.roll:
        people = np.sum([children[kind] for kind in base.roll], axis=0)
    part = cohort.part
    if part is None:
        return people * base.share
    if part.indicator not in figures.index:
        return np.full(len(people), np.nan)
    share = _newest(figures.values[figures.index[part.indicator], : len(people)]) * part.times / part.of
    share = np.where(np.isfinite(share), share, np.nanmedian(share))
    return people * base.share * np.clip(1 - share if part.rest else share, 0, 1)


def _newest(values: np.ndarray) -> np.ndarray:
    """[L] the newest value of each row of values [L, T], NaN without one."""
    known = np.isfinite(values)
    last = values.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
    return np.where(known.any(axis=1), values[np.arange(len(values)), last], np.nan)

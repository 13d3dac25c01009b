"""What the calculations must be told of the figures: which years to leave out, which changes to read, where a
measure begins anew.

Worked out from what an indicator says of itself, so that figures the catalogue has never met are treated
alike.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from c4eo_core.catalogue.years_left_out import LeftOut, years_left_out
from c4eo_core.model.indicator import Indicator
from c4eo_core.store.figures import Figures

# Years of upheaval: a national change that ends in one is no movement that goes on. It reaches those who turn
# 19 a year later.
UPHEAVAL = (2020, 2021, 2022)
UPHEAVAL_AT_19 = (*UPHEAVAL, 2023)

_EXAM_STAGES = ("ks4", "ks5", "sixteen")
_STAGES_AT_19 = ("age19", "nineteen")
_GRADES = re.compile(
    r"attainment.?8|att8|\ba8\b|baccalaureate|ebacc|engbac|gcse|\ba[ -]levels?\b|alevel|a3a|\baps|tech"
    r" levels?\b|applied general|grades?\b"
    r"|\b9-[1-9]\b"
)
_NO_GRADES = re.compile(
    r"progress.?8|prog8|destination|sustain|neet|not in"
    r" education|participa|training|offer|foundation|phonics|stage [12]\b"
    r"|multiplication|bac.*entr(?:y|ies|ered)"
)
_EXCLUSIONS = re.compile(r"suspen|exclu(?:sion|ded)|fixedex|permex")
_ABSENCE = re.compile(r"absen")
_AT_19 = re.compile(r"\b(?:age|aged|by|at) ?19\b|age19|level [23] qualification|care leavers")


@dataclass(frozen=True)
class Masks:
    """M indicators, T years. kinds, topics: M words; skip: years left out altogether; comparable: years whose
    national change may be read as a movement that goes on; breaks: years in which another measure begins. All
    bool [M, T].
    """

    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    skip: np.ndarray
    comparable: np.ndarray
    breaks: np.ndarray


def masks_of(figures: Figures, table: Sequence[LeftOut] | None = None) -> Masks:
    """table: the years left out, all that are declared if not given."""
    years, indicators = figures.end_years, figures.indicators
    return Masks(
        kinds=tuple(i.unit.value for i in indicators),
        topics=tuple(topic_of(i) for i in indicators),
        skip=_with_newest(left_out(figures, table), figures),
        comparable=np.array(
            [~np.isin(years, UPHEAVAL_AT_19 if is_at_19(i) else UPHEAVAL) for i in indicators]
        ),
        breaks=np.array([np.isin(years, [b.from_year for b in i.breaks]) for i in indicators]),
    )


def left_out(figures: Figures, table: Sequence[LeftOut] | None = None) -> np.ndarray:
    """[M, T] years that are no measure of an authority's own level (data/catalogue/years_left_out.yaml)."""
    return np.array([np.isin(figures.end_years, _years(i, table)) for i in figures.indicators])


def _years(indicator: Indicator, table: Sequence[LeftOut] | None) -> list[int]:
    found = years_left_out_of(indicator)
    return [year for entry in found if table is None or entry in table for year in entry.years]


def grades_only() -> tuple[LeftOut, ...]:
    """For what is taught to a series that comes alone: nobody says of it what its schools were closed for, so
    what it learns from has those years in it too.
    """
    return tuple(entry for entry in years_left_out() if entry.which == "exam_grades")


def years_left_out_of(indicator: Indicator) -> tuple[LeftOut, ...]:
    return tuple(entry for entry in years_left_out() if _RECOGNISED[entry.which](indicator))


def _with_newest(skip: np.ndarray, figures: Figures) -> np.ndarray:
    """`skip` without what has nothing newer after it: a baseline starts from the newest figures there are."""
    columns = np.arange(skip.shape[1])
    used = np.isfinite(figures.values[:, : figures.authority_count]).any(axis=1) & ~skip
    last = np.where(used, columns, -1).max(axis=1, initial=-1)
    return skip & (columns < last[:, None])


def before_last_break(figures: Figures) -> np.ndarray:
    """[M, T] years of an older measure."""
    last = np.array([max((b.from_year for b in i.breaks), default=0) for i in figures.indicators])
    return figures.end_years < last[:, None]


def neighbour_places(figures: Figures) -> np.ndarray:
    """[L, k] positions among the authorities of today, -1 for none."""
    count = figures.authority_count
    return np.where(figures.neighbour_index < count, figures.neighbour_index, -1)[:count]


def topic_of(indicator: Indicator) -> str:
    """The topic whose past sets how wide an interval is: the source's own, or for a gap of ours that it is
    one.
    """
    if indicator.is_gap and indicator.concern:
        return "Gaps between groups"
    return indicator.listings[0].topic if indicator.listings else indicator.strand


def is_exam_grade(indicator: Indicator) -> bool:
    """Whether the figure rests on grades of GCSEs, A levels and the like: those only, not destinations or
    progress.
    """
    if indicator.curated and indicator.stage not in _EXAM_STAGES:
        return False
    words = _words(indicator)
    return bool(_GRADES.search(words)) and not _NO_GRADES.search(words) and not is_at_19(indicator)


def is_at_19(indicator: Indicator) -> bool:
    """Whether it is counted at 19, but for entering higher education, which the years of upheaval reached at
    once.
    """
    if indicator.curated:
        return indicator.stage in _STAGES_AT_19
    words = _words(indicator)
    return bool(_AT_19.search(words)) and "entered he" not in words


def is_level_at_19(indicator: Indicator, level: int) -> bool:
    """Whether it is the qualification of this level reached by 19; a catch-up between 16 and 19
    is of level 2.
    """
    words = _words(indicator)
    return is_at_19(indicator) and bool(re.search(rf"\bl{level}-19|level.?{level}", words))


def is_of_exclusions(indicator: Indicator) -> bool:
    """Suspensions and permanent exclusions."""
    return bool(_EXCLUSIONS.search(_words(indicator))) and not _AT_19.search(_words(indicator))


def is_of_absence(indicator: Indicator) -> bool:
    return bool(_ABSENCE.search(_words(indicator)))


def grows_in_proportion(indicator: Indicator) -> bool:
    """Rates that rise and fall by a share of themselves, so that keeping pace means the same share more."""
    return is_of_exclusions(indicator)


def _words(indicator: Indicator) -> str:
    return f"{indicator.id} {indicator.source_key or ''} {indicator.title}".casefold()


_RECOGNISED: dict[str, Callable[[Indicator], bool]] = {
    "exam_grades": is_exam_grade,
    "level_2_at_19": lambda i: is_level_at_19(i, 2),
    "level_3_at_19": lambda i: is_level_at_19(i, 3),
    "exclusions": is_of_exclusions,
    "absence": is_of_absence,
}

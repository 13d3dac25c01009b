"""A share or a rate as a number of children, where we know how many it is about. It is an
estimate, and says "about".
"""

import re

from c4eo_core.answers.standing.progress import Progress
from c4eo_core.catalogue.cohorts import cohort_of
from c4eo_core.model.gap_size import is_ahead
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit

# A group's own number is a share of a share, and a span of ages is seldom the one of the figure: neither is
# counted.
_MOST_YEARS = 2
_FEWEST = 10


def children_words(p: Progress) -> str | None:
    """'about 2,100 of 29,000'; None where the children behind the figure are not counted."""
    base, of = _base(p.indicator), cohort_of(p.indicator)
    if p.value is None or not p.cohort or base is None or of is None or of.part is not None:
        return None
    if not of.base.roll and of.base.years_of_age > _MOST_YEARS:
        return None
    count, all_of_them = p.value * p.cohort / base, two_figures(p.cohort)
    if p.indicator.unit is Unit.RATE and count > p.cohort:
        return None
    if count < _FEWEST:
        return f"fewer than {_FEWEST} of {all_of_them:,}"
    return f"about {two_figures(count):,} of {all_of_them:,}"


def gap_words(p: Progress) -> str | None:
    """'about 410 children': how many of the group short of the others' rate a gap in points is; None for any
    other figure, and where the group is not counted. The group's number is a share of a share (cohorts.yaml).
    """
    i = p.indicator
    if p.value is None or i.concern is None or i.per == "points" or is_ahead(p.value, i) or not p.cohort:
        return None
    return _about(abs(p.value), p)


def median_words(p: Progress) -> str | None:
    """'about 60 fewer would reach the neighbours' median'; None where the place is not behind it, where the
    difference is not clear, and where no children are counted.
    """
    i, median = p.indicator, p.neighbours.median
    if p.value is None or median is None or p.against_neighbours != "worse" or p.small:
        return None
    if gap_words(p) is None and children_words(p) is None:
        return None
    count = _count(abs(abs(p.value) - abs(median)), p)
    if count is None or count < _FEWEST:
        return None
    more = i.polarity is Polarity.HIGH
    return f"about {two_figures(count):,} {'more' if more else 'fewer'} would reach the neighbours' median"


def pace_words(points: float, p: Progress) -> str | None:
    """'about 60 children a year': so many points of this figure; None where no children are counted."""
    if gap_words(p) is None and children_words(p) is None:
        return None
    said = _about(points, p)
    return f"{said} a year" if said else None


def _about(points: float, p: Progress) -> str | None:
    count = _count(points, p)
    if count is None:
        return None
    return f"about {two_figures(count):,} children" if count >= _FEWEST else f"fewer than {_FEWEST} children"


def _count(points: float, p: Progress) -> float | None:
    base = 100 if p.indicator.concern else _base(p.indicator)
    return points * p.cohort / base if p.cohort and base else None


def _base(indicator: Indicator) -> int | None:
    """What the figure is out of: 100 for a share, the number in 'per 10,000 pupils' for a rate."""
    if indicator.unit is Unit.PERCENTAGE:
        return 100
    found = re.match(r"per ([\d,]+) ", indicator.unit_words) if indicator.unit is Unit.RATE else None
    return int(found[1].replace(",", "")) if found else None


def two_figures(value: float) -> int:
    """12,345 → 12,000; what is under a hundred stays whole."""
    step = 10 ** max(len(str(int(value))) - 2, 0)
    return int(value / step + 0.5) * step

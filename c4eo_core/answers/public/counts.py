"""A rate as people say it: out of one round number for all places, and in children where their
number is known.
"""

import re

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.model.display import rounded
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit

_BASES = (100, 1_000, 10_000, 100_000)
_TWO_FIGURES = 10  # England's rate is written with at least two figures
_FEW = 5  # below this a count worked out from a rate would say more than was published
# Whole rolls and all under eighteen: of some ages only, the number of children is less well known.
_CHILDREN = re.compile(r"([\d,]+) (?:pupils|children)")


def rate_in_words(curve: Curve) -> tuple[str, str]:
    """A rate for every 100 as ('25', '10,000'): the same base for every place, set by England's rate."""
    value = curve.progress.value or 0.0
    guide = curve.progress.england or value
    base = next((b for b in _BASES if guide * b / 100 >= _TWO_FIGURES), _BASES[-1])
    return f"{rounded(value * base / 100, 0):,}", f"{base:,}"


def count_words(curve: Curve) -> str:
    """'That is about 47 in Leeds.': how many the rate comes to; empty where the children are not known."""
    p = curve.progress
    per = _children(p.indicator)
    if p.value is None or p.cohort is None or per is None or not curve.place.is_authority:
        return ""
    count = p.value / per * p.cohort
    if count < _FEW:
        return f"That is fewer than {_FEW} in {curve.place.name}."
    return f"That is about {_two_figures(count)} in {curve.place.name}."


def _children(indicator: Indicator) -> float | None:
    """What a rate of children is out of; None for a rate of anything else."""
    found = _CHILDREN.fullmatch(indicator.per or "") if indicator.unit is Unit.RATE else None
    return float(found[1].replace(",", "")) if found else None


def _two_figures(count: float) -> str:
    size = len(str(int(count))) - 2
    return f"{int(rounded(count / 10**size, 0)) * 10**size:,}" if size > 0 else f"{rounded(count, 0):,}"


def direction_words(curve: Curve) -> str:
    """Why a line that falls is called better or worse, said where the two could be taken for a
    contradiction.
    """
    trend, i = curve.progress.trend, curve.indicator
    if not trend.side or not trend.moved or not i.judged:
        return ""
    if i.is_gap:
        return (
            f"Judged by the size of the gap: it is {'smaller' if trend.side > 0 else 'larger'} than it was."
        )
    better = "lower" if i.polarity.value == "low" else "higher"
    way = "falls" if trend.moved < 0 else "rises"
    return (
        f"The line {way}, and we call that {'better' if trend.side > 0 else 'worse'}: here {better} is"
        " better."
    )


SMALL = (
    "Small numbers: so few children stand behind this figure that one child can move it. Read it with care,"
    " and look"
    " at several years."
)


def small_words(curve: Curve) -> str:
    p = curve.progress
    return SMALL if p.small and p.value is not None else ""

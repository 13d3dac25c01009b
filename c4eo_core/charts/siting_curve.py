"""The curve of new sites: the share of children in reach with none, one, two … ten of them."""

from functools import lru_cache

from c4eo_core.answers.coverage.phrases import share
from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size

WORDS, NUMBERS = ("series", "shown", "gain"), ("sites", "value", "chosen", "lift")
_ALL, _DEPRIVED = "all children", "deciles 1 to 3"
_CLOSE = 0.12  # of the height: nearer than this, names would lie on each other


@lru_cache
def siting_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    from c4eo_core.charts.forms.siting_curve import siting_form  # Altair comes with the first chart

    return siting_form(_ALL, _DEPRIVED, look, size)


def siting_rows(answer: Siting) -> list[dict]:
    """Nothing for a group that has nobody."""
    steps = [(0, 0, 0, answer.before), *((s.sites, s.children, s.deprived, s.reach) for s in answer.curve)]
    lifts = _lifts(answer)
    return [
        {
            "series": series,
            "sites": float(sites),
            "value": value,
            "shown": share(value),
            "gain": f"{gain:,} children",
            "chosen": float(sites == len(answer.chosen)),
            "lift": lifts[series],
        }
        for sites, children, deprived, reach in steps
        for series, value, gain in ((_ALL, reach.all, children), (_DEPRIVED, reach.deprived, deprived))
        if value is not None
    ]


def _lifts(answer: Siting) -> dict[str, float]:
    """By how many pixels a name stands above or below the end of its line, so that two that meet can both be
    read.
    """
    end, before = answer.curve[-1].reach, answer.before
    low = min((v for v in (before.all, before.deprived) if v is not None), default=0.0)
    if end.all is None or end.deprived is None or abs(end.deprived - end.all) > _CLOSE * max(100 - low, 1):
        return {_ALL: 0.0, _DEPRIVED: 0.0}
    above = _ALL if end.all >= end.deprived else _DEPRIVED
    return {name: -9.0 if name == above else 9.0 for name in (_ALL, _DEPRIVED)}

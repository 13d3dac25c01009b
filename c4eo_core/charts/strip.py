"""The strip: every authority as a dot along one line, with the place, its neighbours and England marked."""

from functools import lru_cache

from c4eo_core.answers.standing.all_areas import AllAreas
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.model.display import figure, ordinal
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.kinds import Polarity

_LANES = 3  # lines of words above the dots: the place, neighbours, England
_ACROSS = (48, 60, 76, 96, 130)  # how many dots side by side span the axis, the first that is not too tall
_TALLEST = 15


def strip_height(size: Size) -> int:
    return round(size.height * 0.42 + size.label * 6)


@lru_cache
def strip_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    from c4eo_core.charts.forms.strip import strip_form  # Altair comes with the first chart

    return strip_form(look, size, strip_height(size))


def strip_rows(
    answer: AllAreas, shown: tuple[str, ...] = ("neighbours", "england"), size: Size = SCREEN
) -> list[dict]:
    """The data of one strip; empty when no authority has a figure."""
    if answer.spread is None:
        return []
    low, high = axis_extent([answer.spread[0], answer.spread[-1]], answer.indicator.unit)
    lane = size.label * 1.4 / strip_height(size)
    top = 1 - lane * (_LANES + 0.3)
    rows = [{"role": "extent", "x": v, "y": 0.0} for v in (low, high)]
    start = "from zero" if low == 0 else "not from zero"
    rows.append({"role": "unit", "text": f"Scale: {answer.indicator.unit_words}, {start}"})
    rows += _half(answer, answer.spread[1], answer.spread[3], (low, high), top, lane)
    rows += _dot_rows(answer, low, high, top, lane, size, "neighbours" in shown)
    i = answer.indicator
    marked = [("us", answer.own.size, answer.place.name, answer.place.name)]
    marked += (
        [("neighbours", size_of(answer.neighbour_median, i), "neighbours' median", "neighbours")]
        if "neighbours" in shown
        else []
    )
    marked += [("england", size_of(answer.england, i), "England", "England")] if "england" in shown else []
    for k, (kind, value, name, brief) in enumerate(marked):
        if value is not None:
            rows += _marked(
                kind, value, figure(value, answer.indicator), name, brief, 1 - lane * (k + 0.5), low, high
            )
    return rows


def _marked(
    kind: str, x: float, shown: str, name: str, brief: str, y: float, low: float, high: float
) -> list[dict]:
    share = (x - low) / (high - low)
    align = "left" if share < 0.35 else "right" if share > 0.65 else "center"
    # Words in the middle stand over their rule, so the rule starts below them.
    words = {
        "role": f"words-{kind}",
        "x": x,
        "y": y,
        "align": align,
        "text": f"{name} {shown}",
        "brief": f"{brief} {shown}",
    }
    return [{"role": f"rule-{kind}", "x": x, "y": 0.0, "y2": y if align != "center" else y - 0.03}, words]


def _half(
    answer: AllAreas, first: float, third: float, ends: tuple[float, float], top: float, lane: float
) -> list[dict]:
    low, high = ends
    a, b = (figure(v, answer.indicator) for v in (first, third))
    rows = [{"role": "half", "x": first, "x2": third, "y": 0.0, "y2": top}]
    for x, text, align in (
        (first, f"a quarter are below {a}", "right"),
        (third, f"a quarter are above {b}", "left"),
    ):
        room = (x - low if align == "right" else high - x) / (high - low)
        brief = text.split()[-1]
        rows.append(
            {
                "role": "words-half",
                "x": x,
                "y": lane * 0.55,
                "align": align,
                "text": text if room > 0.22 else brief,
                "brief": brief,
            }
        )
    return rows


def _dot_rows(
    answer: AllAreas, low: float, high: float, top: float, lane: float, size: Size, with_neighbours: bool
) -> list[dict]:
    known = sorted(((r.size, r) for r in answer.known if r.size is not None), key=lambda pair: pair[0])
    levels, across = _levels([(value - low) / (high - low) for value, _ in known])
    foot = lane * 1.25
    rise = (top - foot) / max(max(levels) + 1, 10)
    rows = []
    for (value, row), level in zip(known, levels, strict=True):
        kind = "us" if row.is_place else "neighbour" if row.neighbour and with_neighbours else "other"
        note = {"us": "", "neighbour": " (neighbour)"}.get(kind, "")
        rows.append(
            {
                "role": f"dot-{kind}",
                "x": value,
                "y": foot + rise * (level + 0.5),
                "name": row.area.name + note,
                "shown": figure(value, answer.indicator),
                "place": f"{ordinal(row.rank)} of {answer.ranked}" if row.rank else "not ranked",
                "step": 1 / across,
                "rise": rise * strip_height(size),
            }
        )
    return rows


def _levels(shares: list[float]) -> tuple[list[int], int]:
    """Each dot, from left to right, on the lowest level where it touches no other. shares: 0 to 1, sorted."""
    best: tuple[list[int], int] = [], _ACROSS[0]
    for across in _ACROSS:
        ends: list[float] = []
        levels: list[int] = []
        for share in shares:
            level = next((k for k, end in enumerate(ends) if share - end >= 1 / across - 1e-9), len(ends))
            ends[level : level + 1] = [share]
            levels.append(level)
        if not best[0] or max(levels) < max(best[0]):
            best = levels, across
        if max(best[0], default=0) < _TALLEST:
            break
    return best


def better_side(answer: AllAreas) -> str:
    """Which end of the strip is the better one; of a gap the sizes are drawn, from either side of nought."""
    if answer.indicator.is_gap:
        return "Better is to the left, where gaps are small."
    return {Polarity.HIGH: "Better is to the right.", Polarity.LOW: "Better is to the left."}.get(
        answer.indicator.polarity, "Neither end is better."
    )

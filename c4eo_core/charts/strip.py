"""The strip: every authority as a dot along one line, with the place, its neighbours and England marked."""

from functools import cache

from c4eo_core.answers.standing.all_areas import AllAreas
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.model.display import figure, ordinal
from c4eo_core.model.kinds import Polarity

_ROOM = "containerSize()[0]"
_LANES = 3  # lines of words above the dots: the place, neighbours, England
_ACROSS = (48, 60, 76, 96, 130)  # how many dots side by side span the axis, the first that is not too tall
_TALLEST = 15


def strip_height(size: Size) -> int:
    return round(size.height * 0.42 + size.label * 6)


@cache
def strip_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": strip_height(size),
        "autosize": {"type": "fit", "contains": "padding", "resize": True},
        "padding": {"left": 10, "right": 10, "top": 4, "bottom": 4},
        "encoding": {
            "x": {
                "field": "x",
                "type": "quantitative",
                "scale": {"zero": False, "nice": False},
                "axis": {
                    "title": None,
                    "tickCount": {"expr": f"{_ROOM} < 480 ? 4 : 9"},
                    "labelOverlap": "greedy",
                },
            }
        },
        "layer": [
            {
                "transform": _of("extent"),
                "mark": {"type": "point", "opacity": 0, "aria": False, "tooltip": None},
                "encoding": {"y": _y()},
            },
            {
                "transform": _of("half"),
                "mark": {"type": "rect", "color": look.us, "opacity": 0.1, "aria": False, "tooltip": None},
                "encoding": {"x2": {"field": "x2"}, "y": _y(), "y2": {"field": "y2"}},
            },
            _rule("england", look.england, [7, 4], 2),
            _rule("neighbours", look.second, [5, 2], 2),
            _rule("us", look.us, [1, 0], 2.5),
            _dots("other", look.region, "circle", 1.0, look),
            _dots("neighbour", look.second, "diamond", 1.7, look),
            _dots("us", look.us, "circle", 2.6, look),
            *[
                _words(kind, look.background, weight, size, 4)
                for kind, weight in (("us", "bold"), ("neighbours", "normal"), ("england", "normal"))
            ],
            _words("us", look.us, "bold", size),
            _words("neighbours", look.second_text, "normal", size),
            _words("england", look.england, "normal", size),
            _words("half", look.quiet, "normal", size),
            _unit(look, size),
        ],
    }


def _of(role: str) -> list[dict]:
    return [{"filter": f"datum.role === '{role}'"}]


def _y(field: str = "y") -> dict:
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None}


def _rule(kind: str, colour: str, dash: list[int], width: float) -> dict:
    return {
        "transform": _of(f"rule-{kind}"),
        "mark": {
            "type": "rule",
            "color": colour,
            "strokeDash": dash,
            "strokeWidth": width,
            "aria": False,
            "tooltip": None,
        },
        "encoding": {"y": _y(), "y2": {"field": "y2"}},
    }


def _dots(kind: str, colour: str, shape: str, weight: float, look: Look) -> dict:
    """Dots as large as their neighbours on either side leave room for, at any width of the page."""
    across = f"({_ROOM} - 20) * datum.step"
    side = f"clamp(min({across}, datum.rise), 3.4, 13)"
    mark = {
        "type": "point",
        "filled": True,
        "shape": shape,
        "color": colour,
        "opacity": 1,
        "stroke": look.background,
        "strokeWidth": 0.5 if kind == "other" else 1,
        "size": {"expr": f"{weight} * 0.8 * pow({side}, 2)"},
    }
    tooltip = [
        {"field": f, "title": t} for f, t in (("name", "Authority"), ("shown", "Figure"), ("place", "Rank"))
    ]
    return {"transform": _of(f"dot-{kind}"), "mark": mark, "encoding": {"y": _y(), "tooltip": tooltip}}


def _words(kind: str, colour: str, weight: str, size: Size, halo: int = 0) -> dict:
    """halo: drawn first and wider in the colour of the ground, so that the words can be read over rules."""
    mark = {
        "type": "text",
        "color": colour,
        "fontWeight": weight,
        "fontSize": size.label,
        "baseline": "middle",
        "clip": False,
        "aria": False,
        "align": {"expr": "datum.align"},
        "dx": {"expr": "datum.align === 'left' ? 5 : datum.align === 'right' ? -5 : 0"},
        "text": {"expr": f"{_ROOM} < 480 ? datum.brief : datum.text"},
        "limit": {"expr": f"max({_ROOM} - 20, 120)"},
        "stroke": colour,
        "strokeWidth": halo,
    }
    return {"transform": _of(f"words-{kind}"), "mark": mark, "encoding": {"y": _y()}}


def _unit(look: Look, size: Size) -> dict:
    """What the axis measures is data, so that a change of indicator keeps the chart's form."""
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "color": look.quiet,
        "fontSize": size.label,
        "clip": False,
        "aria": False,
        "text": {"expr": "datum.text"},
    }
    return {
        "transform": _of("unit"),
        "mark": mark,
        "encoding": {"x": {"value": 0}, "y": {"value": {"expr": f"height + {2.0 * size.label}"}}},
    }


def strip_rows(
    answer: AllAreas, shown: tuple[str, ...] = ("neighbours", "england"), size: Size = SCREEN
) -> list[dict]:
    """The data of one strip; empty when no authority has a figure."""
    if answer.drawn is None:
        return []
    low, high = axis_extent([answer.drawn[0], answer.drawn[-1]], answer.indicator.unit)
    lane = size.label * 1.4 / strip_height(size)
    top = 1 - lane * (_LANES + 0.3)
    rows = [{"role": "extent", "x": v, "y": 0.0} for v in (low, high)]
    start = "from zero" if low == 0 else "not from zero"
    rows.append({"role": "unit", "text": f"Scale: {answer.indicator.unit_words}, {start}"})
    rows += _half(answer, low, high, top, lane)
    rows += _dot_rows(answer, low, high, top, lane, size, "neighbours" in shown)
    marked = [("us", answer.own.value, answer.place.name, answer.place.name)]
    marked += (
        [("neighbours", answer.neighbour_mean, "neighbours' average", "neighbours")]
        if "neighbours" in shown
        else []
    )
    marked += [("england", answer.england, "England", "England")] if "england" in shown else []
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


def _half(answer: AllAreas, low: float, high: float, top: float, lane: float) -> list[dict]:
    first, third = answer.drawn[1], answer.drawn[3]
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
    known = sorted(answer.known, key=lambda r: r.value)
    levels, across = _levels([(r.value - low) / (high - low) for r in known])
    foot = lane * 1.25
    rise = (top - foot) / max(max(levels) + 1, 10)
    rows = []
    for row, level in zip(known, levels, strict=True):
        kind = "us" if row.is_place else "neighbour" if row.neighbour and with_neighbours else "other"
        note = {"us": "", "neighbour": " (neighbour)"}.get(kind, "")
        rows.append(
            {
                "role": f"dot-{kind}",
                "x": row.value,
                "y": foot + rise * (level + 0.5),
                "name": row.area.name + note,
                "shown": figure(row.value, answer.indicator),
                "place": f"{ordinal(row.rank)} of {answer.ranked}" if row.rank else "not ranked",
                "step": 1 / across,
                "rise": rise * strip_height(size),
            }
        )
    return rows


def _levels(shares: list[float]) -> tuple[list[int], int]:
    """Each dot, from left to right, on the lowest level where it touches no other. shares ascend from 0 to 1."""
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
    """Which end of the strip is the better one; a gap is better near nought, whichever its sign."""
    if answer.indicator.is_gap:
        return (
            "Better is to the right, nearer to nought."
            if answer.drawn and answer.drawn[2] < 0
            else "Better is to the left, nearer to nought."
        )
    return {Polarity.HIGH: "Better is to the right.", Polarity.LOW: "Better is to the left."}.get(
        answer.indicator.polarity, "Neither end is better."
    )

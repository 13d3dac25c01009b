"""One move of the journey as a picture: a way from top to bottom, with what is seen before, on both sides,
and after.

Every measure has a scale of its own, so no two units ever share an axis: a single measure lies on the spread
of all authorities,
a pair runs from its hollow mark (before) to its full mark (after) on a scale from zero. Heights are counted
in lines of type.
"""

from collections.abc import Sequence
from functools import cache

from c4eo_core.answers.standing.journey import Leg, Pair, Single, progresses
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.words import LICENCE
from c4eo_core.charts.ladder import haloed, of, text
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator

TOP, GROUP, SINGLE, PAIR, FOOT = 4.2, 2.6, 3.1, 5.6, 4.4
_ROLES = ("us", "neighbours", "england")
_MARGIN = 1.6
BOTH = "On both sides: before ○ to after ●"
_TOLD = {"worse": "worse", "better": "better", "higher": "higher", "lower": "lower", "similar": "in line"}


def height_of(leg: Leg) -> float:
    """In lines of type."""
    groups = sum(bool(g) for g in (leg.before, leg.pairs, leg.after))
    return TOP + GROUP * groups + SINGLE * (len(leg.before) + len(leg.after)) + PAIR * len(leg.pairs) + FOOT


def journey_spec(lines: float, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it. lines: as height_of gives
    it.
    """
    return _spec(round(lines, 2), look, size)


@cache
def _spec(lines: float, look: Look, size: Size) -> dict:
    label = size.label
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": round(lines * label),
        "autosize": {"type": "fit", "contains": "padding", "resize": True},
        "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
        "params": [
            {"name": "wide", "expr": f"width > {36 * label}"},
            {"name": "column", "expr": f"wide ? {5.3 * label} : {4.3 * label}"},
            {"name": "side", "expr": f"3 * column + (wide ? {3.9 * label} : 0)"},
        ],
        "transform": [
            {"calculate": "wide || !isValid(datum.brief) ? datum.text : datum.brief", "as": "said"}
        ],
        "encoding": {
            "x": _x(label),
            "y": {
                "field": "y",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [lines, 0], "nice": False, "zero": False},
            },
        },
        "layer": [*_lines(look, size), *_marks(look, size), *_texts(look, size)],
    }


def _x(label: int) -> dict:
    scale = {"domain": [0, 1], "range": [_MARGIN * label, {"expr": f"width - side - {1.2 * label}"}]}
    return {"field": "x", "type": "quantitative", "axis": None, "scale": scale}


def _lines(look: Look, size: Size) -> list[dict]:
    label = size.label
    road = {"value": 0.45 * label}

    def rule(role: str, colour: str, width: float, cap: str = "butt", **encoding: object) -> dict:
        mark = {"type": "rule", "color": colour, "strokeWidth": width, "strokeCap": cap, "aria": False}
        return {"transform": of(role), "mark": mark, "encoding": encoding or {"x2": {"field": "x2"}}}

    return [
        rule("road", look.us, 0.35 * label, "round", x=road, y2={"field": "y2"}),
        rule("door", look.us, 0.2 * label, "round", x=road, x2={"value": "width"}),
        rule("range", look.faint, 2),
        rule("middle", look.faint, 0.7 * label),
        rule("base", look.faint, 1.5),
        rule("us-way", look.us, 0.42 * label),
        rule("neighbours-way", look.second, 0.25 * label),
        rule("england-way", look.england, 0.25 * label),
    ]


def _marks(look: Look, size: Size) -> list[dict]:
    """Circle: here; diamond: neighbours' average; upright: England. Hollow before, full after."""
    forms = {
        "england": (look.england, "stroke", size.point * 3.2),
        "neighbours": (look.second, "diamond", size.point * 1.9),
        "us": (look.us, "circle", size.point * 2.6),
    }
    out = []
    for role, (colour, shape, area) in forms.items():
        tip = {
            "tooltip": [
                {"field": f, "title": t}
                for f, t in (("place", "Place"), ("measure", "Measure"), ("shown", "Figure"))
            ]
        }
        turned = (
            {"angle": 90, "strokeWidth": 3.5, "stroke": colour}
            if shape == "stroke"
            else {"stroke": look.background, "strokeWidth": 1.2}
        )
        full = {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "color": colour,
            "shape": shape,
            "size": area,
            "aria": False,
            **turned,
        }
        hollow = {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "fill": look.background,
            "stroke": colour,
            "strokeWidth": 2.4,
            "size": area * 0.62,
            "aria": False,
        }
        hollow["shape"] = "circle" if shape == "stroke" else shape
        end = {
            **full,
            "shape": hollow["shape"],
            "angle": 0,
            "size": area * 0.75,
            "stroke": look.background,
            "strokeWidth": 1.2,
        }
        out += [
            {"transform": of(f"{role}-{where}"), "mark": mark, "encoding": tip}
            for where, mark in (("at", full), ("from", hollow), ("to", end))
        ]
    stop = {
        "type": "point",
        "filled": True,
        "opacity": 1,
        "stroke": look.us,
        "strokeWidth": 3,
        "size": size.point * 4,
        "shape": "circle",
        "aria": False,
    }
    place = {"x": {"value": 0.45 * size.label}}
    out += [
        {"transform": of(f"stop-{how}"), "mark": {**stop, "fill": fill}, "encoding": place}
        for how, fill in (("hollow", look.background), ("full", look.us))
    ]
    return out


def _texts(look: Look, size: Size) -> list[dict]:
    label = size.label

    def column(k: int) -> dict:
        return {"value": {"expr": f"width - side + {k + 0.95} * column"}}

    inside, told = {"value": _MARGIN * label}, {"value": {"expr": f"width - {3.5 * label}"}}
    written = {"us": look.us, "neighbours": look.second_text, "england": look.england}
    return [
        text("title", look.ink, size.title, {"value": 0}, bold=True),
        text("foot", look.quiet, label - 1, {"value": 0}),
        *haloed("group", look.us, label + 1, look, x=inside, bold=True),
        text("measure", look.ink, label, inside),
        *[
            text(f"head-{role}", colour, label - 2, column(k), align="right")
            for k, (role, colour) in enumerate(written.items())
        ],
        *[
            text(f"value-{role}", colour, label, column(k), align="right", bold=role == "us")
            for k, (role, colour) in enumerate(written.items())
        ],
        *[
            text(f"way-{role}", colour, label, {"value": {"expr": "width - side + 4"}}, bold=role == "us")
            for role, colour in written.items()
        ],
        *[
            text(f"told-{word}", colour, label, told, bold=True)
            for word, colour in (("worse", look.worse), ("better", look.better))
        ],
        text("range-ends", look.quiet, label - 2, column(2), align="right"),
        text("told", look.quiet, label, told),
        *haloed("none", look.quiet, label, look, x=inside, italic=True),
    ]


def journey_rows(leg: Leg, shown: Sequence[str] = ("neighbours", "england")) -> list[dict]:
    """The data of one move. shown: which of neighbours and England to draw beside the area."""
    drawn = [r for r in _ROLES if r == "us" or r in shown]
    heads = {"us": "Here", "neighbours": "Neighbours", "england": "England"}
    rows = [
        {"role": "title", "y": 0.9, "text": f"{leg.move.title}: {leg.area.name}", "brief": leg.move.title}
    ]
    rows += [{"role": f"head-{r}", "y": TOP - 0.7, "text": heads[r]} for r in drawn]
    groups = [
        g
        for g in (
            ("Before the move", "hollow", leg.before),
            (BOTH, "door", leg.pairs),
            ("After the move", "full", leg.after),
        )
        if g[2]
    ]
    y = TOP
    for name, kind, items in groups:
        rows.append({"role": "group", "y": y + 1.2, "text": name})
        rows += [{"role": f"stop-{kind}", "y": y + 1.2}] if kind != "door" else []
        rows += (
            [{"role": "door", "y": y + 0.1}] if kind == "door" or (kind == "full" and not leg.pairs) else []
        )
        y += GROUP
        for item in items:
            rows += _single_rows(item, y, drawn) if isinstance(item, Single) else _pair_rows(item, y, drawn)
            y += SINGLE if isinstance(item, Single) else PAIR
    rows.append({"role": "road", "y": TOP + 1.2, "y2": y})
    return rows + [{"role": "foot", "y": y + 1.0 + 1.2 * k, **words} for k, words in enumerate(_foot(leg))]


def _values(p: Progress) -> dict[str, float | None]:
    return {"us": p.value, "neighbours": p.neighbours.mean, "england": p.england}


def _places(p: Progress) -> dict[str, str]:
    return {"us": p.area.name, "neighbours": "Neighbours' average", "england": "England"}


def _single_rows(single: Single, y: float, drawn: Sequence[str]) -> list[dict]:
    p, line = single.progress, y + 1.9
    i = p.indicator
    rows = [{"role": "measure", "y": y + 0.7, "text": f"{i.short}, {p.period.label}"}]
    rows += [
        {"role": f"value-{r}", "y": line, "text": figure(v, i)} for r, v in _values(p).items() if r in drawn
    ]
    if p.value is None:
        rows.append(
            {
                "role": "none",
                "y": line,
                "text": f"No figure here: {p.note.words if p.note else 'not available'}",
                "brief": "No figure here",
            }
        )
        return rows
    if single.against in _TOLD and "neighbours" in drawn:
        role = f"told-{single.against}" if single.against in ("worse", "better") else "told"
        rows.append({"role": role, "y": line, "text": _TOLD[single.against], "brief": ""})
    known = {r: v for r, v in _values(p).items() if v is not None and r in drawn}
    spread = single.spread or (p.value,) * 4
    low, high = min(*known.values(), spread[0]), max(*known.values(), spread[3])

    def at(value: float) -> float:
        return (value - low) / (high - low) if high > low else 0.5

    rows.append(
        {
            "role": "range-ends",
            "y": y + 0.7,
            "text": f"{figure(spread[0], i)} to {figure(spread[3], i)}",
            "brief": "",
        }
    )
    rows += [
        {"role": role, "x": at(spread[a]), "x2": at(spread[b]), "y": line}
        for role, a, b in (("range", 0, 3), ("middle", 1, 2))
    ]
    return rows + [{"role": f"{r}-at", "x": at(v), "y": line, **_tip(p, r, v)} for r, v in known.items()]


def _pair_rows(pair: Pair, y: float, drawn: Sequence[str]) -> list[dict]:
    i, period = pair.before.indicator, pair.after.period.label
    both = [(r, b, _values(pair.after)[r]) for r, b in _values(pair.before).items() if r in drawn]
    most = max((v for _, *ends in both for v in ends if v is not None), default=0) or 1
    rows = [
        {
            "role": "measure",
            "y": y + 0.7,
            "text": f"{pair.name}, primary to secondary, {period}",
            "brief": f"{pair.name}, {period}",
        }
    ]
    for k, (role, before, after) in enumerate(both):
        line = y + 1.95 + 1.25 * k
        name = {"us": "", "neighbours": "Neighbours ", "england": "England "}[role]
        rows.append({"role": f"way-{role}", "y": line, "text": name + _from_to(before, after, i)})
        rows.append({"role": "base", "x": 0, "x2": 1, "y": line})
        if before is not None and after is not None:
            rows.append({"role": f"{role}-way", "x": before / most, "x2": after / most, "y": line})
        rows += (
            [{"role": f"{role}-from", "x": before / most, "y": line, **_tip(pair.before, role, before)}]
            if before is not None
            else []
        )
        rows += (
            [{"role": f"{role}-to", "x": after / most, "y": line, **_tip(pair.after, role, after)}]
            if after is not None
            else []
        )
    return rows


def _from_to(before: float | None, after: float | None, indicator: Indicator) -> str:
    if before is None and after is None:
        return "no figures"
    if before is None or after is None:
        return (
            f"{figure(after, indicator)} after only"
            if before is None
            else f"{figure(before, indicator)} before only"
        )
    return f"{figure(before, indicator)} to {figure(after, indicator)}"


def _tip(p: Progress, role: str, value: float) -> dict:
    return {
        "place": _places(p)[role],
        "measure": p.indicator.short,
        "shown": f"{figure(value, p.indicator)}, {p.period.label}",
    }


def _foot(leg: Leg) -> list[dict]:
    rows = [{"text": "● here  ◆ neighbours' average  ┃ England", "brief": None}]
    if leg.before or leg.after:
        text = "Grey: nine in ten authorities (ends in small type); thick: the middle half. Own scale each."
        rows.append({"text": text, "brief": "Grey: nine in ten authorities, own scale."})
    if leg.pairs:
        rows.append(
            {
                "text": "On both sides: scales start at zero. Different children before and after.",
                "brief": "Both sides: from zero. Different children.",
            }
        )
    sources = "; ".join(sorted({p.indicator.source.partition(",")[0] for p in progresses(leg)}))
    return [*rows, {"text": f"Source: {sources}. {LICENCE}.", "brief": f"Source: {sources}."}]


def full_spec(leg: Leg, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960) -> dict:
    """The picture as it leaves the app, with its data."""
    return {**journey_spec(height_of(leg), look, size), "width": width, "data": {"values": rows}}

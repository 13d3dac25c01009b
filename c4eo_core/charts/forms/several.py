"""The form of the chart of several places on one indicator: lines over time, named at their ends."""

import altair as alt

from c4eo_core.charts.forms.pieces import (
    ROOM,
    expr,
    extent,
    finished,
    line,
    rows_of,
    tooltips,
    value,
    years,
)
from c4eo_core.charts.theme import Look, Size

_DASHES = ([1, 0], [6, 3], [1, 0], [2, 3], [6, 3], [1, 0], [2, 3], [1, 0])
_SHAPES = (
    "circle",
    "diamond",
    "triangle-up",
    "square",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)


def several_form(label: str, look: Look, size: Size) -> dict:
    """label: the expression that writes a year."""
    told = tooltips(("name", "Area"), ("period", "Period"), ("shown", "Figure"))
    inks = (look.us, look.second_text, look.third, look.fourth) * 2
    slots = list(zip((f"s{k}" for k in range(len(inks))), inks, _DASHES, _SHAPES, strict=True))
    chart = alt.layer(
        extent().encode(y=value()),
        *_breaks(look, size),
        line("england", look.england, 2, told, [7, 4]),
        *(
            line(s, ink, size.line if s == "s0" else size.line * 0.7, told, dash)
            for s, ink, dash, _ in reversed(slots)
        ),
        *(_point(s, ink, shape, size, look, told) for s, ink, _, shape in reversed(slots)),
        _end("england", look.england, size),
        *(_end(s, ink, size) for s, ink, _, _ in slots),
        width="container",
        height=size.height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
        padding={"left": 4, "right": 8, "top": 8, "bottom": 4},
    ).encode(x=years(label, size))
    return finished(chart, look, size)


def _breaks(look: Look, size: Size) -> tuple[alt.Chart, alt.Chart]:
    rule = rows_of("break").mark_rule(color=look.quiet, strokeDash=[3, 3])
    words = rows_of("break").mark_text(
        align="left",
        dx=4,
        y=2,
        baseline="top",
        color=look.quiet,
        fontSize=size.small,
        lineBreak="\n",
        aria=False,
        text=expr("datum.shown"),
    )
    return rule.encode(tooltip=tooltips(("name", "Definition changed"))), words


def _point(role: str, colour: str, shape: str, size: Size, look: Look, told: list[alt.Tooltip]) -> alt.Chart:
    """Read out one by one, unlike the points of the curve: the table of several places is on another tab."""
    drawn = rows_of(role).mark_point(
        filled=True,
        color=colour,
        shape=shape,
        size=size.point,
        opacity=1,
        stroke=look.background,
        strokeWidth=1,
        invalid="filter",
    )
    return drawn.encode(y=value(), tooltip=told)


def _end(role: str, colour: str, size: Size) -> alt.Chart:
    drawn = rows_of(f"end-{role}").mark_text(
        align="left",
        baseline="middle",
        dx=9,
        color=colour,
        fontSize=size.label,
        clip=False,
        aria=False,
        fontWeight="bold" if role == "s0" else "normal",
        text=expr(f"{ROOM} < 480 ? datum.brief : datum.shown"),
        limit=expr(f"{ROOM} < 480 ? {size.label * 8.5} : {size.label * 20}"),
    )
    return drawn.encode(y=value())

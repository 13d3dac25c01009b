"""The form of the scatter of two indicators: one dot a place."""

import altair as alt

from c4eo_core.charts.forms.pieces import ROOM, Weight, expr, extent, finished, rows_of, tooltips
from c4eo_core.charts.theme import Look, Size


def scatter_form(look: Look, size: Size) -> dict:
    under = alt.value(expr(f"height + {2.2 * size.label}"))
    chart = alt.layer(
        _on_scales(extent()),
        _dots("other", look.region, "circle", 0.8, look, size, 0.6),
        _dots("neighbour", look.second, "diamond", 1.7, look, size),
        _dots("england", look.england, "square", 1.4, look, size),
        _dots("us", look.us, "circle", 2.6, look, size),
        _label("england", look.background, "normal", size, 4),
        _label("england", look.england, "normal", size),
        _label("us", look.background, "bold", size, 4),
        _label("us", look.us, "bold", size),
        _axis_words("y-words", look, size).encode(x=alt.value(0), y=alt.value(0)),
        _axis_words("x-words", look, size).encode(x=alt.value(0), y=under),
        width="container",
        height=round(size.height * 1.2),
        autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
        padding={"left": 4, "right": 14, "top": 6, "bottom": 4},
    )
    return finished(chart, look, size)


def _on_scales(layer: alt.Chart) -> alt.Chart:
    """Both scales, on the extent the data hold open; fewer ticks across on a narrow screen."""
    few = expr(f"{ROOM} < 480 ? 4 : 8")
    across = alt.Axis(title=None, tickCount=few, grid=True, labelOverlap="greedy")
    up = alt.Axis(title=None, tickCount=6, grid=True, labelOverlap="greedy")
    return layer.encode(
        x=alt.X("x:Q", scale=alt.Scale(zero=False, nice=False), axis=across),
        y=alt.Y("y:Q", scale=alt.Scale(zero=False, nice=False), axis=up),
    )


def _dots(
    role: str, colour: str, shape: str, weight: float, look: Look, size: Size, opacity: float = 1
) -> alt.Chart:
    drawn = rows_of(role).mark_point(
        filled=True,
        shape=shape,
        color=colour,
        opacity=opacity,
        stroke=look.background,
        strokeWidth=0.8,
        size=weight * size.point * 1.15,
    )
    told = tooltips(("name", "Authority"), ("across", "Across"), ("up", "Up"))
    return _on_scales(drawn).encode(tooltip=told)


def _label(role: str, colour: str, weight: Weight, size: Size, halo: int = 0) -> alt.Chart:
    """halo: drawn first and wider in the colour of the ground, so that the name can be read over dots."""
    drawn = rows_of(f"label-{role}").mark_text(
        color=colour,
        fontWeight=weight,
        fontSize=size.label,
        aria=False,
        baseline="middle",
        align=expr("datum.align"),
        dx=expr("datum.align === 'left' ? 10 : -10"),
        text=expr("datum.text"),
        stroke=colour,
        strokeWidth=halo,
        limit=expr(f"{ROOM} < 480 ? 125 : 320"),
    )
    return _on_scales(drawn)


def _axis_words(role: str, look: Look, size: Size) -> alt.Chart:
    """What each axis measures is data, so that a change of indicator keeps the chart's form."""
    lines = round(size.label * 1.25)
    lifted = expr(f"-8 - {lines} * ({ROOM} < 480 ? datum.brief_lines : datum.text_lines)")
    return rows_of(role).mark_text(
        align="left",
        baseline="top",
        color=look.ink,
        fontSize=size.label,
        fontWeight="bold",
        clip=False,
        aria=False,
        lineBreak="\n",
        lineHeight=lines,
        text=expr(f"{ROOM} < 480 ? datum.brief : datum.text"),
        dy=lifted if role == "y-words" else alt.Undefined,
    )

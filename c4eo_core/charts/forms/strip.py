"""The form of the strip: every authority as a dot along one line."""

import altair as alt

from c4eo_core.charts.forms.pieces import ROOM, Weight, expr, extent, finished, rows_of, tooltips
from c4eo_core.charts.theme import Look, Size

_HALO = 4


def strip_form(look: Look, size: Size, height: int) -> dict:
    few = alt.Axis(title=None, tickCount=expr(f"{ROOM} < 480 ? 4 : 9"), labelOverlap="greedy")
    kinds: tuple[tuple[str, Weight], ...] = (("us", "bold"), ("neighbours", "normal"), ("england", "normal"))
    chart = alt.layer(
        extent().encode(y=_y()),
        _half(look),
        _rule("england", look.england, [7, 4], 2),
        _rule("neighbours", look.second, [5, 2], 2),
        _rule("us", look.us, [1, 0], 2.5),
        _dots("other", look.region, "circle", 1.0, look),
        _dots("neighbour", look.second, "diamond", 1.7, look),
        _dots("us", look.us, "circle", 2.6, look),
        *(_words(kind, look.background, weight, size, _HALO) for kind, weight in kinds),
        _words("us", look.us, "bold", size),
        _words("neighbours", look.second_text, "normal", size),
        _words("england", look.england, "normal", size),
        _words("half", look.quiet, "normal", size),
        _unit(look, size),
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
        padding={"left": 10, "right": 10, "top": 4, "bottom": 4},
    ).encode(x=alt.X("x:Q", scale=alt.Scale(zero=False, nice=False), axis=few))
    return finished(chart, look, size)


def _y() -> alt.Y:
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)


def _half(look: Look) -> alt.Chart:
    """The middle half of the authorities."""
    drawn = rows_of("half").mark_rect(color=look.us, opacity=0.1, aria=False, tooltip=None)
    return drawn.encode(x2="x2:Q", y=_y(), y2="y2:Q")


def _rule(kind: str, colour: str, dash: list[int], width: float) -> alt.Chart:
    drawn = rows_of(f"rule-{kind}").mark_rule(
        color=colour, strokeDash=dash, strokeWidth=width, aria=False, tooltip=None
    )
    return drawn.encode(y=_y(), y2="y2:Q")


def _dots(kind: str, colour: str, shape: str, weight: float, look: Look) -> alt.Chart:
    """Dots as large as their neighbours on either side leave room for, at any width of the page."""
    side = f"clamp(min(({ROOM} - 20) * datum.step, datum.rise), 3.4, 13)"
    drawn = rows_of(f"dot-{kind}").mark_point(
        filled=True,
        shape=shape,
        color=colour,
        opacity=1,
        stroke=look.background,
        strokeWidth=0.5 if kind == "other" else 1,
        size=expr(f"{weight} * 0.8 * pow({side}, 2)"),
    )
    return drawn.encode(
        y=_y(), tooltip=tooltips(("name", "Authority"), ("shown", "Figure"), ("place", "Rank"))
    )


def _words(kind: str, colour: str, weight: Weight, size: Size, halo: int = 0) -> alt.Chart:
    """halo: drawn first and wider in the colour of the ground, so that the words can be read over rules."""
    drawn = rows_of(f"words-{kind}").mark_text(
        color=colour,
        fontWeight=weight,
        fontSize=size.label,
        baseline="middle",
        clip=False,
        aria=False,
        align=expr("datum.align"),
        dx=expr("datum.align === 'left' ? 5 : datum.align === 'right' ? -5 : 0"),
        text=expr(f"{ROOM} < 480 ? datum.brief : datum.text"),
        limit=expr(f"max({ROOM} - 20, 120)"),
        stroke=colour,
        strokeWidth=halo,
    )
    return drawn.encode(y=_y())


def _unit(look: Look, size: Size) -> alt.Chart:
    """What the axis measures is data, so that a change of indicator keeps the chart's form."""
    drawn = rows_of("unit").mark_text(
        align="left",
        baseline="top",
        color=look.quiet,
        fontSize=size.label,
        clip=False,
        aria=False,
        text=expr("datum.text"),
    )
    return drawn.encode(x=alt.value(0), y=alt.value(expr(f"height + {2.0 * size.label}")))

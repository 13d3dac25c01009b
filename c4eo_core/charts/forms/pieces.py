"""What the charts share: the theme, rows of one role, the scale of values, lines, points and words."""

from threading import Lock
from typing import Literal, cast

import altair as alt

from c4eo_core.charts.theme import Look, Size, config

# Width of the chart on the page in pixels: narrow screens get the shorter words.
ROOM = "containerSize()[0]"
BY_ROOM = "{0} < 480 ? datum.{1}_phone : {0} < 800 ? datum.{1}_tablet : datum.{1}_page"
NO_TOOLTIP = None
# Every layer reads the chart's own rows; their name is taken off again, as the page hands them over unnamed.
ROWS = alt.NamedData("rows")

_ONE_AT_A_TIME = Lock()  # Altair keeps the theme in use for the whole process
_in_hand: list[tuple[Look, Size]] = []
Weight = Literal["normal", "bold"]


@alt.theme.register("c4eo", enable=False)
def theme() -> alt.theme.ThemeConfig:
    """Colours, letters and lines of the look and size in hand."""
    return cast("alt.theme.ThemeConfig", {"config": config(*_in_hand[-1])})


def finished(chart: alt.LayerChart | alt.FacetChart, look: Look, size: Size) -> dict:
    """The specification with the theme of this look and size; without data, so that the form stays constant.

    The grammar is checked in the tests, for each form once, and not again for readers.
    """
    with _ONE_AT_A_TIME:
        _in_hand.append((look, size))
        try:
            with alt.theme.enable("c4eo"):
                spec = chart.to_dict(validate=False)
        finally:
            _in_hand.pop()
    spec.pop("data")
    return spec


def expr(words: str) -> alt.ExprRef:
    return alt.ExprRef(words)


def where(test: str) -> alt.Chart:
    """A layer of the rows that pass the test."""
    return alt.Chart(ROWS).transform_filter(test)


def rows_of(role: str) -> alt.Chart:
    """A layer of the rows of one role."""
    return where(f"datum.role === '{role}'")


def value(field: str = "value") -> alt.Y:
    """The scale of values, on the extent the data hold open."""
    axis = alt.Axis(title=None, tickCount=6)
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(zero=False, nice=False))


def years(label: str, size: Size, separation: float | None = None) -> alt.X:
    """label: the expression that writes a year as the indicator's periods are written."""
    axis = alt.Axis(
        title=None,
        tickMinStep=1,
        labelExpr=label,
        labelOverlap="greedy",
        format="d",
        labelSeparation=alt.Undefined if separation is None else separation,
        labelFlush=alt.Undefined if separation is None else False,
    )
    return alt.X("year:Q", axis=axis, scale=alt.Scale(zero=False, nice=False, padding=12))


def tooltips(*pairs: tuple[str, str]) -> list[alt.Tooltip]:
    """(field, title) of what is said of the mark one points at."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in pairs]


def extent() -> alt.Chart:
    """Two unseen points that hold the scale on round numbers, labels or no labels."""
    return rows_of("extent").mark_point(opacity=0, aria=False, tooltip=NO_TOOLTIP)


def line(
    role: str,
    colour: str,
    width: float,
    told: list[alt.Tooltip],
    dash: list[int] | None = None,
    detail: tuple[str, ...] = ("run:O",),
) -> alt.Chart:
    """A line broken at missing values and at the end of each run."""
    drawn = rows_of(role).mark_line(
        color=colour,
        strokeWidth=width,
        strokeJoin="round",
        invalid="break-paths-show-domains",
        aria=False,
        strokeDash=dash or alt.Undefined,
    )
    return drawn.encode(y=value(), detail=list(detail), tooltip=told)


def points(role: str, colour: str, area: float, shape: str, look: Look, told: list[alt.Tooltip]) -> alt.Chart:
    drawn = rows_of(role).mark_point(
        filled=True,
        color=colour,
        size=area,
        shape=shape,
        opacity=1,
        stroke=look.background,
        strokeWidth=1,
        invalid="filter",
        aria=False,
    )
    return drawn.encode(y=value(), tooltip=told)


def band(role: str, colour: str, opacity: float) -> alt.Chart:
    """Between value and value2; never a scale of its own, and nothing to point at."""
    drawn = rows_of(role).mark_area(
        color=colour, opacity=opacity, line=False, invalid="filter", aria=False, tooltip=NO_TOOLTIP
    )
    return drawn.encode(y=value(), y2="value2:Q")


def written(
    role: str, colour: str, size: int, at: float | alt.ExprRef, weight: Weight = "normal"
) -> alt.Chart:
    """Words that belong to the picture and travel with every copy of it. Wrapped by the room the chart is
    given; an image made without a page has the most.
    """
    drawn = rows_of(role).mark_text(
        align="left",
        baseline="top",
        color=colour,
        fontSize=size,
        fontWeight=weight,
        clip=False,
        aria=False,
        lineBreak="\n",
        lineHeight=round(size * 1.25),
        text=expr(BY_ROOM.format(ROOM, "text")),
        dy=expr(BY_ROOM.format(ROOM, "lift")),
    )
    return drawn.encode(x=alt.value(0), y=alt.value(at))

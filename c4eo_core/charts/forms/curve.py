"""The form of the curve: history, neighbours, the fan of the years ahead, labels at line ends."""

from typing import Literal

import altair as alt

from c4eo_core.charts.forms.pieces import (
    ROOM,
    band,
    expr,
    extent,
    finished,
    line,
    points,
    rows_of,
    tooltips,
    value,
    where,
    written,
    years,
)
from c4eo_core.charts.theme import Look, Size

# 50, 80 and 95 % lie on one another, so that the middle is the darkest.
FAN_OPACITY = {95: 0.07, 80: 0.15, 50: 0.22}
_PALER = 0.5
# Roles the workshop draws: colour of the look and dash.
WORKSHOP = {"group": ("fourth", [1, 3]), "ambition": ("better", [10, 3, 2, 3]), "frozen": ("quiet", [2, 2])}
_HALO = 4
_BOLD_US = "datum.series_role === 'us' ? 'bold' : 'normal'"


def curve_form(label: str, look: Look, size: Size, height: int, drawn: tuple[str, ...] = ()) -> dict:
    """label: the expression that writes a year; drawn: the roles of WORKSHOP that are on the picture."""
    shared = curve_layers(look, size, thin_baseline="group" in drawn)
    words = [name for name in shared if name == "leader" or name == "halo" or name.startswith("label-")]
    layers = [
        *(layer for name, layer in shared.items() if name not in words),
        *(_workshop_line(role, look, size) for role in drawn),  # under the words at line ends
        *(shared[name] for name in words),
        *(_workshop_point(role, look, size) for role in drawn),
    ]
    return framed(layers, label, look, size, height, separation=size.label if drawn else size.label / 2)


def framed(
    layers: list[alt.Chart],
    label: str,
    look: Look,
    size: Size,
    height: int,
    separation: float,
) -> dict:
    chart = alt.layer(
        *layers,
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding", resize=True),
        padding={"left": 4, "right": 8, "top": 8, "bottom": 4},
    ).encode(x=years(label, size, separation))
    return finished(chart, look, size)


def told() -> list[alt.Tooltip]:
    return tooltips(("series", "Area"), ("period", "Period"), ("shown", "Figure"))


def curve_layers(look: Look, size: Size, thin_baseline: bool = False) -> dict[str, alt.Chart]:
    """Every layer by name, in the order in which they lie on one another. thin_baseline: the room's own
    forecast stands beside it, and is the heavier of the two.
    """
    return {
        "extent": extent().encode(y=value()),
        **{f"fan{level}": _fan(level, look) for level in FAN_OPACITY},
        "fan-top": _fan_top(look),
        **_now(look, size),
        **_breaks(look, size),
        **_lines(look, size, thin_baseline),
        "median-points": points("median", look.second, size.point * 0.35, "diamond", look, told()),
        "concern-points": points("concern", look.third, size.point * 0.6, "triangle-up", look, told()),
        "reference-points": points("reference", look.fourth, size.point * 0.6, "square", look, told()),
        "us-points": points("us", look.us, size.point, "circle", look, told()),
        "to-check": _to_check(look, size),
        "under-way": _under_way(look, size),
        **_labels(look, size),
        "title": written("title", look.ink, size.title, 0, "bold"),
        "subtitle": written("subtitle", look.quiet, size.label, 0),
        "source": written("source", look.quiet, size.small, expr(f"height + {2.6 * size.label}")),
    }


def _lines(look: Look, size: Size, thin_baseline: bool) -> dict[str, alt.Chart]:
    ahead = 1.1 if thin_baseline else size.line * 0.75
    return {
        "neighbour": line("neighbour", look.neighbour, 0.9, told(), detail=("run:O", "series:N")),
        "region": line("region", look.region, 1.8, told(), [2, 3]),
        "england": line("england", look.england, 2.0, told(), [7, 4]),
        "median": line("median", look.second, 2.4, told(), [5, 2]),
        "reference": line("reference", look.fourth, 2.2, told(), [1, 2]),
        "concern": line("concern", look.third, 2.4, told()),
        "baseline": line("baseline", look.us, ahead, told(), [6, 4]),
        "us": line("us", look.us, size.line, told()),
    }


def _to_check(look: Look, size: Size) -> alt.Chart:
    """A ring round a figure that looks like a slip at source."""
    return _ring("to-check", look.worse, "transparent", size.point * 3.2)


def _under_way(look: Look, size: Size) -> alt.Chart:
    """Hollow: the year is running, and this is no published figure."""
    return _ring("under-way", look.us, look.background, size.point * 1.3)


def _ring(role: str, stroke: str, fill: str, size: float) -> alt.Chart:
    drawn = rows_of(role).mark_point(
        filled=True,
        fill=fill,
        stroke=stroke,
        strokeWidth=2,
        size=size,
        shape="circle",
        opacity=1,
        invalid="filter",
        aria=False,
    )
    return drawn.encode(y=value(), tooltip=told())


def _fan(level: int, look: Look) -> alt.Chart:
    """Years beyond those the record tests (run 1) are drawn paler."""
    drawn = band(f"fan{level}", look.us, FAN_OPACITY[level])
    paler = alt.condition(
        "datum.run === 1", alt.value(FAN_OPACITY[level] * _PALER), alt.value(FAN_OPACITY[level])
    )
    return drawn.encode(detail="run:O", opacity=paler)


def _fan_top(look: Look) -> alt.Chart:
    """Where the 95 % interval leaves the picture."""
    drawn = rows_of("fan-cut").mark_line(
        color=look.us, strokeWidth=1.2, strokeDash=[3, 3], aria=False, tooltip=None, invalid="filter"
    )
    return drawn.encode(y=value(), detail="run:O")


def _unseen_when_empty(rule: alt.Chart, opacity: float) -> alt.Chart:
    """A layer that has nothing to draw keeps a row, so that it does not upset the scale; it is not seen."""
    return rule.encode(opacity=alt.condition("datum.text === ''", alt.value(0), alt.value(opacity)))


def _upright_words(
    role: str, look: Look, size: Size, text: str, align: Literal["left", "right"] = "left"
) -> alt.Chart:
    drawn = rows_of(role).mark_text(
        align=align,
        dx=4 if align == "left" else -4,
        y=2,
        baseline="top",
        color=look.quiet,
        fontSize=size.small,
        lineBreak="\n",
    )
    return drawn.encode(text=f"{text}:N")


def _breaks(look: Look, size: Size) -> dict[str, alt.Chart]:
    rule = rows_of("break").mark_rule(color=look.quiet, strokeDash=[3, 3], strokeWidth=1)
    return {
        "break": _unseen_when_empty(rule.encode(tooltip=tooltips(("why", "Definition changed"))), 1),
        "break-words": _upright_words("break", look, size, "text"),
    }


def _now(look: Look, size: Size) -> dict[str, alt.Chart]:
    """The rule through the newest figure, with words on both sides."""
    rule = rows_of("now").mark_rule(color=look.ink, strokeWidth=1, opacity=0.5)
    return {
        "now": _unseen_when_empty(rule, 0.5),
        "now-words": _upright_words("now", look, size, "text", "right"),
        "ahead-words": _upright_words("now", look, size, "brief"),
    }


def _labels(look: Look, size: Size) -> dict[str, alt.Chart]:
    """A label at the height of its line where it ends; a short leader where it had to move."""
    colours = {
        "us": look.us,
        "median": look.second_text,
        "region": look.region,
        "england": look.england,
        "concern": look.third,
        "reference": look.fourth,
        "baseline": look.us,
        "fan-end": look.quiet,
    }
    leader = rows_of("leader").mark_rule(
        color=look.quiet, strokeWidth=0.8, xOffset=3, x2Offset=8, aria=False, tooltip=None
    )
    return {
        "leader": leader.encode(y=value(), y2="value2:Q", x="year:Q", x2="year:Q"),
        "halo": _label("datum.role === 'label'", look.background, size, stroke=look.background),
        **{
            f"label-{role}": _label(
                f"datum.role === 'label' && datum.series_role === '{role}'", colour, size, role == "us"
            )
            for role, colour in colours.items()
        },
    }


def _label(test: str, colour: str, size: Size, bold: bool = False, stroke: str | None = None) -> alt.Chart:
    """stroke: drawn first and wider in the colour of the ground, so that the words can be read over lines."""
    drawn = where(test).mark_text(
        align=expr("datum.side === 'left' ? 'right' : 'left'"),
        baseline="middle",
        dx=expr("datum.side === 'left' ? -8 : 10"),
        dy=expr(f"(datum.lift_page || 0) * {size.label}"),
        color=colour,
        fontSize=size.label,
        fontWeight=expr(_BOLD_US) if stroke else "bold" if bold else "normal",
        limit=24 * size.label,
        clip=False,
        aria=False,
        tooltip=None,
        text=expr(f"{ROOM} < 480 ? datum.brief : datum.text"),
        stroke=stroke or alt.Undefined,
        strokeWidth=_HALO if stroke else alt.Undefined,
        strokeJoin="round" if stroke else alt.Undefined,
    )
    return drawn.encode(y=value())


def _workshop_line(role: str, look: Look, size: Size) -> alt.Chart:
    colour, dash = WORKSHOP[role]
    drawn = rows_of(role).mark_line(
        color=getattr(look, colour),
        strokeWidth=size.line * 0.8,
        strokeDash=dash,
        strokeCap="round",
        invalid="filter",
    )
    return drawn.encode(y=value())


def _workshop_point(role: str, look: Look, size: Size) -> alt.Chart:
    """The words at the end; for the frozen baseline its points, which has no room for words of its own."""
    colour = getattr(look, WORKSHOP[role][0])
    if role == "frozen":
        drawn = rows_of(role).mark_point(
            shape="diamond", filled=False, color=colour, size=size.point, strokeWidth=1.5
        )
        return drawn.encode(y=value())
    return _label(f"datum.role === 'label' && datum.series_role === '{role}'", colour, size)

"""The form of the what-if picture.

The marks it shares with the curve are the curve's own, so that a line means the same on both.
"""

import altair as alt

from c4eo_core.charts.forms.curve import curve_layers, framed
from c4eo_core.charts.forms.pieces import ROOM, band, expr, line, points, rows_of, tooltips, value
from c4eo_core.charts.theme import Look, Size

_SHARED = (
    "extent",
    "fan80",
    "now",
    "now-words",
    "baseline",
    "us",
    "us-points",
    "title",
    "subtitle",
    "source",
)
_DASHES = {"scenario": [9, 3, 2, 3], "turned": [2, 3], "kept": [1, 0]}


def end_colours(look: Look) -> dict[str, str]:
    """Lines that carry a label at their end, with its colour."""
    return {"baseline": look.us, "scenario": look.second_text, "turned": look.better, "kept": look.quiet}


def what_if_form(label: str, look: Look, size: Size) -> dict:
    """label: the expression that writes a year."""
    told = tooltips(("series", "Line"), ("period", "Period"), ("shown", "Figure"))
    shared = curve_layers(look, size)
    layers = [
        band("effect80", look.second, 0.3),
        *(shared[name] for name in _SHARED),
        _line("turned", look.better, 2.0, told),
        _line("kept", look.quiet, 1.3, told),
        _line("scenario", look.second, size.line, told),
        points("scenario", look.second, size.point, "diamond", look, told),
        points("target", look.better, size.point * 2.2, "cross", look, told),
        _goal(look.better, size),
        *(_end(role, colour, size) for role, colour in end_colours(look).items()),
    ]
    return framed(layers, label, look, size, size.height, separation=size.label / 2)


def _line(role: str, colour: str, width: float, told: list[alt.Tooltip]) -> alt.Chart:
    return line(role, colour, width, told, _DASHES[role], detail=("series:N",))


def _goal(colour: str, size: Size) -> alt.Chart:
    drawn = rows_of("target").mark_text(
        align="center",
        baseline="middle",
        dx=0,
        dy=expr("datum.lift_page"),
        color=colour,
        fontSize=size.label,
        fontWeight="bold",
        limit=260,
        clip=False,
        aria=False,
        invalid="filter",
        text=expr(f"{ROOM} < 560 ? datum.brief : datum.text"),
    )
    return drawn.encode(y=value())


def _end(role: str, colour: str, size: Size) -> alt.Chart:
    drawn = rows_of(f"end-{role}").mark_text(
        align="left",
        baseline="middle",
        dx=9,
        color=colour,
        fontSize=size.label,
        fontWeight="bold" if role == "scenario" else "normal",
        limit=260,
        clip=False,
        aria=False,
        invalid="filter",
        text=expr(f"{ROOM} < 560 ? datum.brief : datum.text"),
    )
    return drawn.encode(y=value())

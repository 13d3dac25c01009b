"""The form of the dot plot of gaps: a line from no gap to ours, a diamond for neighbours, an
upright for England.
"""

import altair as alt

from c4eo_core.charts.forms.lines_of_type import at, haloed, laid_out, rule, words
from c4eo_core.charts.forms.pieces import expr, rows_of, tooltips
from c4eo_core.charts.theme import Look, Size


def ladder_form(lines: float, look: Look, size: Size) -> dict:
    label = size.label
    layers = [
        _down("grid", look.faint, 1),
        _frame(look),
        rule("rung", look.faint, 1).encode(x2="x2:Q"),
        rule("empty", look.faint, 1, dash=[6, 6]).encode(x2="x2:Q"),
        _down("zero", look.quiet, 1.5),
        _down("own-zero", look.quiet, 1.5),
        rule("us", look.us, 0.3 * label).encode(x2="x2:Q"),
        _down("england", look.england, 0.25 * label).encode(tooltip=_told()),
        _dot("neighbours", look.second, "diamond", size.point * 3.4, look.background).encode(tooltip=_told()),
        _dot("dot-us", look.us, "circle", size.point * 4.2).encode(tooltip=_told()),
        *_key(look, size),
        *_texts(look, size),
    ]
    params = {
        "wide": f"width > {52 * label}",
        "side": f"wide ? {17 * label} : {8.6 * label}",
        "left": f"wide ? {23 * label} : {0.9 * label}",
    }
    across = alt.Scale(domain=[0, 100], range=[expr("left"), expr(f"width - side - {1.2 * label}")])
    return laid_out(layers, lines, across, params, look, size)


def _told() -> list[alt.Tooltip]:
    return tooltips(("place", "Place"), ("shown", "Figures"))


def _down(role: str, colour: str, width: float) -> alt.Chart:
    return rule(role, colour, width).encode(y2="y2:Q")


def _dot(role: str, colour: str, shape: str, area: float, ground: str | None = None) -> alt.Chart:
    """ground: filled with it, so that the mark is hollow."""
    return rows_of(role).mark_point(
        filled=True,
        opacity=1,
        fill=ground or colour,
        stroke=colour,
        strokeWidth=2.4 if ground else 0,
        shape=shape,
        size=area,
        aria=False,
    )


def _frame(look: Look) -> alt.Chart:
    """Behind a stage in points: opaque, so that the lines of the percentage scale do not run through it."""
    drawn = rows_of("frame").mark_rect(
        fill=look.background,
        stroke=look.quiet,
        strokeWidth=1,
        strokeDash=[3, 3],
        cornerRadius=6,
        aria=False,
    )
    return drawn.encode(x=alt.value(0), x2=alt.value("width"), y2="y2:Q")


def _key(look: Look, size: Size) -> list[alt.Chart]:
    """In one row: ours, the neighbours' median, England; on a phone without the name of the place."""
    label = size.label
    places = {"us": 0.6, "neighbours": 10, "england": 22}
    marks = [
        _dot("key-us", look.us, "circle", size.point * 4.2),
        _dot("key-neighbours", look.second, "diamond", size.point * 3.4, look.background),
        _down("key-mark-england", look.england, 0.25 * label),
    ]
    colours = {"us": look.us, "neighbours": look.second_text, "england": look.england}
    drawn = [mark.encode(x=at(places[name] * label)) for mark, name in zip(marks, places, strict=True)]
    return drawn + [
        words(f"key-{name}", colours[name], label, at((x + 1) * label), weight="bold")
        for name, x in places.items()
    ]


def _texts(look: Look, size: Size) -> list[alt.Chart]:
    label, left, side = size.label, at(0), at("width - side + 4")
    inside = at(round(0.7 * label))
    return [
        words("title", look.ink, size.title, left, weight="bold"),
        *haloed("stage", look.ink, label + 1, look, inside, weight="bold"),
        *haloed("measure", look.quiet, label, look, inside),
        words("ends", look.quiet, label, inside),
        *haloed("reason", look.quiet, label, look, inside, italic=True),
        words("own-scale", look.quiet, size.small, inside, italic=True),
        words("tick", look.quiet, size.small, align="center"),
        words("foot", look.quiet, size.small, left),
        words("side-none", look.quiet, label, side, italic=True),
        words("side-us", look.us, label + 1, side, weight="bold"),
        words("side-neighbours", look.second_text, label, side),
        words("side-england", look.england, label, side),
    ]

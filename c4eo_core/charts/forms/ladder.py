"""The form of the ladder of gaps: two rails, and on each rung the stretch between the two groups."""

import altair as alt

from c4eo_core.charts.forms.lines_of_type import at, haloed, laid_out, rule, words
from c4eo_core.charts.forms.pieces import expr, rows_of, tooltips
from c4eo_core.charts.theme import Look, Size


def ladder_form(lines: float, look: Look, size: Size) -> dict:
    label = size.label
    layers = [
        _down("grid", look.faint, 1, dash=[2, 4]),
        rule("rail", look.faint, 0.45 * label, "round").encode(y2="y2:Q"),
        _frame(look),
        _down("own-rail", look.quiet, 2),
        rule("rung", look.faint, 3).encode(x2="x2:Q"),
        rule("empty", look.faint, 3, dash=[6, 6]).encode(x2="x2:Q"),
        _stretch("neighbours", look.second, 0.42 * label),
        _stretch("england", look.england, 0.42 * label),
        _stretch("us", look.us, 1.3 * label),
        *_end_points(look, size),
        *_texts(look, size),
    ]
    params = {
        "wide": f"width > {46 * label}",
        "side": f"wide ? {21 * label} : {7.8 * label}",
        "room": f"wide ? {3.2 * label} : {2.3 * label}",
    }
    across = alt.Scale(domain=[0, 100], range=[expr("room"), expr("width - side - room")])
    return laid_out(layers, lines, across, params, look, size)


def _down(role: str, colour: str, width: float, dash: list[int] | None = None) -> alt.Chart:
    return rule(role, colour, width, dash=dash).encode(y2="y2:Q")


def _stretch(role: str, colour: str, width: float) -> alt.Chart:
    """From one group to the other."""
    told = tooltips(("place", "Place"), ("shown", "Figures"))
    return rule(role, colour, width).encode(x2="x2:Q", tooltip=told)


def _frame(look: Look) -> alt.Chart:
    """Around a rung in points: opaque, so that the lines of the percentage scale do not run through it."""
    drawn = rows_of("frame").mark_rect(
        fill=look.background,
        stroke=look.quiet,
        strokeWidth=1,
        strokeDash=[3, 3],
        cornerRadius=6,
        aria=False,
    )
    return drawn.encode(x=alt.value(0), x2=alt.value("width"), y2="y2:Q")


def _end_points(look: Look, size: Size) -> list[alt.Chart]:
    marks = []
    for group, colour, shape in (
        ("concern", look.third, "triangle-up"),
        ("reference", look.fourth, "square"),
    ):
        for place, area in (("end", size.point * 2.6), ("small", size.point * 0.8)):
            marks.append(_end_point(f"{place}-{group}", colour, shape, area, look.background))
        key = _end_point(f"key-{group}", colour, shape, size.point * 2.6, None)
        marks.append(key.encode(x=alt.value(0.6 * size.label)))
    return marks


def _end_point(role: str, colour: str, shape: str, area: float, edge: str | None) -> alt.Chart:
    return rows_of(role).mark_point(
        filled=True,
        opacity=1,
        color=colour,
        shape=shape,
        size=area,
        stroke=edge or alt.Undefined,
        strokeWidth=1.5 if edge else alt.Undefined,
        aria=False,
    )


def _texts(look: Look, size: Size) -> list[alt.Chart]:
    label, left, side = size.label, at(0), at("width - side + 4")
    indent, inside = at(round(1.5 * label)), at("room + 9")
    return [
        words("title", look.ink, size.title, left, weight="bold"),
        words("key-name-concern", look.third, label, indent, weight="bold"),
        words("key-name-reference", look.fourth, label, indent, weight="bold"),
        *haloed("stage", look.ink, label + 1, look, inside, weight="bold"),
        *haloed("measure", look.quiet, label, look, inside),
        *haloed("reason", look.quiet, label, look, inside, italic=True),
        *haloed("value-low", look.ink, label, look, align="right", dx=-label, weight="bold"),
        *haloed("value-high", look.ink, label, look, dx=label, weight="bold"),
        words("on-bar", look.background, label, align="center", weight="bold"),
        words("tick", look.quiet, size.small, align="center"),
        words("foot", look.quiet, size.small, left),
        words("side-none", look.quiet, label, side, italic=True),
        words("side-us", look.us, label + 1, side, weight="bold"),
        words("side-neighbours", look.second_text, label, side),
        words("side-england", look.england, label, side),
    ]

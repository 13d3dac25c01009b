"""The form of one move of the journey: a way from top to bottom, before, on both sides, and after."""

import altair as alt

from c4eo_core.charts.forms.lines_of_type import at, haloed, laid_out, rule, words
from c4eo_core.charts.forms.pieces import expr, rows_of, tooltips
from c4eo_core.charts.theme import Look, Size

_MARGIN = 1.6


def journey_form(lines: float, look: Look, size: Size) -> dict:
    label = size.label
    params = {
        "wide": f"width > {36 * label}",
        "column": f"wide ? {5.3 * label} : {4.3 * label}",
        "side": f"3 * column + (wide ? {3.9 * label} : 0)",
    }
    across = alt.Scale(domain=[0, 1], range=[_MARGIN * label, expr(f"width - side - {1.2 * label}")])
    layers = [*_lines(look, size), *_marks(look, size), *_stops(look, size), *_texts(look, size)]
    return laid_out(layers, lines, across, params, look, size)


def _lines(look: Look, size: Size) -> list[alt.Chart]:
    label = size.label
    road = alt.value(0.45 * label)
    across = [
        ("range", look.faint, 2),
        ("middle", look.faint, 0.7 * label),
        ("base", look.faint, 1.5),
        ("us-way", look.us, 0.42 * label),
        ("neighbours-way", look.second, 0.25 * label),
        ("england-way", look.england, 0.25 * label),
    ]
    return [
        rule("road", look.us, 0.35 * label, "round").encode(x=road, y2="y2:Q"),
        rule("door", look.us, 0.2 * label, "round").encode(x=road, x2=alt.value("width")),
        *(rule(role, colour, width).encode(x2="x2:Q") for role, colour, width in across),
    ]


def _marks(look: Look, size: Size) -> list[alt.Chart]:
    """Circle: here; diamond: neighbours' median; upright: England. Hollow before, full after."""
    return [
        *_england(look, size.point * 3.2),
        *_one_place("neighbours", look.second, "diamond", size.point * 1.9, look),
        *_one_place("us", look.us, "circle", size.point * 2.6, look),
    ]


def _told(mark: alt.Chart) -> alt.Chart:
    return mark.encode(tooltip=tooltips(("place", "Place"), ("measure", "Measure"), ("shown", "Figure")))


def _one_place(role: str, colour: str, shape: str, area: float, look: Look) -> list[alt.Chart]:
    return [
        _told(_full(f"{role}-at", colour, shape, area, look)),
        _told(_hollow(f"{role}-from", colour, shape, area, look)),
        _told(_full(f"{role}-to", colour, shape, area * 0.75, look)),
    ]


def _england(look: Look, area: float) -> list[alt.Chart]:
    upright = rows_of("england-at").mark_point(
        filled=True,
        opacity=1,
        color=look.england,
        shape="stroke",
        size=area,
        aria=False,
        angle=90,
        strokeWidth=3.5,
        stroke=look.england,
    )
    return [
        _told(upright),
        _told(_hollow("england-from", look.england, "circle", area, look)),
        _told(_full("england-to", look.england, "circle", area * 0.75, look)),
    ]


def _full(role: str, colour: str, shape: str, area: float, look: Look) -> alt.Chart:
    return rows_of(role).mark_point(
        filled=True,
        opacity=1,
        color=colour,
        shape=shape,
        size=area,
        aria=False,
        stroke=look.background,
        strokeWidth=1.2,
    )


def _hollow(role: str, colour: str, shape: str, area: float, look: Look) -> alt.Chart:
    return rows_of(role).mark_point(
        filled=True,
        opacity=1,
        fill=look.background,
        stroke=colour,
        strokeWidth=2.4,
        size=area * 0.62,
        shape=shape,
        aria=False,
    )


def _stops(look: Look, size: Size) -> list[alt.Chart]:
    """Where the way passes before the move and after it."""
    return [
        rows_of(f"stop-{how}")
        .mark_point(
            filled=True,
            opacity=1,
            fill=fill,
            stroke=look.us,
            strokeWidth=3,
            size=size.point * 4,
            shape="circle",
            aria=False,
        )
        .encode(x=alt.value(0.45 * size.label))
        for how, fill in (("hollow", look.background), ("full", look.us))
    ]


def _texts(look: Look, size: Size) -> list[alt.Chart]:
    label, small = size.label, size.small
    columns = [at(f"width - side + {k + 0.95} * column") for k in range(3)]
    left, inside, beside = at(0), at(_MARGIN * label), at(f"width - {3.5 * label}")
    places = list(
        zip(("us", "neighbours", "england"), (look.us, look.second_text, look.england), columns, strict=True)
    )
    return [
        words("title", look.ink, size.title, left, weight="bold"),
        words("foot", look.quiet, small, left),
        *haloed("group", look.us, label + 1, look, inside, weight="bold"),
        words("measure", look.ink, label, inside),
        *(words(f"head-{role}", colour, small, x, "right") for role, colour, x in places),
        *(
            words(f"value-{role}", colour, label, x, "right", weight="bold" if role == "us" else "normal")
            for role, colour, x in places
        ),
        *(
            words(
                f"way-{role}",
                colour,
                label,
                at("width - side + 4"),
                weight="bold" if role == "us" else "normal",
            )
            for role, colour, _ in places
        ),
        words("told-worse", look.worse, label, beside, weight="bold"),
        words("told-better", look.better, label, beside, weight="bold"),
        words("range-ends", look.quiet, small, columns[2], "right"),
        words("told", look.quiet, label, beside),
        *haloed("none", look.quiet, label, look, inside, italic=True),
    ]

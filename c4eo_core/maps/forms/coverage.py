"""The form of the map of one authority: land, circles true to scale, dots for children, services, schools.

Coordinates are in units of a frame that holds the place; S is the number of pixels of one frame unit.
"""

import altair as alt

from c4eo_core.charts.forms.pieces import Weight, expr, finished, rows_of, tooltips
from c4eo_core.charts.theme import Look, Size
from c4eo_core.maps.coverage_inks import LARGEST, SMALLEST, edges, fills, inks
from c4eo_core.maps.frame import ASPECT

# What a screen reader says of one mark.
_SPOKEN = "datum.name + ': ' + datum.a + ', ' + datum.b + ', ' + datum.c"
_ACROSS = "PI*pow(datum.r*S, 2)"  # area of a circle of radius r in the frame's units


def coverage_form(look: Look, size: Size, height: int, choosing: bool) -> dict:
    """choosing: a click picks a mark, and the choice goes by the name of its layer."""
    ink = inks(look)
    marks = {"dots": _dots(look), "schools": _schools(ink, size), "services": _services(look, size)}
    chart = (
        alt.layer(
            _shape("land", ink["land"], None, 0),
            _shape("own", ink["own"], None, 0),
            _disc("disc-wide", ink["disc-wide"]),
            _disc("disc", ink["disc"]),
            _areas(look),
            _shape("land", None, ink["edge"], 1),
            _shape("own", None, look.ink, 1.8),
            _words("place", look.quiet, size, weight="normal"),
            *(_named(name, layer, choosing) for name, layer in marks.items()),
            *_chosen(ink, look, size),
            _words("town", look.background, size, halo=look.background),
            _words("town", look.ink, size, weight="normal"),
            _words("ward", look.background, size, halo=look.background),
            _words("ward", look.ink, size),
            *_scale(look, size),
            _dated(look, size),
            width="container",
            height=height,
            padding={"left": 1, "right": 1, "top": 1, "bottom": 1},
        )
        .add_params(alt.param(name="S", expr=f"height/2*min(1, width/height/{ASPECT})"))
        .encode(
            x=alt.X("x:Q", scale=_ends("width"), axis=None), y=alt.Y("y:Q", scale=_ends("height"), axis=None)
        )
        .configure_view(stroke=ink["edge"], cornerRadius=4)
    )
    return finished(chart, look, size)


def _named(name: str, layer: alt.Chart, choosing: bool) -> alt.Chart:
    """Each layer has a choice of its own: one shared by several is more than Vega-Lite can build."""
    named = layer.properties(name=name)
    if not choosing:
        return named
    return named.add_params(alt.selection_point(name=name, on="click", fields=["id"], toggle=False))


def _ends(side: str) -> alt.Scale:
    return alt.Scale(domain=[expr(f"-{side}/2/S"), expr(f"{side}/2/S")], nice=False, zero=False)


def _shape(role: str, fill: str | None, edge: str | None, width: float) -> alt.Chart:
    drawn = rows_of(role).mark_line(
        clip=True,
        aria=False,
        tooltip=None,
        strokeJoin="round",
        strokeWidth=width,
        fill=fill or "transparent",
        stroke=edge or "transparent",
    )
    return drawn.encode(detail="part:N", order="n:Q")


def _disc(role: str, colour: str) -> alt.Chart:
    """All in one colour, so that circles together show the ground they cover."""
    return rows_of(role).mark_point(
        shape="circle",
        filled=True,
        color=colour,
        opacity=1,
        stroke=None,
        clip=True,
        aria=False,
        tooltip=None,
        size=expr(_ACROSS),
    )


def _areas(look: Look) -> alt.Chart:
    """Small areas in the colour of their need: each row brings its own shape, in the units of the frame."""
    drawn = rows_of("area").mark_point(
        filled=True,
        opacity=0.62,
        clip=True,
        aria=False,
        tooltip=None,
        stroke=look.background,
        strokeWidth=0.6,
        size=expr("4*S*S"),
    )
    return drawn.encode(
        shape=alt.Shape("name:N", scale=None),
        fill=alt.Fill("kind:N", legend=None, scale=_by_kind(fills(look))),
    )


def _told(*titles: str) -> list[alt.Tooltip]:
    return tooltips(*zip(("name", "a", "b", "c"), titles, strict=False))


def _by_kind(scale: dict[str, str]) -> alt.Scale:
    """One scale for dots and services: layers of one chart share theirs."""
    return alt.Scale(domain=list(scale), range=list(scale.values()))


def _dots(look: Look) -> alt.Chart:
    edge = "datum.kind === 'out' ? 2 : datum.kind === 'out-deprived' ? 1.2 : 0.7"
    drawn = rows_of("dot").mark_point(
        shape="circle",
        filled=True,
        opacity=1,
        clip=True,
        description=expr(_SPOKEN),
        strokeWidth=expr(edge),
        size=expr(f"PI*pow(clamp(datum.r*S, {SMALLEST}, {LARGEST}), 2)"),
    )
    return drawn.encode(
        fill=alt.Fill("kind:N", legend=None, scale=_by_kind(fills(look))),
        stroke=alt.Stroke("kind:N", legend=None, scale=_by_kind(edges(look))),
        tooltip=_told("Ward", "Children", "Deprivation", "Nearest"),
    )


def _schools(ink: dict[str, str], size: Size) -> alt.Chart:
    drawn = rows_of("school").mark_point(
        shape="M-1,-1L1,1M-1,1L1,-1",
        filled=False,
        stroke=ink["school"],
        strokeWidth=size.line * 0.75,
        opacity=1,
        size=size.point * 0.75,
        clip=True,
        aria=False,
    )
    return drawn.encode(tooltip=_told("School without one near", "Size", "On free meals", "Nearest"))


def _services(look: Look, size: Size) -> alt.Chart:
    shapes = {"inside": "square", "outside": "square", "own-list": "triangle-up"}
    drawn = rows_of("service").mark_point(
        filled=True,
        opacity=1,
        strokeWidth=1.3,
        size=size.point * 1.5,
        clip=True,
        description=expr(_SPOKEN),
    )
    return drawn.encode(
        fill=alt.Fill("kind:N", legend=None, scale=_by_kind(fills(look))),
        stroke=alt.Stroke("kind:N", legend=None, scale=_by_kind(edges(look))),
        shape=alt.Shape("kind:N", legend=None, scale=_by_kind(shapes)),
        tooltip=_told("Service", "Kind", "Stands in", "Places"),
    )


def _chosen(ink: dict[str, str], look: Look, size: Size) -> list[alt.Chart]:
    """Possible new sites: a dashed ring of their reach, and a disc with their number."""
    ring = rows_of("disc-new").mark_point(
        shape="circle",
        filled=False,
        stroke=ink["new"],
        strokeWidth=1.6,
        strokeDash=[5, 3],
        opacity=1,
        clip=True,
        aria=False,
        tooltip=None,
        size=expr(_ACROSS),
    )
    disc = rows_of("chosen").mark_point(
        shape="circle",
        filled=True,
        fill=ink["new"],
        stroke=look.background,
        strokeWidth=1.5,
        opacity=1,
        size=size.point * 6,
        clip=True,
        aria=False,
    )
    number = rows_of("chosen").mark_text(
        fontWeight="bold",
        color=look.background,
        fontSize=size.label,
        clip=True,
        aria=False,
        tooltip=None,
        text=expr("datum.kind"),
    )
    told = _told("Possible site", "Would add", "Deprived")
    return [ring, disc.encode(tooltip=told).properties(name="chosen"), number]


def _words(role: str, colour: str, size: Size, weight: Weight = "bold", halo: str | None = None) -> alt.Chart:
    """halo: drawn first and wider in this colour, so that the words can be read over dots."""
    return rows_of(role).mark_text(
        clip=True,
        aria=False,
        tooltip=None,
        fontWeight=weight,
        fontSize=size.label,
        color=colour,
        opacity=1,
        text=expr("datum.name"),
        stroke=halo or alt.Undefined,
        strokeWidth=4 if halo else alt.Undefined,
        strokeJoin="round" if halo else alt.Undefined,
    )


def _dated(look: Look, size: Size) -> alt.Chart:
    """How old the list is, in the lower right corner."""
    corner = (
        rows_of("dated")
        .transform_calculate(x="(width/2 - 12)/S")
        .transform_calculate(y=f"({size.label} - height/2)/S")
    )
    return corner.mark_text(
        align="right",
        baseline="bottom",
        color=look.ink,
        fontSize=size.label,
        aria=False,
        tooltip=None,
        text=expr("datum.name"),
    )


def _scale(look: Look, size: Size) -> list[alt.Chart]:
    """A length in the lower left corner, whatever the width."""
    corner = (
        rows_of("scale")
        .transform_calculate(x="(14 - width/2)/S")
        .transform_calculate(x2="datum.x + datum.r")
        .transform_calculate(y=f"({size.label} - height/2)/S")
    )
    bar = corner.mark_rule(stroke=look.ink, strokeWidth=3, aria=False, tooltip=None)
    words = corner.mark_text(
        align="left",
        baseline="bottom",
        dy=-5,
        color=look.ink,
        fontSize=size.label,
        aria=False,
        tooltip=None,
        text=expr("datum.name"),
    )
    return [bar.encode(x2="x2:Q"), words]

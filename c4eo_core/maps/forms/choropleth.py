"""The form of the map of England by authority."""

import altair as alt

from c4eo_core.charts.forms.pieces import ROWS, finished, tooltips
from c4eo_core.charts.theme import Look, Size


def choropleth_form(
    look: Look,
    size: Size,
    height: int,
    boundaries: str,
    fills: dict[str, str],
    told: tuple[tuple[str, str], ...],
    picked: str | None,
) -> dict:
    """boundaries: their address on this server; fills: class of a place → its colour; told: (field, title) of
    what is said of the place one points at; picked: the name under which a click hands over a code.
    """
    scale = alt.Scale(domain=list(fills), range=list(fills.values()))
    filled = _shapes("true", told).mark_geoshape(
        strokeJoin="round", aria=True, stroke=look.background, strokeWidth=0.6
    )
    filled = filled.encode(fill=alt.Fill("class:N", legend=None, scale=scale))
    if picked:
        click = alt.selection_point(name=picked, on="click", fields=["code"], toggle=False)
        filled = filled.add_params(click)
    without = _shapes("datum.class === 'none' || datum.class === 'not compared'", told)
    shapes = alt.UrlData(url=boundaries, format=alt.DataFormat(type="json", property="features"))
    chart = (
        alt.layer(
            filled,
            _outline(without, look.region, 1, [2, 2]),
            _outline(_shapes("datum.who === 'neighbour'", told), look.fourth, 2),
            _outline(_shapes("datum.who === 'us'", told), look.background, 5),
            _outline(_shapes("datum.who === 'us'", told), look.ink, 2.8),
            width="container",
            height=height,
            padding={"left": 2, "right": 2, "top": 2, "bottom": 2},
        )
        .transform_lookup(lookup="code", from_=alt.LookupData(data=shapes, key="id"), as_="shape")
        .transform_filter("isValid(datum.shape)")
        .project(type="mercator")
    )
    return finished(chart, look, size)


def _shapes(test: str, told: tuple[tuple[str, str], ...]) -> alt.Chart:
    drawn = alt.Chart(ROWS).transform_filter(test)
    return drawn.encode(shape=alt.Shape("shape", type="geojson"), tooltip=tooltips(*told))


def _outline(shapes: alt.Chart, colour: str, width: float, dash: list[int] | None = None) -> alt.Chart:
    return shapes.mark_geoshape(
        strokeJoin="round",
        aria=False,
        filled=False,
        stroke=colour,
        strokeWidth=width,
        strokeDash=dash or alt.Undefined,
    )

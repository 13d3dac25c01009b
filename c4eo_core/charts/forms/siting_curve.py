"""The form of the curve of new sites."""

import altair as alt

from c4eo_core.charts.forms.pieces import ROWS, expr, finished, tooltips, where
from c4eo_core.charts.theme import Look, Size


def siting_form(all_children: str, deprived: str, look: Look, size: Size) -> dict:
    """all_children, deprived: the names of the two lines in the data."""
    names = [all_children, deprived]
    colour = alt.Color("series:N", legend=None, scale=alt.Scale(domain=names, range=[look.us, look.second]))
    dash = alt.StrokeDash("series:N", legend=None, scale=alt.Scale(domain=names, range=[[1, 0], [6, 3]]))
    told = tooltips(
        ("sites", "New sites"), ("series", "Of"), ("shown", "In reach"), ("gain", "Newly in reach")
    )
    steps = alt.Axis(title="new sites", values=list(range(11)), tickMinStep=1, format="d")
    share = alt.Axis(title=None, tickCount=5, labelExpr="datum.label + '%'")
    lines = alt.Chart(ROWS).mark_line(strokeWidth=size.line * 0.8, aria=False)
    points = alt.Chart(ROWS).mark_point(
        filled=True, opacity=1, size=expr(f"datum.chosen ? {size.point * 2.4:g} : {size.point}")
    )
    chart = alt.layer(
        lines.encode(color=colour, strokeDash=dash),
        points.encode(color=colour, tooltip=told),
        _names(size).encode(color=colour),
        width="container",
        height=round(size.height * 0.62),
        padding={"left": 6, "right": 100, "top": 10, "bottom": 4},
    ).encode(
        x=alt.X("sites:Q", scale=alt.Scale(domain=[0, 11.6], nice=False), axis=steps),
        y=alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True), axis=share),
    )
    return finished(chart, look, size)


def _names(size: Size) -> alt.Chart:
    return where("datum.sites === 10").mark_text(
        align="left",
        dx=10,
        fontWeight="bold",
        fontSize=size.label,
        aria=False,
        tooltip=None,
        dy=expr("datum.lift"),
        text=expr("datum.series"),
        limit=150,
    )

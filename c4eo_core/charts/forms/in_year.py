"""The form of the chart of months, quarters or terms: the figures, their mean and what chance alone
allows.
"""

import altair as alt

from c4eo_core.charts.forms.pieces import finished, line, points, rows_of, tooltips, value
from c4eo_core.charts.theme import Look, Size


def in_year_form(look: Look, size: Size, limits: bool) -> dict:
    """limits: whether there are any; else the middle is a median."""
    told = tooltips(("period", "Period"), ("shown", "Figure"), ("told", "What it says"))
    edges = [_step("lower", look, size), _step("upper", look, size)] if limits else []
    axis = alt.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=8)
    x = alt.X("period:O", axis=axis, sort=alt.EncodingSortField(field="at", op="min", order="ascending"))
    chart = alt.layer(
        *edges,
        rows_of("middle").mark_line(color=look.quiet, strokeWidth=1.5, aria=False).encode(y=value()),
        line("line", look.us, size.line * 0.7, told),
        points("point", look.us, size.point, "circle", look, told),
        points("signal", look.second, size.point * 2.2, "diamond", look, told),
        width="container",
        height=size.height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
        padding={"left": 4, "right": 8, "top": 8, "bottom": 4},
    ).encode(x=x)
    return finished(chart, look, size)


def _step(role: str, look: Look, size: Size) -> alt.Chart:
    drawn = rows_of(role).mark_line(
        color=look.quiet, strokeDash=[5, 4], strokeWidth=1.2, interpolate="step", aria=False
    )
    return drawn.encode(y=value())

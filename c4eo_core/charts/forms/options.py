"""The forms of the pictures of options."""

import altair as alt

from c4eo_core.charts.forms.pieces import finished, rows_of, tooltips, where
from c4eo_core.charts.theme import Look, Size

_COSTS = "{1: 'very low', 2: 'low', 3: 'moderate', 4: 'high', 5: 'very high'}[datum.value]"
_SURE = (
    "{0: 'none', 1: 'very limited', 2: 'limited', 3: 'moderate', 4: 'extensive', 5: 'very"
    " extensive'}[datum.value]"
)
_A_ROW = 34


def matrix_form(look: Look, size: Size) -> dict:
    """Cost across, security up; what disappointed is a ring, the chosen one large. Names stand
    beside few dots.
    """
    chart = alt.layer(
        _placed(_dots("option", look.us, True, 1.6, size, 0.75)),
        _placed(_dots("none", look.us, False, 1.6, size, 1)),
        _placed(_dots("chosen", look.second, True, 3, size, 1)),
        _placed(
            where("datum.label !== ''").mark_text(
                align="left",
                baseline="middle",
                dx=9,
                fontSize=size.small,
                color=look.ink,
                limit=130,
                aria=False,
            )
        ).encode(text="label:N"),
        width="container",
        height=round(size.height * 1.05),
        autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
        padding={"left": 4, "right": 10, "top": 6, "bottom": 4},
    )
    return finished(chart, look, size)


def _placed(layer: alt.Chart) -> alt.Chart:
    across = alt.Axis(
        title="Cost a child", values=[1, 2, 3, 4, 5], labelExpr=_COSTS, grid=True, labelOverlap="greedy"
    )
    up = alt.Axis(title="How sure", values=[0, 1, 2, 3, 4, 5], labelExpr=_SURE, grid=True)
    return layer.encode(
        x=alt.X("x:Q", scale=alt.Scale(domain=[0.5, 5.7], nice=False), axis=across),
        y=alt.Y("y:Q", scale=alt.Scale(domain=[-0.5, 5.5], nice=False), axis=up),
    )


def _dots(role: str, colour: str, filled: bool, weight: float, size: Size, opacity: float) -> alt.Chart:
    told = tooltips(("name", "Option"), ("cost", "Cost"), ("sure", "How sure"), ("found", "What was found"))
    return (
        rows_of(role)
        .mark_point(
            filled=filled, color=colour, size=weight * size.point, opacity=opacity, strokeWidth=2, aria=False
        )
        .encode(tooltip=told)
    )


def money_form(count: int, look: Look, size: Size) -> dict:
    """A bar from the low to the high end for each option, with a line at nought; no middle is marked."""
    row = where("true")
    up = alt.Y("name:N", sort=None, axis=alt.Axis(title=None, labelLimit=220))
    across = alt.X("low:Q", axis=alt.Axis(title="Children it might change", grid=True, tickCount=6))
    told = tooltips(("name", "Option"), ("words", "Children it might change"))
    chart = alt.layer(
        row.mark_bar(color=look.us, opacity=0.35, height=12).encode(
            y=up, x=across, x2="high:Q", tooltip=told
        ),
        row.mark_tick(color=look.us, thickness=3, size=18).encode(y=up, x=across),
        row.mark_tick(color=look.us, thickness=3, size=18).encode(y=up, x="high:Q"),
        row.mark_text(align="left", dx=8, fontSize=size.label, color=look.ink, aria=False).encode(
            y=up, x="high:Q", text="words:N"
        ),
        row.mark_rule(color=look.ink, strokeWidth=1.2, aria=False).encode(x=alt.XDatum(0)),
        width="container",
        height=max(2, count) * _A_ROW,
        autosize=alt.AutoSizeParams(type="fit", contains="padding", resize=True),
        padding={"left": 4, "right": 70, "top": 6, "bottom": 4},
    )
    return finished(chart, look, size)

"""A trust's own months, quarters or terms: the chart, what it says, and the figures it rests on. For its
trust alone.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.local.in_year import InYearSeries, chart_rows, in_year_series
from c4eo_core.charts.in_year import in_year_spec
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.local_data import text_table
from c4eo_core.reports.html.pieces import details
from pages.cached.chart_tables import columns, table_of
from pages.editing.fields import PREFIX
from pages.session import screen

_SCHEMA = columns(("role", "period", "shown", "told"), ("at", "value", "run"))
_KEY = (
    "The line through the middle is the mean (the median, where there are no limits); the dashed lines"
    " are what chance"
    " alone allows; a diamond is more than chance."
)


def section(item: Item) -> None:
    found = in_year_series(item.body)
    if found is None:
        screen.html(Markup("<p>No figure of this series can be drawn: every one is hidden or missing.</p>"))
        return
    screen.html(
        markup(
            '<h3>{title}</h3><p class="lead">{sentences}</p>',
            title=found.title,
            sentences=" ".join(found.sentences),
        )
    )
    spec = {**in_year_spec(found.chart.limits, screen.look(), screen.size()), "width": "container"}
    st.vega_lite_chart(
        table_of(chart_rows(found), _SCHEMA),
        spec,
        theme=None,
        width="stretch",
        key=f"{PREFIX}{item.id}:in-year",
        alt=f"{found.title}: {' '.join(found.sentences)}",
    )
    screen.html(
        markup('<p class="note">{key}</p>', key=_KEY) + details("Every figure of this chart", _table(found))
    )


def _table(found: InYearSeries) -> Markup:
    rows = [
        (p.words, p.shown, p.likely or "–", ", ".join(p.signals) or "normal variation") for p in found.points
    ]
    return text_table(
        ("Period", "Figure", "Likely range (95 in 100)", "What it says"), rows, f"{found.title}: every figure"
    )

"""One local series in full: its curve with the baseline, what stands under it, what could be, and its files.
For its trust alone.
"""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from c4eo_core.accounts.permissions import EXPORT, RECORDS
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.local.desk import PREFIX as LOCAL
from c4eo_core.answers.report.group_lines import group_curve
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import (
    better_words,
    change_words,
    england_words,
    local_words,
    neighbours_words,
    rank_words,
    trend_words,
    value_words,
)
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item, Trust
from c4eo_core.sources.uploads.periods import YEAR
from pages.cached import curves_of_a_trust
from pages.components import what_if
from pages.components.curve_with_group_lines import picture
from pages.downloads.local_series import links_html
from pages.editing import projector
from pages.editing.fields import PREFIX
from pages.session import link, reader, screen
from pages.trust.local_data import in_year_series
from pages.trust.local_data.breaks import breaks_editor

_HIDDEN = (
    "The figures of this local series are hidden on this screen. Show local figures for this session to see"
    " its curve."
)


def section(trust: Trust, item: Item) -> None:
    """item: a LocalSeries of this trust. In projector view nothing of it is drawn until somebody shows local
    figures.
    """
    if link.projector() and not projector.shown_here():
        screen.html(markup("<p>{hidden}</p>", hidden=_HIDDEN))
        return
    if item.body.withdrawn:
        screen.html(
            Markup("<p>This series has been withdrawn. Its curve comes back when the series does.</p>")
        )
        return
    if item.body.every != YEAR:
        in_year_series.section(item)
        return
    desk = curves_of_a_trust.desk_of(trust, LOCAL + item.id)
    found = desk.held(LOCAL + item.id)
    if found is None:
        screen.html(markup("<p>{nothing}</p>", nothing=_nothing(item)))
        return
    curve = curve_of(desk, found.area, found.indicator)
    try:
        forecast = forecast_of(desk, found.area, found.indicator)
    except NoForecast:
        forecast = None
    picture(group_curve(curve, forecast, None, None), key=f"{PREFIX}{item.id}:curve")
    screen.html(_words(curve, forecast))
    _what_if(trust, found.area.code, item)
    breaks_editor(item, curve)
    if reader.can(EXPORT, RECORDS, trust.id):
        screen.html(links_html(item.id, trust.id))


def _nothing(item: Item) -> str:
    if not item.body.figures:
        return "There is no figure in this series yet. Put its file in, and its curve stands here."
    return (
        "No figure of this series can be drawn: every one of its own authority is hidden or missing, or its"
        " years cannot be read."
    )


def _words(curve: Curve, forecast: Forecast | None) -> Markup:
    p = curve.progress
    ahead = [forecast.words, forecast.own_words, forecast.record_words] if forecast else []
    now = f"{value_words(p).rstrip('.')}; {change_words(p)}." if p.value is not None else value_words(p)
    beside = f"Comparison: {neighbours_words(p)}; {england_words(p)}; {rank_words(p)}."
    if not curve.neighbours and p.england is None:
        beside = (
            "Not compared with neighbours or England, and not ranked: no figures of other places came with"
            " this series."
        )
    lead = _lines([local_words(curve)], "local-mark") + _lines(
        [now + f" Trend: {trend_words(p)} ({p.trend.behind})."], "lead"
    )
    return lead + _lines([*ahead, better_words(curve.indicator), quality_words(curve), beside], "note")


def _lines(lines: Sequence[str | None], css: str) -> Markup:
    return Markup().join(markup('<p class="{css}">{line}</p>', css=css, line=line) for line in lines if line)


def _what_if(trust: Trust, area: str, item: Item) -> None:
    """Opened by a switch that no link carries: what is typed here is the trust's."""
    if st.toggle("What if we acted?", key=f"{PREFIX}{item.id}:whatif-open"):
        what_if.private_panel(area, LOCAL + item.id, f"{PREFIX}{item.id}:whatif", trust.id)

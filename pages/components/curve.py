"""Putting finished answers on the screen. Whatever is the same for everybody is built once and kept."""

from functools import lru_cache
from html import escape

import pyarrow as pa
import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.words import narrower_words
from c4eo_core.answers.standing.words import (
    alt_words,
    better_words,
    gap_words,
    lower_first,
    quality_words,
    source_words,
)
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.curve_words import caption
from c4eo_core.charts.theme import SCREEN, Size
from c4eo_core.model.indicator import Indicator
from c4eo_core.reports.html.pieces import curve_table, details, forecast_table
from c4eo_core.reports.html.public import embedded_words
from pages.cached.chart_tables import columns, kept_tables, table_of
from pages.cached.curves import curve_for, forecast_for
from pages.downloads.maker import take_away_html
from pages.session import link, neighbours_in_use
from pages.session.screen import html, look, size

_KEPT = 3000
_WORDS = (
    "role",
    "series",
    "series_role",
    "side",
    "period",
    "shown",
    "text",
    "brief",
    "why",
    "text_page",
    "text_tablet",
    "text_phone",
)
_NUMBERS = ("year", "value", "value2", "run", "lift_page", "lift_tablet", "lift_phone")
CURVE_SCHEMA = columns(_WORDS, _NUMBERS)


@kept_tables(maxsize=_KEPT)
def _kept_rows(
    version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool, of: Size
) -> pa.Table:
    """As the table Streamlit sends: converting it again for every reader costs more than all the rest."""
    rows = curve_rows(
        curve_for(area, indicator, version), shown, parts, of, forecast=forecast_for(area, indicator)
    )
    return table_of(rows, CURVE_SCHEMA)


@lru_cache(maxsize=_KEPT)
def _kept_words(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool) -> str:
    curve = curve_for(area, indicator, version)
    forecast = forecast_for(area, indicator) if "ahead" in shown and not parts else None
    ahead = (
        [forecast.words, forecast.own_words, narrower_words(forecast), forecast.record_words]
        if forecast
        else []
    )
    lines = [alt_words(curve), gap_words(curve), better_words(curve.indicator), quality_words(curve), *ahead]
    rows = _kept_rows(version, area, indicator, shown, parts, SCREEN).to_pylist()
    lines = [caption(curve, rows, forecast), *lines]
    notes = "".join(f'<p class="note">{escape(line)}</p>' for line in lines if line)
    words = {"area": area, "indicator": indicator, "with": ".".join(shown), "both": "on" if parts else "off"}
    words |= neighbours_in_use.file_words() if neighbours_in_use.is_chosen(version) else {}
    files = take_away_html("curve", words, f"{alt_words(curve)} {source_words(curve.indicator)}")
    return notes + files


@lru_cache(maxsize=300)
def _kept_tables(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool) -> str:
    forecast = forecast_for(area, indicator) if "ahead" in shown and not parts else None
    return curve_table(curve_for(area, indicator, version)) + (
        forecast_table(forecast) if forecast and forecast.baseline else ""
    )


def keep(area: str, indicator: str) -> None:
    """Builds the curve as a reader first sees it."""
    version, shown = prepared_desk().figures.version, tuple(link.COMPARATORS)
    _kept_rows(version, area, indicator, shown, False, SCREEN)
    _kept_words(version, area, indicator, shown, False)


def _constant_alt(indicator: Indicator) -> str:
    """The same for every authority: a changed text would make the browser build the chart anew, for twice the
    wait.

    What the picture shows is said in the sentence under it, for everybody.
    """
    return (
        f"Line chart of {lower_first(indicator.title)}. The sentence under the chart says what it shows; the"
        " table has every figure."
    )


def _picture(area: str, indicator: str, key: str, parts: bool = False) -> None:
    figures = prepared_desk().figures
    rows, about = (
        _kept_rows(neighbours_in_use.version(), area, indicator, tuple(link.compared()), parts, size()),
        figures.find(indicator),
    )
    if rows.num_rows:
        spec = curve_spec(about.year_type, look(), size())
        st.vega_lite_chart(rows, spec, theme=None, width="stretch", key=key, alt=_constant_alt(about))
    else:
        st.info(alt_words(curve_for(area, indicator)))


def embedded(area: str, indicator: str, address: str) -> None:
    """The curve inside somebody else's page: no control, the source and the date, the figures, and the way to
    the whole page.
    """
    answer = curve_for(area, indicator)
    html(f'<h1 class="embedded">{escape(answer.place.name)}: {escape(answer.indicator.short)}</h1>')
    _picture(area, indicator, "embedded")
    version, shown = neighbours_in_use.version(), tuple(link.compared())
    kept = _kept_rows(version, area, indicator, shown, False, size())
    forecast = forecast_for(area, indicator) if "ahead" in shown else None
    html(
        f'<p class="note">{escape(caption(answer, kept.to_pylist(), forecast))}</p>'
        + embedded_words(answer, address)
        + details("The same figures as a table", _kept_tables(version, area, indicator, shown, False))
    )


def tables(area: str, indicator: str, parts: bool = False) -> None:
    """Every figure of the curve."""
    html(_kept_tables(neighbours_in_use.version(), area, indicator, tuple(link.compared()), parts))


def curve(
    area: str, indicator: str, key: str, parts: bool = False, after: str = "", with_table: bool = True
) -> None:
    """The curve with everything that belongs to it: words, table, source, files to take away.

    after: what the page says next. with_table: False where the page offers `tables` in a place of its own.
    """
    version, shown = neighbours_in_use.version(), tuple(link.compared())
    _picture(area, indicator, key, parts)
    if with_table:
        with st.expander("The same figures as a table", key=f"{key}-table", on_change="rerun") as table:
            if table.open:  # three hundred cells that few readers open are not worth everybody's wait
                tables(area, indicator, parts)
    html(neighbours_in_use.with_files(_kept_words, version)(version, area, indicator, shown, parts) + after)

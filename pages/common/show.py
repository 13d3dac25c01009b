"""Putting finished answers on the screen. Whatever is the same for everybody is built once and kept."""

from base64 import b64encode
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import pyarrow as pa
import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.foresight import narrower_words
from c4eo_core.answers.words import alt_words, better_words, gap_words, lower_first, quality_words, source_words
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.theme import DARK, LIGHT, SCREEN, Look, Size, size_for
from c4eo_core.model.indicator import Indicator
from c4eo_core.reports.html import curve_table, details, forecast_table
from c4eo_core.reports.public_html import embedded_words
from pages.common import link, near
from pages.common.chart_tables import columns, kept_tables, table_of
from pages.common.files import take_away_html
from pages.common.kept import curve_for, forecast_for

_KEPT = 3000
_WORDS = ("role", "series", "series_role", "period", "shown", "text", "brief", "why", "text_page", "text_tablet", "text_phone")
_NUMBERS = ("year", "value", "value2", "run", "lift_page", "lift_tablet", "lift_phone")
CURVE_SCHEMA = columns(_WORDS, _NUMBERS)


def look() -> Look:
    return DARK if st.context.theme.type == "dark" else LIGHT


def size() -> Size:
    return size_for(link.projector())


@cache
def icon() -> str:
    """As a data address: given a path, Streamlit would read the file at every run."""
    drawn = (Path(__file__).parent / "icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


# Only where they are needed: a rule that asks what the whole page :has() makes the browser look at every mark of a chart again.
# Read from the back of the room: in projector view no word of a session is under 20 px.
_SESSION = (
    'body:has(.st-key-hidden-state) [data-testid="stMain"] :is([data-testid="stWidgetLabel"] p, input, textarea, button p, '
    '[data-testid="stText"], [data-baseweb="select"] div, label p, summary p, .saved, .c4 table) { font-size: 1rem !important; }'
)
_EMBEDDED = '[data-testid="stMainBlockContainer"] { padding-top: 1rem; padding-bottom: .5rem; }'


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def style() -> None:
    """The sheet of styles; in projector view everything grows with the root size, and the page's own furniture goes."""
    small = ".when, .note, caption, .tag, thead th, .card p:not(.size), .card .kind, .brief-facts > div, .rail .chip"
    big = f"html {{ font-size: 20px; }} .c4 :is({small}) {{ font-size: 1rem !important; }}"
    st.html(f"<style>{_style()}{big + _SESSION if link.projector() else ''}{_EMBEDDED if link.embedded() else ''}</style>")


def html(inside: str) -> None:
    """A piece of a page; `inside` comes from c4eo_core.reports.html, where every text is escaped."""
    st.html(f'<div class="c4 {look().name}">{inside}</div>')


@kept_tables(maxsize=_KEPT)
def _kept_rows(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool, of: Size) -> pa.Table:
    """As the table Streamlit sends: converting it again for every reader costs more than all the rest."""
    rows = curve_rows(curve_for(area, indicator, version), shown, parts, of, forecast=forecast_for(area, indicator))
    return table_of(rows, CURVE_SCHEMA)


@lru_cache(maxsize=_KEPT)
def _kept_words(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool) -> str:
    curve = curve_for(area, indicator, version)
    forecast = forecast_for(area, indicator) if "ahead" in shown and not parts else None
    ahead = [forecast.words, forecast.own_words, narrower_words(forecast), forecast.record_words] if forecast else []
    lines = [alt_words(curve), gap_words(curve), better_words(curve.indicator), quality_words(curve), *ahead]
    notes = "".join(f'<p class="note">{escape(line)}</p>' for line in lines if line)
    words = {"area": area, "indicator": indicator, "with": ".".join(shown), "both": "on" if parts else "off"}
    words |= near.file_words() if near.is_chosen(version) else {}
    files = take_away_html("curve", words, f"{alt_words(curve)} {source_words(curve.indicator)}")
    return notes + files


@lru_cache(maxsize=300)
def _kept_tables(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool) -> str:
    forecast = forecast_for(area, indicator) if "ahead" in shown and not parts else None
    return curve_table(curve_for(area, indicator, version)) + (forecast_table(forecast) if forecast and forecast.baseline else "")


def keep(area: str, indicator: str) -> None:
    """Builds the curve as a reader first sees it."""
    version, shown = prepared_desk().figures.version, tuple(link.COMPARATORS)
    _kept_rows(version, area, indicator, shown, False, SCREEN)
    _kept_words(version, area, indicator, shown, False)


def _constant_alt(indicator: Indicator) -> str:
    """The same for every authority: a changed text would make the browser build the chart anew, for twice the wait.

    What the picture shows is said in the sentence under it, for everybody.
    """
    return (
        f"Line chart of {lower_first(indicator.title)}. The sentence under the chart says what it shows; the table has every figure."
    )


def _picture(area: str, indicator: str, key: str, parts: bool = False) -> None:
    figures = prepared_desk().figures
    rows, about = _kept_rows(near.version(), area, indicator, tuple(link.compared()), parts, size()), figures.find(indicator)
    if rows.num_rows:
        spec = curve_spec(about.year_type, look(), size())
        st.vega_lite_chart(rows, spec, theme=None, width="stretch", key=key, alt=_constant_alt(about))
    else:
        st.info(alt_words(curve_for(area, indicator)))


def embedded(area: str, indicator: str, address: str) -> None:
    """The curve inside somebody else's page: no control, the source and the date, the figures, and the way to the whole page."""
    answer = curve_for(area, indicator)
    html(f'<h1 class="embedded">{escape(answer.place.name)}: {escape(answer.indicator.short)}</h1>')
    _picture(area, indicator, "embedded")
    version, shown = near.version(), tuple(link.compared())
    html(embedded_words(answer, address) + details("The same figures as a table", _kept_tables(version, area, indicator, shown, False)))


def tables(area: str, indicator: str, parts: bool = False) -> None:
    """Every figure of the curve."""
    html(_kept_tables(near.version(), area, indicator, tuple(link.compared()), parts))


def curve(area: str, indicator: str, key: str, parts: bool = False, after: str = "", with_table: bool = True) -> None:
    """The curve with everything that belongs to it: words, table, source, files to take away.

    after: what the page says next. with_table: False where the page offers `tables` in a place of its own.
    """
    version, shown = near.version(), tuple(link.compared())
    _picture(area, indicator, key, parts)
    if with_table:
        with st.expander("The same figures as a table", key=f"{key}-table", on_change="rerun") as table:
            if table.open:  # three hundred cells that few readers open are not worth everybody's wait
                tables(area, indicator, parts)
    html(near.with_files(_kept_words, version)(version, area, indicator, shown, parts) + after)

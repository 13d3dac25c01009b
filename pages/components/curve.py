"""Putting finished answers on the screen. Whatever is the same for everybody is built once and kept."""

from dataclasses import replace
from functools import lru_cache

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.forecasts.words import narrower_words
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.own_movement import own_movement, own_movement_words
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import alt_words, better_words, gap_words, lower_first, source_words
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.curve_words import caption
from c4eo_core.charts.theme import SCREEN, Size
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.markup import NOTHING, markup
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
    version: str,
    area: str,
    indicator: str,
    shown: tuple[str, ...],
    parts: bool,
    of: Size,
    national_out: bool = False,
) -> pa.Table:
    """As the table Streamlit sends: converting it again for every reader costs more than all the rest."""
    curve, forecast = _without_the_nation(version, area, indicator) if national_out else (None, None)
    rows = curve_rows(
        curve or curve_for(area, indicator, version),
        shown,
        parts,
        of,
        forecast=forecast if curve else forecast_for(area, indicator),
        national_out=curve is not None,
    )
    return table_of(rows, CURVE_SCHEMA)


def _without_the_nation(version: str, area: str, indicator: str) -> tuple[Curve | None, Forecast | None]:
    """The area's own movement and its baseline with the nation held where it is; None without a path."""
    curve = own_movement(prepared_desk(), curve_for(area, indicator, version))
    forecast = forecast_for(area, indicator)
    held = (
        replace(forecast, baseline=forecast.relative, under_way=None)
        if forecast and forecast.relative
        else None
    )
    return curve, held


@lru_cache(maxsize=_KEPT)
def _kept_caption(
    version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool, national_out: bool = False
) -> Markup:
    """What stands under the picture: what is drawn, by which method, for which years, on what scale."""
    curve, forecast = _without_the_nation(version, area, indicator) if national_out else (None, None)
    if curve is None:
        curve, forecast = curve_for(area, indicator, version), forecast_for(area, indicator)
        national_out = False
    rows = _kept_rows(version, area, indicator, shown, parts, SCREEN, national_out).to_pylist()
    words = caption(curve, rows, forecast if "ahead" in shown and not parts else None)
    lines = [own_movement_words(curve), words] if national_out else [words]
    return Markup().join(markup('<p class="note">{line}</p>', line=line) for line in lines if line)


@lru_cache(maxsize=_KEPT)
def _kept_words(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool) -> Markup:
    curve = curve_for(area, indicator, version)
    forecast = forecast_for(area, indicator) if "ahead" in shown and not parts else None
    ahead = (
        [forecast.words, forecast.own_words, narrower_words(forecast), forecast.record_words]
        if forecast
        else []
    )
    lines = [alt_words(curve), gap_words(curve), better_words(curve.indicator), quality_words(curve), *ahead]
    notes = Markup().join(markup('<p class="note">{line}</p>', line=line) for line in lines if line)
    words = {"area": area, "indicator": indicator, "with": ".".join(shown), "both": "on" if parts else "off"}
    words |= neighbours_in_use.file_words() if neighbours_in_use.is_chosen(version) else {}
    files = take_away_html("curve", words, f"{alt_words(curve)} {source_words(curve.indicator)}")
    return notes + files


@lru_cache(maxsize=300)
def _kept_tables(version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool) -> Markup:
    forecast = forecast_for(area, indicator) if "ahead" in shown and not parts else None
    return curve_table(curve_for(area, indicator, version)) + (
        forecast_table(forecast) if forecast and forecast.baseline else Markup()
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


def _picture(area: str, indicator: str, key: str, parts: bool = False, national_out: bool = False) -> None:
    version, shown = neighbours_in_use.version(), tuple(link.compared())
    rows = _kept_rows(version, area, indicator, shown, parts, size(), national_out)
    about = prepared_desk().figures.find(indicator)
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
    html(
        markup(
            '<h1 class="embedded">{name}: {short}</h1>', name=answer.place.name, short=answer.indicator.short
        )
    )
    _picture(area, indicator, "embedded")
    version, shown = neighbours_in_use.version(), tuple(link.compared())
    html(
        _kept_caption(version, area, indicator, shown, False)
        + embedded_words(answer, address)
        + details("The same figures as a table", _kept_tables(version, area, indicator, shown, False))
    )


def tables(area: str, indicator: str, parts: bool = False) -> None:
    """Every figure of the curve."""
    html(_kept_tables(neighbours_in_use.version(), area, indicator, tuple(link.compared()), parts))


def _own_key(key: str) -> str:
    return f"{key}-own"


def _ours_or_everybodys(key: str) -> None:
    """Under the picture, so that the picture comes first; what it holds is known before it is drawn again."""
    st.toggle(
        "Show the difference from the national trend",
        key=_own_key(key),
        help="Shows what is the area's own: every line as if the middle authority had not moved.",
    )


def curve(
    area: str,
    indicator: str,
    key: str,
    parts: bool = False,
    after: Markup = NOTHING,
    with_table: bool = True,
    beside: Markup = NOTHING,
) -> None:
    """The curve with everything that belongs to it: words, table, source, files to take away.

    after: what the page says next. with_table: False where the page offers `tables` in a place of its own.
    beside: what stands at the right of the picture, on a phone under it.
    """
    version, shown = neighbours_in_use.version(), tuple(link.compared())
    national_out = not parts and bool(st.session_state.get(_own_key(key)))
    if beside:
        left, right = st.columns([3, 1], gap="medium")
        with left:
            _picture(area, indicator, key, parts, national_out)
        with right:
            html(beside)
    else:
        _picture(area, indicator, key, parts, national_out)
    html(_kept_caption(version, area, indicator, shown, parts, national_out))
    if not parts:
        _ours_or_everybodys(key)
    if with_table:
        with st.expander("The same figures as a table", key=f"{key}-table", on_change="rerun") as table:
            if table.open:  # three hundred cells that few readers open are not worth everybody's wait
                tables(area, indicator, parts)
    html(neighbours_in_use.with_files(_kept_words, version)(version, area, indicator, shown, parts) + after)

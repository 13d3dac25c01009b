"""Putting finished answers on the screen. Whatever is the same for everybody is built once and kept."""

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from c4eo_core.answers.curve import Curve, curve_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.words import alt_words, better_words, gap_words, quality_words, source_words
from c4eo_core.charts.curve import curve_rows, curve_spec, full_spec
from c4eo_core.charts.theme import DARK, LIGHT, Look, Size, size_for
from c4eo_core.reports.html import curve_table, details
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables import curve_csv, curve_xlsx
from pages.common import link

_KEPT = 4000


def look() -> Look:
    return DARK if st.context.theme.type == "dark" else LIGHT


def size() -> Size:
    return size_for(link.projector())


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def style() -> None:
    """The sheet of styles; in projector view everything grows with the root size, and the page's own furniture goes."""
    big = "html { font-size: 20px; } .c4 .when, .c4 .note, .c4 caption, .c4 .tag, .c4 thead th { font-size: 1rem !important; }"
    st.html(f"<style>{_style()}{big if link.projector() else ''}</style>")


def html(inside: str) -> None:
    """A piece of a page; `inside` comes from c4eo_core.reports.html, where every text is escaped."""
    st.html(f'<div class="c4 {look().name}">{inside}</div>')


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def kept_curve(_version: str, area: str, indicator: str) -> Curve:
    desk = prepared_desk()
    return curve_of(desk, desk.figures.areas.by_code(area), desk.figures.indicators[desk.figures.index[indicator]])


def curve_for(area: str, indicator: str) -> Curve:
    return kept_curve(prepared_desk().figures.version, area, indicator)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _kept_rows(_version: str, area: str, indicator: str, shown: tuple[str, ...], parts: bool, of: Size) -> list[dict]:
    return curve_rows(curve_for(area, indicator), shown, parts, of)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _kept_words(_version: str, area: str, indicator: str) -> str:
    curve = curve_for(area, indicator)
    lines = [gap_words(curve), better_words(curve.indicator), quality_words(curve)]
    notes = "".join(f'<p class="note">{escape(line)}</p>' for line in lines if line)
    return notes + details("The same figures as a table", curve_table(curve))


def curve(area: str, indicator: str, key: str, parts: bool = False) -> None:
    """The curve with everything that belongs to it: words, table, source, and files to take away."""
    version, shown = prepared_desk().figures.version, tuple(link.compared())
    answer = curve_for(area, indicator)
    rows = _kept_rows(version, area, indicator, shown, parts, size())
    if not rows:
        st.info(alt_words(answer))
        return
    st.vega_lite_chart(
        rows, curve_spec(answer.indicator.year_type, look(), size()), theme=None, width="stretch", key=key, alt=alt_words(answer)
    )
    html(_kept_words(version, area, indicator))
    take_away(answer, rows, key)


def take_away(answer: Curve, rows: list[dict], key: str) -> None:
    """Files are made when they are asked for, not before."""
    name = f"{answer.indicator.id}-{answer.place.name.lower().replace(' ', '-').replace(',', '')}"
    spec = full_spec(answer, rows)
    files = (
        ("Picture (PNG)", "png", "image/png", lambda: chart_png(spec)),
        ("Picture (SVG)", "svg", "image/svg+xml", lambda: chart_svg(spec)),
        ("Figures (CSV)", "csv", "text/csv", lambda: curve_csv(answer)),
        ("Figures (Excel)", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda: curve_xlsx(answer)),
    )
    with st.popover("Take this away", icon=":material/download:"):
        for label, ending, mime, make in files:
            st.download_button(label, make, f"{name}.{ending}", mime, key=f"{key}-{ending}", on_click="ignore", width="stretch")
        st.caption("Copy this sentence")
        st.code(f"{alt_words(answer)} {source_words(answer.indicator)}", language=None, wrap_lines=True)

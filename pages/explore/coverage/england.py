"""All England: each authority by reach, or by a headline of family wellbeing beside it; a click opens that
authority.
"""

from functools import lru_cache

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.coverage.distances import NotCovered, prepared_coverage_data
from c4eo_core.answers.coverage.england import ALL, GROUPS, EnglandReach, england_reach
from c4eo_core.answers.coverage.phrases import of_all_words
from c4eo_core.answers.coverage.shape import CoverageQuestion
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.all_areas import all_areas_of
from c4eo_core.answers.standing.words import source_words
from c4eo_core.catalogue.choices import priorities
from c4eo_core.charts.theme import Look
from c4eo_core.maps import deck
from c4eo_core.maps.choropleth import FIFTHS, PICKED, map_rows, map_spec
from c4eo_core.maps.coverage_key import coverage_key, dots_words
from c4eo_core.maps.coverage_map import coverage_height
from c4eo_core.maps.coverage_rows import REACH
from c4eo_core.maps.england_map import TOLD, reach_rows
from c4eo_core.model.markup import markup
from c4eo_core.model.refused import Refused, answered
from c4eo_core.reports.html.comparisons import map_legend
from c4eo_core.reports.html.coverage import england_key, key
from c4eo_core.reports.html.coverage_tables import england_table
from pages.cached import coverage
from pages.cached.chart_tables import kept_tables, table_of
from pages.downloads.map_layers import address
from pages.session import link, screen

_HINT = "Choose an authority on the map to open it. London is easier to find in the table below."
_ALT = "Map of England by authority. The sentence above says what it shows; the table below has every figure."


def section(area: str, asked: CoverageQuestion) -> None:
    version = coverage.version()
    answer = _answer(version, asked.without_own())
    if isinstance(answer, Refused):
        st.info(answer.why)
        return
    screen.html(
        markup(
            '<p class="lead">{words}</p><p class="note">{dated}</p>', words=answer.words, dated=_dated(answer)
        )
    )
    options = GROUPS | _headlines(version)
    paint_key, move_key = link.choice("shade", list(options), ALL), link.flag("zoom")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Colour by",
            list(options),
            format_func=lambda k: _option(k, options),
            key=paint_key,
            width=420,
            persist_state="session",
        )
        st.toggle(
            "Move and zoom: every small area",
            key=move_key,
            persist_state="session",
            help="Needs a graphics card.",
        )
    paint, moving = st.session_state[paint_key], st.session_state[move_key]
    link.write("shade", paint, ALL)
    link.write("zoom", "on" if moving else "off", "off")
    if moving:
        _moving(asked)
    else:
        _choropleth(version, area, asked, answer, paint)
    with st.expander("Every authority as a table", key="england-table", on_change="rerun") as table:
        if table.open:
            screen.html(_table(version, area, asked.without_own()))


def _dated(e: EnglandReach) -> str:
    children = prepared_coverage_data().places.origins["small_areas"].words
    complete = of_all_words(e.listed, len(e.rows))
    return (
        f"Services: {e.source}, {e.date_words}; the published list covers {complete}. Children: {children}."
        f" {e.asked.service.caution}"
    )


def _option(name: str, options: dict[str, str]) -> str:
    return f"In reach: {options[name]}" if name in GROUPS else options[name]


@lru_cache(maxsize=40)
def _answer(_version: str, asked: CoverageQuestion) -> EnglandReach | Refused:
    try:
        return england_reach(prepared_coverage_data(), asked)
    except NotCovered as error:
        return Refused(str(error))


@lru_cache(maxsize=2)
def _headlines(_version: str) -> dict[str, str]:
    figures = prepared_desk().figures
    return {i.id: i.short for h in priorities()["family_wellbeing"].headlines for i in (figures.find(h.key),)}


@lru_cache(maxsize=40)
def _table(version: str, area: str, asked: CoverageQuestion) -> Markup:
    return england_table(answered(_answer(version, asked)), area)


def _neighbours(area: str) -> frozenset[str]:
    shown = "neighbours" in link.compared()
    return (
        frozenset(n.code for n in prepared_desk().figures.neighbours.get(area, ())) if shown else frozenset()
    )


@kept_tables(maxsize=200)
def _rows(version: str, area: str, asked: CoverageQuestion, paint: str, shown: frozenset[str]) -> pa.Table:
    if paint in GROUPS:
        return table_of(reach_rows(answered(_answer(version, asked)), paint, area, shown))
    desk = prepared_desk()
    found = all_areas_of(desk, desk.figures.areas.by_code(area), desk.figures.find(paint))
    return table_of(map_rows(found, FIFTHS, None, ("neighbours",) if shown else ()))


def _choropleth(version: str, area: str, asked: CoverageQuestion, answer: EnglandReach, paint: str) -> None:
    near, look = _neighbours(area), screen.look()
    reach = paint in GROUPS
    told = {"told": TOLD} if reach else {}
    drawn, beside = st.columns([7, 4], gap="medium")
    with drawn:
        event = st.vega_lite_chart(
            _rows(version, area, asked.without_own(), paint, near),
            map_spec(look, screen.size(), choosing=True, **told),
            theme=None,
            width="stretch",
            key=f"england-{'reach' if reach else 'indicator'}",
            alt=_ALT,
            on_select="rerun",
            selection_mode=[PICKED],
        )
    _go(event["selection"].get(PICKED), area)
    with beside:
        screen.html(
            _key(area, answer, paint, look, bool(near)) + markup('<p class="note">{hint}</p>', hint=_HINT)
        )


def _key(area: str, answer: EnglandReach, paint: str, look: Look, near: bool) -> Markup:
    desk = prepared_desk()
    place = desk.figures.areas.by_code(area)
    if paint in GROUPS:
        return england_key(answer, paint, look, place.name, near)
    found = all_areas_of(desk, place, desk.figures.find(paint))
    source = markup('<p class="note">{source_words}</p>', source_words=source_words(found.indicator))
    return markup(
        "<h3>{title}</h3>{map_legend}{source}",
        title=found.indicator.title,
        map_legend=map_legend(found, FIFTHS, look, near),
        source=source,
    )


def _go(picked: list[dict] | None, area: str) -> None:
    """Opens the authority that was clicked, once: the pick stays in the chart until another is made."""
    code = picked[0].get("code") if picked else None
    known = st.session_state.get("england_picked")
    st.session_state["england_picked"] = code
    if code and code not in (known, area):
        st.query_params["area"], st.query_params["where"] = code, "here"  # the link wins when it changes
        st.rerun()


def _moving(asked: CoverageQuestion) -> None:
    """Every small area of England, by address: the browser asks once and keeps it."""
    look, height = screen.look(), coverage_height(screen.size())
    england = prepared_coverage_data().areas.england.code
    words = coverage.words_of(asked) | {"look": look.name}
    extras = {"services": "Services"} | (
        {"schools": "Schools without one near"} if asked.service.schools else {}
    )
    also = link.select_several(st.pills, "Also on the map", "also", extras, selection_mode="multi")
    layers = [*deck.land(look), deck.dots(address("dots.json", england, **words), least=1.3, ringed=False)]
    if "schools" in also:
        layers.append(deck.school_points(address("schools.json", england, **words), look))
    if "services" in also:
        layers.append(deck.services(address("services.json", england, **words), look, least=2.0))
    st.pydeck_chart(deck.deck(layers, deck.ENGLAND_VIEW, look, height), height=height, key="england-deck")
    whole = answered(coverage.published(england, asked))
    marks = [
        ("out-solid" if kind == "out" else kind, said)
        for kind, said in coverage_key(whole, REACH, tuple(also))
    ]
    marks += [("school", "schools without one near")] if "schools" in also else []
    empty = "" if whole.complete else " Authorities without a published list are left empty."
    screen.html(key(marks, look, dots_words(whole, REACH) + empty))

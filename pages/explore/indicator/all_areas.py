"""All authorities on one indicator: the strip, the map and the table, for the page of one indicator."""

from functools import lru_cache

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.standing.all_areas import ORDERS, AllAreas, all_areas_of, spread_words
from c4eo_core.answers.standing.words import source_words
from c4eo_core.charts.strip import better_side, strip_rows, strip_spec
from c4eo_core.charts.theme import Look, Size
from c4eo_core.maps.choropleth import AGAINST_ENGLAND, FIFTHS, map_alt, map_rows, map_spec
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.comparisons import areas_table, map_legend
from pages.cached.chart_tables import kept_tables, table_of
from pages.components import curve  # noqa: F401 - compare_files makes the files
from pages.downloads.maker import take_away_html
from pages.session import link, neighbours_in_use, screen  # noqa: F401 - compare_files makes the files

_KEPT = 1000
_COLOURS = {FIFTHS: "Five groups, low to high", AGAINST_ENGLAND: "Against England"}
LONDON = "E12000007"


@lru_cache(maxsize=_KEPT)
def _kept_answer(version: str, area: str, indicator: str) -> AllAreas:
    desk = neighbours_in_use.desk_at(version)
    return all_areas_of(desk, desk.figures.areas.by_code(area), desk.figures.find(indicator))


@kept_tables(maxsize=_KEPT)
def _kept_strip(version: str, area: str, indicator: str, shown: tuple[str, ...], size: Size) -> pa.Table:
    return table_of(strip_rows(_kept_answer(version, area, indicator), shown, size))


@kept_tables(maxsize=_KEPT)
def _kept_map(
    version: str, area: str, indicator: str, colouring: str, region: str | None, shown: tuple[str, ...]
) -> pa.Table:
    return table_of(map_rows(_kept_answer(version, area, indicator), colouring, region, shown))


@lru_cache(maxsize=_KEPT)
def _kept_legend(
    version: str, area: str, indicator: str, colouring: str, look: Look, with_neighbours: bool
) -> Markup:
    return map_legend(_kept_answer(version, area, indicator), colouring, look, with_neighbours)


@lru_cache(maxsize=_KEPT)
def _kept_table(version: str, area: str, indicator: str, order: str) -> Markup:
    return areas_table(_kept_answer(version, area, indicator), order)


def all_areas_section(area: str, indicator: str) -> None:
    """Strip, map and table of every authority, `area` in focus. Headings are the caller's."""
    version, shown = neighbours_in_use.version(), tuple(link.compared())
    answer = _kept_answer(version, area, indicator)
    if answer.spread is None:
        st.info(spread_words(answer))
        return
    st.vega_lite_chart(
        _kept_strip(version, area, indicator, shown, screen.size()),
        strip_spec(screen.look(), screen.size()),
        theme=None,
        width="stretch",
        key="all-strip",
        alt=_constant_alt("Strip", answer),
    )
    screen.html(
        markup(
            '<p class="note">{spread_words} {better_side} {diamonds}</p>',
            spread_words=spread_words(answer),
            better_side=better_side(answer),
            diamonds=neighbours_in_use.diamonds(),
        )
    )
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _map(answer, version, shown)
    with right:
        _table(answer, version)
    source = markup(
        '<p class="note">{source_words} Boundaries: Office for National Statistics, December 2023.</p>',
        source_words=source_words(answer.indicator),
    )
    sentence = f"{spread_words(answer)} {source_words(answer.indicator)}"
    screen.html(
        take_away_html(
            "all-areas", {"area": area, "indicator": indicator} | neighbours_in_use.file_words(), sentence
        )
        + source
    )


def _constant_alt(picture: str, answer: AllAreas) -> str:
    """The same for every authority, so that a change of authority changes data and not the chart."""
    return (
        f"{picture} of every authority: {answer.indicator.short}. "
        "The words beside it say where the place stands; the table has every figure."
    )


def _map(answer: AllAreas, version: str, shown: tuple[str, ...]) -> None:
    area, indicator = answer.place.code, answer.indicator.id
    region = answer.own.region
    places = {"england": "England"} | ({region.code: region.name} if region else {}) | {LONDON: "London"}
    with st.container(horizontal=True):
        frame = _picked("Show", "map", places, "england")
        colouring = _picked("Colour by", "colour", _COLOURS, FIFTHS) if answer.indicator.judged else FIFTHS
    within = None if frame == "england" else frame
    st.vega_lite_chart(
        _kept_map(version, area, indicator, colouring, within, shown),
        map_spec(screen.look(), screen.size()),
        theme=None,
        width="stretch",
        key="all-map",
        alt=_constant_alt("Map", answer),
    )
    words = markup(
        '<p class="note">{map_alt}</p>', map_alt=map_alt(answer, colouring, places[frame] if within else None)
    )
    screen.html(
        _kept_legend(version, area, indicator, colouring, screen.look(), "neighbours" in shown) + words
    )
    if not within:
        screen.html(
            Markup('<p class="note">London\'s 33 small authorities are easier to see with Show: London.</p>')
        )


def _table(answer: AllAreas, version: str) -> None:
    orders = {k: v for k, v in ORDERS.items() if k != "rank" or answer.indicator.judged}
    order = _picked("Order by", "order", orders, next(iter(orders)))
    screen.html(_kept_table(version, answer.place.code, answer.indicator.id, order))


def _picked(label: str, name: str, options: dict[str, str], default: str) -> str:
    """One of a few, kept in the link; a choice that no longer exists falls back to the default."""
    return link.select(st.segmented_control, label, name, options, default, required=True, wrap=True)

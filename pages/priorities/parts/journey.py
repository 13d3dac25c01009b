"""The journey on the page: the moves a child makes, each with what is seen before and after, in a picture,
words and a table.
"""

from functools import lru_cache

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.standing.journey import (
    BY_CHANCE,
    READ_WITH_CARE,
    Leg,
    alt_words,
    doubts,
    marks,
    table_rows,
)
from c4eo_core.answers.standing.journey_headline import each_pair, headline, standing_out
from c4eo_core.catalogue.choices import journey
from c4eo_core.charts.journey import height_of, journey_rows, journey_spec
from c4eo_core.model.markup import NOTHING, markup
from c4eo_core.reports.html.pieces import details, listing, table
from pages.cached.chart_tables import columns, kept_tables, table_of
from pages.downloads.journey import leg_at
from pages.downloads.maker import take_away_html
from pages.session import link, neighbours_in_use, screen

ALL, _DEFAULT = "all", "year_7"
HEADING = markup(
    '<h2>Before and after each move</h2><p class="note">{read_with_care} {by_chance}</p>',
    read_with_care=READ_WITH_CARE,
    by_chance=BY_CHANCE,
)
_KEPT = 2000
_HEADERS = (
    "Measure",
    "Side",
    "About",
    "Period",
    "Here",
    "Neighbours' median",
    "England",
    "Against neighbours",
)
_SCHEMA = columns(("role", "text", "brief", "place", "measure", "shown"), ("x", "x2", "y", "y2"))


@lru_cache(maxsize=_KEPT)
def _kept(version: str, area: str, move: str) -> Leg:
    return leg_at(neighbours_in_use.desk_at(version), area, move)


@kept_tables(maxsize=_KEPT)
def _kept_rows(version: str, area: str, move: str, shown: tuple[str, ...]) -> pa.Table:
    return table_of(journey_rows(_kept(version, area, move), shown), _SCHEMA)


@lru_cache(maxsize=_KEPT)
def _kept_words(version: str, area: str, move: str, shown: tuple[str, ...]) -> tuple[Markup, Markup]:
    """What is said above the picture, and what lies below it."""
    leg = _kept(version, area, move)
    above = markup(
        '<h3 class="finding">{headline}</h3><p class="note"><strong>{title}.</strong> {changes}</p>{listing}',
        headline=headline(leg),
        title=leg.move.title,
        changes=leg.move.changes,
        listing=listing(standing_out(leg), "sentences brief"),
    )
    figures = table(
        _HEADERS,
        table_rows(leg),
        f"{leg.move.title}: {leg.area.name}, neighbours and England",
        numeric_from=4,
    )
    below = details(
        "The same figures as a table", figures + (listing(marks(leg), "marks") if marks(leg) else Markup())
    )
    below += details("Each measure in words", listing(each_pair(leg))) if leg.pairs else Markup()
    below += (
        details("What is not published for this move", listing(list(leg.move.missing), "marks"))
        if leg.move.missing
        else Markup()
    )
    below += (
        details("Take care with these figures", listing(doubts(leg), "marks")) if doubts(leg) else Markup()
    )
    words = {"area": area, "move": move, "with": ".".join(shown)} | (
        neighbours_in_use.file_words() if neighbours_in_use.is_chosen(version) else {}
    )
    below += take_away_html("journey", words, alt_words(leg))
    return above, below


def section(then: Markup) -> None:
    """then: the heading of what comes next."""
    moves = {ALL: "All four", **{m.id: m.title for m in journey().moves}}
    chosen = link.select(st.segmented_control, "Which move?", "move", moves, _DEFAULT, required=True)
    if chosen != ALL:
        _panel(chosen, then)
        return
    ids = list(moves)[1:]
    for pair in (ids[:2], ids[2:]):
        for column, move in zip(st.columns(2, gap="large"), pair, strict=False):
            with column:
                _panel(move)
    screen.html(then)


def _panel(move: str, then: Markup = NOTHING) -> None:
    at, shown = (neighbours_in_use.version(), link.area_code(), move), tuple(link.compared())
    leg, (above, below) = _kept(*at), neighbours_in_use.with_files(_kept_words, at[0])(*at, shown)
    screen.html(above)
    spec = journey_spec(height_of(leg), screen.look(), screen.size())
    st.vega_lite_chart(
        _kept_rows(*at, shown),
        spec,
        theme=None,
        width="stretch",
        key=f"journey-{move}",
        alt=_constant_alt(leg),
    )
    screen.html(below + then)


def _constant_alt(leg: Leg) -> str:
    """The same for every authority, so that a change of authority changes data and not the chart."""
    return (
        f"{leg.move.title}: figures before and after the move. The sentences above say what they show; the"
        " table below has them all."
    )

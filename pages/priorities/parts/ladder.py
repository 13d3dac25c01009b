"""The ladder of gaps on the page: choose the two groups, read what stands out, see every rung,
take it away.
"""

from functools import lru_cache

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.standing.ladder import READ_WITH_CARE, LadderAnswer, concern_name, ladder_of
from c4eo_core.answers.standing.ladder_tables import table_rows
from c4eo_core.answers.standing.ladder_words import alt_words, doubts, lower, sentences
from c4eo_core.catalogue.choices import ladders
from c4eo_core.charts.ladder import height_of, ladder_rows, ladder_spec
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import details, listing, table
from pages.cached.chart_tables import columns, kept_tables, table_of
from pages.downloads.maker import take_away_html
from pages.session import link, neighbours_in_use, screen

_KEPT = 2000
HEADING = Markup("<h2>The gaps at each age</h2>")
# The same for every authority, so that a change of authority changes data and not the chart; the sentences
# carry the content.
_CONSTANT_ALT = (
    "Dot plot of the gaps at each age: this place, its neighbours' median and England. The sentences above"
    " say"
    " what stands out; the table below has every figure."
)
_HEADERS = ("Stage", "Period", "Place", "Group of concern", "Other group", "Gap", "In words")
_SCHEMA = columns(("role", "text", "brief", "place", "shown"), ("x", "x2", "y", "y2"))


@lru_cache(maxsize=_KEPT)
def _kept(version: str, area: str, ladder: str) -> LadderAnswer:
    desk = neighbours_in_use.desk_at(version)
    return ladder_of(desk, desk.figures.areas.by_code(area), ladder)


@kept_tables(maxsize=_KEPT)
def _kept_rows(version: str, area: str, ladder: str, shown: tuple[str, ...]) -> pa.Table:
    return table_of(ladder_rows(_kept(version, area, ladder), shown), _SCHEMA)


@lru_cache(maxsize=_KEPT)
def _kept_words(version: str, area: str, ladder: str, shown: tuple[str, ...]) -> tuple[Markup, Markup]:
    """What is said above the picture, and what lies below it."""
    answer = _kept(version, area, ladder)
    caption = (
        f"{answer.ladder.title}: {answer.area.name}, neighbours and England. The group of concern:"
        f" {lower(answer.concern)}."
    )
    below = details(
        "The same figures as a table", table(_HEADERS, table_rows(answer), caption, numeric_from=3)
    )
    care = doubts(answer)
    below += details("Take care with these figures", listing(care, "marks")) if care else Markup()
    words = {"area": area, "ladder": ladder, "with": ".".join(shown)} | (
        neighbours_in_use.file_words() if neighbours_in_use.is_chosen(version) else {}
    )
    below += take_away_html("ladder", words, alt_words(answer))
    return listing(sentences(answer)) + markup(
        '<p class="note">{read_with_care}</p>', read_with_care=READ_WITH_CARE
    ), below


def section(then: Markup) -> None:
    """then: the heading of what comes next."""
    names = {entry.id: concern_name(entry) for entry in ladders()}
    first = next(iter(names))
    chosen = link.select(st.pills, "Whose gap?", "ladder", names, first, required=True)
    at, shown = (neighbours_in_use.version(), link.area_code(), chosen), tuple(link.compared())
    answer, (above, below) = _kept(*at), neighbours_in_use.with_files(_kept_words, at[0])(*at, shown)
    screen.html(above)
    spec = ladder_spec(height_of(answer), screen.look(), screen.size())
    st.vega_lite_chart(
        _kept_rows(*at, shown), spec, theme=None, width="stretch", key="ladder-chart", alt=_CONSTANT_ALT
    )
    screen.html(below + then)

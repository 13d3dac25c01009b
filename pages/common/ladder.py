"""The ladder of gaps on the page: choose the two groups, read what stands out, see every rung, take it away."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

import pyarrow as pa
import streamlit as st

from c4eo_core.answers.ladder import (
    COLUMNS,
    READ_WITH_CARE,
    LadderAnswer,
    alt_words,
    concern_name,
    doubts,
    ladder_of,
    lower,
    records,
    sentences,
    table_rows,
)
from c4eo_core.catalogue.choices import ladders
from c4eo_core.charts.ladder import full_spec, height_of, ladder_rows, ladder_spec
from c4eo_core.reports.html import details, listing, table
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables import records_csv
from c4eo_core.store.figures import UnknownIndicator
from pages.common import files, link, near, show
from pages.common.chart_tables import columns, kept_tables, table_of

_KEPT = 2000
HEADING = "<h2>The ladder of gaps</h2>"
# The same for every authority, so that a change of authority changes data and not the chart; the sentences carry the content.
_CONSTANT_ALT = (
    "The ladder of gaps: both groups and the gap between them from five to nineteen, beside neighbours and England. "
    "The sentences above say what stands out; the table below has every figure."
)
_HEADERS = ("Stage", "Period", "Place", "Group of concern", "Other group", "Gap", "In words")
_SCHEMA = columns(("role", "text", "brief", "place", "shown"), ("x", "x2", "y", "y2"))


@lru_cache(maxsize=_KEPT)
def _kept(version: str, area: str, ladder: str) -> LadderAnswer:
    desk = near.desk_at(version)
    return ladder_of(desk, desk.figures.areas.by_code(area), ladder)


@kept_tables(maxsize=_KEPT)
def _kept_rows(version: str, area: str, ladder: str, shown: tuple[str, ...]) -> pa.Table:
    return table_of(ladder_rows(_kept(version, area, ladder), shown), _SCHEMA)


@lru_cache(maxsize=_KEPT)
def _kept_words(version: str, area: str, ladder: str, shown: tuple[str, ...]) -> tuple[str, str]:
    """What is said above the picture, and what lies below it."""
    answer = _kept(version, area, ladder)
    caption = f"{answer.ladder.title}: {answer.area.name}, neighbours and England. The group of concern: {lower(answer.concern)}."
    below = details("The same figures as a table", table(_HEADERS, table_rows(answer), caption, numeric_from=3))
    care = doubts(answer)
    below += details("Take care with these figures", listing(care, "marks")) if care else ""
    words = {"area": area, "ladder": ladder, "with": ".".join(shown)} | (near.file_words() if near.is_chosen(version) else {})
    below += files.take_away_html("ladder", words, alt_words(answer))
    return listing(sentences(answer)) + f'<p class="note">{escape(READ_WITH_CARE)}</p>', below


def section(then: str) -> None:
    """then: the heading of what comes next."""
    names = {entry.id: concern_name(entry) for entry in ladders()}
    first = next(iter(names))
    key = link.choice("ladder", list(names), first)
    st.pills("Whose gap?", list(names), format_func=names.get, key=key, required=True, persist_state="session")
    chosen = st.session_state[key] or first
    link.write("ladder", chosen, first)
    at, shown = (near.version(), link.area_code(), chosen), tuple(link.compared())
    answer, (above, below) = _kept(*at), near.with_files(_kept_words, at[0])(*at, shown)
    show.html(above)
    spec = ladder_spec(height_of(answer), show.look(), show.size())
    st.vega_lite_chart(_kept_rows(*at, shown), spec, theme=None, width="stretch", key="ladder-chart", alt=_CONSTANT_ALT)
    show.html(below + then)


def _asked(words: Mapping[str, str]) -> tuple[tuple[LadderAnswer, tuple[str, ...]], str]:
    desk, wanted = files.desk_of(words), words.get("ladder", "")
    if wanted not in {entry.id for entry in ladders()}:
        raise UnknownIndicator(f"'{wanted}' is not a ladder we have; the ladders are {', '.join(entry.id for entry in ladders())}.")
    area = desk.figures.areas.find(words.get("area", ""))
    shown = tuple(w for w in words.get("with", "neighbours.england").split(".") if w in ("neighbours", "england"))
    return (ladder_of(desk, area, wanted), shown), f"ladder-{wanted.replace('_', '-')}-{files.slug(area.name)}"


def _picture(asked: tuple[LadderAnswer, tuple[str, ...]]) -> dict:
    answer, shown = asked
    return full_spec(answer, ladder_rows(answer, shown))


files.KINDS["ladder"] = files.Maker(
    _asked,
    {
        "png": lambda asked: chart_png(_picture(asked)),
        "svg": lambda asked: chart_svg(_picture(asked)),
        "csv": lambda asked: records_csv(records(asked[0]), COLUMNS),
    },
)

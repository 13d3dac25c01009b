"""The body that the three priority pages share: how are we doing, which curve shall we turn, what is known to
help.
"""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.overview import SORT_WORDS, overview_of
from c4eo_core.catalogue.choices import evidence_sources, priorities
from c4eo_core.charts.theme import LIGHT, Look
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.headline_rows import headline_rows
from c4eo_core.reports.html.masthead import counts_of, finding_words
from c4eo_core.reports.html.pieces import details, evidence_cards
from pages.components import curve, neighbour_choice, seven_questions, what_if
from pages.session import curve_address, link, neighbours_in_use, screen

# A heading goes with the piece of HTML before it: every element of a page costs each reader some time at
# every change.
WHICH_CURVE = Markup("<h2>Which curve shall we turn?</h2>")
_HOW = Markup("<h2>How are we doing?</h2>")
_CHANCE = "With this many comparisons one or two may stand out by chance."


@lru_cache(maxsize=1000)
def _kept_top(version: str, area: str, priority: str, look: Look) -> tuple[Markup, str]:
    """The top of the page, and the indicator of its first row, the worst."""
    desk = neighbours_in_use.desk_at(version)
    answer = overview_of(desk, desk.figures.areas.by_code(area), priority)
    rows = headline_rows(
        answer.curves, look, f"{SORT_WORDS} {_CHANCE}", address=curve_address.of_working_pages(area)
    )
    top = markup(
        '{how}<p class="lead">{finding}</p>{rows}',
        finding=finding_words(counts_of(answer.curves), than="statistical neighbours"),
        how=_HOW,
        rows=rows,
    )
    # As ASCII: one dash makes Python keep every character of a text in two bytes, and there are hundreds of
    # these.
    return Markup(top.encode("ascii", "xmlcharrefreplace").decode("ascii")), answer.curves[0].indicator.id


def _top(priority: str) -> tuple[Markup, str]:
    return _kept_top(neighbours_in_use.version(), link.area_code(), priority, screen.look())


def keep(area: str) -> None:
    """Builds what the three priority pages show first for an authority, so that nobody waits for it."""
    for priority in priorities():
        _, worst = _kept_top(prepared_desk().figures.version, area, priority, LIGHT)
        curve.keep(area, worst)


def how_are_we_doing(priority: str, then: Markup = WHICH_CURVE) -> None:
    """The title, what we want for children, the headline rows, and the heading of what comes next."""
    said = neighbour_choice.note_html(neighbour_choice.here())
    screen.html(_top(priority)[0].replace(_HOW, _HOW + said, 1) + then)


@lru_cache(maxsize=4)
def _other_options(_version: str, priority: str) -> dict[str, str]:
    """Every indicator of the priority by id, headlines first."""
    figures = prepared_desk().figures
    headlines = [figures.find(h.key) for h in priorities()[priority].headlines]
    others = [i for i in figures.indicators if i.priority == priority and i not in headlines]
    return {i.id: i.short for i in [*headlines, *others]}


def which_curve_and_what_helps(priority: str) -> None:
    """One headline, or any other indicator of the priority, in full; then the evidence. Its heading stands in
    the piece before.
    """
    options = _other_options(prepared_desk().figures.version, priority)
    _, worst = _top(priority)
    chosen = link.select(st.selectbox, "Curve", "curve", options, worst, unwritten="", persist_state=None)
    curve.curve(link.area_code(), chosen, key="curve")
    what_if.section(link.area_code(), chosen)
    screen.html(
        _kept_after(priority, chosen)
    )  # a piece of its own: it stays as it is when the authority changes
    seven_questions.on_priority(priority, chosen)


@lru_cache(maxsize=600)
def _kept_after(priority: str, indicator: str) -> Markup:
    """What the chosen curve measures, and what is known to help."""
    desk = prepared_desk()
    answer = overview_of(desk, desk.figures.areas.by_code(link.DEFAULT_AREA), priority)
    why = answer.why.get(indicator)
    measures = markup("<p>{definition}</p>", definition=desk.figures.find(indicator).definition)
    measures += markup('<p class="note">Why it is a headline. {why}</p>', why=why) if why else Markup()
    sources = evidence_sources()
    return (
        details("What this measures", measures)
        + Markup("<h2>What is known to help?</h2>")
        + evidence_cards(answer.key_messages, sources)
        + details(
            "Everything the reviews of 2010 say for this priority", evidence_cards(answer.evidence, sources)
        )
    )

"""The body that the three priority pages share: how are we doing, which curve shall we turn, what is known to help."""

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.overview import SORT_WORDS, Overview, overview_of
from c4eo_core.charts.theme import Look
from c4eo_core.catalogue.choices import evidence_sources, priorities
from c4eo_core.reports.html import details, evidence_cards, headline_rows
from pages.common import link, show


@st.cache_resource(max_entries=1000, show_spinner=False)
def _kept_overview(_version: str, area: str, priority: str) -> Overview:
    desk = prepared_desk()
    return overview_of(desk, desk.figures.areas.by_code(area), priority)


def overview(priority: str) -> Overview:
    return _kept_overview(prepared_desk().figures.version, link.area_code(), priority)


@st.cache_resource(max_entries=1000, show_spinner=False)
def _kept_rows(_version: str, area: str, priority: str, look: Look) -> str:
    answer = _kept_overview(_version, area, priority)
    return headline_rows(answer.curves, look, f"{answer.area.name}. {SORT_WORDS} With this many comparisons one or two may stand out by chance.")


def heading(priority: str) -> None:
    p = priorities()[priority]
    st.title(p.title)
    show.html(f'<p class="lead">{p.question}</p>')


def how_are_we_doing(priority: str) -> None:
    st.header("How are we doing?", anchor=False)
    show.html(_kept_rows(prepared_desk().figures.version, link.area_code(), priority, show.look()))


def which_curve(priority: str) -> None:
    """One headline or any other indicator of the priority, in full."""
    answer = overview(priority)
    figures = prepared_desk().figures
    headlines = {c.indicator.id: c.indicator.short for c in answer.curves}
    others = {i.id: i.short for i in figures.indicators if i.priority == priority and i.id not in headlines}
    options = {**headlines, **others}
    st.header("Which curve shall we turn?", anchor=False)
    key = link.choice("curve", list(options), next(iter(headlines)))
    if st.session_state[key] not in options:
        st.session_state[key] = next(iter(headlines))
    st.selectbox("Curve", list(options), format_func=options.get, key=key, help="Headlines come first, then every other indicator of this priority")
    chosen = st.session_state[key]
    link.write("curve", chosen)
    show.curve(link.area_code(), chosen, key="curve")
    why = answer.why.get(chosen)
    indicator = figures.find(chosen)
    parts = [f"<p>{indicator.definition}</p>", f'<p class="note">Why it is a headline: {why}</p>' if why else ""]
    show.html(details("What this measures", "".join(parts)))


@st.cache_resource(max_entries=10, show_spinner=False)
def _kept_evidence(priority: str, everything: bool) -> str:
    desk = prepared_desk()
    answer = overview_of(desk, desk.figures.areas.by_code(link.DEFAULT_AREA), priority)
    chosen = answer.evidence if everything else answer.key_messages
    return evidence_cards(chosen, evidence_sources())


def what_helps(priority: str) -> None:
    st.header("What is known to help?", anchor=False)
    show.html(_kept_evidence(priority, everything=False))
    show.html(details("Everything the reviews of 2010 say for this priority", _kept_evidence(priority, everything=True)))

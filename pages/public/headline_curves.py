"""Headline curves: three sentences a priority in plain words, with the numbers behind them one click away."""

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.overview import SORT_WORDS, Overview, overview_of
from c4eo_core.answers.public_view import age_notice, card, curve_options, find_national, national_number, priority_of
from c4eo_core.catalogue.choices import national_indicators, priorities
from c4eo_core.charts.theme import Look
from c4eo_core.reports import public_html as say
from c4eo_core.reports.html import details, headline_rows
from pages.common import guard, link, show
from pages.common.kept import curve_for

guard.require(guard.PUBLIC)

FIGURES = prepared_desk().figures
AREA = FIGURES.areas.by_code(link.area_code())


@st.cache_resource(max_entries=1000, show_spinner=False)
def kept_overview(_version: str, area: str, priority: str) -> Overview:
    return overview_of(prepared_desk(), FIGURES.areas.by_code(area), priority)


@st.cache_resource(max_entries=400, show_spinner=False)
def kept_cards(version: str, area: str) -> str:
    return say.priority_cards([card(kept_overview(version, area, p)) for p in priorities()]) + say.how_to_read()


@st.cache_resource(max_entries=1000, show_spinner=False)
def kept_rows(version: str, area: str, priority: str, look: Look) -> str:
    answer = kept_overview(version, area, priority)
    care = "Neighbours are the ten similar areas. Among so many comparisons one or two may stand out by chance."
    return headline_rows(answer.curves, look, f"{answer.area.name}. {SORT_WORDS} {care}")


@st.cache_resource(max_entries=4000, show_spinner=False)
def kept_behind(version: str, area: str, indicator: str, why: str | None) -> str:
    curve = curve_for(area, indicator)
    measured = details("What this measures, who published it and when", say.measured(curve, why))
    return measured + details("Where this place stands", say.standing(curve))


@st.cache_resource(show_spinner=False)
def kept_words() -> str:
    return say.word_list()


def show_curve(indicator: str) -> None:
    """Called by a button before the page runs again: the choice of priority and curve follows."""
    st.session_state["link_curve"] = indicator
    st.session_state["link_priority"] = priority_of(FIGURES.find(indicator), FIGURES)


def one_priority() -> None:
    st.header("The figures and their curves", anchor="curves")
    titles = {name: p.title for name, p in priorities().items()}
    key = link.choice("priority", list(titles), next(iter(titles)))
    st.segmented_control("Priority", list(titles), format_func=titles.get, key=key, required=True)
    answer = kept_overview(FIGURES.version, AREA.code, st.session_state[key])
    link.write("priority", answer.priority.id, next(iter(titles)))
    show.html(kept_rows(FIGURES.version, AREA.code, answer.priority.id, show.look()))
    st.subheader("One curve in full", anchor="curve")
    options = curve_options(answer, FIGURES)
    chosen = link.choice("curve", list(options), next(iter(options)))
    if st.session_state[chosen] not in options:
        st.session_state[chosen] = next(iter(options))
    st.selectbox("Curve", list(options), format_func=options.get, key=chosen, help="Headlines first, then every other figure")
    link.write("curve", st.session_state[chosen])
    show.curve(AREA.code, st.session_state[chosen], key="public")
    show.html(kept_behind(FIGURES.version, AREA.code, st.session_state[chosen], answer.why.get(st.session_state[chosen])))


def old_indicators() -> None:
    st.header("Remember an old National Indicator?", anchor="national-indicators")
    numbers = [str(n) for old in national_indicators() for n in old.numbers]
    key = link.choice("ni", numbers, "")
    asked = st.text_input("Type its number, or a word", key=key, placeholder="NI 92, or exclusions", max_chars=60, width=340)
    link.write("ni", number if (number := str(national_number(asked))) in numbers else "", "")
    if not asked:
        return
    found = find_national(asked, FIGURES)
    if not found:
        show.html(say.national((), asked))
    for old in found:
        show.html(say.national([old], asked))
        with st.container(horizontal=True):
            for i in old.now:
                st.button(f"Curve: {i.short}", key=f"{old.indicator.ni}-{i.id}", help=i.title, on_click=show_curve, args=(i.id,))
        if any(i.id == st.session_state["link_curve"] for i in old.now):
            st.markdown("This curve is now shown above: [go to it](#curve).")


def share() -> None:
    address = (st.context.url or "").split("?")[0].rstrip("/") + "/"
    with st.popover("Share this view", icon=":material/link:"):
        st.caption("Copy the link to this view. It holds the place and the figures shown, and nothing about you.")
        st.code(f"{address}?{urlencode(st.query_params.to_dict())}", language=None, wrap_lines=True)


if notice := age_notice(FIGURES, dt.date.today()):
    st.warning(notice, icon=":material/history:")
st.title(f"{AREA.name}: how are children doing?", anchor=False)
show.html(kept_cards(FIGURES.version, AREA.code))
one_priority()
spot = st.container()
old_indicators()
with spot:
    # Last, so that the link holds every choice of this run.
    share()
show.html(kept_words())

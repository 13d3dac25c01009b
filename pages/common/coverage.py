"""What the coverage page asks, kept in the link by ids, and its answers, worked out once for everybody who asks the same.

A trust's own list takes no part in what is kept: with it the answer is worked out for that session alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from c4eo_core.answers.coverage import coverage_of
from c4eo_core.answers.coverage_shape import Asked, AskedWrongly, Coverage, asked_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.ground import NotCovered, prepared_ground
from c4eo_core.answers.siting import Siting, SitingAsked, siting_of
from c4eo_core.catalogue.services import AGE_GROUPS
from pages.common import link, own_services
from pages.common.saving import PREFIX

DEFAULT = "out-of-school"
USUAL = "usual"
KILOMETRES = ("0.5", "1", "1.5", "2", "3", "5", "8", "10")
DETOURS = {"1": "Straight line", "1.3": "1.3 times the line", "1.5": "1.5 times the line"}
_KEPT = 150
# Of one trust alone, and cleared with the rest of it when another comes on the screen.
_COVERAGE, _SITING = f"{PREFIX}own_coverage", f"{PREFIX}own_siting"


def version() -> str:
    """Changes with the figures or the places: the key of everything kept."""
    return f"{prepared_desk().figures.version} {prepared_ground().places.version}"


def controls() -> Asked:
    """The four choices above the page; each writes itself into the link."""
    types = prepared_ground().book.types
    service_key = link.choice("service", list(types), DEFAULT)
    service = types[st.session_state[service_key]]
    distances = {USUAL: _usual_words(service.urban_km, service.rural_km)} | {k: f"{k} km" for k in KILOMETRES}
    km_key, ages_key = link.choice("km", list(distances), USUAL), link.choice("ages", list(AGE_GROUPS), service.ages)
    detour_key = link.choice("detour", list(DETOURS), "1")
    with st.container(horizontal=True, vertical_alignment="bottom", key="coverage-asked"):
        st.selectbox("Service", list(types), format_func=_service_words, key=service_key, on_change=_usual_ages, width=300,
                     persist_state="session")  # fmt: skip
        st.selectbox("Within", list(distances), format_func=distances.get, key=km_key, width=310, persist_state="session")
        st.segmented_control(
            "Children aged", list(AGE_GROUPS), format_func=_ages_words, key=ages_key, required=True, persist_state="session"
        )
        st.selectbox("Way to it", list(DETOURS), format_func=DETOURS.get, key=detour_key, width=190, persist_state="session",
                     help="Straight lines flatter. A real way is often about 1.3 times as long.")  # fmt: skip
    km, ages, detour = (st.session_state[key] for key in (km_key, ages_key, detour_key))
    link.write("service", service.id, DEFAULT)
    link.write("km", km, USUAL)
    link.write("ages", ages, service.ages)
    link.write("detour", detour, "1")
    return asked_of(service, None if km == USUAL else float(km), ages, float(detour))


def _usual_words(town: float, country: float) -> str:
    return f"{town:g} km" if town == country else f"{town:g} km in towns, {country:g} km in the country"


def _ages_words(ages: str) -> str:
    return ages.replace("-", " to ")


def _service_words(service_id: str) -> str:
    service = prepared_ground().book.types[service_id]
    return service.title if service.published else f"{service.title} (own list only)"


def _usual_ages() -> None:
    """A service is for an age group of its own; a reader who wants another chooses it afterwards."""
    chosen = prepared_ground().book.types[st.session_state["link_service"]]
    st.session_state["link_ages"], st.session_state["link_km"] = chosen.ages, USUAL


@lru_cache(maxsize=12)  # large: every small area with its place
def _kept(_version: str, area: str, asked: Asked) -> Coverage | str:
    return _answer(area, asked)


def _answer(area: str, asked: Asked) -> Coverage | str:
    ground = prepared_ground()
    try:
        return coverage_of(prepared_desk(), ground, ground.areas.by_code(area), asked)
    except NotCovered as error:
        return str(error)


def with_own(asked: Asked, area: str) -> Asked:
    """The question with the trust's own lists for this authority, if they name services of this type."""
    mine, adds = own_services.of(area, asked.service.id)
    return replace(asked, own=mine, adds=adds) if mine else asked


def answer_to(area: str, asked: Asked) -> Coverage | str:
    """The answer, or the sentence that says why there is none."""
    if not asked.own:
        st.session_state.pop(_COVERAGE, None)
        return _kept(version(), area, asked)
    held = st.session_state.get(_COVERAGE)
    if not held or held[0] != (version(), area, asked):
        held = ((version(), area, asked), _answer(area, asked))
        st.session_state[_COVERAGE] = held
    return held[1]


def published(area: str, asked: Asked) -> Coverage | str:
    """For addresses and the family wellbeing page: never anybody's own list."""
    return _kept(version(), area, asked.without_own())


@lru_cache(maxsize=_KEPT)
def _kept_siting(_version: str, area: str, question: SitingAsked) -> Siting | str:
    return _siting(area, question)


def _siting(area: str, question: SitingAsked) -> Siting | str:
    ground = prepared_ground()
    try:
        return siting_of(ground, ground.areas.by_code(area), question)
    except NotCovered as error:
        return str(error)


def siting_to(area: str, question: SitingAsked) -> Siting | str:
    if not question.asked.own and question.candidates is None:
        st.session_state.pop(_SITING, None)
        return _kept_siting(version(), area, question)
    held = st.session_state.get(_SITING)
    if not held or held[0] != (version(), area, question):
        held = ((version(), area, question), _siting(area, question))
        st.session_state[_SITING] = held
    return held[1]


def words_of(asked: Asked) -> dict[str, str]:
    """The published question as the words of an address; `read` turns them back."""
    km = USUAL if not asked.one_distance or asked.urban_km == asked.service.urban_km == asked.service.rural_km else f"{asked.urban_km:g}"
    return {"service": asked.service.id, "km": km, "ages": asked.ages, "detour": f"{asked.detour:g}"}


def read(words: Mapping[str, str]) -> Asked:
    """Raises UnknownService or AskedWrongly, each with a sentence, for words that mean nothing."""
    service = prepared_ground().book.find(words.get("service", DEFAULT))
    km, detour = (_number(words.get(name, usual)) for name, usual in (("km", USUAL), ("detour", "1")))
    return asked_of(service, km, words.get("ages") or service.ages, 1.0 if detour is None else detour)


def _number(text: str) -> float | None:
    if text == USUAL:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise AskedWrongly(f"'{text[:20]}' is not a number; write one such as 2 or 1.3.") from error

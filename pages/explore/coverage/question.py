"""What the reader asks of the coverage page: service, ages, distance, and the trust's own list."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.shape import CoverageQuestion, question_of
from c4eo_core.catalogue.services import AGE_GROUPS
from c4eo_core.model.service import ServiceType
from pages.cached.coverage import DEFAULT, USUAL
from pages.components import own_services
from pages.session import link
from pages.session.labels import label_of

KILOMETRES = ("0.5", "1", "1.5", "2", "3", "5", "8", "10")


DETOURS = {"1": "Straight line", "1.3": "1.3 times the line", "1.5": "1.5 times the line"}


def controls() -> CoverageQuestion:
    """The four choices above the page; each writes itself into the link."""
    types = prepared_coverage_data().book.types
    service_key = link.choice("service", list(types), DEFAULT)
    service = types[st.session_state[service_key]]
    distances = {USUAL: _usual_words(service.urban_km, service.rural_km)} | {k: f"{k} km" for k in KILOMETRES}
    km_key, ages_key = (
        link.choice("km", list(distances), USUAL),
        link.choice("ages", list(AGE_GROUPS), service.ages),
    )
    detour_key = link.choice("detour", list(DETOURS), "1")
    _draw(types, distances, service_key, km_key, ages_key, detour_key)
    km, ages, detour = (st.session_state[key] for key in (km_key, ages_key, detour_key))
    link.write("service", service.id, DEFAULT)
    link.write("km", km, USUAL)
    link.write("ages", ages, service.ages)
    link.write("detour", detour, "1")
    return question_of(service, None if km == USUAL else float(km), ages, float(detour))


def _draw(
    types: Mapping[str, ServiceType],
    distances: dict[str, str],
    service_key: str,
    km_key: str,
    ages_key: str,
    detour_key: str,
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="coverage-asked"):
        st.selectbox(
            "Service",
            list(types),
            format_func=_service_words,
            key=service_key,
            on_change=_usual_ages,
            width=300,
            persist_state="session",
        )
        st.selectbox(
            "Within",
            list(distances),
            format_func=label_of(distances),
            key=km_key,
            width=310,
            persist_state="session",
        )
        st.segmented_control(
            "Children aged",
            list(AGE_GROUPS),
            format_func=_ages_words,
            key=ages_key,
            required=True,
            persist_state="session",
        )
        st.selectbox(
            "Distance measured by",
            list(DETOURS),
            format_func=label_of(DETOURS),
            key=detour_key,
            width=190,
            persist_state="session",
            help="Straight lines flatter. A real way is often about 1.3 times as long.",
        )


def _usual_words(town: float, country: float) -> str:
    return f"{town:g} km" if town == country else f"{town:g} km in urban areas, {country:g} km in rural"


def _ages_words(ages: str) -> str:
    return ages.replace("-", " to ")


def _service_words(service_id: str) -> str:
    service = prepared_coverage_data().book.types[service_id]
    return service.title if service.published else f"{service.title} (own list only)"


def _usual_ages() -> None:
    """A service is for an age group of its own; a reader who wants another chooses it afterwards."""
    chosen = prepared_coverage_data().book.types[st.session_state["link_service"]]
    st.session_state["link_ages"], st.session_state["link_km"] = chosen.ages, USUAL


def with_own(asked: CoverageQuestion, area: str) -> CoverageQuestion:
    """The question with the trust's own lists for this authority, if they name services of this type."""
    mine, adds = own_services.of(area, asked.service.id)
    return replace(asked, own=mine, adds=adds) if mine else asked

"""Turning the curve: the sessions of a trust, and one of them step by step."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.records.rows import Item, Trust
from pages.components import neighbour_choice
from pages.editing import fields, together, trust_on_screen
from pages.session import guard, link, screen
from pages.workshop.turning_the_curve import agenda
from pages.workshop.turning_the_curve.session import session

guard.require(guard.RECORDS)


def chosen(found: list[Item]) -> Item | None:
    """The session the link names, None for the list of all."""
    asked = st.query_params.get("workshop", "")
    ids = [w.id for w in found]
    key = link.choice("workshop", ids, "")
    if st.session_state[key] not in ids:
        st.session_state[key] = ""
    link.write("workshop", st.session_state[key], "")
    if not st.session_state[key]:
        st.session_state.pop("link_step", None)
        link.write("step", "", "")
        if asked and asked not in ids:
            screen.html(
                Markup(
                    '<p class="note">The session in the link is not here: it was removed, or it belongs to'
                    " another trust.</p>"
                )
            )
    return next((w for w in found if w.id == st.session_state[key]), None)


def page(trust: Trust | None) -> None:
    found = agenda.workshops_of(trust)
    workshop = chosen(found)
    if workshop is None:
        agenda.overview(found, link.projector())
    else:
        session(workshop, [w for w in found if w.id != workshop.id])
        together.watch(workshop.trust)


now = trust_on_screen.band()
with fields.working(now.id if now else None):
    neighbour_choice.note(neighbour_choice.of(now))
    page(now)

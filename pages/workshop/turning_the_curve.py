"""Turning the curve: the sessions of a trust, and one of them step by step."""

import streamlit as st

from c4eo_core.workshop.rows import Item, Trust
from pages.common import edit, guard, link, neighbour_set, show, trusts
from pages.common.workshop import prepare
from pages.common.workshop.session import session

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
            show.html('<p class="note">The session in the link is not here: it was removed, or it belongs to another trust.</p>')
    return next((w for w in found if w.id == st.session_state[key]), None)


def page(trust: Trust | None) -> None:
    found = prepare.workshops_of(trust)
    workshop = chosen(found)
    if workshop is None:
        prepare.overview(found, link.projector())
    else:
        session(workshop, [w for w in found if w.id != workshop.id])


now = trusts.band()
with edit.working(now.id if now else None):
    neighbour_set.note(neighbour_set.of(now))
    page(now)

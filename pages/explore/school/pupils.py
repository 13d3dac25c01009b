"""Pupils' postcodes, pasted: counted to small areas at once, and the text forgotten.

Only the counts stay, in this session alone: in no file, log, link, database or shared cache.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.schools.homes import homes_of
from c4eo_core.answers.schools.school_data import SchoolData, prepared_school_data
from c4eo_core.model.markup import markup
from pages.session import screen
from pages.session.trust_keys import PREFIX

# Forgotten with all else of a trust when another comes on the screen.
_TEXT, _KEPT, _SAID = f"{PREFIX}pupils:text", f"{PREFIX}pupils:homes", f"{PREFIX}pupils:words"


def section(sg: SchoolData, urn: int) -> tuple[tuple[int, int], ...]:
    """(row of the small area, pupils) for this school; empty until thirty postcodes are counted."""
    held = st.session_state.get(_KEPT)
    if held and held[0] == urn:
        with st.container(horizontal=True, vertical_alignment="center"):
            screen.html(
                markup('<p class="note">{session_state}</p>', session_state=st.session_state.get(_SAID, ""))
            )
            st.button("Forget these pupils", key="pupils-forget", icon=":material/delete:", on_click=_forget)
        return held[1]
    st.text_area(
        "Pupils' postcodes, 30 or more",
        key=_TEXT,
        height=120,
        placeholder="One on each line. Paste postcodes only: no names, no numbers of pupils.",
    )
    screen.html(
        Markup(
            '<p class="note">They are counted to small areas and then forgotten. The counts stay in this'
            " session only:"
            " nothing is written to a file, a log, a link or a database.</p>"
        )
    )
    st.button("Count them", key="pupils-count", on_click=_count, args=(urn,), type="primary")
    if said := st.session_state.get(_SAID):
        st.info(said)
    return ()


def _count(urn: int) -> None:
    found = homes_of(prepared_school_data(), st.session_state.get(_TEXT, ""))
    st.session_state[_TEXT] = ""
    st.session_state[_SAID] = found.words
    if found.homes:
        st.session_state[_KEPT] = (urn, found.homes)


def _forget() -> None:
    for key in (_TEXT, _KEPT, _SAID):
        st.session_state.pop(key, None)

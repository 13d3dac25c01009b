"""In projector view a trust's notes stay off the wall until somebody shows them: for the session, or on this page where there is none."""

import streamlit as st

from c4eo_core.workshop.rows import Item
from pages.common import edit, link, show
from pages.common.workshop.hidden import notes_hidden, state_bar

_KEY = f"{edit.PREFIX}curtain"


def drawn(workshop: Item | None) -> bool:
    """Whether notes are hidden. In projector view it says how things stand, with the switch."""
    if workshop is not None:
        state_bar(workshop)
        return notes_hidden(workshop)
    return link.projector() and not _opened()


def opened() -> bool:
    """Whether somebody has shown the notes here, on a page that belongs to no session."""
    return bool(st.session_state.get(_KEY))


def _opened() -> bool:
    opened = bool(st.session_state.get(_KEY))
    hidden = "Notes and local figures are hidden on this screen. Published figures are shown."
    words = "Notes and local figures of this trust are shown on this screen." if opened else hidden
    with st.container(horizontal=True, vertical_alignment="center", key="hidden-state"):
        show.html(f'<p class="state">{"○" if opened else "◉"} {words}</p>')
        st.button("Hide them" if opened else "Show them here", key=f"{_KEY}:switch", on_click=_turn)
    return opened


def _turn() -> None:
    st.session_state[_KEY] = not st.session_state.get(_KEY)

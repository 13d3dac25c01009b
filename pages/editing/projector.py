"""In projector view a trust's notes stay off the wall until somebody shows them: for a session, or on a page
without one.
"""

import streamlit as st

from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from pages.editing import saving
from pages.editing.saved_bar import reveal
from pages.session import link, reader, screen
from pages.session.trust_keys import PREFIX

_SHOWN_HERE = f"{PREFIX}curtain"
_HIDDEN = "Notes and local figures are hidden on this screen. Published figures are shown."


def notes_hidden(workshop: Item) -> bool:
    return link.projector() and not workshop.body.show_local


def hidden_with_switch(workshop: Item | None) -> bool:
    """Whether notes are hidden. In projector view it says how things stand, with the switch."""
    if workshop is not None:
        state_bar(workshop)
        return notes_hidden(workshop)
    return link.projector() and not _shown_with_switch()


def shown_here() -> bool:
    """Whether somebody has shown the notes here, on a page that belongs to no session."""
    return bool(st.session_state.get(_SHOWN_HERE))


def state_bar(workshop: Item) -> None:
    """Says at the top of a projected page whether notes and local figures can be seen, with the switch."""
    if not link.projector():
        return
    hidden = notes_hidden(workshop)
    if not hidden:
        reveal()
    with _bar(hidden, "Notes and local figures of this session are shown on this screen."):
        st.button(
            "Show them for this session" if hidden else "Hide them",
            key=f"{PREFIX}show-local",
            on_click=saving.save_when_clicked,
            args=(workshop,),
            kwargs={"show_local": hidden},
            disabled=reader.reads_only(),
        )


def _shown_with_switch() -> bool:
    shown = shown_here()
    with _bar(not shown, "Notes and local figures of this trust are shown on this screen."):
        st.button("Hide them" if shown else "Show them here", key=f"{_SHOWN_HERE}:switch", on_click=_turn)
    return shown


def _bar(hidden: bool, words_when_shown: str):
    """The container of the switch, its words already in it; the sign beside them tells the same without
    colour.
    """
    bar = st.container(horizontal=True, vertical_alignment="center", key="hidden-state")
    with bar:
        screen.html(
            markup(
                '<p class="state">{words} {hidden}</p>',
                words="◉" if hidden else "○",
                hidden=_HIDDEN if hidden else words_when_shown,
            )
        )
    return bar


def _turn() -> None:
    st.session_state[_SHOWN_HERE] = not shown_here()

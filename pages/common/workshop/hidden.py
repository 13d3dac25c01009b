"""Projector view: what a workshop wrote stays off the wall until somebody switches it on for that session."""

import streamlit as st

from c4eo_core.workshop.rows import Item
from pages.common import link, people, saving, show
from pages.common.edit import PREFIX
from pages.common.saved_bar import reveal


def notes_hidden(workshop: Item) -> bool:
    return link.projector() and not workshop.body.show_local


def state_bar(workshop: Item) -> None:
    """Says at the top of a projected page whether notes and local figures can be seen, with the switch."""
    if not link.projector():
        return
    hidden = notes_hidden(workshop)
    if not hidden:
        reveal()
    words = (
        "Notes and local figures are hidden on this screen. Published figures are shown."
        if hidden
        else "Notes and local figures of this session are shown on this screen."
    )
    with st.container(horizontal=True, vertical_alignment="center", key="hidden-state"):
        show.html(f'<p class="state">{"◉" if hidden else "○"} {words}</p>')
        label = "Show them for this session" if hidden else "Hide them"
        st.button(label, key=f"{PREFIX}show-local", on_click=saving.save, args=(workshop,), kwargs={"show_local": hidden},
                  disabled=people.reads_only())  # fmt: skip

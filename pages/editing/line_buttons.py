"""Lines of a list: typed in, moved and removed."""

from collections.abc import Callable, Sequence

import streamlit as st

from c4eo_core.records.body import Body
from c4eo_core.records.errors import NotValid
from c4eo_core.records.rows import Item
from pages.editing import saving, typed_words
from pages.editing.saving import add, move, remove
from pages.editing.unsaved import told
from pages.session import reader
from pages.session.markdown import plain
from pages.session.trust_keys import PREFIX


def add_line(
    trust: Callable[[], str],
    label: str,
    make: Callable[[str], Body],
    *,
    workshop: str | None = None,
    key: str,
    placeholder: str = "",
    button: str = "Add",
) -> None:
    """One line: type, Enter, and it is added, the line empty and ready for the next. Put it above the list it
    feeds.

    trust: gives the id of the trust, and makes one when there is none yet. make: the typed words → the body.
    """
    if reader.reads_only():
        return
    place = f"{PREFIX}line:{key}"
    row = st.form(f"{place}:form", clear_on_submit=True, border=False, enter_to_submit=True)
    with row, st.container(horizontal=True, wrap=False, vertical_alignment="bottom"):
        st.text_input(label, key=place, placeholder=placeholder or None, autocomplete="off")
        typed_words.line(place)
        st.form_submit_button(button, on_click=_line, args=(place, trust, make, workshop))
    told(place)


def remove_button(item: Item, label: str = "Remove", *, icon_only: bool = True) -> None:
    """Asks nothing, since undo brings it back."""
    if reader.reads_only():
        return
    place = f"{PREFIX}{item.id}:remove"
    about = f"{label}: {plain(item.body.label)}"
    st.button(
        "" if icon_only else label,
        key=f"{place}:button",
        on_click=remove,
        args=(item,),
        icon=":material/close:",
        type="tertiary",
        help=about,
    )
    told(place)


def move_buttons(item: Item, ordered: Sequence[Item]) -> None:
    """Up and down one place. ordered: the list as it stands on the page."""
    if reader.reads_only():
        return
    ids = [other.id for other in ordered]
    at = ids.index(item.id)
    positions = [other.position for other in ordered]
    up = None if at == 0 else _between(positions[at - 2] if at > 1 else positions[0] - 2, positions[at - 1])
    last = at == len(ids) - 1
    down = (
        None
        if last
        else _between(positions[at + 1], positions[at + 2] if at + 2 < len(ids) else positions[-1] + 2)
    )
    about = plain(item.body.label)
    with st.container(horizontal=True, gap="xsmall", width="content"):
        for name, icon, place in (("Move up", "arrow_upward", up), ("Move down", "arrow_downward", down)):
            st.button(
                "",
                key=f"{PREFIX}{item.id}:{icon}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=place is None,
                on_click=move,
                args=(item, place),
                help=f"{name}: {about}",
            )
    told(f"{PREFIX}{item.id}:move")


def _between(a: float, b: float) -> float:
    return (a + b) / 2


def _line(place: str, trust: Callable[[], str], make: Callable[[str], Body], workshop: str | None) -> None:
    text = st.session_state[place].strip()
    if text:
        _add_line(place, trust, make, workshop, text)


def _add_line(
    place: str, trust: Callable[[], str], make: Callable[[str], Body], workshop: str | None, text: str
) -> None:
    try:
        body = make(text)
    except NotValid as error:
        saving.refuse(
            saving.on_screen(), place, error, lambda: _add_line(place, trust, make, workshop, text), text
        )
        return
    add(trust, body, workshop, place)

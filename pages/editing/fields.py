"""Widgets that belong to a field of a record: each saves as soon as it is left, and shows what could not be
saved beside it.

The value on the page follows the records; only what is not saved yet stands before them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from c4eo_core.records.body import Body
from c4eo_core.records.errors import NotValid
from c4eo_core.records.rows import Item
from pages.editing import saving, together, typed_words
from pages.editing.saved_bar import working
from pages.editing.saving import add, add_when_clicked, count, move, remove, save, save_when_clicked
from pages.editing.unsaved import told
from pages.session import reader
from pages.session.markdown import plain
from pages.session.trust_keys import PREFIX

__all__ = (
    "add",
    "add_when_clicked",
    "add_line",
    "choice_field",
    "count",
    "count_field",
    "date_field",
    "flag_field",
    "move",
    "move_buttons",
    "number_field",
    "PREFIX",
    "bound",
    "plain",
    "remove",
    "remove_button",
    "save",
    "save_when_clicked",
    "text_field",
    "told",
    "working",
)

_SHOWN, _NEVER = f"{PREFIX}shown", object()


def text_field(
    item: Item,
    name: str,
    label: str,
    *,
    long: bool = False,
    placeholder: str = "",
    help: str | None = None,
    show_label: bool = True,
    height: int | Literal["content", "stretch"] = "content",
) -> None:
    """long: several lines, saved when the field is left; otherwise one, saved on Enter too."""
    place = bound(item, name, getattr(item.body, name), typed=True)
    if not reader.reads_only():
        typed_words.field(place, str(getattr(together.as_shown(place, item).body, name)))
    field = partial(st.text_area, height=height) if long else partial(st.text_input, autocomplete="off")
    field(
        label,
        key=place,
        on_change=_changed,
        args=(place, item, name, str),
        placeholder=placeholder or None,
        help=help,
        label_visibility="visible" if show_label else "collapsed",
        disabled=reader.reads_only(),
    )
    told(place)


def choice_field(
    item: Item,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    style: str = "segmented",
    help: str | None = None,
    show_label: bool = True,
) -> None:
    """options: value → words. Without "" among them one is always chosen. style: segmented, or select for
    long lists.
    """
    free, values = "" in options, [value for value in options if value != ""]
    place = bound(item, name, getattr(item.body, name) or None)
    settings = {
        "format_func": lambda value: options.get(value, value),
        "key": place,
        "on_change": _changed,
        "args": (place, item, name, _chosen),
        "help": help,
        "label_visibility": "visible" if show_label else "collapsed",
        "disabled": reader.reads_only(),
    }
    if style == "segmented":
        st.segmented_control(label, values, required=not free, wrap=True, **settings)
    else:
        st.selectbox(
            label, values, index=None if free else 0, placeholder=options.get("", "Choose"), **settings
        )
    told(place)


def flag_field(item: Item, name: str, label: str, *, toggle: bool = False, help: str | None = None) -> None:
    place = bound(item, name, getattr(item.body, name))
    widget = st.toggle if toggle else st.checkbox
    widget(
        label,
        key=place,
        on_change=_changed,
        args=(place, item, name, bool),
        help=help,
        disabled=reader.reads_only(),
    )
    told(place)


def number_field(
    item: Item,
    name: str,
    label: str,
    low: int,
    high: int,
    *,
    none: int | None = 0,
    help: str | None = None,
    show_label: bool = True,
) -> None:
    """A whole number; an empty field is saved as `none`."""
    value = getattr(item.body, name)
    place = bound(item, name, None if value == none else value)
    st.number_input(
        label,
        min_value=low,
        max_value=high,
        value=None,
        step=1,
        key=place,
        on_change=_changed,
        args=(place, item, name, lambda n: none if n is None else int(n)),
        help=help,
        placeholder="–",
        label_visibility="visible" if show_label else "collapsed",
        disabled=reader.reads_only(),
    )
    told(place)


def date_field(
    item: Item, name: str, label: str, *, help: str | None = None, show_label: bool = True
) -> None:
    value = getattr(item.body, name)
    place = bound(item, name, date.fromisoformat(value) if value else None)
    st.date_input(
        label,
        value=None,
        key=place,
        format="DD/MM/YYYY",
        on_change=_changed,
        args=(place, item, name, _day),
        help=help,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        label_visibility="visible" if show_label else "collapsed",
        disabled=reader.reads_only(),
    )
    told(place)


def count_field(item: Item, name: str, label: str) -> None:
    """A number that goes up and down by one. label: what is counted, for those who only hear the buttons."""
    place = f"{PREFIX}{item.id}:{name}"
    about = f"{label}: {plain(item.body.label)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
        st.button(
            "−",
            key=f"{place}:less",
            on_click=count,
            args=(item, name, -1),
            help=f"One fewer. {about}",
            disabled=reader.reads_only(),
        )
        st.text(str(getattr(item.body, name)))
        st.button(
            "+",
            key=f"{place}:more",
            on_click=count,
            args=(item, name, 1),
            help=f"One more. {about}",
            disabled=reader.reads_only(),
        )
    told(place)


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


def bound(item: Item, name: str, value: object, *, typed: bool = False) -> str:
    """The key of the widget, whose value now follows the records unless something typed there is not saved
    yet. typed: somebody may be in the middle of a word there.
    """
    place = f"{PREFIX}{item.id}:{name}"
    shown = st.session_state.setdefault(_SHOWN, {})
    waiting = saving.unsaved().get(place)
    if waiting is not None:
        shown.pop(place, None)  # once it is saved or thrown away, the field follows the records again
        if place not in st.session_state:
            st.session_state[place] = (
                _as_typed(waiting.fields[name], value) if name in waiting.fields else value
            )
        return place
    if typed and together.keeps_its_words(place, item, value, shown.get(place, _NEVER)):
        return place
    fresh = place not in st.session_state or shown.get(place, _NEVER) != value
    if fresh and (place not in st.session_state or st.session_state[place] != value):
        st.session_state[place] = (
            value  # never again what stands there: it would wipe out what is being typed
        )
    shown[place] = value
    return place


def _as_typed(typed: object, like: object) -> object:
    """What was typed, as the widget holds it."""
    if isinstance(like, date) and isinstance(typed, str):
        return date.fromisoformat(typed) if typed else None
    return None if typed == "" and like is None else typed


def _changed(place: str, item: Item, name: str, tidy: Callable[[object], object]) -> None:
    save(together.as_shown(place, item), place, **{name: tidy(st.session_state[place])})


def _chosen(value: str | None) -> str:
    return value or ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


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

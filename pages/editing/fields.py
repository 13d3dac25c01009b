"""Widgets that belong to a field of a record: each saves as soon as it is left, and shows what could not be
saved beside it.

The value on the page follows the records; only what is not saved yet stands before them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Literal

import streamlit as st

from c4eo_core.records.rows import Item
from pages.editing import together, typed_words
from pages.editing.bound_fields import bound
from pages.editing.line_buttons import add_line, move_buttons, remove_button
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


def _changed(place: str, item: Item, name: str, tidy: Callable[[object], object]) -> None:
    save(together.as_shown(place, item), place, **{name: tidy(st.session_state[place])})


def _chosen(value: str | None) -> str:
    return value or ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""

"""The key of a field's widget and the value standing there: the record's, but for what is not saved yet."""

from datetime import date

import streamlit as st

from c4eo_core.records.rows import Item
from pages.editing import saving, together
from pages.session.trust_keys import PREFIX

_SHOWN, _NEVER = f"{PREFIX}shown", object()


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

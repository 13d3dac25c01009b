"""What the reader has chosen, kept in the link: ids, never labels, and nothing about a person.

The link wins when it changes (somebody opened one); otherwise the session's own choice stands and the link
follows it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from pages.session.labels import label_of

DEFAULT_AREA = "E08000035"
COMPARATORS = {
    "neighbours": "Neighbours",
    "region": "Region",
    "england": "England",
    "ahead": "Forecast if nothing changes",
}


def choice(name: str, options: Sequence[str], default: str | None) -> str:
    """The widget key whose session value holds the choice, set from the link when the link names a known
    option.
    """
    return _adopt(name, default, lambda text: text if text in options else None)


def choices(name: str, options: Sequence[str], default: Sequence[str], at_most: int | None = None) -> str:
    """As `choice`, for several options at once; the link joins them with dots."""

    def read(text: str) -> list[str] | None:
        known = [part for part in text.split(".") if part in options]
        return known[:at_most] if known or text == "none" else None

    return _adopt(name, list(default), read)


def _adopt(name: str, default: object, read: Callable[[str], object | None]) -> str:
    key, seen = f"link_{name}", st.session_state.setdefault("link_seen", {})
    text = st.query_params.get(name)
    if text is not None and text != seen.get(name):
        value = read(text)
        if value is not None:
            st.session_state[key] = value
        seen[name] = text
    if key not in st.session_state:
        st.session_state[key] = default
    return key


def carry(name: str) -> None:
    """Takes an id from the link before any page asks what it means: whoever leaves a page at once does not
    lose it.
    """
    _adopt(name, "", lambda text: text if text.isalnum() and len(text) <= 40 else None)


def write(name: str, value: str | Sequence[str], default: str | Sequence[str] | None = None) -> None:
    """Put the choice into the link; a default is left out so that links stay short."""
    text = value if isinstance(value, str) else ".".join(value) or "none"
    standard = default if default is None or isinstance(default, str) else ".".join(default) or "none"
    st.session_state.setdefault("link_seen", {})[name] = text
    if text == standard:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = text


def select(
    widget: Callable[..., object],
    label: str,
    name: str,
    options: Mapping[str, str],
    default: str,
    *,
    unwritten: str | None = None,
    persist_state: Literal["session"] | None = "session",
    **settings: Any,
) -> str:
    """One choice, drawn and kept in the link. What is on offer no longer falls back to the default.

    widget: st.selectbox, st.segmented_control or st.pills. options: id → words. unwritten: the choice a link
    says nothing of, when it is another than the default; "" where the link always names it.
    """
    key = choice(name, list(options), default)
    if st.session_state[key] not in options:
        st.session_state[key] = default
    settings = {"format_func": label_of(options), "persist_state": persist_state} | settings
    widget(label, list(options), key=key, **settings)
    chosen = st.session_state[key]
    if chosen is None:
        chosen = default
    write(name, chosen, default if unwritten is None else unwritten)
    return chosen


def select_several(
    widget: Callable[..., object],
    label: str,
    name: str,
    options: Mapping[str, str],
    default: Sequence[str] = (),
    *,
    at_most: int | None = None,
    **settings: Any,
) -> list[str]:
    """As `select`, for several at once: st.multiselect, or st.pills with selection_mode="multi"."""
    key = choices(name, list(options), default, at_most)
    if any(one not in options for one in st.session_state[key]):
        st.session_state[key] = [one for one in st.session_state[key] if one in options]
    settings = {"format_func": label_of(options), "persist_state": "session"} | settings
    widget(label, list(options), key=key, **settings)
    write(name, st.session_state[key], default)
    return list(st.session_state[key])


def switch(label: str, name: str, **settings: Any) -> bool:
    """Something that is on or off, drawn and kept in the link."""
    key = flag(name)
    st.toggle(label, key=key, persist_state="session", **settings)
    write(name, "on" if st.session_state[key] else "off", "off")
    return st.session_state[key]


def flag(name: str) -> str:
    """As `choice`, for something that is on or off."""
    return _adopt(name, False, lambda text: {"on": True, "off": False}.get(text))


def area_code() -> str:
    return st.session_state.get("link_area") or DEFAULT_AREA


def compared() -> list[str]:
    return list(st.session_state.get("link_with", COMPARATORS))


def projector() -> bool:
    return bool(st.session_state.get("link_projector"))


def embedded() -> bool:
    """Shown inside somebody else's page: no controls there."""
    return bool(st.context.is_embedded)


def go(page: str, **words: str) -> None:
    """Opens another page with the frame's choices and these. A switch by the program forgets what the frame's
    widgets hold, so the link is read as if somebody had just opened it."""
    kept = {name: st.query_params[name] for name in ("area", "with", "projector") if name in st.query_params}
    st.session_state["link_seen"] = {}
    st.switch_page(page, query_params=kept | words)

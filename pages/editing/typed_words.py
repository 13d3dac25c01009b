"""Words typed and not saved yet survive a reload, a closed tab, a restart and a cut connection.

A small component of our own stands in the bar and looks after the plain fields: it commits each two seconds
after the last letter, keeps what the records do not hold yet in the browser's storage, and hands it back when
the page comes again. Without it the fields work as ever, saved when they are left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from c4eo_core.database.errors import RecordsError
from c4eo_core.records.errors import Conflict
from c4eo_core.records.rows import Item
from pages.editing import saving
from pages.session import reader
from pages.session.trust_keys import PREFIX

_ON_PAGE, _LINES, _SETTLED = f"{PREFIX}typed-fields", f"{PREFIX}typed-lines", f"{PREFIX}typed-settled"
_KEY = f"{PREFIX}typed-words"
# The time of the last save is not shown while something is not saved.
_CSS = (
    "html.c4-unsaved .c4 .saved { display: none; } .not-saved"
    " { margin: 0; font-size: .9rem; font-weight: 600; }"
    " .not-saved:empty { display: none; }"
)
_MOST = 200  # drafts that one page may hand over at once


def begin() -> None:
    """At the start of a page."""
    st.session_state[_ON_PAGE], st.session_state[_LINES] = {}, []


def field(place: str, saved: str) -> None:
    """A field of text on the page, and what the records hold of it."""
    st.session_state.setdefault(_ON_PAGE, {})[place] = saved


def line(place: str) -> None:
    """A line on the page whose words are added on Enter."""
    st.session_state.setdefault(_LINES, []).append(place)


def watch(trust: str) -> None:
    """Drawn once a page, when all its fields are known."""
    if reader.reads_only():
        return
    waiting = [place for place, kept in saving.unsaved().items() if kept.trust == trust]
    settled = [place for place in st.session_state.get(_SETTLED, []) if place not in waiting]
    _component()(
        key=_KEY,
        data={
            "who": reader.actor().id,
            "trust": trust,
            "fields": dict(st.session_state.get(_ON_PAGE, {})),
            "lines": list(st.session_state.get(_LINES, [])),
            "waiting": waiting,
            "done": settled,
        },
        on_recover_change=lambda: _recover(trust),
    )


@cache
def _component():
    return component(
        "typed_words",
        html='<p class="not-saved" role="status"></p>',
        css=_CSS,
        js=(Path(__file__).parent / "typed_words.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def _recover(trust: str) -> None:
    """Words the browser kept of an earlier page, each with what its field held when they were typed."""
    handed = (st.session_state.get(_KEY) or {}).get("recover")
    for draft in handed[:_MOST] if isinstance(handed, Sequence) else ():
        if isinstance(draft, Mapping) and all(
            isinstance(draft.get(n), str) for n in ("place", "text", "base")
        ):
            recover(trust, draft["place"], draft["text"], draft["base"])


def recover(trust: str, place: str, text: str, base: str) -> None:
    """Saves them where nobody has written since; where somebody has, both stand side by side to be chosen
    from.

    Never in another trust: the records are asked for this one only, by whoever sits here now.
    """
    id_, _, name = place.removeprefix(PREFIX).partition(":")
    st.session_state.setdefault(_SETTLED, []).append(place)
    try:
        item = reader.records().item(reader.actor(), trust, id_)
        now = getattr(item.body, name, None)
    except (
        RecordsError
    ) as error:  # removed since, or the records cannot be read: the words are shown to be copied
        saving.unsaved()[place] = saving.Unsaved(
            trust, place, error, lambda: recover(trust, place, text, base), text=text
        )
        return
    if not isinstance(now, str) or now == text:
        return
    if now == base:
        saving.save(item, place, **{name: text})
    else:
        _side_by_side(trust, place, item, name, text)


def _side_by_side(trust: str, place: str, item: Item, name: str, text: str) -> None:
    try:
        yours = replace(item.body, **{name: text})
    except RecordsError as error:
        saving.unsaved()[place] = saving.Unsaved(
            trust, place, error, lambda: None, item=item, fields={name: text}
        )
        return
    saving.unsaved()[place] = saving.Unsaved(
        trust,
        place,
        Conflict(item, yours, (name,), None),
        lambda: saving.keep_mine(place),
        item=item,
        fields={name: text},
    )

"""Several people in one session: what somebody else has saved comes onto the page by itself, within seconds.

A small piece of the page asks every few seconds for one moment, that of the last save in this trust, and does
nothing while it stays the same. When it moves the page runs once more. A field that somebody may be typing in
keeps its words in such a run, and says beside it what it now holds for everybody else.
"""

from dataclasses import dataclass

import streamlit as st

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from pages.session import reader, screen
from pages.session.trust_keys import PREFIX

EVERY = 4.0
_SEEN, _BY_ITSELF, _THIS_RUN, _SHOWN, _NEWER = (
    f"{PREFIX}together:{name}" for name in ("seen", "by-itself", "this-run", "shown", "newer")
)


@dataclass(frozen=True)
class Newer:
    """What a field holds for everybody else, while it keeps what stands in it here."""

    by: str
    words: str


def begin(trust: str | None) -> None:
    """At the start of a page, before anything of the trust is read."""
    st.session_state[_THIS_RUN] = st.session_state.pop(_BY_ITSELF, False)
    st.session_state[_NEWER] = {}
    st.session_state[_SEEN] = _last_save(trust) if trust else None


def watch(trust: str) -> None:
    """Once on a page, at its end."""
    _look(trust)


@st.fragment(run_every=EVERY)
def _look(trust: str) -> None:
    try:
        moved = _last_save(trust) != st.session_state.get(_SEEN)
    except RecordsError:  # told at the next click, by the page itself
        return
    if moved:
        st.session_state[_BY_ITSELF] = True
        st.rerun()


def _last_save(trust: str) -> object:
    """Asked without counting as a click: looking on keeps nobody signed in."""
    who = reader.onlooker()
    return reader.records_of(who).saved_at(who, trust)


def keeps_its_words(place: str, item: Item, value: object, shown: object) -> bool:
    """For a field that is typed in. True when this run was set off by somebody else and the value is not the
    one on the page; the field then stays as it is.
    """
    items = st.session_state.setdefault(_SHOWN, {})
    if st.session_state.get(_THIS_RUN) and place in items and place in st.session_state and shown != value:
        st.session_state[_NEWER][place] = Newer(item.changed_by, str(value if value is not None else ""))
        return True
    items[place] = item
    return False


def as_shown(place: str, item: Item) -> Item:
    """The item as it was when the field was last filled: whoever typed over those words has not
    seen newer.
    """
    return st.session_state.get(_SHOWN, {}).get(place, item)


def tell(place: str) -> None:
    """Beside a field that kept its words."""
    newer = st.session_state.get(_NEWER, {}).get(place)
    if newer is not None:
        screen.html(
            markup(
                '<p class="note" role="status"><strong>{by} changed this to:</strong> {words}'
                " <em>(in the field at your next click)</em></p>",
                by="Somebody" if newer.by == LOCAL.name else newer.by,
                words=newer.words or "nothing",
            )
        )

"""What could not be saved, told beside the field it was typed in: what happened, what was
typed, what to do.
"""

from collections.abc import Callable

import streamlit as st

from c4eo_core.database.errors import RecordsError
from c4eo_core.model.known import known
from c4eo_core.model.markup import markup
from c4eo_core.records.body import Body
from c4eo_core.records.errors import Conflict, NotValid, UnknownItem
from c4eo_core.reports.html.records import both_sides, kept_words
from pages.editing import saving, together
from pages.editing.saving import Unsaved
from pages.session import screen
from pages.session.trust_keys import PREFIX

_TOLD = f"{PREFIX}told"


def told(place: str) -> None:
    """Nothing when all is saved. Every widget calls it, so that the bar knows which places are
    on the page.
    """
    st.session_state.setdefault(_TOLD, set()).add(place)
    waiting = saving.unsaved().get(place)
    if waiting is not None:
        _tell(waiting)
    together.tell(place)


def begin() -> None:
    """At the start of a page."""
    st.session_state[_TOLD] = set()


def tell_the_rest(trust: str) -> None:
    """Whatever was typed on another page or step and is not saved."""
    seen = st.session_state.get(_TOLD, set())
    for place, waiting in list(saving.unsaved().items()):
        if place not in seen and waiting.trust == trust:
            _tell(waiting)


def of_other_trusts(trust: str) -> list[Unsaved]:
    return [waiting for waiting in saving.unsaved().values() if waiting.trust != trust]


def _tell(waiting: Unsaved) -> None:
    with st.container(border=True, key=f"{waiting.place}:unsaved"):
        error = waiting.error
        screen.html(
            markup(
                '<p class="unsaved" role="alert"><strong>Not saved.</strong> {error}</p>', error=str(error)
            )
        )
        if isinstance(error, Conflict):
            _both(waiting, error)
        else:
            _one(waiting, error)


def _both(waiting: Unsaved, error: Conflict) -> None:
    screen.html(both_sides(error, waiting.fields))
    with st.container(horizontal=True):
        _button(waiting, "theirs", "Keep theirs", saving.keep_theirs)
        if error.merged is not None:
            _button(waiting, "mine", "Keep both parts", saving.keep_mine)
        else:
            _button(
                waiting, "mine", "Keep mine" if waiting.fields else "Remove it all the same", saving.keep_mine
            )


def _one(waiting: Unsaved, error: RecordsError) -> None:
    screen.html(kept_words(waiting.fields, waiting.bodies, waiting.text))
    with st.container(horizontal=True):
        if isinstance(error, UnknownItem) and error.yours is not None and waiting.item is not None:
            _button(waiting, "new", "Add it as a new note", _as_new)
        elif not isinstance(error, NotValid):
            _button(waiting, "again", "Save again", _again)
        _button(waiting, "away", "Throw it away", saving.forget)


def _button(waiting: Unsaved, name: str, label: str, does: Callable[[str], None]) -> None:
    st.button(label, key=f"{waiting.place}:{name}", on_click=does, args=(waiting.place,))


def _again(place: str) -> None:
    saving.unsaved()[place].again()


def _as_new(place: str) -> None:
    waiting = saving.unsaved()[place]
    error, item = waiting.error, known(waiting.item)
    if not isinstance(error, UnknownItem) or not isinstance(error.yours, Body):
        return
    if saving.add(waiting.trust, error.yours, item.workshop, place) is not None:
        saving.forget(place)

"""The bar that says when everything was last saved, with undo, redo and the history; it stands at the top of
a page of records.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local.desk import is_local
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.records.errors import UndoRefused
from c4eo_core.reports.html.records import clock, history_table
from pages.editing import saving, together, typed_words, unsaved
from pages.session import link, reader, screen
from pages.session.markdown import plain
from pages.session.trust_keys import PREFIX

_LINES, _HIDDEN = 30, f"{PREFIX}bar-hidden"
_LABEL = 44
# 'Undo: changed the cost of the idea 'X' from …' and 'Redo: removed the idea 'X''.
_LONG_WORDS = re.compile(
    r"^(\w+:) (?:changed the ([^']+?) of the|(\w+(?: back)?) the) [^']*'(.*?)'(?= from |$)"
)
_NAMED = re.compile(r"'([a-z0-9:-]+)'")
READS_ONLY = ". Your account reads and changes nothing; a director or specialist of this trust writes."


@contextmanager
def working(trust: str | None) -> Iterator[None]:
    """Around what a page shows of a trust: the bar above it, what is not saved, and a notice when the records
    cannot be read.
    """
    top = st.container()
    unsaved.begin()
    typed_words.begin()
    st.session_state[_HIDDEN] = link.projector()
    try:
        together.begin(trust)
        yield
        if trust is not None:
            with top:
                _bar(trust)
                if not st.session_state[_HIDDEN]:
                    unsaved.tell_the_rest(trust)
    except RecordsError as error:
        screen.html(markup('<p class="unsaved" role="alert">{error}</p>', error=str(error)))


def reveal() -> None:
    """In projector view the bar says nothing of what was written, unless whoever decides that the notes are
    shown calls this.
    """
    st.session_state[_HIDDEN] = False


def _bar(trust: str) -> None:
    records, actor = reader.records(), reader.actor()
    hidden = st.session_state[_HIDDEN]
    last = records.history(actor, trust, limit=1)
    back, forth = (
        titled(words) if words else None
        for words in (records.can_undo(actor, trust), records.can_redo(actor, trust))
    )
    with st.container(horizontal=True, vertical_alignment="center", key="saved-bar"):
        screen.html(markup('<p class="saved">{told}</p>', told=_told(last, actor.id)))
        typed_words.watch(trust)
        if not reader.reads_only():
            _button("Undo", back, hidden, ":material/undo:", saving.undo, trust)
            _button("Redo", forth, hidden, ":material/redo:", saving.redo, trust)
        if last and not hidden:
            _history(trust)
    if not hidden:
        _refused(trust)


def _told(last: list, me: str) -> str:
    words = _saved(last, me)
    return words.rstrip(".") + READS_ONLY if reader.reads_only() else words


def _saved(last: list, me: str) -> str:
    if not last:
        return "Nothing written yet. Everything is saved as you go."
    return f"Saved {clock(last[0].at)} by {'you' if last[0].actor == me else last[0].actor_name}"


def _button(
    name: str, words: str | None, hidden: bool, icon: str, does: Callable[[str], None], trust: str
) -> None:
    said = "" if hidden or words is None else words
    st.button(
        plain(_short(said)) if said else name,
        key=f"{PREFIX}{name.lower()}",
        icon=icon,
        disabled=words is None,
        on_click=does,
        args=(trust,),
        type="tertiary",
        help=plain(said) if said != _short(said) else None,
    )


def titled(words: str) -> str:
    """The records name an indicator by its id; a person knows it by its title."""
    figures = prepared_desk().figures

    def named(found: re.Match) -> str:
        if is_local(found[1]):  # without its title: this bar stands on a projector too
            return "'a local series'"
        return f"'{figures.find(found[1]).short}'" if found[1] in figures.index else found[0]

    return _NAMED.sub(named, words)


def _short(words: str) -> str:
    """Room for the name of the thing before all else: 'Undo: choice of 'Breakfast clubs run by…''."""
    if len(words) <= _LABEL:
        return words
    found = _LONG_WORDS.match(words)
    if not found:
        return words[: _LABEL - 1].rstrip() + "…"
    opening, field, verb, name = found.group(1, 2, 3, 4)
    head = f"{opening} {field} of" if field else f"{opening} {verb}"
    room = max(_LABEL - len(head) - 4, 16)
    return f"{head} '{name if len(name) <= room else name[:room].rstrip() + '…'}'"


def _history(trust: str) -> None:
    with st.popover(
        "History", icon=":material/history:", type="tertiary", key=f"{PREFIX}history", on_change="rerun"
    ) as opened:
        if opened.open:
            screen.html(
                history_table(
                    reader.records().history(reader.actor(), trust, limit=_LINES), reader.actor().id, titled
                )
            )


def _refused(trust: str) -> None:
    of, error = st.session_state.get(saving.REFUSED, (None, None))
    if of != trust:
        return
    with st.container(border=True, key=f"{PREFIX}refused-box"):
        screen.html(markup('<p class="unsaved" role="alert">{error}</p>', error=str(error)))
        if isinstance(error, UndoRefused):
            st.button(
                "Undo the step before it",
                key=f"{PREFIX}further",
                on_click=saving.undo,
                args=(trust, error.step),
            )

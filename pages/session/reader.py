"""Who is asking, and the records they may reach. In the public copy the records are never opened."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st
from starlette.requests import HTTPConnection

from c4eo_core.accounts.permissions import EDIT, LOCAL, MANAGE, RECORDS, TRUST, VISITOR, Actor, Resource, may
from c4eo_core.database.errors import RecordsError
from c4eo_core.records.errors import NotAllowed
from c4eo_core.records.records import Records
from c4eo_core.records.rows import Trust
from pages.server.cookies import actor_of as actor_of_cookies
from pages.server.database import process_database
from pages.server.modes import mode
from pages.server.uploads import may_write_somewhere
from pages.session import reader

_run = threading.local()
_WHO = "who"


def actor() -> Actor:
    """Whoever sits at the computer, when the app runs for one person; in shared mode whose session this is,
    else a visitor.

    Asked of the sessions once a run, and anew in every callback: a session that has ended opens nothing more.
    """
    if mode() != "shared":
        return LOCAL if mode() == "personal" else VISITOR
    known = getattr(_run, "actor", None)
    return known if known is not None else actor_of_cookies(cookies())


def onlooker() -> Actor:
    """As `actor`, for what a page looks up by itself: no click, and the session lasts no longer for it."""
    return actor_of_cookies(cookies(), touch=False) if mode() == "shared" else actor()


def actor_of(request: HTTPConnection) -> Actor:
    """As `actor`, for what the server answers without a page."""
    return actor_of_cookies(request.cookies)


@contextmanager
def one_run() -> Iterator[None]:
    """Around a run of the frame. Whoever comes after somebody else on the same screen finds nothing of
    theirs.
    """
    if mode() != "shared":
        yield
        return
    _run.trouble = None
    try:
        _run.actor = actor_of_cookies(cookies())
    except RecordsError as error:  # the public pages stay open
        _run.actor, _run.trouble = VISITOR, error
    before = st.session_state.get(_WHO, _run.actor.id)
    if before not in (VISITOR.id, _run.actor.id):
        st.session_state.clear()
    st.session_state[_WHO] = _run.actor.id
    try:
        yield
    finally:
        _run.actor = _run.trouble = None


def trouble() -> RecordsError | None:
    """Why it cannot be said who asks, in this run."""
    return getattr(_run, "trouble", None)


def can(action: str, kind: str, trust: str | None = None) -> bool:
    return may(actor(), action, Resource(kind, trust)).allowed


def reads_only() -> bool:
    """Whoever asks may write nowhere: what can be typed into is shown as it is."""
    return not may_write_somewhere(actor())


def records() -> Records:
    """One for the whole process. Raises NotAllowed where nobody may have any, CannotOpen or TooNew with words
    for the page.
    """
    return records_of(actor())


def records_of(who: Actor) -> Records:
    """As `records`, for what the server answers without a page."""
    if who is VISITOR:
        words = (
            "Please sign in first."
            if mode() == "shared"
            else "The notes of a workshop are not open on this copy of the app."
        )
        raise NotAllowed(words)
    return process_database().records


def note(who: Actor, action: str, kind: str, trust: str) -> None:
    """Into the log of a shared copy: that it was done, never what was in it."""
    if mode() == "shared":
        process_database().accounts.note(who, action, kind, trust)


def cookies() -> Mapping[str, str]:
    """Those the browser sent when it opened this page."""
    return st.context.cookies


def may_write(trust: Trust | None) -> bool:
    """Whether whoever looks at the page may also change what stands on it; without a trust, whoever
    may make one.
    """
    if trust is None:
        return reader.can(MANAGE, TRUST) and reader.can(EDIT, RECORDS)
    return reader.can(EDIT, RECORDS, trust.id)

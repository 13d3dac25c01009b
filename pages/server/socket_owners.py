"""Whose page a session of Streamlit's is: the browser that opened it, and who had signed in there.

Streamlit takes anybody who names a session's id for the one who opened it, and the id stands in the address
of every upload. Here each session is bound to the browser it began in, by the token that Streamlit itself
gives a browser at its first visit, and to the sign-in it began with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import wraps
from typing import cast

from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.tokens import digest, same
from pages.server.cookies import token_in
from pages.server.modes import mode
from pages.server.streamlit_internals import (
    Runtime,
    SessionClient,
    WebsocketSessionManager,
    decode_xsrf_token_string,
)

_VISIT = "_streamlit_xsrf"
_MANY = 2_000
OWN, ANOTHERS, NOBODYS = "own", "another's", "nobody's"


@dataclass(frozen=True)
class Owner:
    """visit: of the browser; person: of the sign-in. Both digests; empty where there is none."""

    visit: str
    person: str


_owners: dict[str, Owner] = {}


def owner_in(cookies: Mapping[str, str]) -> Owner:
    token, _ = decode_xsrf_token_string(cookies.get(_VISIT, ""))
    person = ""
    if mode() == "shared":
        try:
            person = token_in(cookies)
        except SettingsRefused:  # nobody can have been signed in
            person = ""
    return Owner(digest(token.hex()) if token else "", digest(person) if person else "")


def whose(session: str, cookies: Mapping[str, str]) -> str:
    """OWN; ANOTHERS: of another browser; NOBODYS: not known here, or not to be taken up again: it began
    without a token, or with another sign-in.
    """
    owner = _owners.get(session)
    if owner is None or not owner.visit:
        return NOBODYS
    asks = owner_in(cookies)
    if not same(owner.visit, asks.visit):
        return ANOTHERS
    return OWN if same(owner.person, asks.person) else NOBODYS


def remember_owners() -> None:
    """For the whole process, once, before the first visitor."""
    connect = WebsocketSessionManager.connect_session
    if hasattr(connect, "__wrapped__"):
        return

    @wraps(connect)
    def remembered(
        self: WebsocketSessionManager, client: SessionClient, *given: object, **named: object
    ) -> str:
        session = cast(str, connect(self, client, *given, **named))  # type: ignore[arg-type]
        context = client.client_context
        _owners[session] = owner_in(dict(context.cookies) if context else {})
        if len(_owners) > _MANY:
            _forget_the_gone(self)
        return session

    WebsocketSessionManager.connect_session = remembered  # type: ignore[method-assign]


def _forget_the_gone(manager: WebsocketSessionManager) -> None:
    """Sessions that can be taken up no more. While most are still open the list grows, and shrinks later."""
    stored = {info.session.id for info in manager._session_storage.list()}
    for session in [s for s in _owners if s not in stored and not manager.is_active_session(s)]:
        del _owners[session]


def is_running(session: str) -> bool:
    """A browser is at this session now."""
    return Runtime.exists() and Runtime.instance().is_active_session(session)

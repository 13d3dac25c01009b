"""The one database of this process, and whose cookie this is. In the public copy it is never opened."""

import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from c4eo_core.accounts.accounts import Accounts
from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.permissions import LOCAL, VISITOR, Actor
from c4eo_core.accounts.settings import Settings, settings_of
from c4eo_core.workshop.database import address_of
from c4eo_core.workshop.doors import Doors, open_doors
from c4eo_core.workshop.errors import NotAllowed, RecordsError
from pages.common.modes import mode

_open: dict[str, Doors] = {}
_turn = threading.Lock()


def doors() -> Doors:
    """Opened once. Raises NotAllowed in the public copy, CannotOpen or TooNew with words for the page."""
    if mode() == "public":
        raise NotAllowed("The notes of a workshop are not open on this copy of the app.")
    where = str(address_of(None))
    with _turn:
        if where not in _open:
            _open[where] = open_doors(key=settings().key if mode() == "shared" else b"")
        return _open[where]


def accounts() -> Accounts:
    """Raises NotAllowed where there are none."""
    if mode() != "shared":
        raise NotAllowed("There are no accounts on this copy of the app.")
    return doors().accounts


def settings() -> Settings:
    """Raises SettingsRefused."""
    return _settings(os.environ.get("C4EO_SECRET", ""), os.environ.get("C4EO_ADDRESS", ""))


@lru_cache(maxsize=8)
def _settings(secret: str, address: str) -> Settings:
    return settings_of({"C4EO_SECRET": secret, "C4EO_ADDRESS": address})


def token_in(cookies: Mapping[str, str]) -> str:
    """Of the session; empty when there is none."""
    return cookies.get(settings().cookie("session"), "")


def whose(cookies: Mapping[str, str]) -> Actor:
    """Looked up in the sessions at every call. Raises CannotOpen."""
    if mode() != "shared":
        return LOCAL if mode() == "personal" else VISITOR
    try:
        token = token_in(cookies)
    except SettingsRefused:  # nobody can have been signed in
        return VISITOR
    found = accounts().session(token) if token else None
    if found is None:
        return VISITOR
    if found.stale:
        with suppress(RecordsError):  # a full disk signs nobody out
            accounts().seen(token)
    return found.actor

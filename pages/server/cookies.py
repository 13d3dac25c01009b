"""Who asks, as the cookie of a request says."""

from collections.abc import Mapping
from contextlib import suppress

from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.permissions import LOCAL, VISITOR, Actor
from c4eo_core.database.errors import RecordsError
from pages.server.database import accounts, settings
from pages.server.modes import mode


def token_in(cookies: Mapping[str, str]) -> str:
    """Of the session; empty when there is none."""
    return cookies.get(settings().cookie("session"), "")


def actor_of(cookies: Mapping[str, str], touch: bool = True) -> Actor:
    """Looked up in the sessions at every call. touch: somebody did something, and the session lasts on.
    Raises
    CannotOpen.
    """
    if mode() != "shared":
        return LOCAL if mode() == "personal" else VISITOR
    try:
        token = token_in(cookies)
    except SettingsRefused:  # nobody can have been signed in
        return VISITOR
    found = accounts().session(token) if token else None
    if found is None:
        return VISITOR
    if found.stale and touch:
        with suppress(RecordsError):  # a full disk signs nobody out
            accounts().seen(token)
    return found.actor

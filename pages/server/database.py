"""The one database of this process, and whose cookie this is. In the public copy it is never opened."""

import os
import threading
from contextlib import suppress
from functools import lru_cache

from c4eo_core.accounts.accounts import Accounts
from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.settings import Settings, key_of, settings_of
from c4eo_core.database.connection import address_of
from c4eo_core.records.errors import NotAllowed
from c4eo_core.records.open_database import OpenDatabase, open_database
from pages.server.modes import mode

_open: dict[str, OpenDatabase] = {}
_turn = threading.Lock()


def process_database() -> OpenDatabase:
    """Opened once. Raises NotAllowed in the public copy, CannotOpen or TooNew with words for the page."""
    if mode() == "public":
        raise NotAllowed("The notes of a workshop are not open on this copy of the app.")
    where = str(address_of(None))
    with _turn:
        if where not in _open:
            _open[where] = open_database(key=_key())
        return _open[where]


def _key() -> bytes:
    """Signs forms and packs. A personal copy needs none; one that has a secret signs its packs."""
    if mode() == "shared":
        return settings().key
    with suppress(SettingsRefused):
        return key_of(os.environ.get("C4EO_SECRET", ""))
    return b""


def accounts() -> Accounts:
    """Raises NotAllowed where there are none."""
    if mode() != "shared":
        raise NotAllowed("There are no accounts on this copy of the app.")
    return process_database().accounts


def settings() -> Settings:
    """Raises SettingsRefused."""
    return _settings(os.environ.get("C4EO_SECRET", ""), os.environ.get("C4EO_ADDRESS", ""))


@lru_cache(maxsize=8)
def _settings(secret: str, address: str) -> Settings:
    return settings_of({"C4EO_SECRET": secret, "C4EO_ADDRESS": address})

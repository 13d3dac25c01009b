"""Accounts on both databases, with passwords hashed quickly: four rounds instead of twelve."""

from datetime import UTC, datetime, timedelta

import bcrypt
import pytest

from c4eo_core.accounts import passwords
from c4eo_core.accounts.accounts import Caller
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.records.open_database import open_database
from tests.records.conftest import server, url  # noqa: F401 - the fixtures of the records
from tests.records.tools import BATH, LEEDS

GOOD = "mossy lantern pigeon"
BOSS = Actor("boss", "Boss", ADMINISTRATOR)
HOME = Caller("192.0.2.7", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
KEY = b"a key for tests"


class Quick:
    """As streamlit-authenticator's hasher, with less work."""

    hash = staticmethod(lambda password: bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode())
    check_pw = staticmethod(lambda password, kept: bcrypt.checkpw(password.encode(), kept.encode()))


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def on(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", lambda: Quick)
    passwords.hash_of_nobody.cache_clear()
    yield
    passwords.hash_of_nobody.cache_clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(url, clock, quick):  # noqa: F811
    opened = open_database(url, KEY, clock)
    yield opened
    opened.close()


@pytest.fixture
def accounts(opened):
    return opened.accounts


@pytest.fixture
def leeds(opened) -> str:
    return opened.records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS).id


@pytest.fixture
def bath(opened) -> str:
    return opened.records.add_trust(LOCAL, "Bath Children's Trust", BATH).id


@pytest.fixture
def join(accounts):
    """Somebody who was invited and has chosen a password: how they are signed in."""

    def joined(email: str = "ann@example.org", role: str = ADMINISTRATOR, trusts=(), name: str = "Ann Lee"):
        return accounts.take_up(accounts.invite(BOSS, name, email, role, trusts), name, GOOD, HOME)

    return joined

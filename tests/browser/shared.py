"""A shared copy to knock at: its server, its people, and a visitor who speaks plain HTTP."""

import asyncio
import contextlib
import http.cookiejar
import io
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bench.servers import free_port, server
from bench.visitor import Visitor as SocketVisitor
from c4eo_core.accounts import passwords
from c4eo_core.accounts.accounts import Caller
from c4eo_core.accounts.permissions import ADMINISTRATOR, LOCAL, Actor
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.open_database import open_database
from pages.navigation.page_list import PAGES, kind_of
from pages.session import guard

Outcome = TypeVar("Outcome")
SECRET = "Zk3vQ9xT7mB2wL8rN5yH1cJ6dF4gS0pA-uE"
GOOD = "mossy lantern pigeon"
BOSS = Actor("boss", "Boss", ADMINISTRATOR)
CANARY = "canary in the notes"


# Pages that a visitor is not let in to.
GUARDED = [address for _, file, _, address, _ in PAGES if kind_of(file) != guard.PUBLIC]


@dataclass(frozen=True)
class Shared:
    address: str
    records: Path
    leeds: str
    bath: str
    workshop: str


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def run_apart(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """The answer of something asynchronous. In a thread of its own: a browser of this process keeps an event loop
    running in this one.
    """
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, work).result()


def sent_to(address: str, page: str, query: str = "") -> bytes:
    """All that the server sends a visitor who opens this page, as a browser would: without the browser, which
    takes longer to draw it.
    """
    reader = SocketVisitor(address.replace("http", "ws", 1), page, query, {"Origin": address}, kept=[])

    async def visit() -> bytes:
        try:
            await reader.open()
        finally:
            await reader.close()
        return b"\n".join(reader.kept)

    return run_apart(visit())


def shows_figures(sent: bytes) -> bool:
    """A chart's specification or a table of figures is among it."""
    return b'"encoding"' in sent or b"<table" in sent


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


class Visitor:
    """Keeps cookies, follows no redirect."""

    def __init__(self, address: str, context=None):
        self.address, self.jar = address, http.cookiejar.CookieJar()
        handlers = [urllib.request.HTTPCookieProcessor(self.jar), _Stay()]
        if context:
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self._opener = urllib.request.build_opener(*handlers)

    def ask(
        self, path: str, fields: dict[str, str] | None = None, method: str | None = None, **headers: str
    ) -> Answer:
        body = urllib.parse.urlencode(fields).encode() if fields is not None else None
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, body, named, method=method)
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, (error.fp or io.BytesIO()).read())

    def form(self, path: str) -> str:
        """The hidden word of the form at this address."""
        return re.search(r'name="form" value="(\w+)"', self.ask(path).body.decode())[1]

    def sign_in(self, email: str, password: str = GOOD, to: str = "", **headers: str) -> Answer:
        path = "/sign-in" + (f"?next={urllib.parse.quote(to, safe='')}" if to else "")
        return self.ask(path, {"form": self.form(path), "email": email, "password": password}, **headers)

    def cookie(self, ending: str) -> http.cookiejar.Cookie | None:
        return next((c for c in self.jar if c.name.endswith(ending)), None)


def path_of(address: str) -> str:
    """What stands behind the name of the server."""
    parts = urllib.parse.urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def peopled(records: Path) -> tuple[str, str, str]:
    """An administrator, a specialist, two directors and a member, and two trusts with a note each."""
    opened = open_database(f"sqlite:///{records}")
    try:
        leeds = opened.records.add_trust(LOCAL, "Leeds Children's Trust", "E08000035").id
        bath = opened.records.add_trust(LOCAL, "Bath Children's Trust", "E06000022").id
        workshop = opened.records.add(LOCAL, leeds, Workshop(title=CANARY, priority="closing_the_gap")).id
        opened.records.add(LOCAL, leeds, Idea(text=CANARY), workshop)
        people = {
            "ada": ("administrator", []),
            "sam": ("specialist", [leeds, bath]),
            "dee": ("director", [leeds]),
            "bea": ("director", [bath]),
            "mo": ("member", [leeds]),
        }
        with pytest.MonkeyPatch.context() as patch:  # one hash, made with all the work, serves everybody
            kept = passwords.hashed(GOOD)
            patch.setattr(passwords, "hashed", lambda _: kept)
            for name, (role, trusts) in people.items():
                token = opened.accounts.invite(BOSS, name.title(), f"{name}@example.org", role, trusts)
                opened.accounts.take_up(token, name.title(), GOOD, Caller("192.0.2.1", ""))
        return leeds, bath, workshop
    finally:
        opened.close()


@contextlib.contextmanager
def shared_server(folder: Path, template: Path | None = None, **more: str) -> Iterator[Shared]:
    """template: records that were made before, to save their making. more: of the environment."""
    records, port = folder / "records.sqlite", free_port()
    if template:
        records.write_bytes(template.read_bytes())
        known = ("", "", "")
    else:
        known = peopled(records)
    address = "http:" + f"//127.0.0.1:{port}"
    settings = {
        "C4EO_MODE": "shared",
        "C4EO_SECRET": SECRET,
        "C4EO_ADDRESS": address,
        "C4EO_RECORDS": str(records),
        **more,
    }
    with server("app.py", "/health", port=port, **settings) as (found, _, _):
        assert found == address
        yield Shared(address, records, *known)

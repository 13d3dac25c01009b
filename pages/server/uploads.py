"""Files on their way in: looked at before a byte of them is held.

Streamlit takes a file from whoever knows a session's id, holds it in memory until that session ends, and
counts nothing. Here only those who may write send any, into a session of their own, and no session holds more
than its share.
"""

from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from c4eo_core.accounts.permissions import EDIT, RECORDS, Actor, Resource, may
from c4eo_core.database.errors import RecordsError
from pages.server.cookies import actor_of
from pages.server.socket_owners import OWN, whose
from pages.server.streamlit_internals import MemoryUploadedFileManager, Runtime

_PATH = "/_stcore/upload_file/"
# Two of the largest files at once; each is let go of as soon as it has been read.
MOST_BYTES, MOST_FILES, MOST_IN_ALL = 45_000_000, 20, 300_000_000
_NOTHING = PlainTextResponse("There is nothing here.", 404)
_FULL = PlainTextResponse(
    f"This page holds as many files as it may: {MOST_BYTES // 1_000_000} MB. Read in or remove one of them,"
    " then"
    " send the next.",
    413,
)
_on_the_way: Counter[str] = Counter()


class _TooMuch(OSError):
    """More has come than there is room for. An OSError: what reads the form then closes its files at once."""


class Uploads:
    """Refused before the body is read: whoever may not write, another's session, a session that is full."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_PATH) or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        session = scope["path"].removeprefix(_PATH).partition("/")[0]
        if not await _may_send(request) or whose(session, request.cookies) != OWN:
            await _NOTHING(scope, receive, send)
        elif scope["method"] != "PUT":
            await self.app(scope, receive, send)
        else:
            await self._take_in(session, request, receive, send)

    async def _take_in(self, session: str, request: Request, receive: Receive, send: Send) -> None:
        """What comes is counted as it comes: a file may say nothing of its size, or too little."""
        size = _size_named(request)
        if _is_full(session, size):
            await _FULL(request.scope, receive, send)
            return
        reserved, come = size, 0
        _on_the_way[session] += reserved

        async def counted() -> Message:
            nonlocal reserved, come
            message = await receive()
            come += len(message.get("body", b""))
            if come > reserved:
                _on_the_way[session] += come - reserved
                reserved = come
                if _is_full(session, 0):
                    raise _TooMuch
            return message

        try:
            await self.app(request.scope, counted, send)
        except _TooMuch:  # nothing has been answered yet
            await _FULL(request.scope, receive, send)
        finally:
            _on_the_way[session] -= reserved
            if _on_the_way[session] <= 0:
                del _on_the_way[session]


async def _may_send(request: Request) -> bool:
    """Whoever may write somewhere. A reader has no uploader on any page; in a public copy nobody has."""
    try:
        return may_write_somewhere(await run_in_threadpool(actor_of, request.cookies))
    except RecordsError:
        return False


def may_write_somewhere(actor: Actor) -> bool:
    return any(may(actor, EDIT, Resource(RECORDS, trust)).allowed for trust in (*actor.trusts, None))


def _size_named(request: Request) -> int:
    named = request.headers.get("content-length", "0")
    return int(named) if named.isascii() and named.isdigit() and len(named) < 16 else 0


def _is_full(session: str, more: int) -> bool:
    held = _held()
    mine = held.get(session, [])
    total = sum(sum(sizes) for sizes in held.values()) + sum(_on_the_way.values())
    return (
        sum(mine) + _on_the_way[session] + more > MOST_BYTES
        or len(mine) >= MOST_FILES
        or total + more > MOST_IN_ALL
    )


def _held() -> dict[str, list[int]]:
    """Sizes of the files that Streamlit holds, by session."""
    manager = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    return {s: [len(f.data) for f in list(files.values())] for s, files in list(manager.file_storage.items())}

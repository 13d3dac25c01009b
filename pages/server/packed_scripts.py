"""Streamlit's own scripts, styles and letters leave compressed, made once and kept, where no proxy does it.

Streamlit sends them as they lie on disk, since packing anew for every reader costs more than it saves. Their
names change with their contents, so what is packed once serves until the next version.
"""

import gzip
import threading
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_FOLDER = Path(streamlit.__file__).parent / "static" / "static"
_PREFIX = "/static/"
_KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
_FOR_A_YEAR = "public, immutable, max-age=31536000"
_LEAST = 500  # bytes: less is not worth it
_MOST_KEPT = 256  # files in one packing each: more than a reader of every page asks for
_QUALITY = 9  # a second for the largest; the best setting takes ten for a twentieth less
_turn = threading.Lock()


class PackedScripts:
    """Answers for Streamlit's named files where the browser takes a packing; all else goes on."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        packed = None
        if (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and scope["path"].startswith(_PREFIX)
        ):
            accepted = Headers(scope=scope).get("accept-encoding", "")
            packing = next((p for p in ("br", "gzip") if p in accepted), "")
            path = named_file(scope["path"].removeprefix(_PREFIX)) if packing else None
            if path is not None:
                packed = await run_in_threadpool(_answer, path, packing)
        await (packed or self.app)(scope, receive, send)


def named_file(rest: str) -> Path | None:
    """A script or style of Streamlit's own, below its folder; None for anything else."""
    path = (_FOLDER / unquote(rest)).resolve()
    if path.suffix not in _KINDS or not path.is_relative_to(_FOLDER.resolve()) or not path.is_file():
        return None
    return path if path.stat().st_size >= _LEAST else None


def _answer(path: Path, packing: str) -> Response:
    headers = {"cache-control": _FOR_A_YEAR, "vary": "accept-encoding", "content-encoding": packing}
    return Response(packed_file(path, packing), headers=headers, media_type=_KINDS[path.suffix])


def packed_file(path: Path, packing: str) -> bytes:
    """One at a time: several asked at once would hold up every reader."""
    with _turn:
        return _packed(path, packing)


@lru_cache(maxsize=_MOST_KEPT)
def _packed(path: Path, packing: str) -> bytes:
    content = path.read_bytes()
    return (
        brotli.compress(content, quality=_QUALITY) if packing == "br" else gzip.compress(content, 6, mtime=0)
    )

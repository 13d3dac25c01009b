"""What comes in and goes out by a page's socket, before and after Streamlit: whose session it is, that a
frame of the wrong kind ends it in one line of the log, and that no path of this machine leaves.
"""

import logging
from functools import wraps
from pathlib import PurePath

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.socket_owners import ANOTHERS, OWN, remember_owners, whose
from pages.server.streamlit_internals import AppSession, ForwardMsg

_log = logging.getLogger("c4eo.sockets")
_PROTOCOLS, _THIRD = "sec-websocket-protocol", 2
_POLICY, _WRONG_KIND = 1008, 1003
# Streamlit's own, which write a traceback for a frame that anybody may send.
_LOGGERS = ("streamlit.web.server.starlette.starlette_websocket", "streamlit.runtime.app_session")
_FRAME = ("Error deserializing back message", "Error processing back message")


class Sockets:
    """A socket that names a session of another browser is refused; one that names a session which cannot be
    taken up again begins a new one.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        named = _session_named(scope)
        if named and (standing := whose(named, HTTPConnection(scope).cookies)) != OWN:
            if standing == ANOTHERS:
                _log.warning("A socket named the session of another browser and was refused.")
                await send({"type": "websocket.close", "code": _POLICY})
                return
            scope = _without_session(scope)

        async def binary_only() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes") is None:
                _log.warning("A socket sent a text, which no page does, and was closed.")
                await send({"type": "websocket.close", "code": _WRONG_KIND})
                return {"type": "websocket.disconnect", "code": _WRONG_KIND}
            return message

        await self.app(scope, binary_only, send)


def _session_named(scope: Scope) -> str:
    parts = HTTPConnection(scope).headers.get(_PROTOCOLS, "").split(",")
    return parts[_THIRD].strip() if len(parts) > _THIRD else ""


def _without_session(scope: Scope) -> Scope:
    headers = MutableHeaders(raw=list(scope["headers"]))
    headers[_PROTOCOLS] = ",".join(headers[_PROTOCOLS].split(",")[:_THIRD])
    return {**scope, "headers": headers.raw}


def guard_sockets() -> None:
    """For the whole process, once, before the first visitor."""
    remember_owners()
    _send_no_path()
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if _one_line not in logger.filters:
            logger.addFilter(_one_line)


def _one_line(record: logging.LogRecord) -> bool:
    """What kind of error it was, and no traceback."""
    if str(record.msg).startswith(_FRAME) and record.exc_info:
        kind = (
            record.exc_info[0].__name__ if isinstance(record.exc_info, tuple) and record.exc_info[0] else ""
        )
        record.msg, record.args = f"{record.msg} ({kind}); its socket was closed or its message dropped.", ()
        record.exc_info, record.exc_text = None, None
    return True


def _send_no_path() -> None:
    """Streamlit tells every browser where its script lies; the browser needs no more than a name of it."""
    made = AppSession._create_new_session_message
    if hasattr(made, "__wrapped__"):
        return

    @wraps(made)
    def without_path(self: AppSession, *given: object, **named: object) -> ForwardMsg:
        message = made(self, *given, **named)  # type: ignore[arg-type]
        session = message.new_session
        session.main_script_path = PurePath(session.main_script_path).name
        return message

    AppSession._create_new_session_message = without_path  # type: ignore[method-assign]

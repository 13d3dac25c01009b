"""The security headers of every answer."""

import re
from functools import cache, lru_cache
from pathlib import Path

import streamlit
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server import step_keys
from pages.server.database import settings
from pages.server.modes import mode

_XSRF = b"_streamlit_xsrf="


@cache
def _inline_script_hashes() -> str:
    """Hashes of the scripts written into Streamlit's own page, read from the version installed,
    and of ours.
    """
    import base64
    import hashlib

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    scripts.append(step_keys.script())
    return " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts
    )


def security_headers() -> tuple[tuple[bytes, bytes], ...]:
    """For every answer. A shared copy speaks to its own address only, and over HTTPS for a year once it has
    been seen there.

    A public copy may stand inside anybody's page: nobody signs in there and nothing can be changed. No other
    copy may.
    """
    if mode() == "public":
        return _headers("ws: wss:", frames="*", scripts="")
    if mode() != "shared":
        return _headers("ws: wss:")
    origin = settings().origin.replace("http", "ws", 1)
    return _headers(
        origin, (b"strict-transport-security", b"max-age=31536000") if settings().secure else None
    )


@lru_cache(maxsize=8)
def _headers(
    sockets: str, *more: tuple[bytes, bytes] | None, frames: str = "'self'", scripts: str = " blob:"
) -> tuple[tuple[bytes, bytes], ...]:
    """scripts: where records are kept, Streamlit hands our own small component to the browser as a blob,
    which only a script that runs already can make.
    """
    policy = (
        f"default-src 'self'; script-src 'self' {_inline_script_hashes()}{scripts}; style-src 'self'"
        " 'unsafe-inline';"
        f" img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {sockets}; worker-src 'self'"
        f" blob:; frame-ancestors {frames}; base-uri 'self'; form-action 'self'; object-src 'none'"
    )
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        *([(b"x-frame-options", b"SAMEORIGIN")] if frames == "'self'" else []),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        *(header for header in more if header),
    )


def _secured(header: tuple[bytes, bytes], scope: Scope) -> tuple[bytes, bytes]:
    """Streamlit's cookie against forged requests is for HTTPS only, wherever the browser came by HTTPS:
    Streamlit itself knows nothing of a proxy.
    """
    name, value = header
    if name.lower() != b"set-cookie" or not value.startswith(_XSRF) or b"; secure" in value.lower():
        return header
    by_https = settings().secure if mode() == "shared" else scope.get("scheme") == "https"
    return (name, value + b"; Secure") if by_https else header


class Headers:
    """Adds the security headers to every answer, where the answer does not bring a stricter one
    of its own.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun, own = True, [_secured(h, scope) for h in message.get("headers", [])]
                names = {name.lower() for name, _ in own}
                message = {
                    **message,
                    "headers": [*own, *(h for h in security_headers() if h[0] not in names)],
                }
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception:
            if not begun:  # the answer to an error carries them too
                await PlainTextResponse("Something went wrong here. Please try again.", 500)(
                    scope, receive, with_headers
                )
            raise

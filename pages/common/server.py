"""What the server adds to Streamlit's own answers: security headers, health, the boundaries of the maps."""

import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.maps.boundaries import boundary_bytes


@cache
def _inline_script_hashes() -> str:
    """Hashes of the scripts written into Streamlit's own page, read from the version installed."""
    import base64
    import hashlib

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)


@cache
def security_headers() -> tuple[tuple[bytes, bytes], ...]:
    policy = (
        f"default-src 'self'; script-src 'self' {_inline_script_hashes()}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
    )
    return (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"x-frame-options", b"SAMEORIGIN"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    )


class Headers:
    """Adds the security headers to every answer."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *security_headers()]}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


async def _health(_request: Request) -> Response:
    figures = prepared_desk().figures
    return JSONResponse({"status": "ok", "figures": figures.version, "built": figures.built.isoformat()})


async def _boundaries(request: Request) -> Response:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"cache-control": "public, max-age=86400", "vary": "accept-encoding"}
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(boundary_bytes(packed), media_type="application/geo+json", headers=headers)


health_route = Route("/health", _health)
boundaries_route = Route("/boundaries/authorities.geojson", _boundaries)

"""Plain addresses of a public or shared copy, answered without Streamlit: no cookie, no script needed, packed
once.

A personal copy keeps "/" for its pages. In the others "/" with words of an address printed earlier leads to
the page that it named.
"""

import os
import re
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.reports.site.answer import PACKED
from c4eo_core.reports.site.frame import POLICY
from c4eo_core.reports.site.served import Answer, LightPages, old_address
from pages.server.modes import mode

_FOR_A_YEAR = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, max-age=60, must-revalidate"
_MOST_WORDS = 10
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"']+")
_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'")
_PATHS = (
    "/",
    "/place/{rest:path}",
    "/embed/{rest:path}",
    "/indicator/{rest:path}",
    "/find",
    "/new",
    "/words",
    "/methods",
    "/about",
    "/area/{rest:path}",
    "/{page:str}.html",
    "/measures",
    "/data",
    "/data/{rest:path}",
    "/share/{rest:path}",
    "/assets/{rest:path}",
    "/robots.txt",
    "/sitemap.xml",
)


class _LightRoute(Route):
    """Taken only where this copy is public or shared; else the request goes on to Streamlit."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.NONE, {}) if mode() == "personal" else super().matches(scope)


class _ComparedPlaces(_LightRoute):
    """The working page has the same address: this one is meant only where the address names
    places and no focus.
    """

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        words = Request(scope).query_params if scope["type"] == "http" else {}
        meant = "places" in words and "indicator" in words and "area" not in words
        return super().matches(scope) if meant else (Match.NONE, {})


@lru_cache(maxsize=2)
def _pages(_version: str) -> LightPages:
    return LightPages(prepared_desk(), own_address(), sign_in=mode() == "shared")


def own_address() -> str | None:
    """What people type to reach this copy, with a last slash, where whoever runs it has said so: links in
    feeds, pictures beside shared links and the sitemap are whole only then.
    """
    address = os.environ.get("C4EO_ADDRESS", "").strip().rstrip("/")
    return f"{address}/" if _ADDRESS.fullmatch(address) else None


def _answer(request: Request) -> Response:
    """Made in a thread of its own when first asked for, and kept packed."""
    path, words = request.url.path, request.query_params
    if path == "/" and words:
        return RedirectResponse(old_address(dict(words)), 302)
    query = tuple((k[:40], v[:200]) for k, v in list(words.items())[:_MOST_WORDS])
    answer = _pages(prepared_desk().figures.version).answer(path, query)
    if isinstance(answer, Answer) and answer.kind == "rss" and own_address() is None:
        # Made with addresses from the top of the host: whole ones are what was typed to reach us.
        return Response(
            answer.body.replace(b"<link>/", f"<link>{request.base_url}".encode()), media_type=answer.mime
        )
    if not isinstance(answer, Answer):
        return RedirectResponse(answer.to, 301 if answer.for_good else 302)
    headers = {
        "etag": f'"{answer.mark}"',
        "vary": "accept-encoding",
        "cache-control": _FOR_A_YEAR if answer.forever else _ASK_AGAIN,
        "content-security-policy": _POLICY + _frames(path),
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    body, packing = _packed(answer, request.headers.get("accept-encoding", ""))
    if packing:
        headers["content-encoding"] = packing
    return Response(body, answer.status, headers, answer.mime)


def _frames(path: str) -> str:
    """Only what is made to be embedded may stand inside another site's page."""
    return "; frame-ancestors *" if path.startswith("/embed/") else "; frame-ancestors 'self'"


def _packed(answer: Answer, accepted: str) -> tuple[bytes, str]:
    if answer.kind in PACKED:
        return answer.body, ""
    if "br" in accepted:
        return answer.brotli, "br"
    return (answer.gzip, "gzip") if "gzip" in accepted else (answer.body, "")


light_routes = [_LightRoute(path, _answer) for path in _PATHS] + [_ComparedPlaces("/compare", _answer)]

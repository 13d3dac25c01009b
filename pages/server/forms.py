"""Forms the server answers itself: where they may come from, and what goes back. Shared mode only."""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from c4eo_core.accounts.accounts import Caller, SignedIn
from c4eo_core.accounts.tokens import mark, new_id, same
from c4eo_core.database.errors import RecordsError
from c4eo_core.reports.html.account_pages import notice_page
from pages.server.database import settings
from pages.server.modes import mode

_MOST_BYTES = 16_384
_KNOWN_SECONDS = 180 * 24 * 3600
_PRIVATE = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors"
        " 'none'"
    ),
    "x-frame-options": "DENY",
}
Handler = Callable[[Request, dict[str, str]], Response]


def shared_only(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler runs beside the server's loop, with the fields of the form. Elsewhere there is no such
    address.
    """

    @wraps(handler)
    async def answer(request: Request) -> Response:
        if mode() != "shared":
            return PlainTextResponse("There is nothing here.", 404)
        fields = await _fields(request) if request.method == "POST" else {}
        if fields is None:
            return PlainTextResponse("This form is too long.", 413)
        try:
            return await run_in_threadpool(handler, request, fields)
        except RecordsError as error:
            return html(notice_page("Please try again in a moment", str(error)), 503)

    return answer


async def _fields(request: Request) -> dict[str, str] | None:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    try:
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


def is_ours(request: Request, fields: Mapping[str, str], purpose: str) -> bool:
    """Whether this form was made by us for this browser, and sent from our own page."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin not in (None, settings().origin) or site not in (None, "same-origin", "none"):
        return False
    nonce = request.cookies.get(settings().cookie("form"), "")
    return bool(nonce) and same(fields.get("form", ""), mark(settings().key, "form", nonce, purpose))


def form_response(
    request: Request, purpose: str, make: Callable[[dict[str, str]], str], status: int = 200
) -> Response:
    """make: the page, given the hidden fields that go into its form."""
    given = request.cookies.get(settings().cookie("form"), "")
    nonce = given if len(given) == 32 and given.isalnum() and given.isascii() else new_id()
    answer = html(make({"form": mark(settings().key, "form", nonce, purpose)}), status)
    keep(answer, "form", nonce)
    return answer


def html(page: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page, status, headers=_PRIVATE)


def let_in(done: SignedIn, to: str) -> Response:
    """On to where they wanted to go, with the session in a cookie that ends with the browser."""
    answer = RedirectResponse(inside(to), 303, headers={"cache-control": "no-store"})
    keep(answer, "session", done.token)
    keep(answer, "known", done.known, _KNOWN_SECONDS)
    return answer


def inside(to: str) -> str:
    """Whoever has signed in means the pages to work with, not the plain ones that stand at "/"
    for everybody.
    """
    return "/headline-curves" if to == "/" else to


def let_out(to: str) -> Response:
    answer = RedirectResponse(
        to, 303, headers={"cache-control": "no-store", "clear-site-data": '"cache", "storage"'}
    )
    keep(answer, "session", "", 0)
    return answer


def caller(request: Request) -> Caller:
    """The address is the visitor's, not the proxy's: the server believes only the proxies it was told of."""
    known = request.cookies.get(settings().cookie("known"), "")
    return Caller(
        request.client.host if request.client else "",
        request.headers.get("user-agent", "")[:400],
        known[:200],
    )


def own_path(wanted: str) -> str:
    """A page of ours to go on to, or the first one. Never another site's, however it is written."""
    fits = (
        wanted.startswith("/")
        and not wanted.startswith("//")
        and "\\" not in wanted
        and wanted.isprintable()
        and wanted.isascii()
    )
    if not fits or len(wanted) > 1500:
        return "/"
    parts = urlsplit(wanted)
    return "/" if parts.scheme or parts.netloc or "//" in parts.path else wanted


def keep(answer: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Lax, not Strict: a link in a mail must open for somebody who is signed in. No request that changes
    anything is a link.
    """
    answer.set_cookie(
        settings().cookie(name),
        value,
        max_age=seconds,
        path="/",
        secure=settings().secure,
        httponly=True,
        samesite="lax",
    )

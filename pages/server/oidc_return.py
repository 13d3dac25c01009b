"""From an organisation's own sign-in to a session of ours. Streamlit speaks with the provider; what it learns
stays on the server.

Streamlit would keep the identity and the provider's tokens in the browser for thirty days, where nobody can
take them back.
Here they never leave: the identity becomes a row in our sessions at once, or a refusal.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from c4eo_core.accounts.errors import IdentityRefused
from c4eo_core.accounts.oidc_claims import LONGEST
from c4eo_core.database.errors import RecordsError
from c4eo_core.reports.html.account_pages import notice_page
from pages.server import oidc
from pages.server.cookies import token_in
from pages.server.database import accounts, settings
from pages.server.forms import caller, html, keep, let_in, own_path

_BEGUN, _FRESH = "begun", {"cache-control": "no-store"}
_TITLE = "You are not signed in"
_SILENT = "Your organisation's sign-in does not answer at the moment. Please try again later."
_NO = (
    "Your organisation's sign-in did not let you through, or what it said could not be trusted. Please try"
    " once more."
)


@dataclass
class _Heard:
    """What Streamlit wanted to answer."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])

    def of(self, name: str) -> list[str]:
        return [value.decode("latin-1") for key, value in self.headers if key.lower() == name.encode()]


class OidcReturn:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        does = (
            {oidc.LEAVES: _left, oidc.RETURNS: _returned}.get(scope["path"])
            if scope["type"] == "http"
            else None
        )
        if does is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        heard = _Heard()
        await self.app(scope, receive, heard.send)
        request = Request(scope)
        try:
            answer = await run_in_threadpool(does, request, heard)
        except RecordsError as error:
            answer = html(notice_page("Please try again in a moment", str(error)), 503)
        for cookie in heard.of("set-cookie"):
            if not cookie.startswith(oidc.STREAMLIT_COOKIES):
                answer.headers.append("set-cookie", f"{cookie}; Secure" if settings().secure else cookie)
        await answer(scope, receive, send)


def _left(request: Request, heard: _Heard) -> Response:
    """Off to the provider, with a word in the browser that says where from."""
    (away,) = heard.of("location") or [""]
    state = parse_qs(urlsplit(away).query).get("state", [""])[0]
    to = _wanted(request)
    if not state:
        stale = 300 <= heard.status < 400  # a link to this address works for two minutes
        return (
            RedirectResponse(_sign_in_address(to), 303, headers=_FRESH)
            if stale
            else _refusal(_SILENT, to, 502)
        )
    answer = RedirectResponse(away, 302, headers=_FRESH)
    keep(answer, _BEGUN, accounts().leave(state, to), int(LONGEST.total_seconds()))
    return answer


def _returned(request: Request, heard: _Heard) -> Response:
    """The answer Streamlit prepared is put away; ours stands in its place."""
    claims, state = oidc.claims_in(heard.of("set-cookie")), request.query_params.get("state", "")
    word = request.cookies.get(settings().cookie(_BEGUN), "")
    try:
        if claims is None:
            raise IdentityRefused(_NO)
        done, to = accounts().take_over(claims, word, state, caller(request))
        if old := token_in(request.cookies):
            accounts().sign_out(old)
        answer = let_in(done, own_path(to))
    except IdentityRefused as error:
        answer = _refusal(str(error), own_path(accounts().wanted(word, state)), 403)
    keep(answer, _BEGUN, "", 0)
    return answer


def _wanted(request: Request) -> str:
    """The page somebody came from, when it is one of ours."""
    if "next" in request.query_params:
        return own_path(request.query_params["next"])
    parts = urlsplit(request.headers.get("referer", ""))
    if f"{parts.scheme}:" + f"//{parts.netloc}" != settings().origin:
        return "/"
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _refusal(words: str, to: str, status: int) -> Response:
    return html(notice_page(_TITLE, words, _sign_in_address(to), "Back to the sign-in"), status)


def _sign_in_address(to: str) -> str:
    return f"/sign-in?next={quote(to, safe='')}" if to != "/" else "/sign-in"

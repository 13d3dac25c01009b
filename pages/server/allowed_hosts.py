"""Who may speak to the server at all, before any route or page."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.database import settings
from pages.server.modes import mode
from pages.server.oidc import provider

# Asked by whatever watches over the server, under whatever name it knows it.
_ANYBODY = ("/health", "/_stcore/health")
# Counts of sessions and the like are nobody else's business.
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Streamlit's own sign-in, where no organisation has been named; its way out, which ends no session of ours,
# is never needed.
_WAY_OUT, _ORGANISATION = "/auth/logout", ("/auth/login", "/oauth2callback")
# In a personal copy nobody signs in: what was written leaves only under this machine's own name, not under
# one that was made to lead here.
_PRIVATE, _HERE = ("/trust-files", "/trust-figures", "/pack/", "/own-file"), ("localhost", "127.0.0.1", "::1")


class AllowedHosts:
    """Refuses names that are not ours, which a page elsewhere could have been made to ask for, and sockets
    opened from elsewhere.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await refused(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _refusal(scope: Scope) -> PlainTextResponse | None:
    path, headers = scope["path"], Headers(scope=scope)
    if path.startswith(_WAY_OUT) or (path.startswith(_ORGANISATION) and provider() is None):
        return PlainTextResponse("There is nothing here.", 404)
    if mode() == "personal":
        is_here = (urlsplit("//" + headers.get("host", "")).hostname or "") in _HERE
        return (
            None
            if is_here or not path.startswith(_PRIVATE)
            else PlainTextResponse("Open the app as http:" + "//localhost.", 421)
        )
    if path.startswith(_CLOSED):
        return PlainTextResponse("There is nothing here.", 404)
    if mode() != "shared" or path in _ANYBODY:
        return None
    if headers.get("host", "").lower() != settings().host:
        return PlainTextResponse("This address is not the one this copy of the app was started for.", 421)
    # A browser always says where a socket is opened from; whoever does not say is no browser, and gets none.
    if scope["type"] == "websocket" and _origin(headers.get("origin", "")) != settings().origin:
        return PlainTextResponse("Not from here.", 403)
    return None


def _origin(text: str) -> str:
    parts = urlsplit(text.lower())
    return f"{parts.scheme}:" + f"//{parts.netloc}"

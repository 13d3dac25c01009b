"""An organisation's own sign-in (OpenID Connect): whether there is one, and what Streamlit is told of it. See
shared-mode.md.
"""

import json
import os
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from c4eo_core.accounts.errors import SettingsRefused
from c4eo_core.accounts.oidc_provider import NAMES, PASSWORDS, Provider, provider_of, takes_passwords
from c4eo_core.reports.html.account_pages import notice_page
from pages.server.database import settings
from pages.server.forms import html, own_path, shared_only
from pages.server.modes import mode
from pages.server.streamlit_internals import (
    SecretsValue,
    decode_signed_value,
    generate_login_redirect_url,
    get_cookie_secret,
    get_cookie_with_chunks,
)

LEAVES, RETURNS = "/auth/login", "/oauth2callback"  # Streamlit's own addresses
START, STREAMLIT_COOKIES = "/organisation", "_streamlit_user"


def provider() -> Provider | None:
    """None where there is none, and in every mode but the shared one. Raises SettingsRefused."""
    return (
        provider_of({name: os.environ.get(name, "") for name in (*NAMES, "C4EO_SECRET")})
        if mode() == "shared"
        else None
    )


def passwords() -> bool:
    """Whether somebody may sign in with a password of this copy's own. Raises SettingsRefused."""
    return takes_passwords({name: os.environ.get(name, "") for name in (*NAMES, PASSWORDS)})


def streamlit_secrets() -> "dict[str, SecretsValue] | None":
    """What st.login needs, from the environment alone: no file of secrets lies about. Its cookie's key is
    made of ours.
    """
    try:
        known = provider()
        if known is None:
            return None
        return {
            "auth": {
                "redirect_uri": settings().link(RETURNS),
                "cookie_secret": settings().other_key("streamlit identity"),
                "client_id": known.client,
                "client_secret": known.secret,
                "server_metadata_url": known.metadata,
                "client_kwargs": {"scope": "openid email", "prompt": "select_account"},
            }
        }
    except SettingsRefused:  # said at the start, where the server then ends
        return None


def claims_in(cookies: Sequence[str]) -> Mapping[str, object] | None:
    """What Streamlit learnt, out of the cookies it wanted to set; None when it learnt nothing, or for
    somebody else's app.
    """
    values = dict(cookie.split(";", 1)[0].split("=", 1) for cookie in cookies if "=" in cookie)

    def one(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, values[name]) if name in values else None

    found = get_cookie_with_chunks(one, STREAMLIT_COOKIES)
    claims, known = json.loads(found) if found else None, provider()
    meant = claims.get("aud") if claims else None
    ours = known is not None and known.client in (meant if isinstance(meant, list) else [meant])
    return claims if ours else None


@shared_only
def _start(request: Request, _fields: dict[str, str]) -> Response:
    """As st.login does, for a page of the server."""
    to = own_path(request.query_params.get("next", "/"))
    if provider() is None:
        return html(notice_page("Not here", "This copy of the app has no sign-in with an organisation."), 404)
    away = f"{generate_login_redirect_url('default')}&next={quote(to, safe='')}"
    return RedirectResponse(away, 303, headers={"cache-control": "no-store"})


def start_at(to: str) -> str:
    return f"{START}?next={quote(to, safe='')}"


organisation_route = Route(START, _start)

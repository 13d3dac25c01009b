"""Signing in and out: pages of the server, so that the cookie is out of every script's reach."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from c4eo_core.accounts.errors import LinkEnded, NotLetIn, TooManyTries
from c4eo_core.accounts.permissions import VISITOR
from c4eo_core.reports.door_html import Button, Field, form_page
from pages.common.doors import accounts, token_in, whose
from pages.common.forms import caller, form_response, is_ours, let_in, let_out, own_path, shared_only

IN, OUT = "sign-in", "sign-out"
_STALE = "This form was open for too long, or came from elsewhere. Please try once more."
_FORGOT = "Forgotten your password, or no account yet? Ask whoever looks after the accounts for a link."


@shared_only
def _sign_in(request: Request, fields: dict[str, str]) -> Response:
    to = own_path(request.query_params.get("next", "/"))
    if request.method != "POST":
        return _form(request) if whose(request.cookies) is VISITOR else RedirectResponse(to, 303, headers={"cache-control": "no-store"})
    email = fields.get("email", "")[:254]
    if not is_ours(request, fields, IN):
        return _form(request, email, _STALE, 403)
    try:
        done = accounts().sign_in(email, fields.get("password", ""), caller(request))
    except NotLetIn as error:
        return _form(request, email, str(error), 401)
    except TooManyTries as error:
        answer = _form(request, email, str(error), 429)
        answer.headers["retry-after"] = str(error.seconds)
        return answer
    if old := token_in(request.cookies):
        accounts().sign_out(old)
    return let_in(done, to)


def _form(request: Request, email: str = "", wrong: str = "", status: int = 200) -> Response:
    fields = (Field("email", "E-mail", "username", "email", value=email), Field("password", "Password", "current-password", "password"))
    buttons = (Button("Sign in"),)
    return form_response(request, IN, lambda hidden: form_page("Sign in", fields, buttons, hidden, wrong=wrong, foot=_FORGOT), status)


@shared_only
def _sign_out(request: Request, fields: dict[str, str]) -> Response:
    actor = whose(request.cookies)
    if actor is VISITOR:
        return let_out("/")
    if request.method != "POST" or not is_ours(request, fields, OUT):
        wrong = _STALE if request.method == "POST" else ""
        buttons = (Button("Sign out here", "here"), Button("Sign out everywhere", "everywhere"))
        intro = f"You are signed in as {actor.name}. Everywhere means every browser and device you are signed in on."
        return form_response(request, OUT, lambda hidden: form_page("Sign out", (), buttons, hidden, intro, wrong), 403 if wrong else 200)
    if fields.get("do") == "everywhere":
        accounts().sign_out_everywhere(actor)
    else:
        accounts().sign_out(token_in(request.cookies))
    return let_out("/")


@shared_only
def _identity(request: Request, _fields: dict[str, str]) -> Response:
    """From an organisation's own sign-in to a session of ours."""
    try:
        done = accounts().take_over(request.query_params.get("word", ""), identity_cookie(request.cookies), caller(request))
    except LinkEnded:
        return RedirectResponse("/sign-in", 303, headers={"cache-control": "no-store"})
    if old := token_in(request.cookies):
        accounts().sign_out(old)
    return let_in(done, own_path(request.query_params.get("next", "/")))


def identity_cookie(cookies: Mapping[str, str]) -> str:
    """What Streamlit keeps of an organisation's sign-in in this browser; empty when there is none."""
    return "".join(cookies[name] for name in sorted(cookies) if name.startswith("_streamlit_user"))


sign_in_routes = [
    Route("/sign-in", _sign_in, methods=["GET", "POST"]),
    Route("/sign-out", _sign_out, methods=["GET", "POST"]),
    Route("/identity", _identity),
]

"""Signing in and out: pages of the server, so that the cookie is out of every script's reach."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from c4eo_core.accounts.errors import NotLetIn, TooManyTries
from c4eo_core.accounts.permissions import VISITOR
from c4eo_core.reports.html.account_pages import ORGANISATION, Button, Field, Way, form_page, ways_page
from pages.server.cookies import actor_of, token_in
from pages.server.database import accounts
from pages.server.forms import (
    caller,
    form_response,
    html,
    inside,
    is_ours,
    let_in,
    let_out,
    own_path,
    shared_only,
)
from pages.server.oidc import organisation_route, passwords, provider, start_at

IN, OUT = "sign-in", "sign-out"
_STALE = "This form was open for too long, or came from elsewhere. Please try once more."
_ORGANISATION_ONLY = "You sign in here as you do at work. Not let in? Ask whoever looks after the accounts."
_FORGOT = "Forgotten your password, or no account yet? Ask whoever looks after the accounts for a link."


@shared_only
def _sign_in(request: Request, fields: dict[str, str]) -> Response:
    to = own_path(request.query_params.get("next", "/"))
    if request.method != "POST":
        return (
            _ways_in(request, to)
            if actor_of(request.cookies) is VISITOR
            else RedirectResponse(inside(to), 303, headers={"cache-control": "no-store"})
        )
    if not passwords():
        return _ways_in(request, to, 403)
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


def _ways_in(request: Request, to: str, status: int = 200) -> Response:
    if passwords():
        return _form(request, status=status)
    return html(ways_page("Sign in", (Way(ORGANISATION, start_at(to)),), _ORGANISATION_ONLY), status)


def _form(request: Request, email: str = "", wrong: str = "", status: int = 200) -> Response:
    fields = (
        Field("email", "E-mail", "username", "email", value=email),
        Field("password", "Password", "current-password", "password"),
    )
    buttons = (Button("Sign in"),)
    ways = (
        (Way(ORGANISATION, start_at(own_path(request.query_params.get("next", "/")))),) if provider() else ()
    )
    return form_response(
        request,
        IN,
        lambda hidden: form_page("Sign in", fields, buttons, hidden, "", wrong, _FORGOT, ways),
        status,
    )


@shared_only
def _sign_out(request: Request, fields: dict[str, str]) -> Response:
    actor = actor_of(request.cookies)
    if actor is VISITOR:
        return let_out("/")
    if request.method != "POST" or not is_ours(request, fields, OUT):
        wrong = _STALE if request.method == "POST" else ""
        buttons = (Button("Sign out here", "here"), Button("Sign out everywhere", "everywhere"))
        intro = (
            f"You are signed in as {actor.name}. Everywhere means every browser and device you are signed"
            " in on."
        )
        return form_response(
            request,
            OUT,
            lambda hidden: form_page("Sign out", (), buttons, hidden, intro, wrong),
            403 if wrong else 200,
        )
    if fields.get("do") == "everywhere":
        accounts().sign_out_everywhere(actor)
    else:
        accounts().sign_out(token_in(request.cookies))
    return let_out("/")


sign_in_routes = [
    Route("/sign-in", _sign_in, methods=["GET", "POST"]),
    Route("/sign-out", _sign_out, methods=["GET", "POST"]),
    organisation_route,
]

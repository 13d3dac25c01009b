"""Taking up an invitation, and changing one's password: pages of the server, so that no password passes
through the app's own.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from c4eo_core.accounts.errors import AccountRefused, LinkEnded, TooManyTries
from c4eo_core.accounts.people import Person
from c4eo_core.accounts.permissions import VISITOR
from c4eo_core.reports.html.account_pages import PASSWORD_HINT, Button, Field, form_page, notice_page
from pages.server.cookies import actor_of, token_in
from pages.server.database import accounts
from pages.server.forms import caller, form_response, html, is_ours, let_in, let_out, shared_only
from pages.server.oidc import passwords

_TAKE_UP, _CHANGE = "invitation", "password"
_STALE = "This form was open for too long, or came from elsewhere. Please try once more."
_NOT_TWICE = "The two passwords differ. Type the same one twice."


@shared_only
def _invitation(request: Request, fields: dict[str, str]) -> Response:
    if not passwords():
        return _no_passwords()
    token = request.path_params["token"]
    try:
        person = accounts().invited(token)
    except LinkEnded as error:
        return _ended(error)
    name = fields.get("name", person.name)[:200]
    try:
        if request.method != "POST":
            return _welcome(request, person)
        if not is_ours(request, fields, _TAKE_UP):
            return _welcome(request, person, name, _STALE, 403)
        if fields.get("password", "") != fields.get("again", ""):
            return _welcome(request, person, name, _NOT_TWICE, 400)
        done = accounts().take_up(token, name, fields.get("password", ""), caller(request))
    except LinkEnded as error:
        return _ended(error)
    except AccountRefused as error:
        return _welcome(request, person, name, str(error), 400)
    if old := token_in(request.cookies):
        accounts().sign_out(old)
    return let_in(done, "/")


def _ended(error: LinkEnded) -> Response:
    return html(notice_page("This link has ended", str(error)), 410)


def _no_passwords() -> Response:
    words = "This copy of the app takes no passwords: everybody signs in with their organisation."
    return html(notice_page("There are no passwords here", words, "/sign-in", "Go to the sign-in"), 404)


def _welcome(
    request: Request, person: Person, name: str | None = None, wrong: str = "", status: int = 200
) -> Response:
    fields = (
        Field(
            "name", "Your name, as others will see it", "name", value=person.name if name is None else name
        ),
        Field("email", "E-mail", "username", "email", "You will sign in with it.", person.email, fixed=True),
        *_new_password(),
    )
    title = "Choose a new password" if person.joined else "Take up your invitation"
    buttons = (Button("Save and sign in"),)
    return form_response(
        request, _TAKE_UP, lambda hidden: form_page(title, fields, buttons, hidden, wrong=wrong), status
    )


def _new_password() -> tuple[Field, Field]:
    return (
        Field("password", "New password", "new-password", "password", PASSWORD_HINT),
        Field("again", "The same password again", "new-password", "password"),
    )


@shared_only
def _password(request: Request, fields: dict[str, str]) -> Response:
    if not passwords():
        return _no_passwords()
    actor = actor_of(request.cookies)
    if actor is VISITOR:
        return RedirectResponse("/sign-in?next=/password", 303, headers={"cache-control": "no-store"})
    if not token_in(request.cookies):
        return let_out("/")
    if request.method != "POST":
        return _change(request)
    if not is_ours(request, fields, _CHANGE):
        return _change(request, _STALE, 403)
    if fields.get("password", "") != fields.get("again", ""):
        return _change(request, _NOT_TWICE, 400)
    try:
        accounts().change_password(
            actor,
            token_in(request.cookies),
            fields.get("old", ""),
            fields.get("password", ""),
            caller(request),
        )
    except AccountRefused as error:
        return _change(request, str(error), 400)
    except TooManyTries as error:
        return _change(request, str(error), 429)
    words = "Your password is changed. Everywhere else you were signed in, you are signed out."
    return html(notice_page("Password changed", words, "/people", "Back to your account"))


def _change(request: Request, wrong: str = "", status: int = 200) -> Response:
    fields = (Field("old", "Present password", "current-password", "password"), *_new_password())
    buttons = (Button("Change password"),)
    return form_response(
        request,
        _CHANGE,
        lambda hidden: form_page("Change your password", fields, buttons, hidden, wrong=wrong),
        status,
    )


invitation_routes = [
    Route("/invitation/{token}", _invitation, methods=["GET", "POST"]),
    Route("/password", _password, methods=["GET", "POST"]),
]

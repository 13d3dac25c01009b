"""Who is signed in, at the top of every page of a shared copy, with the way in and out."""

from html import escape
from urllib.parse import quote

from c4eo_core.accounts.permissions import VISITOR
from pages.server.modes import mode
from pages.session import guard, reader, screen


def line() -> None:
    if mode() != "shared":
        return
    actor = reader.actor()
    if actor is VISITOR:
        inside = f'<a href="sign-in?next={escape(quote(guard.here()))}" target="_self">Sign in</a>'
    else:
        inside = (
            f'<span>{escape(actor.name)}, {escape(actor.role)}</span> <a href="people"'
            ' target="_self">Account</a> <a href="sign-out" target="_self">Sign out</a>'
        )
    screen.html(f'<p class="who">{inside}</p>')

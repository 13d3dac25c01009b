"""Who is signed in, at the top of every page of a shared copy, with the way in and out."""

from urllib.parse import quote

from c4eo_core.accounts.permissions import VISITOR
from c4eo_core.model.markup import markup
from pages.server.modes import mode
from pages.session import guard, reader, screen


def line() -> None:
    if mode() != "shared":
        return
    actor = reader.actor()
    if actor is VISITOR:
        inside = markup('<a href="sign-in?next={here}" target="_self">Sign in</a>', here=quote(guard.here()))
    else:
        inside = markup(
            '<span>{name}, {role}</span> <a href="people"'
            ' target="_self">Account</a> <a href="sign-out" target="_self">Sign out</a>',
            name=actor.name,
            role=actor.role,
        )
    screen.html(markup('<p class="who">{inside}</p>', inside=inside))

"""One's own account: who one is here, where one is signed in, the ways out."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.accounts.sessions import Session
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.pieces import table
from pages.server.cookies import token_in
from pages.server.database import accounts
from pages.server.oidc import passwords
from pages.session import reader, screen
from pages.trust.people.messages import PREFIX, tell, tried, when

_MAY = {
    "administrator": "You look after people and trusts. You cannot open what a trust has written.",
    "specialist": "You work with the trusts below, and write in each of them.",
    "director": "You work with one trust, and write in it.",
    "member": "You read what your trust has written.",
}


def account() -> None:
    actor = reader.actor()
    st.header("Your account", anchor=False)
    tell("own")
    screen.html(
        markup(
            "<p><strong>{name}</strong>, {role}. {may}</p>",
            name=actor.name,
            role=actor.role,
            may=_MAY[actor.role],
        )
    )
    change = (("password", "Change your password"),) if passwords() else ()
    ways = (*change, ("sign-out", "Sign out, here or everywhere"))
    screen.html(
        Markup("<p>")
        + Markup(" ").join(
            markup('<a class="go" href="{to}" target="_self">{words}</a>', to=to, words=words)
            for to, words in ways
        )
        + Markup("</p>")
    )
    _sessions()


def _sessions() -> None:
    here = accounts().session(token_in(reader.cookies()))
    mine = accounts().own_sessions(reader.actor())
    rows = [
        (
            f"{s.browser}{', this one' if here and s.id == here.session.id else ''}",
            when(s.created_at),
            when(s.seen_at),
        )
        for s in mine
    ]
    screen.html(
        table(
            ("Signed in on", "Since", "Last seen"),
            rows,
            "Where you are signed in. A session ends after 12 hours without a click.",
            numeric_from=9,
        )
    )
    others = [s for s in mine if not here or s.id != here.session.id]
    with st.container(horizontal=True):
        for session in others:
            label = f"End the session on {session.browser} of {when(session.created_at)}"
            st.button(label, key=f"{PREFIX}end:{session.id}", on_click=_end, args=(session,))


def _end(session: Session) -> None:
    tried(
        lambda: accounts().end_session(reader.actor(), session.id),
        f"The session on {session.browser} has ended.",
        "own",
    )

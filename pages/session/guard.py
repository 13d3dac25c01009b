"""Who may see which page. Deny by default: what a page does not name opens for nobody but the one person of a
personal copy.
"""

from urllib.parse import quote, urlsplit

import streamlit as st

from c4eo_core.accounts.permissions import ADMINISTRATOR, DIRECTOR, MEMBER, SPECIALIST, VISITOR, Actor
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.account_pages import ORGANISATION
from pages.server import oidc
from pages.server.modes import mode
from pages.session import reader, screen

# PUBLIC: everybody. WORKING: figures, for whoever has signed in. RECORDS: what a trust has written. ACCOUNT:
# people, trusts and packs.
PUBLIC, WORKING, RECORDS, ACCOUNT = KINDS = ("public", "working", "records", "account")
_SIGNED_IN = {ADMINISTRATOR, SPECIALIST, DIRECTOR, MEMBER}
_ROLES_OF = {WORKING: _SIGNED_IN, RECORDS: _SIGNED_IN - {ADMINISTRATOR}, ACCOUNT: _SIGNED_IN}


def may_open(kind: str, actor: Actor | None = None) -> bool:
    """actor: without it, whoever asks."""
    if kind == PUBLIC or mode() == "personal":
        return True
    return mode() == "shared" and (actor or reader.actor()).role in _ROLES_OF.get(kind, ())


def require(kind: str) -> None:
    """Ends the page with a plain notice when it may not be opened. The first line of every page."""
    if may_open(kind):
        return
    who = reader.actor()
    if reader.trouble():
        _notice("The records cannot be opened", str(reader.trouble()))
    elif mode() != "shared":
        _notice(
            "This page is not open here",
            "This copy of the app shows the public headline curves only. The working pages open when the app"
            " runs on your own machine.",
        )
    elif who is VISITOR:
        _sign_in()
    else:
        words = "An administrator looks after people and trusts, and cannot open what a trust has written."
        _notice(
            "This page is not open to you",
            words if who.role == ADMINISTRATOR else "Your account has no part in this page.",
        )


def _notice(title: str, words: str) -> None:
    st.title(title, anchor=False)
    st.write(words)
    st.page_link(
        "public/headline_curves/page.py", label="Go to the headline curves", icon=":material/show_chart:"
    )
    st.stop()


def _sign_in() -> None:

    st.title("Please sign in", anchor=False)
    st.write("This page is for people with an account. You will come back to it after signing in.")
    organisation = oidc.provider() is not None
    if organisation:
        st.button(ORGANISATION, on_click=st.login, type="primary")
    if not organisation or oidc.passwords():
        words = "Sign in with a password" if organisation else "Sign in"
        screen.html(
            markup(
                '<p><a class="go" href="sign-in?next={here}" target="_self">{words}</a></p>',
                here=quote(here()),
                words=words,
            )
        )
    st.page_link(
        "public/headline_curves/page.py", label="Go to the headline curves", icon=":material/show_chart:"
    )
    st.stop()


def here() -> str:
    """This page with its choices, as a path."""
    path = urlsplit(st.context.url or "").path or "/"
    chosen = "&".join(f"{quote(k)}={quote(v)}" for k, v in st.query_params.items())
    return f"{path}?{chosen}" if chosen else path

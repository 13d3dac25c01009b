"""An organisation's own sign-in (OpenID Connect), offered where it has been set up: see shared-mode.md."""

from html import escape
from importlib.util import find_spec
from urllib.parse import quote

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from pages.common import people, show
from pages.common.doors import accounts
from pages.common.sign_in import identity_cookie


def is_set_up() -> bool:
    if find_spec("authlib") is None:
        return False
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def offer(to: str) -> None:
    """Under the prompt to sign in. An identity without an account here gets nothing, and is told so."""
    if not is_set_up():
        return
    if not st.user.is_logged_in:
        st.button("Sign in with your organisation", on_click=st.login, type="secondary")
        return
    word = accounts().hand_over(st.user.to_dict(), identity_cookie(people.cookies()))
    if word:
        name = escape(str(st.user.get("email", "")))
        query = f"word={quote(word)}&amp;next={escape(quote(to))}"
        show.html(f'<p><a class="go" href="identity?{query}" target="_self">Go on as {name}</a></p>')
    else:
        st.write("Your organisation knows you, but you have no account here, or have signed out since. Ask for one, or sign in again.")
        st.button("Sign in again with your organisation", on_click=st.logout)

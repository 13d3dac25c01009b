"""Who may see which page. Deny by default: a page that is not public opens in personal mode only."""

import os

import streamlit as st

PUBLIC, WORKING = "public", "working"


def mode() -> str:
    """personal, shared or public; anything else is treated as public, the narrowest."""
    named = os.environ.get("C4EO_MODE", "personal")
    return named if named in ("personal", "shared", "public") else "public"


def may_open(kind: str) -> bool:
    return kind == PUBLIC or mode() == "personal"


def require(kind: str) -> None:
    """Ends the page with a plain notice when it may not be opened. The first line of every page."""
    if may_open(kind):
        return
    st.title("This page is not open here")
    st.write("This copy of the app shows the public headline curves only. The working pages open when the app runs on your own machine.")
    st.page_link("public/headline_curves.py", label="Go to the headline curves", icon=":material/show_chart:")
    st.stop()

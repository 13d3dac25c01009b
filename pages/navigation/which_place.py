"""Asks which authority is meant: on a first visit, and where a link names none of today's. It
never guesses one.
"""

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.finding import find
from c4eo_core.answers.public.place import slug
from pages.session import place_in_link

_FIRST = "Choose a local authority to begin: type a council, a town or a postcode."
_MOST = 8


def ask(why: place_in_link.NoPlace | None) -> None:
    st.title("Which local authority?")
    st.text(why.words if why else _FIRST)
    for area in why.instead if why else ():
        st.button(area.name, key=f"instead:{area.code}", on_click=_choose, args=(area.code,))
    typed = st.text_input("Council, town or postcode", key="which_place", max_chars=100)
    if typed:
        _hits(typed)


def _hits(typed: str) -> None:
    """One button for each authority among what was found, with the words that tell why it is there."""
    codes = {slug: code for code, slug in _slugs().items()}
    shown: dict[str, str] = {}
    for hit in find(typed):
        code = codes.get(hit.address.removeprefix("/place/"))
        if code:
            shown.setdefault(code, hit.title)
    for code, title in list(shown.items())[:_MOST]:
        st.button(title, key=f"found:{code}", on_click=_choose, args=(code,))
    if not shown:
        st.text("No council goes by these words. Try another spelling, or a whole postcode.")


def _slugs() -> dict[str, str]:
    return {a.code: slug(a.name) for a in prepared_desk().figures.areas.authorities}


def _choose(code: str) -> None:
    place_in_link.chosen()
    st.session_state["link_area"] = code

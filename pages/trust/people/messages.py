"""What came of the last thing somebody did on the page: told once, at the top. Links to hand on stay until
they are put away.
"""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from c4eo_core.accounts.errors import AccountsError
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from pages.session import screen

PREFIX = "account:"
_DONE, _WRONG, _LINK = f"{PREFIX}done", f"{PREFIX}wrong", f"{PREFIX}link"


def when(moment: datetime) -> str:
    """Day and time here."""
    return f"{moment.astimezone():%d %b %Y, %H:%M}"


def tried(work: Callable[[], object], words: str | Callable[[], str] = "", place: str = "") -> bool:
    """For callbacks: does it, and keeps the words to tell, or those of the refusal. place: where on the page
    it belongs.
    """
    for key in (_DONE, _WRONG, _LINK):
        st.session_state.pop(key, None)
    try:
        work()
    except (AccountsError, RecordsError) as error:
        st.session_state[_WRONG] = (place, str(error))
        return False
    st.session_state[_DONE] = (place, words() if callable(words) else words)
    return True


def hand_on(link: str, name: str) -> None:
    st.session_state[_LINK] = (link, name)


def tell(place: str = "") -> None:
    for key, css in ((_WRONG, "unsaved"), (_DONE, "done")):
        of, words = st.session_state.get(key, ("", ""))
        if words and of == place:
            screen.html(
                markup(
                    '<p class="{css}" role="{words}">{words2}</p>',
                    css=css,
                    words="alert" if key == _WRONG else "status",
                    words2=words,
                )
            )
            del st.session_state[key]


def link_to_hand_on() -> None:
    if _LINK not in st.session_state:
        return
    link, name = st.session_state[_LINK]
    with st.container(border=True, key=f"{PREFIX}link-box"):
        screen.html(
            markup(
                "<p><strong>The link for {name}</strong>. It works once. Send it to this person only: it"
                " is not shown again.</p>",
                name=name,
            )
        )
        st.code(link, language=None, wrap_lines=True)
        st.button(
            "I have copied it", key=f"{PREFIX}copied", on_click=lambda: st.session_state.pop(_LINK, None)
        )

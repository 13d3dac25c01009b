"""What every page puts on the screen: styles, icon, size of letters, and HTML that is already made."""

from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from c4eo_core.charts.theme import DARK, LIGHT, Look, Size, size_for
from c4eo_core.model.markup import markup
from pages.server import step_keys
from pages.session import link


def look() -> Look:
    return DARK if st.context.theme.type == "dark" else LIGHT


def size() -> Size:
    return size_for(link.projector())


@cache
def icon() -> str:
    """As a data address: given a path, Streamlit would read the file at every run."""
    drawn = (Path(__file__).parent / "icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


# Only where they are needed: a rule that asks what the whole page :has() makes the browser look at every mark
# of a chart again.
# Read from the back of the room: in projector view no word of a session is under 20 px.
_SESSION = (
    'body:has(.st-key-hidden-state) [data-testid="stMain"] :is([data-testid="stWidgetLabel"] p, input,'
    ' textarea, button p, [data-testid="stText"], [data-baseweb="select"] div, label p, summary p, .saved,'
    " .c4 table) { font-size: 1rem !important; }"
)


_EMBEDDED = '[data-testid="stMainBlockContainer"] { padding-top: 1rem; padding-bottom: .5rem; }'


@cache
def _own(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def projected() -> None:
    """A session in projector view: the sheet of that other screen."""
    st.html(f"<style>{_own('projector.css')}</style>")


def listen_to_step_keys() -> None:
    """F8, F9 and Escape while the cursor stands in a box. The answer's policy names this script
    by its hash.
    """
    st.html(f'<script id="step-keys">{step_keys.script()}</script>', unsafe_allow_javascript=True)


def style() -> None:
    """The sheet of styles; in projector view everything grows with the root size, and the page's own
    furniture goes.
    """
    small = (
        ".when, .note, caption, .tag, thead th, .card p:not(.size), .card .kind, .brief-facts > div, .rail"
        " .chip"
    )
    big = f"{_own('projector_page.css')} .c4 :is({small}) {{ font-size: 1rem !important; }}"
    more = (big + _SESSION if link.projector() else "") + (_EMBEDDED if link.embedded() else "")
    st.html(f"<style>{_own('style.css')}{more}</style>")


def html(inside: Markup) -> None:
    """A piece of a page. Raises TypeError for a text: what is not Markup may hold what somebody typed."""
    if not isinstance(inside, Markup):
        raise TypeError(f"HTML is expected as Markup; here is a text: {str(inside)[:40]!r}")
    st.html(str(markup('<div class="c4 {look}">{inside}</div>', look=look().name, inside=inside)))

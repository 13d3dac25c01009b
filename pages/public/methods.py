"""Methods: every rule in plain words with its worked examples, and what was counted in the
figures of today.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.methods import methods_body
from pages.session import guard, link, screen

guard.require(guard.PUBLIC)


@st.cache_resource(max_entries=10, show_spinner=False)
def kept_body(_version: str, area: str) -> Markup:
    desk = prepared_desk()
    return methods_body(desk, desk.figures.areas.by_code(area))


st.title("Methods", anchor=False)
promise = (
    "Every rule behind the figures, in plain words. The worked examples are the ones our tests run, so page"
    " and program cannot disagree."
)
screen.html(markup('<p class="lead">{promise}</p>', promise=promise))
screen.html(kept_body(prepared_desk().figures.version, link.area_code()))

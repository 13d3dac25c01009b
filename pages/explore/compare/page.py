"""Compare: one authority on many indicators, several authorities on one, or two indicators over all
authorities.
"""

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from pages.components import neighbour_choice
from pages.explore.compare.profile import profile
from pages.explore.compare.scatter import scatter
from pages.explore.compare.several import several
from pages.session import guard, link, neighbours_in_use
from pages.session.labels import label_of

guard.require(guard.WORKING)

VIEWS = {
    "profile": "One place, many indicators",
    "areas": "Several places, one indicator",
    "scatter": "Two indicators, all places",
}
used = neighbour_choice.here()
figures, version = prepared_desk().figures, neighbours_in_use.version()


neighbour_choice.note(used)
view_key = link.choice("view", list(VIEWS), "profile")
st.segmented_control(
    "What to compare",
    list(VIEWS),
    format_func=label_of(VIEWS),
    key=view_key,
    required=True,
    persist_state="session",
    label_visibility="collapsed",
)
link.write("view", st.session_state[view_key], "profile")
neighbour_choice.section(used)
{"profile": profile, "areas": several, "scatter": scatter}[st.session_state[view_key]](figures, version)

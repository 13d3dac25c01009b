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

guard.require(guard.WORKING)

VIEWS = {
    "profile": "One place, many indicators",
    "areas": "Several places, one indicator",
    "scatter": "Two indicators, all places",
}
used = neighbour_choice.here()
figures, version = prepared_desk().figures, neighbours_in_use.version()


neighbour_choice.note(used)
view = link.select(
    st.segmented_control,
    "What to compare",
    "view",
    VIEWS,
    "profile",
    required=True,
    label_visibility="collapsed",
)
neighbour_choice.section(used)
{"profile": profile, "areas": several, "scatter": scatter}[view](figures, version)

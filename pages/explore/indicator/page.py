"""One indicator in full: the curve, the neighbours, all authorities, the definition."""

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.catalogue.choices import priorities
from pages.components import curve, neighbour_choice, what_if
from pages.explore.indicator import parts as indicator_parts
from pages.session import guard, link, screen

guard.require(guard.WORKING)

used = neighbour_choice.here()
figures = prepared_desk().figures
options = indicator_parts.options()
chosen = link.select(st.selectbox, "Indicator", "indicator", options, indicator_parts.DEFAULT, unwritten="")
indicator = figures.find(chosen)

neighbour_choice.note(used)

parts = False
if indicator.concern:
    parts = link.switch("Show both groups instead of the gap", "both")
curve.curve(
    link.area_code(),
    chosen,
    key="curve",
    parts=parts,
    with_table=False,
    beside=indicator_parts.facts(link.area_code(), chosen),
    after=indicator_parts.more_facts(link.area_code(), chosen),
)
what_if.section(link.area_code(), chosen)

views = {
    "neighbours": "Neighbours",
    "figures": "Figures as a table",
    "all": "All authorities",
    "turned": "Who turned it",
    "about": "Definition and source",
}
view = link.select(
    st.segmented_control, "More about this indicator", "show", views, "neighbours", required=True
)
if view == "neighbours":
    screen.html(indicator_parts.neighbours(link.area_code(), chosen))
    st.page_link("explore/compare/page.py", label="Choose other neighbours", icon=":material/group_work:")
elif view == "figures":
    curve.tables(link.area_code(), chosen, parts)
elif view == "all":
    from pages.explore.indicator.all_areas import all_areas_section

    all_areas_section(link.area_code(), chosen)
elif view == "turned":
    from pages.components import who_turned

    who_turned.section(link.area_code(), chosen)
else:
    screen.html(indicator_parts.definition(chosen, {key: p.title for key, p in priorities().items()}))

"""Coverage: who can reach a service, who is left out, how others do, and where the next sites would help
most.
"""

import streamlit as st

from c4eo_core.model.refused import Refused
from c4eo_core.reports.html import coverage as say
from pages.cached import coverage  # noqa: F401
from pages.components import curve, neighbour_choice, own_services  # noqa: F401
from pages.explore.coverage import england, question, together, where_next  # noqa: F401
from pages.explore.coverage import map as coverage_map
from pages.explore.coverage.around_the_map import after, before
from pages.session import guard, link, screen  # noqa: F401

guard.require(guard.WORKING)
HERE, ENGLAND = "here", "england"
VIEWS = {
    HERE: "This authority",
    ENGLAND: "All England",
}  # the same words for every authority: less to draw anew

area = link.area_code()
own_services.band(area)
asked = question.with_own(question.controls(), area)
where = link.select(
    st.segmented_control,
    "What to look at",
    "where",
    VIEWS,
    HERE,
    required=True,
    label_visibility="collapsed",
)

if where == ENGLAND:
    england.section(area, asked)
else:
    answer = coverage.answer_to(area, asked)
    if isinstance(answer, Refused):
        st.info(answer.why)
        own_services.section(area, asked.service)
    else:
        places_asked = where_next.question(area, asked)
        found = coverage.siting_to(area, places_asked) if places_asked else None
        with st.container(
            key="coverage-body"
        ):  # the words stand at the right of the map, on a phone above it
            words, picture = st.columns([4, 6], gap="medium")
            with words:
                screen.html(before(answer))
            with picture:
                coverage_map.section(answer, None if isinstance(found, Refused) else found)
        where_next.switch()
        if found is not None:
            where_next.section(area, found)
        screen.html(after(answer))
        together.section(area, asked.ages)
        own_services.section(area, asked.service)
        screen.html(say.methods(answer))
st.page_link(
    "explore/school/page.py",
    label="Look at one school: its community, what its children can reach, what is missing",
    icon=":material/school:",
    query_params={"area": area},
)
neighbour_choice.published_note()

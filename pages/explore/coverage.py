"""Coverage: who can reach a service, who is left out, how others do, and where the next sites would help most."""

import streamlit as st

from c4eo_core.reports import coverage_html as say
from pages.common import (  # noqa: F401
    coverage,
    coverage_england,
    coverage_files,
    coverage_map,
    coverage_next,
    guard,
    link,
    neighbour_set,
    own_services,
    show,
)
from pages.common.coverage_body import after, before

guard.require(guard.WORKING)
HERE, ENGLAND = "here", "england"
VIEWS = {HERE: "This authority", ENGLAND: "All England"}  # the same words for every authority: less to draw anew

area = link.area_code()
own_services.band(area)
st.title("Coverage: who can reach what", anchor=False)
asked = coverage.with_own(coverage.controls(), area)
where_key = link.choice("where", list(VIEWS), HERE)
st.segmented_control("What to look at", list(VIEWS), format_func=VIEWS.get, key=where_key, required=True, persist_state="session",
                     label_visibility="collapsed")  # fmt: skip
link.write("where", st.session_state[where_key], HERE)

if st.session_state[where_key] == ENGLAND:
    coverage_england.section(area, asked)
else:
    answer = coverage.answer_to(area, asked)
    if isinstance(answer, str):
        st.info(answer)
        own_services.section(area, asked.service)
    else:
        show.html(before(answer))
        question = coverage_next.question(area, asked)
        found = coverage.siting_to(area, question) if question else None
        coverage_map.section(answer, None if isinstance(found, str) else found)
        coverage_next.switch()
        if found is not None:
            coverage_next.section(area, found)
        show.html(after(answer))
        own_services.section(area, asked.service)
        show.html(say.methods(answer))
neighbour_set.published_note()

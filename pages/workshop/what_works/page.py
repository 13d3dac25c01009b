"""What works: options for a curve with cost, security and the sum; what the reviews found; and
what is done here.
"""

import streamlit as st

from c4eo_core.model.markup import markup
from pages.components import idea_button
from pages.editing import fields, projector, trust_on_screen
from pages.session import guard, link, reader, screen
from pages.session.labels import label_of
from pages.workshop.what_works import library, options, practice

guard.require(guard.RECORDS)

_VIEWS = {"options": "Options for a curve", "known": "From the reviews", "here": "What is done here"}
_LEAD = {
    "options": (
        "What could be done, for whom, at what cost, and how sure anybody can be. A blank means that the"
        " source does"
        " not state it."
    ),
    "known": ("Messages from the reviews of 2010, in our own words. A caution never looks like a finding."),
    "here": (
        "A register of local practice, kept by this trust. Everything starts at “not known”; it climbs when"
        " somebody says who tested it, when and how."
    ),
}

trust = trust_on_screen.band()
with fields.working(trust.id if trust else None):
    st.title("What works", anchor=False)
    key = link.choice("known", list(_VIEWS), "options")
    may_write = reader.may_write(trust)
    sessions = idea_button.open_sessions(trust)
    hidden = projector.hidden_with_switch(idea_button.current(sessions))
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.segmented_control(
            "Look at",
            list(_VIEWS),
            format_func=label_of(_VIEWS),
            key=key,
            required=True,
            persist_state="session",
        )
        session = idea_button.choose(sessions) if sessions and may_write and not hidden else None
    view = st.session_state[key]
    link.write("known", view, "options")
    screen.html(markup('<p class="lead">{lead}</p>', lead=_LEAD[view]))
    if may_write and not sessions and not hidden:
        idea_button.how_to_prepare()
    if view == "options":
        options.section(session)
    elif view == "known":
        library.section(session)
    elif not hidden:
        practice.section(trust, session, may_write)

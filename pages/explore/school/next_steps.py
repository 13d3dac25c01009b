"""What a head may do with the page: make what is missing an idea, look at the map of the whole authority."""

import datetime as dt

import streamlit as st

from c4eo_core.answers.schools.school_data import prepared_school_data
from c4eo_core.answers.schools.schools_of import schools_of_area
from c4eo_core.answers.schools.shape import SchoolCommunity
from c4eo_core.reports.school_document import pack_zip
from pages.components import idea_button, own_services
from pages.downloads.maker import slug
from pages.session import guard


def _pack(c: SchoolCommunity) -> None:
    """The sheets of all schools of the authority, made when somebody presses: published figures only."""
    authority = c.school.authority

    def made() -> bytes:
        sg = prepared_school_data()
        title = f"{authority.name}: schools and their communities"
        return pack_zip(sg, schools_of_area(sg, authority), title, dt.date.today())

    st.download_button(
        f"A sheet for every school of {authority.name} (ZIP, about a minute)",
        data=made,
        file_name=f"school-communities-{slug(authority.name)}.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
    )


def section(c: SchoolCommunity) -> None:
    """A button for each missing service when there is a session to take it; the way to the coverage map."""
    missing = [s for part in c.reach for s in part.services if s.missing]
    if missing and guard.may_open(guard.RECORDS):
        sessions = idea_button.open_sessions(own_services.trust_here(c.school.authority.code))
        session = idea_button.current(sessions)
        there = idea_button.taken(session)
        for s in missing:
            text = f"Bring {s.service.many} within reach of families at {c.school.name}"
            idea_button.button(session, there, f"school-{c.school.urn}-{s.service.id}", text)
    _pack(c)
    service = (missing[0] if missing else c.reach[0].services[0]).service.id
    st.page_link(
        "explore/coverage/page.py",
        label=f"Who can reach what in {c.school.authority.name}",
        icon=":material/map:",
        query_params={"area": c.school.authority.code, "service": service},
    )

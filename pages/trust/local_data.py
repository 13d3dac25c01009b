"""Local data: a trust's own series and lists of services, in, looked at, replaced, withdrawn. Private to the trust."""

import streamlit as st

from pages.common import edit, guard, local_data, local_data_upload, own_services, show, trusts
from pages.common.saved_bar import reveal
from pages.common.workshop import curtain

guard.require(guard.RECORDS)

trust = trusts.band()
with edit.working(trust.id if trust else None):
    st.title("Local data", anchor=False)
    if curtain.drawn(None):
        show.html("<p>The trust's own series and lists are not shown on this screen.</p>")
    else:
        reveal()
        show.html('<p class="lead">What is yours and not published: seen by the people of this trust, by nobody else.</p>')
        local_data.series_section(trust)
        if local_data.may_write(trust):
            local_data_upload.section(trust)
        elif trust is None:
            show.html("<p>There is no trust of yours for this authority. Choose your own authority above.</p>")
        local_data.lists_section(trust)
        own_services.panel(trust)

"""What is new: what was taken in, what was revised, what is due next or overdue."""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.age_of_figures import age_notice
from c4eo_core.answers.public.what_is_new import what_is_new
from c4eo_core.reports.html.what_is_new import new_body
from pages.session import guard, screen

guard.require(guard.PUBLIC)


@st.cache_resource(max_entries=4, show_spinner=False)
def kept_body(_version: str, day: dt.date) -> Markup:
    return new_body(what_is_new(prepared_desk(), day))


notice = age_notice(prepared_desk().figures, dt.date.today())
if notice:
    st.warning(notice, icon=":material/history:")
st.title("What is new", anchor=False)
screen.html(kept_body(prepared_desk().figures.version, dt.date.today()))
st.caption("The same as a feed for a news reader: /new.rss. For programs: /new.json.")

"""About: what this is, whom to thank, what cannot be had, and how it treats its readers."""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.age_of_figures import age_notice
from c4eo_core.reports.html.methods import about_body
from pages.session import guard, screen

guard.require(guard.PUBLIC)


@st.cache_resource(max_entries=10, show_spinner=False)
def kept_body(_version: str, notice: str | None) -> Markup:
    return about_body(prepared_desk(), notice)


notice = age_notice(prepared_desk().figures, dt.date.today())
if notice:
    st.warning(notice, icon=":material/history:")
st.title("About", anchor=False)
screen.html(kept_body(prepared_desk().figures.version, notice))

"""Step 9: everything read aloud in order, what is missing, and the report to take away."""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.accounts.permissions import EXPORT, RECORDS
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report import NoReport
from c4eo_core.answers.report.trust_report import workshop_report
from c4eo_core.answers.workshop.notes import NotAMeasure
from c4eo_core.answers.workshop.read_back import missing
from c4eo_core.model.known import known
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import heading
from c4eo_core.reports.html.read_back import missing_html, read_back_html
from pages.downloads.session_report import links_html
from pages.session import reader, screen
from pages.workshop.turning_the_curve.notes import trust_of


def step(workshop: Item) -> None:
    today = dt.date.today()
    everything = reader.records().items(reader.actor(), workshop.trust)
    try:
        report = workshop_report(prepared_desk(), trust_of(workshop), workshop.id, everything, today)
    except (NoReport, NotAMeasure) as error:
        st.info(str(error))
        return
    words, beside = st.columns([7, 4], gap="large")
    with words:
        screen.html(read_back_html(report))
    with beside:
        screen.html(missing_html(missing(known(report.notes), today)))
        take_away(workshop)


def take_away(workshop: Item) -> None:
    if not reader.can(EXPORT, RECORDS, workshop.trust):
        screen.html(
            heading("Download")
            + Markup(
                '<p class="note">Your account may read this session. Ask its director or specialist for the'
                " files.</p>"
            )
        )
        return
    note = (
        "Every file carries the name of the trust, the date and the sources. Nothing of it is on the public"
        " pages."
    )
    screen.html(
        heading("Download", "As it stands now")
        + links_html(workshop.id, workshop.trust)
        + markup('<p class="note">{note}</p>', note=note)
    )

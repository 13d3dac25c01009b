"""Step 9 in projector view: the session read aloud, part by part; what is missing and the files beside it."""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report import NoReport
from c4eo_core.answers.report.trust_report import workshop_report
from c4eo_core.answers.workshop.notes import NotAMeasure
from c4eo_core.answers.workshop.read_back import missing
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.read_back import missing_html, read_back_parts
from pages.components.curve_with_group_lines import tall_picture
from pages.editing.fields import PREFIX
from pages.session import reader, screen
from pages.workshop.turning_the_curve import curves, step_4_baseline, step_9_read_back
from pages.workshop.turning_the_curve.notes import trust_of

_PICTURE, _MISSING, _FILES = "The picture", "What is still missing", "Download"


def step(workshop: Item) -> None:
    today = dt.date.today()
    everything = reader.records().items(reader.actor(), workshop.trust)
    try:
        report = workshop_report(prepared_desk(), trust_of(workshop), workshop.id, everything, today)
    except (NoReport, NotAMeasure) as error:
        st.info(str(error))
        return
    parts = dict(read_back_parts(report))
    wide, side = st.columns([3, 1], gap="medium")
    with side:
        chosen = curves.chosen_curve(workshop)
        titles = [*([_PICTURE] if chosen else []), *parts, _MISSING, _FILES]
        title = st.radio("Read aloud", titles, key=f"{PREFIX}read-part")
    with wide:
        if title == _PICTURE:
            _picture(workshop, chosen)
            return
        screen.html(markup('<h2 class="asks">{title}</h2>', title=title))
        if title == _MISSING and report.notes:
            screen.html(missing_html(missing(report.notes, today)))
        elif title == _FILES:
            step_9_read_back.take_away(workshop)
        else:
            screen.html(Markup('<div class="read-back">') + parts[title] + Markup("</div>"))


def _picture(workshop: Item, chosen: str) -> None:
    with st.container(key="projected-curve"):
        drawn = step_4_baseline.drawn_of(workshop, chosen)
        tall_picture(step_4_baseline.with_lines(drawn), key=f"{PREFIX}wall-read-back")

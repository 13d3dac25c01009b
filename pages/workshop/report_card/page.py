"""The report card of one priority: what we want, how everybody is doing, what services add, what is due. One
page for the board.
"""

import datetime as dt

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report_card import report_card_of
from c4eo_core.catalogue.choices import priorities
from pages.components import neighbour_choice
from pages.downloads import report_card
from pages.editing import fields, projector, trust_on_screen
from pages.session import guard, link, reader
from pages.session.labels import label_of
from pages.workshop.report_card import notes, population, services

guard.require(guard.RECORDS)

trust = trust_on_screen.band()
with fields.working(trust.id if trust else None):
    neighbour_choice.note(neighbour_choice.of(trust))
    names = {id: p.title for id, p in priorities().items()}
    key = link.choice("card", list(names), next(iter(names)))
    edit_key, may_write = link.flag("editing"), reader.may_write(trust)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.segmented_control(
            "Priority",
            list(names),
            format_func=label_of(names),
            key=key,
            required=True,
            persist_state="session",
        )
        if may_write:
            st.toggle("Edit this card", key=edit_key, persist_state="session")
    priority, editing = st.session_state[key], may_write and st.session_state[edit_key]
    link.write("card", priority, next(iter(names)))
    link.write("editing", "on" if editing else "off", "off")

    items = reader.records().items(reader.actor(), trust.id) if trust else []
    card = report_card_of(prepared_desk().figures, priority, items, dt.date.today())
    hidden = projector.hidden_with_switch(card.workshop)
    report_card.take_away(trust, priority, link.area_code(), hidden)
    if not hidden:
        notes.outcome(card, editing)
    population.section(priority)
    if not hidden:
        services.section(card, editing)
        notes.due(card, editing)
        notes.wanted(card, editing)
        notes.visits(card, editing)

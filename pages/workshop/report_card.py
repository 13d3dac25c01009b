"""The report card of one priority: what we want, how everybody is doing, what services add, what is due. One page for the board."""

import datetime as dt

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report_card import report_card_of
from c4eo_core.catalogue.choices import priorities
from pages.common import edit, guard, link, neighbour_set, people, trusts
from pages.common.workshop import card_files, card_notes, card_population, card_services, curtain, into_session

guard.require(guard.RECORDS)

trust = trusts.band()
with edit.working(trust.id if trust else None):
    st.title("Report card", anchor=False)
    neighbour_set.note(neighbour_set.of(trust))
    names = {id: p.title for id, p in priorities().items()}
    key = link.choice("card", list(names), next(iter(names)))
    edit_key, may_write = link.flag("editing"), into_session.may_write(trust)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.segmented_control("Priority", list(names), format_func=names.get, key=key, required=True, persist_state="session")
        if may_write:
            st.toggle("Edit this card", key=edit_key, persist_state="session")
    priority, editing = st.session_state[key], may_write and st.session_state[edit_key]
    link.write("card", priority, next(iter(names)))
    link.write("editing", "on" if editing else "off", "off")

    items = people.records().items(people.actor(), trust.id) if trust else []
    card = report_card_of(prepared_desk().figures, priority, items, dt.date.today())
    hidden = curtain.drawn(card.workshop)
    card_files.take_away(trust, priority, link.area_code(), hidden)
    if not hidden:
        card_notes.outcome(card, editing)
    card_population.section(priority)
    if not hidden:
        card_services.section(card, editing)
        card_notes.due(card, editing)
        card_notes.wanted(card, editing)
        card_notes.visits(card, editing)

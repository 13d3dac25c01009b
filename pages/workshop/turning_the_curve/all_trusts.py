"""For whoever works with several trusts: what is due in all of them, and an agenda copied from
one to another.
"""

import datetime as dt

import streamlit as st
from markupsafe import Markup

from c4eo_core.accounts.permissions import EDIT, RECORDS
from c4eo_core.answers.report.due_everywhere import due_everywhere, everywhere_words
from c4eo_core.answers.workshop.agenda_copy import agenda_copy
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.html.report_card import everywhere_html
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.session import reader, screen


def due(hidden: bool) -> None:
    """hidden: somebody else's screen is looking on, so that no other trust may be named."""
    trusts = reader.records().trusts(reader.actor())
    if hidden or len(trusts) < 2:
        return
    with st.expander(
        "What is due in all your trusts", key=f"{PREFIX}due-everywhere", on_change="rerun"
    ) as opened:
        if opened.open:
            held = [(t, reader.records().items(reader.actor(), t.id)) for t in trusts]
            found = due_everywhere(held, dt.date.today())
            words = everywhere_words(found)
            screen.html(
                everywhere_html(found, words) if found else markup('<p class="note">{words}</p>', words=words)
            )


def copy_agenda(workshop: Item) -> None:
    """Nothing for whoever may write in this trust only."""
    trusts = reader.records().trusts(reader.actor())
    others = {t.id: t for t in trusts if t.id != workshop.trust and reader.can(EDIT, RECORDS, t.id)}
    own = next((t for t in trusts if t.id == workshop.trust), None)
    if own is None or not others:
        return
    with st.expander(
        "Use this agenda in another trust", key=f"{PREFIX}{workshop.id}:copy", on_change="rerun"
    ) as opened:
        if opened.open:
            _form(workshop, own, others)


def _form(workshop: Item, own: Trust, others: dict[str, Trust]) -> None:
    screen.html(
        Markup(
            '<p class="note">The priority, the published curves, the evidence and the minutes go along.'
            " Nothing"
            " this trust wrote down does, nor its own figures, the day or who leads.</p>"
        )
    )
    place = f"{PREFIX}{workshop.id}:copy-to"
    st.selectbox(
        "To which trust",
        list(others),
        index=None,
        format_func=lambda t: others[t].name if t in others else "",
        key=place,
        placeholder="Choose",
        width=420,
    )
    to = others.get(st.session_state[place] or "")
    st.button(
        "Copy the agenda",
        key=f"{place}:go",
        disabled=to is None,
        on_click=_copy,
        args=(workshop, own, to, place),
    )
    fields.told(f"{place}:add")
    if done := st.session_state.get(f"{place}:done"):
        screen.html(markup('<p class="done" role="status">{done}</p>', done=done))


def _copy(workshop: Item, own: Trust, to: Trust, place: str) -> None:
    body = agenda_copy(saving.as_saved(workshop).body, own, to)
    if saving.add(to.id, body, place=f"{place}:add"):
        st.session_state[f"{place}:done"] = (
            f"Copied to {to.name}. It waits there among the sessions, prepared."
        )

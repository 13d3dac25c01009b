"""What a chosen idea could bring: the what-if panel opened for it, and the scenario kept with the idea for the report."""

from html import escape

import streamlit as st

from c4eo_core.answers.idea_scenario import may_bring_words
from c4eo_core.answers.what_if import WhatIf
from c4eo_core.answers.workshop_notes import scenarios_of
from c4eo_core.reports.what_if_html import BANNER
from c4eo_core.workshop.kinds import Scenario
from c4eo_core.workshop.rows import Item
from pages.common import edit, people, show, trust_curves, what_if
from pages.common.workshop.curves import chosen_curve
from pages.common.workshop.parts import items_of, trust_of


def section(workshop: Item, idea: Item) -> None:
    kept = scenarios_of(items_of(workshop, Scenario)).get(idea.id)
    if kept is not None:
        words = may_bring_words(trust_curves.desk_of(workshop.trust, kept.body.indicator), kept.body.form)
        show.html(f'<p class="may-bring"><strong>{BANNER}</strong> {escape(words)}</p>')
    opened = f"{edit.PREFIX}{workshop.id}:scenario-of"
    is_open = st.session_state.get(opened) == idea.id
    with st.container(horizontal=True, vertical_alignment="center"):
        words = "Close the what-if" if is_open else "Try it again" if kept else "What could it bring?"
        st.button(
            words, key=f"{edit.PREFIX}{idea.id}:scenario", icon=f":material/{'expand_less' if is_open else 'query_stats'}:",
            type="tertiary", on_click=_open, args=(opened, None if is_open else idea.id), help=edit.plain(idea.body.label),
        )  # fmt: skip
        if kept is not None:
            edit.remove_button(kept, "Take the what-if out of the report", icon_only=False)
    if is_open:
        _panel(workshop, idea, kept)


def _open(opened: str, idea: str | None) -> None:
    st.session_state[opened] = idea


def _panel(workshop: Item, idea: Item, kept: Item | None) -> None:
    curve = chosen_curve(workshop)
    if not curve:
        st.info("Choose a curve in step 3 first: a what-if bends a curve.")
        return
    area = workshop.body.area or trust_of(workshop).area

    def below(_key: object, answer: WhatIf) -> None:
        _keep(workshop, idea, kept, answer)

    what_if.panel(area, curve, f"{edit.PREFIX}{idea.id}:whatif", below, workshop.trust)


def _keep(workshop: Item, idea: Item, kept: Item | None, answer: WhatIf) -> None:
    if not answer.scenario.actions:
        st.caption("Add an action with an effect, a source and a reach; then it can be kept with the idea and stands in the report.")
        return
    fields = {"indicator": answer.forecast.indicator.id, "title": idea.body.label, "form": answer.written}
    if kept is None:
        call = {"on_click": edit.add, "args": (workshop.trust, Scenario(**fields, idea=idea.id), workshop.id)}
    else:
        call = {"on_click": edit.save, "args": (kept,), "kwargs": fields}
    same = kept is not None and kept.body.form == answer.written
    st.button(
        "Kept with this idea" if same else "Keep it with this idea", key=f"{edit.PREFIX}{idea.id}:keep", icon=":material/bookmark_add:",
        type="primary", disabled=same or people.reads_only(), **call,
    )  # fmt: skip

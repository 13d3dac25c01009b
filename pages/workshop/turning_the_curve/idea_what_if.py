"""What a chosen idea could bring: the what-if panel opened for it, and the scenario kept with the idea for
the report.
"""

import streamlit as st

from c4eo_core.answers.scenarios.what_if import WhatIf
from c4eo_core.answers.workshop.idea_scenario import may_bring_words, sum_words
from c4eo_core.answers.workshop.notes_of_records import scenarios_of
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Scenario, TurnedCurve
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.what_if import BANNER
from pages.cached import curves_of_a_trust
from pages.components import what_if
from pages.editing import fields as editing_fields
from pages.session import reader, screen
from pages.workshop.turning_the_curve.curves import chosen_curve
from pages.workshop.turning_the_curve.notes import items_of, trust_of


def section(workshop: Item, idea: Item) -> None:
    kept = scenarios_of(items_of(workshop, Scenario)).get(idea.id)
    if kept is not None:
        words = may_bring_words(
            curves_of_a_trust.desk_of(workshop.trust, kept.body.indicator), kept.body.form
        )
        screen.html(
            markup('<p class="may-bring"><strong>{banner}</strong> {words}</p>', banner=BANNER, words=words)
        )
    opened = f"{editing_fields.PREFIX}{workshop.id}:scenario-of"
    is_open = st.session_state.get(opened) == idea.id
    with st.container(horizontal=True, vertical_alignment="center"):
        words = (
            "Close the what-if" if is_open else "Try it again" if kept else "What difference might this make?"
        )
        st.button(
            words,
            key=f"{editing_fields.PREFIX}{idea.id}:scenario",
            icon=f":material/{'expand_less' if is_open else 'query_stats'}:",
            type="tertiary",
            on_click=_open,
            args=(opened, None if is_open else idea.id),
            help=editing_fields.plain(idea.body.label),
        )
        if kept is not None:
            editing_fields.remove_button(kept, "Remove the what-if from the report", icon_only=False)
    if is_open:
        _panel(workshop, idea, kept)


def sum_of_idea(workshop: Item, idea: str | None) -> None:
    """Under an action: what its idea might change, and for how much. Nothing without a sum."""
    kept = scenarios_of(items_of(workshop, Scenario)).get(idea) if idea else None
    if kept is None:
        return
    words = sum_words(curves_of_a_trust.desk_of(workshop.trust, kept.body.indicator), kept.body.form)
    if words:
        screen.html(
            markup('<p class="may-bring"><strong>{banner}</strong> {words}</p>', banner=BANNER, words=words)
        )


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

    wanted = [a for a in items_of(workshop, TurnedCurve) if a.body.indicator == curve and a.body.values]
    what_if.panel(
        area,
        curve,
        f"{editing_fields.PREFIX}{idea.id}:whatif",
        below,
        workshop.trust,
        wanted[-1].body.values[-1] if wanted else None,
    )


def _keep(workshop: Item, idea: Item, kept: Item | None, answer: WhatIf) -> None:
    if not answer.scenario.actions:
        st.caption(
            "Add an action with an effect, a source and a reach; then it can be kept with the idea and stands"
            " in the report."
        )
        return
    fields = {"indicator": answer.forecast.indicator.id, "title": idea.body.label, "form": answer.written}
    if kept is None:
        call = {
            "on_click": editing_fields.add,
            "args": (workshop.trust, Scenario(**fields, idea=idea.id), workshop.id),
        }
    else:
        call = {"on_click": editing_fields.save, "args": (kept,), "kwargs": fields}
    same = kept is not None and kept.body.form == answer.written
    st.button(
        "Saved with this idea" if same else "Save with this idea",
        key=f"{editing_fields.PREFIX}{idea.id}:keep",
        icon=":material/bookmark_add:",
        type="primary",
        disabled=same or reader.reads_only(),
        **call,
    )

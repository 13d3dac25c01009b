"""A session in projector view is another screen: one bar (place, step, clock, undo, back, next), the step
with its newest lines in view, and one line at the foot. Nothing else.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.workshop.exercise import STEPS
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from pages.editing import saving
from pages.editing.fields import PREFIX
from pages.session import link, reader, screen
from pages.workshop.turning_the_curve import (
    clock,
    projected_curves,
    projected_lists,
    projected_reading,
    step_0_last_time,
    step_2_outcome,
)

STEPS_ON_A_WALL = {
    0: step_0_last_time.step,
    1: projected_lists.roles,
    2: step_2_outcome.step,
    3: projected_curves.choice,
    4: projected_curves.baseline,
    5: projected_lists.story,
    6: projected_lists.partners,
    7: projected_lists.ideas,
    8: projected_lists.actions,
    9: projected_reading.step,
}
PUBLISHED = {3: projected_curves.published, 4: projected_curves.published}


def bar(workshop: Item, number: int, title: str, first: int) -> None:
    """first: the number of the step a session opens with."""
    with st.container(horizontal=True, vertical_alignment="center", key="projected-bar"):
        screen.html(_where(workshop, number, title, first))
        if workshop.body.status == "open" and number:
            clock.clock(workshop, number)
        _undo(workshop.trust)
        _walk("Back", number - 1, "F8", first)
        _walk("Next", number + 1, "F9", first)
        with st.container(key="leave-projector", width="content"):
            st.button(
                "",
                icon=":material/close:",
                key=f"{PREFIX}leave-projector",
                on_click=_leave,
                help="Leave projector view (Escape)",
            )


def _where(workshop: Item, number: int, title: str, first: int) -> Markup:
    place = prepared_desk().figures.areas.find(workshop.body.area or link.area_code()).name
    marks = Markup().join(
        markup('<i class="{state}"></i>', state="past" if n < number else "now" if n == number else "")
        for n in range(first, STEPS[-1].number + 1)
    )
    said = f"Step {number} of {STEPS[-1].number}: " if number else ""
    return markup(
        '<p class="where"><b>{place}</b><span class="marks" aria-hidden="true">{marks}</span>'
        '<span class="at">{said}<strong>{title}</strong></span></p>',
        place=place,
        marks=marks,
        said=said,
        title=title,
    )


def _undo(trust: str) -> None:
    if reader.reads_only():
        return
    st.button(
        "Undo",
        icon=":material/undo:",
        key=f"{PREFIX}projected-undo",
        disabled=not reader.records().can_undo(reader.actor(), trust),
        on_click=saving.undo,
        args=(trust,),
    )


def _walk(label: str, to: int, shortcut: str, first: int) -> None:
    with st.container(key=f"step-{label.lower()}", width="content"):
        st.button(
            label,
            key=f"{PREFIX}projected:{label}",
            shortcut=shortcut,
            disabled=not first <= to <= STEPS[-1].number,
            on_click=_go,
            args=(to,),
        )


def _go(to: int) -> None:
    st.session_state["link_step"] = str(to)


def _leave() -> None:
    st.session_state["link_projector"] = False

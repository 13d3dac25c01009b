"""One session on the screen: its title, the nine steps to walk through, the clock, and the step itself."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.exercise import OPENING, STEPS, TITLES
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import Action, Curve, Factor, Idea, Partner, Verdict
from c4eo_core.records.rows import Item
from pages.components import seven_questions
from pages.editing import projector, saving
from pages.editing.fields import PREFIX
from pages.session import link, reader, screen
from pages.workshop.turning_the_curve import (
    agenda,
    clock,
    curves,
    projected,
    since_last_visit,
    step_0_last_time,
    step_1_roles,
    step_2_outcome,
    step_3_curve,
    step_4_baseline,
    step_5_story,
    step_6_partners,
    step_7_ideas,
    step_8_actions,
    step_9_read_back,
)

_STEPS = {
    0: step_0_last_time.step,
    1: step_1_roles.step,
    2: step_2_outcome.step,
    3: step_3_curve.step,
    4: step_4_baseline.step,
    5: step_5_story.step,
    6: step_6_partners.step,
    7: step_7_ideas.step,
    8: step_8_actions.step,
    9: step_9_read_back.step,
}
# Steps that are about one curve.
_ABOUT_A_CURVE = (4, 5, 7)
_SO_FAR = ((8, Action), (7, Idea), (6, Partner), (5, Factor), (4, Verdict), (3, Curve))


def session(workshop: Item, others: list[Item]) -> None:
    """others: the trust's other workshops."""
    kept_back = projector.notes_hidden(workshop)
    with st.container(key="session-furniture"):
        _title(workshop, kept_back)
    projector.state_bar(workshop)
    if workshop.body.status == "prepared":
        if kept_back:
            screen.html(Markup("<p>The agenda is not shown on this screen.</p>"))
        else:
            since_last_visit.section(workshop)
            agenda.agenda(workshop, others)
        return
    number = _stepper(workshop)
    screen.listen_to_step_keys()
    if link.projector():
        screen.projected()
        _on_a_wall(workshop, number, kept_back)
        return
    if number == 1 and not _goes_on(workshop):
        since_last_visit.section(workshop)
    if number in _ABOUT_A_CURVE:
        curves.picker(workshop)
    _STEPS[number](workshop)
    seven_questions.in_session(workshop)
    if number == 9:
        _close(workshop)
    elif number != 9:
        _onward(number)


def _on_a_wall(workshop: Item, number: int, kept_back: bool) -> None:
    with st.container(key="projected-step"):
        if not kept_back:
            projected.STEPS_ON_A_WALL[number](workshop)
        elif number in projected.PUBLISHED:
            projected.PUBLISHED[number](workshop)


def _title(workshop: Item, kept_back: bool) -> None:
    body = workshop.body
    name = "Turning the curve" if kept_back else body.title or "Session without a title"
    facts = [day_words(body.held_on)] + (
        [f"led by {body.facilitator}"] if body.facilitator and not kept_back else []
    )
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="session-title"
    ):
        told = " · ".join(filter(None, facts))
        big = markup('<h1 class="session">{name}</h1><p class="note">{told}</p>', name=name, told=told)
        screen.html(markup('<p class="note">{name} · {told}</p>', name=name, told=told) if kept_back else big)
        st.button(
            "All sessions",
            icon=":material/arrow_back:",
            type="tertiary",
            key=f"{PREFIX}all",
            on_click=agenda.open_workshop,
            args=("",),
        )


def _goes_on(workshop: Item) -> bool:
    return step_0_last_time.visit_of(workshop) is not None


def _stepper(workshop: Item) -> int:
    """The nine steps as one row of choices, at a second visit with its opening before them; the step's
    purpose and clock, and the buttons to the next and the last one.
    """
    steps = [OPENING, *STEPS] if _goes_on(workshop) else STEPS
    numbers = [str(step.number) for step in steps]
    key = link.choice("step", numbers, "")
    if st.session_state[key] not in numbers:
        st.session_state[key] = str(_so_far(workshop, steps[0].number))
    with st.container(key="step-choice"):
        st.pills(
            "Step",
            numbers,
            format_func=lambda at: _titled(int(at)),
            key=key,
            required=True,
            label_visibility="collapsed",
            persist_state="session",
        )
    link.write("step", st.session_state[key])
    number = int(st.session_state[key])
    if link.projector():
        title = TITLES[number] if number else OPENING.title
        projected.bar(workshop, number, title, steps[0].number)
        return number
    at = next(step for step in steps if step.number == number)
    with st.container(key="step-head"):
        left, right = st.columns([7, 5], vertical_alignment="center")
        with left:
            screen.html(
                markup(
                    '<h2>{title}</h2><p class="lead">{purpose}</p>',
                    title=_titled(number),
                    purpose=at.purpose,
                )
            )
        with right:
            if workshop.body.status == "open" and number:
                clock.clock(workshop, number)
            with st.container(horizontal=True, horizontal_alignment="right"):
                if number > steps[0].number:
                    _walk("Back", number - 1, "F8", ":material/arrow_back:")
                _walk("Next step", number + 1, "F9", ":material/arrow_forward:")
    return number


def _titled(number: int) -> str:
    return f"{number} {TITLES[number]}" if number else OPENING.title


def _walk(label: str, to: int, shortcut: str, icon: str) -> None:
    """shortcut: no letter, which goes off when somebody dictates; with Alt it would lose what
    is being typed.
    """
    if to > STEPS[-1].number:
        return
    with st.container(key="step-next" if label.startswith("Next") else "step-back", width="content"):
        st.button(
            label,
            key=f"{PREFIX}walk:{label}",
            icon=icon,
            shortcut=shortcut,
            on_click=_go,
            args=(to,),
            type="primary" if label.startswith("Next") else "secondary",
        )


def _onward(number: int) -> None:
    """At the foot of the step, where the Tab key arrives after its last field."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        words = f"Next: {number + 1} {TITLES[number + 1]}"
        st.button(
            words, key=f"{PREFIX}onward", icon=":material/arrow_forward:", on_click=_go, args=(number + 1,)
        )


def _go(to: int) -> None:
    st.session_state["link_step"] = str(to)


def _so_far(workshop: Item, first: int) -> int:
    """Where a session goes on when somebody opens it again: the last step with something in it. first: where
    it opens.
    """
    if workshop.body.status == "closed":
        return 9
    kinds = {item.kind for item in curves.items_of(workshop)}
    return next(
        (number for number, kind in _SO_FAR if kind.kind in kinds), 2 if workshop.body.outcome else first
    )


def _close(workshop: Item) -> None:
    if reader.reads_only():
        return
    if workshop.body.status == "closed":
        st.button(
            "Open the session again",
            key=f"{PREFIX}reopen",
            on_click=saving.save_when_clicked,
            args=(workshop,),
            kwargs={"status": "open"},
        )
    else:
        st.button(
            "Close the session",
            key=f"{PREFIX}close",
            on_click=saving.save_when_clicked,
            args=(workshop,),
            kwargs={"status": "closed"},
        )

"""Step 8: who does what by when, and how we shall know."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.notes_of_records import by_day, ranked_ideas
from c4eo_core.answers.workshop.read_back import lacks, soon_words
from c4eo_core.answers.workshop.second_visit import ActionSince
from c4eo_core.records.kinds import Action, Idea, Partner
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import due_table, heading, lacks_html, notice
from pages.editing import fields
from pages.editing.removed import listed
from pages.session import reader, screen
from pages.session.trust_keys import PREFIX
from pages.workshop.turning_the_curve import idea_what_if, plan_file, step_0_last_time
from pages.workshop.turning_the_curve.notes import items_of


def step(workshop: Item) -> None:
    actions, ideas = items_of(workshop, Action), [r.item for r in ranked_ideas(items_of(workshop, Idea))]
    add(workshop)
    from_ideas(workshop, ideas, {a.body.idea for a in actions})
    plan_file.section(workshop)
    visit = step_0_last_time.visit_of(workshop)
    still_open = visit.open_actions if visit else ()
    today = dt.date.today()
    soon = soon_words([a.body for a in actions], today)
    if soon:
        screen.html(notice(soon))
    elif not actions and still_open:
        screen.html(Markup('<p class="note">No new action yet.</p>'))
    elif not actions:
        screen.html(Markup('<p class="note">There are no actions yet.</p>'))
    choices = choices_of(items_of(workshop, Partner), "name"), choices_of(ideas, "text")
    for action in listed(actions, Action, workshop.id):
        with st.container(border=True, key=f"action-{action.id}"):
            _action(action, *choices)
            idea_what_if.sum_of_idea(workshop, action.body.idea)
    _last_time(workshop, still_open)
    dated = [a for a in by_day(actions) if a.body.by_when]
    if dated:
        screen.html(
            heading("By when", "In the order they are due") + due_table([a.body for a in dated], today)
        )


def _last_time(workshop: Item, still_open: Sequence[ActionSince]) -> None:
    """What an earlier session agreed and nobody has done or dropped, with its day to be put off."""
    if not still_open:
        return
    screen.html(heading("Still open from last time", f"{len(still_open)} of what was agreed before"))
    for action in still_open:
        with st.container(border=True, key=f"action-before-{action.item.id}"):
            step_0_last_time.action_row(workshop, action, dates=True)


def add(workshop: Item) -> None:
    fields.add_line(
        lambda: workshop.trust,
        "What is to be done?",
        lambda text: Action(what=text),
        workshop=workshop.id,
        key="action",
        placeholder="Type, then Enter",
    )


def from_ideas(workshop: Item, ideas: list[Item], used: set[str | None]) -> None:
    """A chosen idea nobody has acted on becomes an action in one press."""
    left = [i for i in ideas if i.body.chosen and i.id not in used]
    if not left:
        return
    screen.html(
        Markup('<p class="note">Chosen ideas without an action yet. Press one to make it an action:</p>')
    )
    with st.container(horizontal=True, gap="xsmall", key="ideas-to-act"):
        for idea in left:
            body = Action(what=idea.body.text, idea=idea.id)
            st.button(
                fields.plain(idea.body.label),
                key=f"{PREFIX}{idea.id}:act",
                icon=":material/add:",
                disabled=reader.reads_only(),
                on_click=fields.add_when_clicked,
                args=(workshop.trust, body, workshop.id),
            )


def choices_of(items: list[Item], field: str) -> dict[str, str]:
    return {"": "None"} | {i.id: " ".join(getattr(i.body, field).split()) for i in items}


def _action(action: Item, partners: dict[str, str], ideas: dict[str, str]) -> None:
    what, who, when, measure = st.columns([4, 2.6, 2.5, 3.4], vertical_alignment="top")
    with what:
        fields.text_field(action, "what", "What", long=True)
    with who:
        fields.text_field(action, "who", "Who")
    with when:
        fields.date_field(action, "by_when", "By when")
    with measure:
        fields.text_field(action, "measure", "How we shall know")
    missing, with_whom, serves, done, away = st.columns([4, 2.6, 4, 1.3, 0.6], vertical_alignment="bottom")
    with missing:
        screen.html(lacks_html(lacks(action.body)))
    with with_whom:
        with_partner(action, partners)
    with serves:
        for_idea(action, ideas)
    with done:
        fields.flag_field(action, "done", "Done")
    with away:
        fields.remove_button(action)


def with_partner(action: Item, partners: dict[str, str]) -> None:
    options = _and_gone(partners, action.body.partner)
    fields.choice_field(action, "partner", "With which partner", options, style="select")


def for_idea(action: Item, ideas: dict[str, str]) -> None:
    options = _and_gone(ideas, action.body.idea)
    fields.choice_field(action, "idea", "For which idea", options, style="select")


def _and_gone(choices: dict[str, str], chosen: str | None) -> dict[str, str]:
    """Something removed since stays to be seen as such, and is not silently replaced."""
    return choices if not chosen or chosen in choices else {**choices, chosen: "Removed since"}

"""Before step 1 of a second visit: you said, did you? Then the curve, and the story that was told of it."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.second_visit import (
    DROPPED,
    FACTOR_WORDS,
    NOT_DONE,
    STATE_WORDS,
    ActionSince,
    FactorSince,
    SecondVisit,
    confirmed,
    count_words,
    reviewed,
    second_visit,
    session_words,
)
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import heading
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.session import reader, screen
from pages.workshop.turning_the_curve import curves, since_last_visit

_SIDES = {"hindering": "▼ Hindering", "helping": "▲ Helping"}


def visit_of(workshop: Item) -> SecondVisit | None:
    """None at a first visit."""
    if not workshop.body.goes_on_from:
        return None
    return second_visit(workshop, reader.records().items(reader.actor(), workshop.trust))


def step(workshop: Item) -> None:
    visit = visit_of(workshop)
    if visit is None:
        screen.html(Markup("<p>The session this one goes on from is not here any more.</p>"))
        return
    actions(workshop, visit)
    curves.picker(workshop)
    since_last_visit.section(workshop, curves.chosen_curve(workshop), drawn=True)
    _story(workshop, visit)


def actions(workshop: Item, visit: SecondVisit) -> None:
    """What was agreed, each with what became of it."""
    screen.html(
        heading("You said, did you?", f"From {session_words(visit.sessions[0].body)}")
        + markup('<p class="progress">{count}</p>', count=count_words([a.state for a in visit.actions]))
    )
    for action in visit.actions:
        with st.container(key=f"{PREFIX}{action.item.id}:since"):
            action_row(workshop, action)


def action_row(workshop: Item, action: ActionSince, dates: bool = False) -> None:
    """dates: with the day, to be put off."""
    body = action.item.body
    due = day_words(body.by_when) if body.by_when else "no day"
    facts = (
        f"{body.who or 'nobody named'}, by {due}" if body.by_when else f"{body.who or 'nobody named'}, no day"
    )
    words, state, why = st.columns([5, 3.4, 4], vertical_alignment="center")
    with words:
        screen.html(
            markup(
                '<p class="since-action"><strong>{what}</strong> <span class="when">{facts}</span></p>',
                what=body.what or "An action without words",
                facts=facts,
            )
        )
    with state:
        _state_field(workshop, action)
    with why:
        if dates:
            fields.date_field(action.item, "by_when", "New day")
        else:
            asks = "Why not?" if action.state in (NOT_DONE, DROPPED) else "What came of it"
            fields.text_field(action.item, "progress", asks, placeholder=asks, show_label=False)


def _state_field(workshop: Item, action: ActionSince) -> None:
    place = fields.bound(action.item, "state", action.state or None)
    st.segmented_control(
        f"What became of: {fields.plain(action.item.body.label)}",
        list(STATE_WORDS),
        format_func=STATE_WORDS.__getitem__,
        key=place,
        on_change=_reviewed,
        args=(workshop.id, action.item, place),
        label_visibility="collapsed",
        disabled=reader.reads_only(),
    )
    fields.told(place)


def _reviewed(workshop: str, action: Item, place: str) -> None:
    saving.save(action, place, **reviewed(st.session_state[place] or "", workshop))


def _story(workshop: Item, visit: SecondVisit) -> None:
    """Each factor of last time: still so, put differently, or no longer so. Nothing is taken over unseen."""
    if not visit.factors:
        return
    left = [f for f in visit.factors if f.now is None]
    note = (
        f"{len(left)} of {len(visit.factors)} still to be confirmed or changed" if left else "All looked at"
    )
    screen.html(heading("Is the story still true?", note))
    if len(left) > 1 and not reader.reads_only():
        st.button(
            "All of these are still so",
            key=f"{PREFIX}{workshop.id}:all-still",
            on_click=_confirm,
            args=(workshop, [f.item for f in left], False),
        )
    for factor in visit.factors:
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"{PREFIX}{factor.item.id}:before"
        ):
            _factor(workshop, factor)


def _factor(workshop: Item, factor: FactorSince) -> None:
    body = factor.item.body
    with st.container():
        screen.html(
            markup(
                '<p class="since-factor"><span class="when">{side}</span> {text}</p>',
                side=_SIDES[body.direction],
                text=body.text,
            )
        )
        if factor.now is not None and not factor.now.body.gone:
            fields.text_field(
                factor.now, "text", f"In today's words: {fields.plain(body.label)}", show_label=False
            )
    if factor.now is not None:
        screen.html(markup('<span class="tag flat">{state}</span>', state=FACTOR_WORDS[factor.state]))
        fields.remove_button(factor.now, "Look at it again", icon_only=False)
        return
    for label, gone in (("Still so", False), ("No longer so", True)):
        st.button(
            label,
            key=f"{PREFIX}{factor.item.id}:{'gone' if gone else 'still'}",
            on_click=_confirm,
            args=(workshop, [factor.item], gone),
            help=fields.plain(body.label),
            disabled=reader.reads_only(),
        )


def _confirm(workshop: Item, factors: list[Item], gone: bool) -> None:
    saving.add(workshop.trust, [confirmed(f, gone) for f in factors], workshop.id)

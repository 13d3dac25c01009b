"""The lists of a session in projector view: a line an item, the newest first, right under the line in which
it was typed. What is seldom needed opens from the end of its line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.notes_of_records import ranked_ideas
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Action, Factor, Idea, Partner, Role
from c4eo_core.records.rows import Item
from pages.editing import fields
from pages.editing.removed import listed
from pages.session import reader, screen
from pages.workshop.turning_the_curve import (
    curves,
    evidence,
    step_1_roles,
    step_5_story,
    step_6_partners,
    step_7_ideas,
    step_8_actions,
)
from pages.workshop.turning_the_curve.notes import items_of

_ACTION = [8, 5, 5, 7, 1]


@contextmanager
def _line(item: Item) -> Iterator[None]:
    with st.container(key=f"line-{item.id}"):
        yield


@contextmanager
def _more(about: str) -> Iterator[None]:
    with st.popover("", icon=":material/more_horiz:", help=about):
        yield


def roles(workshop: Item) -> None:
    found = items_of(workshop, Role)
    step_1_roles.add(workshop)
    if not found and not reader.reads_only():
        step_1_roles.usual_button(workshop)
    for role in listed(reversed(found), Role, workshop.id):
        with _line(role):
            part, who, out = st.columns([4, 8, 1], vertical_alignment="center")
            with part:
                fields.text_field(role, "part", "Part", show_label=False)
            with who:
                hint = step_1_roles.USUAL.get(role.body.part, "Name")
                fields.text_field(role, "who", "Who", placeholder=hint, show_label=False)
            with out:
                fields.remove_button(role)


def story(workshop: Item) -> None:
    curves.picker(workshop)
    curve = curves.chosen_curve(workshop)
    held = step_5_story.told_of(workshop, curve)
    for column, side in zip(st.columns(2, gap="medium"), step_5_story.SIDES, strict=True):
        with column:
            step_5_story.add(workshop, curve, side)
            factors = reversed([f for f in held if f.body.direction == side])
            for factor in listed(factors, Factor, workshop.id, partial(step_5_story.on_side, side)):
                _factor(factor, side)


def _factor(factor: Item, side: str) -> None:
    with _line(factor):
        words, votes, more = st.columns([8, 3, 1], vertical_alignment="center")
        with words:
            fields.text_field(factor, "text", "Factor", show_label=False)
        with votes:
            fields.count_field(factor, "votes", "Votes")
        with more, _more("Root cause, find out, other side, remove"):
            step_5_story.factor_choices(factor, side)
            if factor.body.find_out:
                fields.text_field(factor, "owner", "Who finds out")
                fields.text_field(factor, "found", "What they found")


def partners(workshop: Item) -> None:
    found = items_of(workshop, Partner)
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom"):
        with st.container():
            step_6_partners.add(workshop)
        with st.popover("Usual partners"):
            step_6_partners.seeds(workshop, {p.body.name.strip().casefold() for p in found})
    for partner in listed(reversed(found), Partner, workshop.id):
        with _line(partner):
            name, room, will, more = st.columns([4, 4, 5, 1], vertical_alignment="center")
            with name:
                fields.text_field(partner, "name", "Partner", show_label=False)
            with room:
                step_6_partners.presence_field(partner)
            with will:
                hint = "What they will do"
                fields.text_field(partner, "commitment", "Will do", placeholder=hint, show_label=False)
            with more, _more("What it brings, who, remove"):
                fields.text_field(partner, "brings", "Brings")
                fields.text_field(partner, "who", "Name of a person")
                fields.remove_button(partner, icon_only=False)


def ideas(workshop: Item) -> None:
    found = ranked_ideas(items_of(workshop, Idea))
    view = step_7_ideas.view_of(workshop)
    if view == "collect" or not found:
        _collect(workshop, [r.item for r in found])
    elif view == "score":
        for ranked in sorted(found, key=lambda r: r.item.position):
            step_7_ideas.score_line(ranked)
    else:
        for place, ranked in enumerate(found, start=1):
            step_7_ideas.choice_line(workshop, ranked, place, len(found))


def _collect(workshop: Item, found: list[Item]) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom"):
        with st.container():
            step_7_ideas.add(workshop)
        with st.popover("What is known to help"):
            evidence.section(workshop, {i.body.from_evidence for i in found})
    newest_first = sorted(found, key=lambda i: i.position, reverse=True)
    for idea in listed(newest_first, Idea, workshop.id):
        with _line(idea):
            words, cost, more = st.columns([9, 3, 1], vertical_alignment="center")
            with words:
                fields.text_field(idea, "text", "Idea", show_label=False)
            with cost:
                options = step_7_ideas.COSTS
                fields.choice_field(idea, "cost", "What it costs", options, show_label=False, style="select")
            with more, _more("Off the wall, remove"):
                fields.flag_field(idea, "off_the_wall", "Off the wall")
                fields.remove_button(idea, icon_only=False)


def actions(workshop: Item) -> None:
    found, ranked = items_of(workshop, Action), [r.item for r in ranked_ideas(items_of(workshop, Idea))]
    step_8_actions.add(workshop)
    step_8_actions.from_ideas(workshop, ranked, {a.body.idea for a in found})
    if found:
        heads = ("What", "Who", "By when", "How we shall know")
        for column, head in zip(st.columns(_ACTION), heads, strict=False):
            with column:
                screen.html(markup("<p>{head}</p>", head=head))
    else:
        screen.html(Markup("<p>There are no actions yet.</p>"))
    with_whom = step_8_actions.choices_of(items_of(workshop, Partner), "name")
    for_what = step_8_actions.choices_of(ranked, "text")
    for action in listed(reversed(found), Action, workshop.id):
        with _line(action):
            _action(action, with_whom, for_what)


def _action(action: Item, with_whom: dict[str, str], for_what: dict[str, str]) -> None:
    what, who, when, measure, more = st.columns(_ACTION, vertical_alignment="center")
    with what:
        fields.text_field(action, "what", "What", show_label=False)
    with who:
        fields.text_field(action, "who", "Who", show_label=False, placeholder="Who")
    with when:
        fields.date_field(action, "by_when", "By when", show_label=False)
    with measure:
        fields.text_field(action, "measure", "How we shall know", show_label=False)
    with more, _more("Partner, idea, done, remove"):
        step_8_actions.with_partner(action, with_whom)
        step_8_actions.for_idea(action, for_what)
        fields.flag_field(action, "done", "Done")
        fields.remove_button(action, icon_only=False)

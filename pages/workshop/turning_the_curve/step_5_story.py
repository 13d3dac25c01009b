"""Step 5: the story behind the curve. What helps, what hinders, how deep it goes, what nobody here knows."""

from functools import partial

import streamlit as st

from c4eo_core.answers.workshop.notes import strongest_first
from c4eo_core.records.body import Body
from c4eo_core.records.kinds import Factor
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import heading
from pages.components import who_turned
from pages.editing import fields
from pages.editing.removed import listed
from pages.session import reader, screen
from pages.session.trust_keys import PREFIX
from pages.workshop.turning_the_curve.curves import chosen_curve, known_curves
from pages.workshop.turning_the_curve.notes import items_of, trust_of

SIDES = {
    "hindering": ("Hindering", "What keeps the curve from turning?", "helping", "To the helping side"),
    "helping": ("Helping", "What already works here?", "hindering", "To the hindering side"),
}
_DEPTHS = {"unsure": "Not sure", "root": "Root cause", "surface": "Surface"}


def step(workshop: Item) -> None:
    curve = chosen_curve(workshop)
    told = told_of(workshop, curve)
    for column, side in zip(st.columns(2, gap="medium"), SIDES, strict=True):
        with column:
            _side(workshop, curve, side, [f for f in told if f.body.direction == side])
    _research(told)
    _who_to_ask(workshop, curve)


def told_of(workshop: Item, curve: str) -> list[Item]:
    """The factors of this curve, and those that are about no curve of the session: never out of sight."""
    others = set(known_curves(workshop)) - {curve}
    return [f for f in items_of(workshop, Factor) if f.body.indicator not in others and not f.body.gone]


def _side(workshop: Item, curve: str, side: str, factors: list[Item]) -> None:
    title = SIDES[side][0]
    screen.html(heading(title, f"{len(factors)} so far, most votes first" if factors else "Nothing yet"))
    add(workshop, curve, side)
    for factor in listed(_by_votes(factors), Factor, workshop.id, partial(on_side, side)):
        with st.container(border=True, key=f"factor-{side}-{factor.id}"):
            _factor(factor, side)


def add(workshop: Item, curve: str, side: str) -> None:
    fields.add_line(
        lambda: workshop.trust,
        SIDES[side][1],
        lambda text: Factor(indicator=curve, text=text, direction=side),
        workshop=workshop.id,
        key=f"factor-{side}-{curve}",
        placeholder="Type, then Enter",
    )


def on_side(side: str, body: Body) -> bool:
    return isinstance(body, Factor) and body.direction == side


def _by_votes(factors: list[Item]) -> list[Item]:
    item_of = {id(f.body): f for f in factors}
    return [item_of[id(body)] for body in strongest_first([f.body for f in factors])]


def _factor(factor: Item, side: str) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="xsmall"):
        with st.container():
            fields.text_field(factor, "text", "Factor", long=True, show_label=False)
        fields.count_field(factor, "votes", "Votes")
    factor_choices(factor, side)


def factor_choices(factor: Item, side: str) -> None:
    _, _, other, words = SIDES[side]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        fields.choice_field(factor, "depth", "How deep?", _DEPTHS, show_label=False)
        fields.flag_field(
            factor,
            "find_out",
            "Find out",
            help="Nobody here knows yet: it goes on the list of what to find out.",
        )
        with st.container(horizontal=True, gap="xsmall", width="content"):
            icon = "arrow_forward" if side == "hindering" else "arrow_back"
            st.button(
                "",
                key=f"{PREFIX}{factor.id}:other-side",
                icon=f":material/{icon}:",
                type="tertiary",
                on_click=fields.save_when_clicked,
                args=(factor,),
                kwargs={"direction": other},
                help=f"{words}: {fields.plain(factor.body.label)}",
                disabled=reader.reads_only(),
            )
            fields.remove_button(factor)


def _who_to_ask(workshop: Item, curve: str) -> None:
    if curve:
        who_turned.section(workshop.body.area or trust_of(workshop).area, curve, workshop)


def _research(factors: list[Item]) -> None:
    asked = [f for f in _by_votes(factors) if f.body.find_out]
    if not asked:
        return
    screen.html(heading("To find out", "What the group does not know yet, who asks, and what they found"))
    for factor in asked:
        with st.container(border=True, key=f"research-{factor.id}"):
            words, who, found = st.columns([4, 2, 4], vertical_alignment="bottom")
            words.text(factor.body.text)
            with who:
                fields.text_field(factor, "owner", "Who finds out")
            with found:
                fields.text_field(factor, "found", "What they found")

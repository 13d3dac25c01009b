"""The register of what is done here: added by one line, told in full when opened, never shown as tested on
its own word.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.workshop.local_practice import RUNG_SHORT, PracticeFilter, PracticeShown, register_of
from c4eo_core.answers.workshop.notes import COSTS
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.markup import markup
from c4eo_core.records.kinds import Practice
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.html.pieces import details
from c4eo_core.reports.html.what_works import ladder_key, practice_card
from pages.components import idea_button
from pages.editing import fields, trust_on_screen
from pages.session import reader, screen
from pages.workshop.what_works import exchange
from pages.workshop.what_works.library import ALL, chosen

_ACROSS = 2
_COST_WORDS = {k: v.capitalize() for k, v in COSTS.items()}


def section(trust: Trust | None, session: Item | None, may_write: bool) -> None:
    asked = _asked()
    if may_write:
        fields.add_line(
            trust_on_screen.at_first_write,
            "Write down something that is done here",
            lambda text: Practice(title=text, priority=asked.priority),
            key="practice",
            placeholder="Its name, then Enter: the rest can be added later",
        )
    items = reader.records().items(reader.actor(), trust.id, Practice) if trust else []
    exchange.between_trusts(trust, may_write)
    if not items:
        screen.html(
            Markup(
                '<p class="note">Nothing is written down yet. A register of local practice is worth keeping'
                " small"
                " and honest: what it is, for whom, what it costs, and who says that it works.</p>"
            )
            + details("What the ladder means", ladder_key())
        )
        return
    found = register_of(items, asked)
    counted = markup(
        '<p class="note" role="status">{practices} of {of} practices.</p>',
        practices=len(found.practices),
        of=found.of,
    )
    screen.html(counted + details("What the ladder means", ladder_key()))
    if not found.practices:
        st.info("Nothing in the register passes all these filters. Take one away.")
    there = idea_button.taken(session)
    for start in range(0, len(found.practices), _ACROSS):
        for column, standing in zip(
            st.columns(_ACROSS), found.practices[start : start + _ACROSS], strict=False
        ):
            with column, st.container(gap="xsmall"):
                _one(standing, session, there, may_write)


def _asked() -> PracticeFilter:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        priority = chosen(
            "about", "Priority", {ALL: "All three", **{id: p.title for id, p in priorities().items()}}, 250
        )
        rung = chosen("rung", "How far tested", {ALL: "Any", **RUNG_SHORT}, 200)
        cost = chosen("cost", "Cost", {ALL: "Any", **_COST_WORDS}, 200)
        words = st.text_input(
            "Search for words",
            key=f"{fields.PREFIX}practice-words",
            placeholder="such as an age or a setting",
            width=240,
        )
    return PracticeFilter(priority, cost, rung, words or "")


def _one(standing: PracticeShown, session: Item | None, there: set[str], may_write: bool) -> None:
    item = standing.item
    screen.html(practice_card(standing))
    exchange.print_link(item)
    if standing.body.title.strip():
        idea_button.button(session, there, item.id, standing.body.title, standing.body.cost)
    if not may_write:
        return
    with st.expander("Change this", key=f"{fields.PREFIX}open:{item.id}", on_change="rerun") as opened:
        if opened.open:
            _fields(item)


def _fields(item: Item) -> None:
    fields.text_field(item, "title", "Name")
    fields.text_field(item, "words", "What is done, in a few words", long=True)
    fields.choice_field(item, "rung", "How far has it been tested?", RUNG_SHORT, style="select")
    fields.text_field(item, "who_says", "Who says so", placeholder="A name or a body, not “we”")
    fields.text_field(item, "since", "Since when", placeholder="Such as: June 2025")
    fields.text_field(
        item,
        "evidence",
        "How it was measured",
        long=True,
        placeholder="What was measured, on whom, compared with what",
    )
    fields.choice_field(
        item,
        "priority",
        "Priority",
        {"": "None", **{id: p.title for id, p in priorities().items()}},
        style="select",
    )
    fields.text_field(item, "ages", "Ages", placeholder="Such as: 4 to 7")
    fields.text_field(item, "setting", "Where", placeholder="Such as: two primary schools")
    fields.text_field(item, "contact", "Whom to contact", placeholder="A role, and how to reach it")
    fields.text_field(item, "written_by", "Who wrote this entry")
    fields.choice_field(item, "cost", "Cost", {"": "Not said", **_COST_WORDS})
    exchange.second_person(item)
    fields.flag_field(
        item, "share", "Other trusts may have this entry", help="It then goes into the file for other trusts."
    )
    fields.remove_button(item, "Remove this practice", icon_only=False)

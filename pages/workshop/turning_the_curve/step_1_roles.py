"""Step 1: who leads, who writes, who watches the clock, and who else is in the room."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.records.kinds import Role
from c4eo_core.records.rows import Item
from pages.editing import fields, saving
from pages.editing.fields import PREFIX
from pages.editing.removed import listed
from pages.session import reader, screen

USUAL = {
    "Facilitator": "keeps to the question, asks the quiet ones, does not answer",
    "Recorder": "types what is said, in the words it was said in",
    "Timekeeper": "watches the clock and says so",
}


def step(workshop: Item) -> None:
    roles = reader.records().items(reader.actor(), workshop.trust, Role, workshop.id)
    add(workshop)  # above what goes with the first name, so that the cursor stays in its box
    if not roles and not reader.reads_only():
        usual_button(workshop)
    for n, role in enumerate(listed(roles, Role, workshop.id)):
        _row(role, first=n == 0)
    if roles and not any(r.body.who for r in roles):
        screen.html(Markup('<p class="note">Nobody is named yet. Type a name beside each part.</p>'))


def usual_button(workshop: Item) -> None:
    st.button(
        "Add the three usual roles",
        type="primary",
        key=f"{PREFIX}usual-roles",
        on_click=_usual,
        args=(workshop,),
    )


def add(workshop: Item) -> None:
    fields.add_line(
        lambda: workshop.trust,
        "Add somebody",
        _read,
        workshop=workshop.id,
        key="role",
        placeholder="Name, or name: part. Press Enter",
        button="Add",
    )


def _usual(workshop: Item) -> None:
    bodies = [
        Role(part=part, who=workshop.body.facilitator if part == "Facilitator" else "") for part in USUAL
    ]
    saving.add(workshop.trust, bodies, workshop.id)


def _read(text: str) -> Role:
    """'Ada: Recorder', or a name alone."""
    who, _, part = text.partition(":")
    return Role(who=who.strip(), part=part.strip() or "Participant")


def _row(role: Item, first: bool) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", key=f"{PREFIX}{role.id}:row"):
        fields.text_field(role, "part", "Part", show_label=first)
        fields.text_field(role, "who", "Who", placeholder=USUAL.get(role.body.part, "Name"), show_label=first)
        fields.remove_button(role, "Remove")

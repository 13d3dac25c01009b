"""Step 6: who can help to turn the curve, what each brings and will do, and who is missing from the room."""

import streamlit as st
from markupsafe import Markup

from c4eo_core.catalogue.partners import known_partners
from c4eo_core.records.kinds import Partner
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import absent_html
from pages.editing import fields, saving
from pages.editing.removed import listed
from pages.session import reader, screen
from pages.workshop.turning_the_curve.notes import items_of

_PRESENT = {"in_room": "In the room", "absent": "Missing"}
_HINT = "Who else has a part in this? Type, then Enter"


def step(workshop: Item) -> None:
    partners = items_of(workshop, Partner)
    screen.html(
        Markup('<p class="note">Press a name to add it: those in the room, and those who should be.</p>')
    )
    seeds(workshop, {p.body.name.strip().casefold() for p in partners})
    add(workshop)
    if not partners and saving.removed() is None:
        screen.html(Markup('<p class="note">No partner is named yet.</p>'))
        return
    if not partners:
        list(listed(partners, Partner, workshop.id))
        return
    absent = [p.body.name for p in partners if p.body.absent]
    not_asked = sum(_presence(p.body) == "" for p in partners)
    screen.html(absent_html(absent, len(partners), not_asked))
    for partner in listed(partners, Partner, workshop.id):
        with st.container(
            border=True, key=f"partner-{'absent' if partner.body.absent else 'here'}-{partner.id}"
        ):
            _partner(partner)


def add(workshop: Item) -> None:
    fields.add_line(
        lambda: workshop.trust,
        "Another partner",
        lambda text: Partner(name=text),
        workshop=workshop.id,
        key="partner",
        placeholder=_HINT,
    )


def seeds(workshop: Item, named: set[str]) -> None:
    left = [p for p in known_partners().values() if p.name.casefold() not in named]
    if not left:
        return
    with st.container(horizontal=True, gap="xsmall", key="partner-seeds"):
        for known in left:
            st.button(
                known.name,
                key=f"{fields.PREFIX}{workshop.id}:seed:{known.name}",
                icon=":material/add:",
                help=f"May bring {known.may_bring}.",
                disabled=reader.reads_only(),
                on_click=fields.add_when_clicked,
                args=(workshop.trust, Partner(name=known.name), workshop.id),
            )


def _partner(partner: Item) -> None:
    known = known_partners().get(partner.body.name)
    hint = f"Perhaps: {known.may_bring}" if known else "People, money, rooms, knowledge"
    name, brings, will, who = st.columns([3, 4, 4, 3], vertical_alignment="top")
    with name:
        fields.text_field(partner, "name", "Partner")
        with st.container(horizontal=True, vertical_alignment="center"):
            presence_field(partner)
            fields.remove_button(partner)
    with brings:
        fields.text_field(partner, "brings", "Brings", long=True, placeholder=hint)
    with will:
        fields.text_field(
            partner, "commitment", "Will do", long=True, placeholder="What they say they will do"
        )
    with who:
        fields.text_field(partner, "who", "Name of a person")


def _presence(partner: Partner) -> str:
    return "in_room" if partner.in_room else "absent" if partner.absent else ""


def presence_field(partner: Item[Partner]) -> None:
    place = fields.bound(partner, "presence", _presence(partner.body) or None)
    st.segmented_control(
        f"Is it in the room: {fields.plain(partner.body.label)}",
        list(_PRESENT),
        format_func=_PRESENT.__getitem__,
        key=place,
        on_change=_placed,
        args=(partner, place),
        label_visibility="collapsed",
        disabled=reader.reads_only(),
    )
    fields.told(place)


def _placed(partner: Item[Partner], place: str) -> None:
    """Neither of the two: not yet asked."""
    chosen = st.session_state[place]
    saving.save(partner, place, in_room=chosen == "in_room", absent=chosen == "absent")

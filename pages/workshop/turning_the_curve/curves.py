"""Which curve the workshop is turning at this moment, when it has several."""

import streamlit as st

from c4eo_core.answers.workshop.notes_of_records import curves_of
from c4eo_core.records.rows import Item
from pages.cached import curves_of_a_trust
from pages.components.curve_options import title_of
from pages.session import link, reader


def items_of(workshop: Item) -> list[Item]:
    """The workshop and everything in it."""
    return [workshop, *reader.records().items(reader.actor(), workshop.trust, workshop=workshop.id)]


def known_curves(workshop: Item) -> list[str]:
    """Its curves that the figures still have, the trust's own series among them."""
    return [i for i in curves_of(items_of(workshop)) if curves_of_a_trust.holds(workshop.trust, i)]


def chosen_curve(workshop: Item) -> str:
    """The id of the indicator; empty when none has been chosen yet."""
    known = known_curves(workshop)
    picked = st.session_state.get("link_turning", "")
    return picked if picked in known else next(iter(known), "")


def picker(workshop: Item) -> None:
    """Drawn once above a step; nothing when there is only one curve."""
    known = known_curves(workshop)
    if len(known) < 2:
        return
    names = {i: title_of(i, workshop.trust) for i in known}
    link.select(st.selectbox, "The curve", "turning", names, known[0], width=560)

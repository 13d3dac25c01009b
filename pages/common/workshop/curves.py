"""Which curve the workshop is turning at this moment, when it has several."""

from functools import lru_cache

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.workshop_notes import curves_of
from c4eo_core.catalogue.choices import priorities
from c4eo_core.workshop.rows import Item
from pages.common import link, people

CONTEXT = "context"


def items_of(workshop: Item) -> list[Item]:
    """The workshop and everything in it."""
    return [workshop, *people.records().items(people.actor(), workshop.trust, workshop=workshop.id)]


def known_curves(workshop: Item) -> list[str]:
    """Its curves that the figures still have."""
    return [i for i in curves_of(items_of(workshop)) if i in prepared_desk().figures.index]


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
    key = link.choice("turning", known, known[0])
    if st.session_state[key] not in known:
        st.session_state[key] = known[0]
    names = {i: title_of(i) for i in known}
    st.selectbox("The curve", known, format_func=names.get, key=key, persist_state="session", width=560)
    link.write("turning", st.session_state[key], known[0])


def title_of(indicator: str) -> str:
    """An indicator the figures no longer have is named by its id."""
    figures = prepared_desk().figures
    return figures.find(indicator).title if indicator in figures.index else f"{indicator} (no longer published)"


@lru_cache(maxsize=8)
def _options(_version: str, priority: str) -> dict[str, str]:
    figures = prepared_desk().figures
    first = [figures.find(h.key) for h in priorities()[priority].headlines] if priority in priorities() else []
    rest = [i for i in figures.indicators if i not in first and i.priority != CONTEXT and priority in ("", i.priority)]
    return {i.id: i.title for i in [*first, *rest]}


def options_for(priority: str) -> dict[str, str]:
    """The indicators of a priority, its headlines first; of all three when none is chosen."""
    return _options(prepared_desk().figures.version, priority)

"""Which curve the workshop is turning at this moment, when it has several."""

from functools import lru_cache

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local_series import is_local
from c4eo_core.answers.workshop_notes import curves_of
from c4eo_core.catalogue.choices import priorities
from c4eo_core.workshop.rows import Item
from pages.common import link, people, trust_curves

CONTEXT = "context"


def items_of(workshop: Item) -> list[Item]:
    """The workshop and everything in it."""
    return [workshop, *people.records().items(people.actor(), workshop.trust, workshop=workshop.id)]


def known_curves(workshop: Item) -> list[str]:
    """Its curves that the figures still have, the trust's own series among them."""
    return [i for i in curves_of(items_of(workshop)) if trust_curves.holds(workshop.trust, i)]


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
    names = {i: title_of(i, workshop.trust) for i in known}
    st.selectbox("The curve", known, format_func=names.get, key=key, persist_state="session", width=560)
    link.write("turning", st.session_state[key], known[0])


def title_of(indicator: str, trust: str = "", hidden: bool = False) -> str:
    """trust: the id of that whose series it may be; hidden: on somebody else's screen a local series has no name."""
    if is_local(indicator) and (hidden or not trust):
        return "a local series"
    return trust_curves.title_of(trust, indicator)


@lru_cache(maxsize=8)
def _options(_version: str, priority: str) -> dict[str, str]:
    figures = prepared_desk().figures
    first = [figures.find(h.key) for h in priorities()[priority].headlines] if priority in priorities() else []
    rest = [i for i in figures.indicators if i not in first and i.priority != CONTEXT and priority in ("", i.priority)]
    return {i.id: i.title for i in [*first, *rest]}


def options_with_local(priority: str, trust: str) -> dict[str, str]:
    """As `options_for`, with the trust's own series, each marked, after them."""
    return {**options_for(priority), **trust_curves.options(trust)}


def options_for(priority: str) -> dict[str, str]:
    """The indicators of a priority, its headlines first; of all three when none is chosen."""
    return _options(prepared_desk().figures.version, priority)

"""Which authority a link means: by code of today or of before, by number, by name; and where it
means none of today's, why.
"""

from dataclasses import dataclass

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.model.area import Area


@dataclass(frozen=True)
class NoPlace:
    """Nothing to show yet. words: why, in one or two sentences; instead: the authorities that
    may be meant.
    """

    words: str
    instead: tuple[Area, ...] = ()


def settled() -> NoPlace | None:
    """Puts the code of today into the link; says why where there is none. Looks only when the
    link has changed.
    """
    text = st.query_params.get("area")
    if text is None or text == st.session_state.get("link_seen", {}).get("area"):
        return st.session_state.get("no_place")
    meant = place_meant(text)
    if isinstance(meant, NoPlace):
        st.session_state["no_place"] = meant
        return meant
    st.session_state.pop("no_place", None)
    if meant.code != text:
        st.query_params["area"] = meant.code
    return None


def place_meant(text: str) -> Area | NoPlace:
    areas = prepared_desk().figures.areas
    try:
        area = areas.find(text[:100])
    except UnknownArea as unknown:
        return NoPlace(f"The link names a place we do not know. {unknown}")
    if area.is_authority:
        return area
    heirs = tuple(areas.by_code(code) for code in area.successors)
    if heirs:
        names = " and ".join(heir.name for heir in heirs)
        year = (area.ended or "")[:4]
        return NoPlace(f"{area.name} ended as a council in {year}. Its area is now in {names}.", heirs)
    return NoPlace(f"{area.name} is not a local authority. Choose one to see its page.")


def chosen() -> None:
    """For callbacks: whoever chooses a place has answered."""
    st.session_state.pop("no_place", None)

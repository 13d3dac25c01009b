"""Which trust is on the screen: the one of the authority in focus. Its name and colour stay at the top while
the page moves.
"""

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.database.connection import is_kept
from c4eo_core.database.errors import RecordsError
from c4eo_core.model.markup import markup
from c4eo_core.records.errors import TrustRefused
from c4eo_core.records.rows import Trust
from pages.editing import saving, unsaved
from pages.session import link, reader, screen, trust_keys
from pages.session.markdown import plain
from pages.session.trust_keys import PREFIX

_NOW = saving.TRUST


def band() -> Trust | None:
    """The trust of this page, its band drawn; None while nothing has been written for the authority in focus.

    Ends the page with a notice when the records cannot be opened, or when words for another trust are not
    saved yet.
    """
    try:
        found = _of_area(link.area_code())
        trust = _picked(found) if len(found) > 1 else next(iter(found), None)
        if len(found) < 2:
            link.write("trust", "", "")  # an id that means nothing here goes from the link
    except RecordsError as error:
        st.title("The notes cannot be opened", anchor=False)
        screen.html(markup('<p class="unsaved" role="alert">{error}</p>', error=str(error)))
        st.stop()
    _clear_the_screen(trust)
    _draw(trust.name if trust else _area_name(), trust.colour if trust else "#3D4B57", trust is None)
    return trust


def unmarked() -> Trust | None:
    """As `band`, for pages of published figures: nothing is drawn, nothing asked. What waits to be saved
    elsewhere keeps waiting.
    """
    found = _of_area(link.area_code()) if is_kept() else []  # who only reads figures makes no records
    trust = next(iter(found), None)
    if trust is not None and len(found) > 1:
        key = link.choice("trust", [t.id for t in found], trust.id)
        trust = next((t for t in found if t.id == st.session_state[key]), trust)
    link.write(
        "trust", trust.id if trust else "", found[0].id if found else ""
    )  # an id that means nothing here goes from the link
    now = _screen(trust)
    if st.session_state.get(_NOW) != now and not unsaved.of_other_trusts(now):
        if not _first_of_its_area(trust):
            trust_keys.clear()
        st.session_state[_NOW] = now
    return trust


def home() -> str:
    """The authority a page opens with: that of one's own trust, in shared mode; else nothing."""
    actor = reader.actor()
    if not actor.trusts or "link_area" in st.session_state:  # chosen already: nothing to look up
        return ""
    try:
        return min(reader.records().trusts(actor), key=lambda t: (t.created_at, t.id)).area
    except (RecordsError, ValueError):
        return ""


def at_first_write() -> str:
    """The id of the trust on the screen; one is made, named after the authority, when there is none yet. For
    callbacks.
    """
    found = _of_area(link.area_code())
    if found:
        chosen = st.session_state.get("link_trust")
        return next((t.id for t in found if t.id == chosen), found[0].id)
    try:
        made = reader.records().add_trust(reader.actor(), _area_name(), link.area_code())
    except TrustRefused:  # the name is taken: by the same wish a moment ago, or by a trust of another area
        found = _of_area(link.area_code())
        name = f"{_area_name()} ({link.area_code()})"
        made = found[0] if found else reader.records().add_trust(reader.actor(), name, link.area_code())
    st.session_state[_NOW] = made.id
    return made.id


def _of_area(area: str) -> list[Trust]:
    found = [t for t in reader.records().trusts(reader.actor()) if t.area == area]
    return sorted(found, key=lambda t: (t.created_at, t.id))


def _area_name() -> str:
    return prepared_desk().figures.areas.by_code(link.area_code()).name


def _picked(found: list[Trust]) -> Trust:
    """One of several for the same authority, named in the link by its id."""
    names = {t.id: t.name for t in found}
    chosen = link.select(st.selectbox, "Trust", "trust", names, found[0].id, width=340)
    return next(t for t in found if t.id == chosen)


def _clear_the_screen(trust: Trust | None) -> None:
    """Nothing of one trust stays when another comes; words not saved yet are asked about first."""
    now, before = _screen(trust), st.session_state.get(_NOW)
    if before in (None, now) or _first_of_its_area(trust):
        st.session_state[_NOW] = now
        return
    if unsaved.of_other_trusts(now):
        _ask(before)
        st.stop()
    trust_keys.clear()
    st.session_state[_NOW] = now


def _screen(trust: Trust | None) -> str:
    return trust.id if trust else f"none:{link.area_code()}"


def _first_of_its_area(trust: Trust | None) -> bool:
    """It has just been made, by what was typed on this very screen."""
    return trust is not None and st.session_state.get(_NOW) == f"none:{trust.area}"


def _ask(before: str) -> None:
    names = {t.id: t for t in reader.records().trusts(reader.actor())}
    left = names.get(before)
    who = left.name if left else "the trust you come from"
    screen.html(
        markup(
            '<p class="unsaved" role="alert"><strong>Not saved yet.</strong> {who}</p>',
            who="Words typed for " + who + " are not saved.",
        )
    )
    with st.container(horizontal=True):
        if left:
            st.button(
                f"Go back to {plain(who)}",
                key=f"{PREFIX}back",
                type="primary",
                on_click=_go_back,
                args=(left,),
            )
        st.button("Throw them away and go on", key=f"{PREFIX}drop", on_click=trust_keys.clear)


def _go_back(trust: Trust) -> None:
    st.session_state["link_area"] = trust.area
    st.session_state["link_trust"] = trust.id


def _draw(name: str, colour: str, new: bool) -> None:
    note = Markup(" <span>nothing written yet</span>") if new else Markup()
    with st.container(key="trust-band"):
        st.html(
            markup(
                '<div class="c4-band" style="background:{colour}"><strong>{name}</strong>{note}</div>',
                colour=colour,
                name=name,
                note=note,
            )
        )

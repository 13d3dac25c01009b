"""The session an idea goes to, and the button that takes it there."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from c4eo_core.catalogue.effects import load_effects
from c4eo_core.model.markup import markup
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import Idea, Workshop
from c4eo_core.records.rows import Item, Trust
from pages.editing import fields
from pages.editing.unsaved import told
from pages.session import link, reader, screen

_NONE = (
    "What stands here becomes an idea in one click once there is a session to take it. Prepare one under"
    " Turning the curve: a title is enough to begin with."
)


def open_sessions(trust: Trust | None) -> list[Item]:
    """Those not closed, the newest first."""
    if trust is None:
        return []
    found = reader.records().items(reader.actor(), trust.id, Workshop)
    return sorted(
        (i for i in found if i.body.status != "closed"),
        key=lambda i: (i.body.held_on, i.changed_at),
        reverse=True,
    )


def how_to_prepare() -> None:
    """Where there is no session yet."""
    screen.html(markup('<p class="note">{none}</p>', none=_NONE))
    st.page_link(
        "workshop/turning_the_curve/page.py", label="Prepare a session", icon=":material/edit_calendar:"
    )


def choose(sessions: Sequence[Item]) -> Item:
    """The session that takes the ideas. sessions: at least one."""
    ids = {i.id: i for i in sessions}
    chosen = link.select(
        st.selectbox,
        "Ideas go to this session",
        "into",
        {id: _named(session) for id, session in ids.items()},
        _in_focus(ids),
        unwritten=next(iter(ids)),
        width=420,
    )
    return ids[chosen]


def current(sessions: Sequence[Item]) -> Item | None:
    """The one chosen, before the choice has been drawn."""
    ids = {i.id: i for i in sessions}
    return (ids.get(st.session_state.get("link_into", "")) or ids[_in_focus(ids)]) if ids else None


def _in_focus(ids: dict[str, Item]) -> str:
    """The one the exercise stands open at, else the newest."""
    now = st.session_state.get("link_workshop")
    return now if now in ids else next(iter(ids))


def _named(session: Item) -> str:
    day = f", {day_words(session.body.held_on)}" if session.body.held_on else ""
    return f"{session.body.label or 'Session without a title'}{day}"


def taken(session: Item | None) -> set[str]:
    """Ids of the evidence and practice that are ideas in this session already. An older idea may name an
    effect by its number: then its card is one too.
    """
    if session is None:
        return set()
    ideas = reader.records().items(reader.actor(), session.trust, Idea, session.id)
    named = {i.body.from_evidence for i in ideas if i.body.from_evidence}
    return named | {effect.card.id for number, effect in load_effects().items() if number in named}


def button(session: Item | None, there: set[str], id: str, text: str, cost: str = "") -> None:
    """Under a card: the button, or that it is an idea already. Nothing without a session."""
    if session is None:
        return
    place = f"{fields.PREFIX}idea:{id}"
    if id in there:
        screen.html(Markup('<p class="is-idea">✓ An idea in this session</p>'))
    else:
        body = Idea(text=text, cost=cost, from_evidence=id)
        if reader.reads_only():
            return
        st.button(
            "Make it an idea",
            key=f"{place}:add",
            icon=":material/lightbulb:",
            type="tertiary",
            on_click=fields.add_when_clicked,
            args=(session.trust, body, session.id, place),
            help=fields.plain(text[:80]),
        )
    told(place)

"""Who like us turned this curve, and kept it: up to three authorities to ring, with their curves and the
right questions. In a session the call becomes an action, and what changed there something to find out.
"""

from functools import lru_cache

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local.desk import is_local
from c4eo_core.answers.standing.who_turned import (
    Turned,
    WhoTurned,
    questions_to_ask,
    ring_words,
    what_changed_words,
    who_turned,
)
from c4eo_core.records.kinds import Action, Factor
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.who_turned import who_turned_html
from pages.editing import fields
from pages.session import reader, screen

_KEPT = 300


@lru_cache(maxsize=_KEPT)
def _kept(_version: str, area: str, indicator: str) -> WhoTurned:
    desk = prepared_desk()
    return who_turned(desk, desk.figures.areas.by_code(area), desk.find(indicator))


def answers(area: str, indicator: str) -> tuple[WhoTurned, ...]:
    """Of the curve; of a gap also that of the group of concern, where somebody turned it."""
    version = prepared_desk().figures.version
    own = _kept(version, area, indicator)
    if own.found or not own.indicator.concern:
        return (own,)
    group = _kept(version, area, own.indicator.concern)
    return (own, group) if group.found else (own,)


def section(area: str, indicator: str, session: Item | None = None) -> None:
    """session: where a call can become an action; None outside one."""
    if is_local(indicator):  # nobody else has such a series
        return
    for number, answer in enumerate(answers(area, indicator)):
        screen.html(who_turned_html(answer, screen.look(), of_group=number > 0))
        for turned in answer.found:
            _one(answer, turned, session, indicator)


def _one(answer: WhoTurned, turned: Turned, session: Item | None, curve: str) -> None:
    with st.expander(f"Questions for {turned.area.name}, to copy"):
        st.code(questions_to_ask(turned, answer.indicator, answer.area), language=None, wrap_lines=True)
    if session is not None and not reader.reads_only():
        with st.container(horizontal=True, gap="small"):
            _press(session, turned, _call(answer, turned), "Make the call an action", "call")
            _press(
                session,
                turned,
                _to_find_out(answer, turned, curve),
                "Find out what changed there",
                "find_out",
            )


def _call(answer: WhoTurned, turned: Turned) -> Action:
    return Action(
        what=ring_words(turned, answer.indicator),
        measure="We know what they did, whom it reached, what it cost and what keeps it going",
    )


def _to_find_out(answer: WhoTurned, turned: Turned, curve: str) -> Factor:
    words = what_changed_words(turned, answer.indicator)
    return Factor(indicator=curve, text=words, direction="helping", find_out=True)


def _press(session: Item, turned: Turned, body: Action | Factor, label: str, what: str) -> None:
    """Pressed once: what stands in the session already is said instead."""
    words = body.what if isinstance(body, Action) else body.text
    field = "what" if isinstance(body, Action) else "text"
    items = reader.records().items(reader.actor(), session.trust, type(body), session.id)
    there = any(getattr(i.body, field) == words for i in items)
    place = f"{fields.PREFIX}{session.id}:{what}:{turned.area.code}"
    done = "Among the actions" if what == "call" else "On the list to find out"
    st.button(
        done if there else label,
        key=place,
        icon=f":material/{'check' if there else 'call' if what == 'call' else 'search'}:",
        disabled=there,
        on_click=_add,
        args=(session, body, place),
        help=fields.plain(words),
    )
    fields.told(place)


def _add(session: Item, body: Action | Factor, place: str) -> None:
    fields.add(session.trust, body, session.id, place)

"""What is known to help, beside the ideas: findings, practice and cautions of the session's priority. One
press makes an idea of one.
"""

import streamlit as st

from c4eo_core.catalogue.choices import Evidence, evidence, evidence_sources, priorities
from c4eo_core.records.kinds import Idea
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import heading
from c4eo_core.reports.html.pieces import evidence_card
from pages.editing import fields
from pages.session import reader, screen

_COLUMNS = 3
# Advice to hold such a session is no news to a room that holds one.
_TO_HOLD_A_SESSION = frozenset({"E46"})
_KINDS = ("practice", "finding", "caution")


def section(workshop: Item, used: set[str | None]) -> None:
    """used: ids of messages that have become ideas."""
    short, rest = shelves(workshop)
    screen.html(
        heading(
            "What is known to help",
            "From the reviews of 2010. Press to make one an idea, then put it in your own words",
        )
    )
    _cards(workshop, short, used)
    if not rest:
        return
    with st.expander(
        f"{len(rest)} more from the reviews", key=f"{fields.PREFIX}{workshop.id}:shelf", on_change="rerun"
    ) as more:
        if more.open:
            _cards(workshop, rest, used)


def shelves(workshop: Item) -> tuple[list[Evidence], list[Evidence]]:
    """The shortlist of the session, else the key messages of its priority; and everything else on the
    priority.
    """
    priority = workshop.body.priority
    every = {id_: e for id_, e in evidence().items() if id_ not in _TO_HOLD_A_SESSION}
    named = workshop.body.evidence or (
        priorities()[priority].key_messages if priority in priorities() else ()
    )
    short = [every[e] for e in named if e in every]
    fitting = [e for e in every.values() if not priority or e.priority in ("all", priority)]
    return _by_kind(short), _by_kind([e for e in fitting if e not in short])


def _by_kind(items: list[Evidence]) -> list[Evidence]:
    return sorted(items, key=lambda e: _KINDS.index(e.kind))


def _cards(workshop: Item, items: list[Evidence], used: set[str | None]) -> None:
    for start in range(0, len(items), _COLUMNS):
        for column, found in zip(
            st.columns(_COLUMNS, gap="small"), items[start : start + _COLUMNS], strict=False
        ):
            with column:
                screen.html(evidence_card(found, evidence_sources()))
                _press(workshop, found, found.id in used)


def _press(workshop: Item, found: Evidence, used: bool) -> None:
    if found.kind == "caution":  # something to mind, nothing to do
        return
    st.button(
        "Among the ideas" if used else "Make it an idea",
        key=f"{fields.PREFIX}{workshop.id}:evidence:{found.id}",
        icon=":material/check:" if used else ":material/add:",
        disabled=used or reader.reads_only(),
        on_click=fields.add_when_clicked,
        args=(workshop.trust, Idea(text=found.message, from_evidence=found.id), workshop.id),
        help=found.message,
    )

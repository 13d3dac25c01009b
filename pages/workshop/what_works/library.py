"""The messages of the reviews on the page: what they found, what they advise, what to take care of."""

import math

import streamlit as st

from c4eo_core.answers.workshop.what_works import (
    KINDS,
    QUESTIONS,
    WHO,
    Card,
    CardFilter,
    CardMatches,
    what_works_of,
)
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.what_works import library_card
from pages.components import idea_button
from pages.session import link, screen

ALL = "all"
_A_PAGE = 12
_ACROSS = 2


def section(session: Item | None) -> None:
    """session: where ideas go, None where none can be made."""
    asked = _asked()
    found = what_works_of(asked)
    asked_kinds = _kinds(found)
    found = what_works_of(CardFilter(asked.priority, asked_kinds, asked.who, asked.question, asked.words))
    screen.html(markup('<p class="note" role="status">{counted}</p>', counted=_counted(found)))
    if not found.cards:
        st.info(
            "Nothing in the library passes all these filters. Take one away, or search for a shorter word."
        )
        return
    _cards(found.cards, session, asked)


def _asked() -> CardFilter:
    names = {ALL: "All three", **{id: p.title for id, p in priorities().items()}}
    with st.container(horizontal=True, vertical_alignment="bottom", key="library-filters"):
        priority = chosen("about", "Priority", names, 250)
        who = chosen("speaks", "Speaks to", {ALL: "Everybody", **WHO}, 250)
        question = chosen("asks", "Helps to answer", {ALL: "Any of the seven questions", **QUESTIONS}, 270)
        words = st.text_input(
            "Search for words",
            key="library-words",
            persist_state="session",
            placeholder="such as: parents",
            width=240,
        )
    return CardFilter(priority=priority, who=who, question=question, words=words or "")


def chosen(name: str, label: str, options: dict[str, str], width: int) -> str:
    """A filter kept in the link; "" where everything may pass."""
    value = link.select(st.selectbox, label, name, options, ALL, width=width)
    return "" if value == ALL else value


def _kinds(found: CardMatches) -> tuple[str, ...]:
    kinds = link.select_several(
        st.pills,
        "Show only",
        "kinds",
        {k: f"{words} ({found.counts[k]})" for k, words in KINDS.items()},
        selection_mode="multi",
    )
    return tuple(kinds)


def _counted(found: CardMatches) -> str:
    cards = "card" if len(found.cards) == 1 else "cards"
    return f"{len(found.cards)} of {found.of} {cards}."


def _cards(cards: tuple[Card, ...], session: Item | None, asked: CardFilter) -> None:
    pages, there = math.ceil(len(cards) / _A_PAGE), idea_button.taken(session)
    # A page of its own for each set of filters: nobody starts on the last page of a shorter list.
    key = f"library-page-{asked.priority}-{asked.who}-{asked.question}-{len(cards)}"
    at = min(int(st.session_state.get(key, 1)), pages)
    here = cards[(at - 1) * _A_PAGE : at * _A_PAGE]
    for kind, title in KINDS.items():
        of_kind = [c for c in here if c.kind == kind]
        if of_kind:
            screen.html(markup("<h2>{title}</h2>", title=title))
            _grid(of_kind, session, there)
    if pages > 1:
        st.pagination(pages, key=key)


def _grid(cards: list[Card], session: Item | None, there: set[str]) -> None:
    for start in range(0, len(cards), _ACROSS):
        for column, card in zip(st.columns(_ACROSS), cards[start : start + _ACROSS], strict=False):
            with column, st.container(gap="xxsmall"):
                screen.html(library_card(card))
                if card.may_be_idea:
                    idea_button.button(session, there, card.id, card.text)

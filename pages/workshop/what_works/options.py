"""Options for a curve: filters, cards, cost against security, side by side, the sum, and what
the same money could do.
"""

import math
from collections.abc import Sequence

import streamlit as st

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.workshop.options import (
    COSTS,
    MOST_COMPARED,
    REACHES,
    SECURITIES,
    SETTINGS,
    OptionCard,
    OptionFilter,
    Options,
    compared,
    options_of,
)
from c4eo_core.answers.workshop.options_known import known_options, little_words
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.options import comparison_html, option_html
from pages.components import idea_button, option_sum
from pages.downloads.maker import take_away_html
from pages.editing import fields
from pages.session import link, screen
from pages.workshop.what_works import pictures

ANY = "any"
_A_PAGE, _ACROSS = 12, 3
_WITHIN = {6: "Half a year", 12: "A year", 24: "Two years", 60: "Five years"}


def section(session: Item | None) -> None:
    """session: where ideas go, None where none can be made."""
    asked = _controls()
    indicator = asked.indicator
    found = options_of(known_options(prepared_desk()), asked)
    ground = option_sum.starting_point_at(link.area_code(), indicator) if indicator else None
    screen.html(markup('<p class="note" role="status">{counted}</p>', counted=_counted(found, indicator)))
    if not found.cards:
        st.info("No option passes all these filters. Remove one, or choose another curve.")
        return
    chosen = option_sum.chosen(ground, found.cards) if ground and not ground.why_not else ""
    key_of_sum = option_sum.key_of(ground) if ground and not ground.why_not else ""
    cards, picture = st.columns([7, 4], gap="large")
    with cards:
        _cards(found.cards, indicator, chosen, session, key_of_sum)
    with picture:
        pictures.matrix(found.cards, chosen)
    _side_by_side(found.cards)
    if ground is not None:
        screen.html(markup("<h2>What might it change here?</h2>"))
        option_sum.section(ground, found.cards, session)
        pictures.same_money(ground, found.cards)
    screen.html(take_away_html("options", {"option_for": indicator or ANY}))


def _controls() -> OptionFilter:
    """One quiet row; what is filtered by less often stands folded beneath it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="option-filters"):
        indicator = _curve()
        age = st.number_input(
            "Age", 0, 25, None, 1, key="option-age", placeholder="any", width=110, persist_state="session"
        )
        words = st.text_input(
            "Search for words",
            key="option-words",
            placeholder="such as: parents",
            width=220,
            persist_state="session",
        )
    names = ("cost", "sure", "within", "whom", "where")
    with st.expander("More filters", expanded=any(f"o_{name}" in st.query_params for name in names)):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            cost = _choice("cost", "Cost a child, at most", COSTS, 180)
            security = _choice("sure", "How sure, at least", SECURITIES, 180)
            months = _choice("within", "Can show within", _WITHIN, 170)
            reach = _choice("whom", "For whom", {k: REACHES[k] for k in ("universal", "targeted")}, 170)
            setting = _choice("where", "Where", SETTINGS, 180)
        silent = st.toggle(
            "Show also those whose source does not state what I filter by",
            key="option-silent",
            persist_state="session",
        )
    return OptionFilter(
        indicator, age, _number(cost), _number(security), _number(months), reach, setting, words or "", silent
    )


def _curve() -> str:
    """The headlines by priority, and all curves at once."""
    desk = prepared_desk()
    names = {ANY: "Any curve"}
    for priority in priorities().values():
        for headline in priority.headlines:
            indicator = desk.find(headline.key)
            names[indicator.id] = f"{indicator.short} ({priority.title})"
    for asked in (st.query_params.get("option_for"), st.session_state.get("link_option_for")):
        if asked and asked in desk.figures.index:  # any other curve a link or a session leads here with
            names.setdefault(asked, desk.find(asked).short)
    chosen = link.select(st.selectbox, "Curve", "option_for", names, ANY, width=480)
    return "" if chosen == ANY else chosen


def _choice(name: str, label: str, options: dict, width: int) -> str:
    """A filter kept in the link; "" where everything may pass."""
    names = {ANY: "Any"} | {str(k): v for k, v in options.items()}
    chosen = link.select(st.selectbox, label, f"o_{name}", names, ANY, width=width)
    return "" if chosen == ANY else chosen


def _number(text: str) -> int | None:
    return int(text) if text else None


def _counted(found: Options, indicator: str) -> str:
    many = "option" if len(found.cards) == 1 else "options"
    silent = f" {found.silent} more do not state what you filter by." if found.silent else ""
    little = f" {little_words(indicator)}" if indicator else ""
    return f"{len(found.cards)} {many} of {found.of}.{silent}{little} By name: nothing here is ranked."


def _cards(
    cards: Sequence[OptionCard], indicator: str, chosen: str, session: Item | None, key_of_sum: str
) -> None:
    pages, there = math.ceil(len(cards) / _A_PAGE), idea_button.taken(session)
    key = f"option-page-{indicator}-{len(cards)}"
    at = min(int(st.session_state.get(key, 1)), pages)
    here = cards[(at - 1) * _A_PAGE : at * _A_PAGE]
    for start in range(0, len(here), _ACROSS):
        for column, card in zip(
            st.columns(_ACROSS, gap="small"), here[start : start + _ACROSS], strict=False
        ):
            with column, st.container(gap="xxsmall"):
                screen.html(option_html(card, indicator, card.id == chosen))
                if key_of_sum:
                    _choose(card, key_of_sum, card.id == chosen)
                idea_button.button(session, there, card.id, card.title)
    if pages > 1:
        st.pagination(pages, key=key)


def _choose(card: OptionCard, key: str, chosen: bool) -> None:
    st.button(
        "In the sum below" if chosen else "Work out the sum",
        key=f"option-sum-{card.id}",
        icon=f":material/{'check' if chosen else 'calculate'}:",
        type="tertiary",
        disabled=chosen,
        on_click=_set,
        args=(key, card.id),
        help=fields.plain(card.title),
    )


def _set(key: str, value: str) -> None:
    st.session_state[key] = value


def _side_by_side(cards: Sequence[OptionCard]) -> None:
    by_id = {c.id: c for c in cards}
    beside = link.select_several(
        st.multiselect,
        f"Set up to {MOST_COMPARED} side by side",
        "beside",
        {i: c.title for i, c in by_id.items()},
        at_most=MOST_COMPARED,
        max_selections=MOST_COMPARED,
        placeholder="Choose options",
    )
    if beside:
        screen.html(comparison_html(compared([by_id[i] for i in beside])))

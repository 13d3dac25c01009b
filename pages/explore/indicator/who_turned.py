"""Who like us turned this curve, and kept it: up to three authorities to ring, with their curves and the right questions."""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.who_turned import (
    Turned,
    WhoTurned,
    looked_words,
    questions_to_ask,
    turned_words,
    who_turned,
)
from c4eo_core.model.display import figure
from c4eo_core.reports.html.pieces import table
from pages.session import screen

_KEPT = 300


@lru_cache(maxsize=_KEPT)
def _kept(_version: str, area: str, indicator: str) -> WhoTurned:
    desk = prepared_desk()
    return who_turned(desk, desk.figures.areas.by_code(area), desk.find(indicator))


def section(area: str, indicator: str) -> None:
    answer = _kept(prepared_desk().figures.version, area, indicator)
    screen.html(_said(answer))
    for turned in answer.found:
        with st.expander(f"Questions for {turned.area.name}, to copy"):
            st.code(questions_to_ask(turned, answer.indicator, answer.area), language=None, wrap_lines=True)


def _said(answer: WhoTurned) -> Markup:
    items = Markup("").join(
        Markup("<li><strong>{}</strong>{}: {}{}</li>").format(
            turned.area.name,
            ", a statistical neighbour"
            if turned.near
            else ", which counts this authority among its own neighbours",
            turned_words(turned, answer.indicator),
            _curve(turned, answer),
        )
        for turned in answer.found
    )
    found = Markup('<ul class="turned">{}</ul>').format(items) if answer.found else Markup()
    return Markup("<h3>Who like us turned this curve, and kept it?</h3>{}<p>{}</p>").format(
        found, looked_words(answer)
    )


def _curve(of: Turned, answer: WhoTurned) -> Markup:
    """The figures with England's movement taken out, as a table: the window's two ends are marked."""
    ends = {of.start.label, of.end.label}
    known = [(p, v) for p, v in of.curve if v is not None]
    heads = ["Place", *(f"{p.label} *" if p.label in ends else p.label for p, _ in known)]
    cells = [
        of.area.name,
        *(figure(abs(v) if answer.indicator.is_gap else v, answer.indicator) for _, v in known),
    ]
    caption = f"{of.area.name} with the national movement taken out; * the window"
    return table(heads, [cells], caption)

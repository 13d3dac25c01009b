"""The two pictures of the options, each with the same figures as a table."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.scenarios.before_choosing import StartingPoint
from c4eo_core.answers.scenarios.sum_words import money_words
from c4eo_core.answers.workshop.options import OptionCard
from c4eo_core.answers.workshop.options_money import for_the_same_money, option_of
from c4eo_core.charts.options import matrix_rows, matrix_spec, money_rows, money_spec, without_place
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.options import matrix_table, money_table
from c4eo_core.reports.html.pieces import details
from pages.cached.chart_tables import columns, table_of
from pages.session import screen

_MATRIX = columns(("role", "name", "label", "cost", "sure", "found"), ("x", "y"))
_MONEY = columns(("name", "words"), ("low", "high"))
_MOST, _USUAL, _STEP = 500_000, 50_000, 5_000
_ALT = (
    "Dot plot of the options: cost a child across, how sure the evidence is upwards. Rings are options whose"
    " result disappointed. The table below has every option by name."
)


def matrix(cards: Sequence[OptionCard], chosen: str) -> None:
    screen.html(markup("<h3>How sure, and at what cost a child</h3>"))
    rows = matrix_rows(cards, chosen)
    if rows:
        spec = matrix_spec(screen.look(), screen.size())
        st.vega_lite_chart(
            table_of(rows, _MATRIX), spec, theme=None, width="stretch", key="option-matrix", alt=_ALT
        )
    left = without_place(cards)
    said = (
        f"{left} of {len(cards)} cannot stand in the picture: their source states no cost or no rating."
        if left
        else ""
    )
    note = f"{said} Rings: the result disappointed."
    screen.html(
        markup('<p class="note">{note}</p>', note=note.strip())
        + details("The same as a table", matrix_table(cards))
    )


def same_money(ground: StartingPoint, cards: Sequence[OptionCard]) -> None:
    """A budget, and what each option could do with it: a range each, by name, and no choice made."""
    if ground.why_not:
        return
    options = [option_of(c, ground, ground.short) for c in cards]
    screen.html(markup("<h2>What could the same money do?</h2>"))
    pounds = st.select_slider(
        "Pounds a year",
        range(0, _MOST + 1, _STEP),
        _USUAL,
        format_func=money_words,
        key="option-money",
        persist_state="session",
    )
    found = for_the_same_money(ground, options, float(pounds))
    rows = money_rows(found)
    if rows:
        spec = money_spec(len(rows), screen.look(), screen.size())
        alt = (
            f"What each option could do for {money_words(pounds)}, as a range of children. The table has"
            " every figure."
        )
        st.vega_lite_chart(
            table_of(rows, _MONEY), spec, theme=None, width="stretch", key="option-money-chart", alt=alt
        )
    words = (
        "Each bar runs from the low to the high end, if every place is taken. It chooses nothing: cost,"
        " time and what"
        " you know of your own place weigh too."
    )
    none = "No option here states both a price and an effect on this very outcome, so no bar can be drawn."
    known = [r for r in found if r.changed.taking_part is not None]
    left = len(found) - len(known)
    note = words if rows else none
    said = f"{note} {left} more cannot be worked out, mostly for want of a price." if left and rows else note
    screen.html(markup('<p class="note">{said}</p>', said=said))
    screen.html(
        (money_table(known) if known else Markup())
        + details("Every option, with what is not known", money_table(found))
    )

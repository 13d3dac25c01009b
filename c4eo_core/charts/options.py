"""Two pictures of options: cost against how sure the evidence is, and what the same money could do."""

from collections.abc import Sequence
from functools import lru_cache

from c4eo_core.answers.scenarios.sum_words import range_words
from c4eo_core.answers.workshop.options import COSTS, SECURITIES, OptionCard, findings_words
from c4eo_core.answers.workshop.options_money import SameMoney
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size

_ACROSS = 3  # dots beside each other in one cell
_STEP, _LINE = 0.26, 0.32
_MOST_NAMED = 14
_DISAPPOINTED = ("no_effect", "worse")


@lru_cache
def matrix_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    from c4eo_core.charts.forms.options import matrix_form  # Altair comes with the first chart

    return matrix_form(look, size)


@lru_cache
def money_spec(count: int, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """count: of options, which sets the height."""
    from c4eo_core.charts.forms.options import money_form

    return money_form(count, look, size)


def matrix_rows(cards: Sequence[OptionCard], chosen: str = "") -> list[dict]:
    """A row for each option that states both; in a cell they stand beside each other, by name."""
    cells: dict[tuple[int, int], list[OptionCard]] = {}
    for card in sorted(cards, key=lambda c: c.title.casefold()):
        if card.cost_rank is not None and card.security_rank is not None:
            cells.setdefault((card.cost_rank, card.security_rank), []).append(card)
    named = sum(map(len, cells.values())) <= _MOST_NAMED
    return [
        _row(card, cost, sure, _shift(place, len(there), named), named, card.id == chosen)
        for (cost, sure), there in cells.items()
        for place, card in enumerate(there)
    ]


def _shift(place: int, count: int, named: bool) -> tuple[float, float]:
    """Across and up from the middle of the cell: names need a line each, dots alone stand in
    rows of three.
    """
    if named:
        return 0.0, ((count - 1) / 2 - place) * _LINE
    rows = (count + _ACROSS - 1) // _ACROSS
    row = place // _ACROSS
    in_row = min(_ACROSS, count - row * _ACROSS)
    return (place % _ACROSS - (in_row - 1) / 2) * _STEP, ((rows - 1) / 2 - row) * _STEP


def _row(
    card: OptionCard, cost: int, sure: int, shift: tuple[float, float], named: bool, chosen: bool
) -> dict:
    return {
        "role": "chosen" if chosen else "none" if card.result in _DISAPPOINTED else "option",
        "x": cost + shift[0],
        "y": sure + shift[1],
        "name": card.title,
        "label": card.title if named or chosen else "",
        "cost": COSTS[cost],
        "sure": SECURITIES[sure],
        "found": findings_words(card),
    }


def without_place(cards: Sequence[OptionCard]) -> int:
    """How many cannot stand in the picture, since they state no cost or no rating on a common scale."""
    return sum(c.cost_rank is None or c.security_rank is None for c in cards)


def money_rows(found: Sequence[SameMoney]) -> list[dict]:
    """One option a row, by name, each with both ends of its range; those with an unknown end
    are left to the table.
    """
    return [
        {
            "name": r.name,
            "low": r.changed.children.low,
            "high": r.changed.children.high,
            "words": range_words(r.changed.children),
        }
        for r in found
        if r.changed.children is not None
    ]

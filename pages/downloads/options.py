"""The options for a curve as a file: what each card states, blank where its source states nothing."""

from collections.abc import Mapping

from c4eo_core.answers.workshop.options import NEARNESS, OptionCard, OptionFilter, facts_of, options_of
from c4eo_core.answers.workshop.options_known import known_options
from c4eo_core.model.text import day_words
from c4eo_core.reports.tables.curve import records_csv
from pages.downloads.maker import Maker, desk_of

Rows = tuple[OptionCard, ...]
_ANY = "any"


def _asked(words: Mapping[str, str]) -> tuple[tuple[Rows, str], str]:
    """Raises UnknownIndicator."""
    desk, wanted = desk_of(words), words.get("option_for", _ANY)
    indicator = "" if wanted == _ANY else desk.figures.find(wanted).id
    cards = options_of(known_options(desk), OptionFilter(indicator=indicator)).cards
    return (cards, indicator), f"options-{indicator or 'all'}"


def _records(cards: Rows, indicator: str) -> list[dict[str, object]]:
    return [
        {
            "id": card.id,
            "title": card.title,
            "nearness": NEARNESS.get(card.near.get(indicator, ""), ""),
            **{name.casefold().replace(" ", "_"): words for name, words in facts_of(card)},
            "links": " ".join(address for _, address in card.links),
            "checked": day_words(card.checked) if card.checked else "",
            "over_a_year_old": "yes" if card.stale else "no",
        }
        for card in cards
    ]


def _csv(asked: tuple[Rows, str]) -> bytes:
    rows = _records(*asked)
    return records_csv(rows, list(rows[0]) if rows else [])


MAKERS = {"options": Maker(_asked, {"csv": _csv})}

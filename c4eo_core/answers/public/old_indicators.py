"""Old National Indicators: found by number or by words of a title."""

import re
from dataclasses import dataclass

from c4eo_core.catalogue.choices import NationalIndicator, national_indicators
from c4eo_core.model.indicator import Indicator
from c4eo_core.store.figures import Figures

MATCH_WORDS = {
    "direct": "The same measure, still counted in much the same way",
    "redefined": "The same idea, counted in a new way: old and new figures must not be joined",
    "proxy": "Something else that says a little about it",
    "none": "Nothing like it today",
}
_MOST_FOUND = 8


@dataclass(frozen=True)
class NationalMatch:
    """An old National Indicator and the indicators nearest to it that we carry."""

    indicator: NationalIndicator
    match: str
    now: tuple[Indicator, ...]


def find_national(text: str, figures: Figures) -> tuple[NationalMatch, ...]:
    """Old National Indicators for a number or some words of a title; none for an empty text."""
    number_asked = national_number(text)
    if number_asked is not None:
        hits = [n for n in national_indicators() if number_asked in n.numbers]
    else:
        hits = _by_words(re.findall(r"\w+", text.casefold()))
    return tuple(_found(n, figures) for n in hits[:_MOST_FOUND])


def national_number(text: str) -> int | None:
    """92 for 'NI 92', 'n.i. 92' or '92'; None for words."""
    match = re.fullmatch(r"(?:n\.?\s*i\.?)?\s*(\d{1,3})", text.strip().casefold())
    return int(match[1]) if match else None


def _by_words(words: list[str]) -> list[NationalIndicator]:
    """Every word must begin like a word of the title, or of the lines below it; titles first."""
    stems = [w[:5] for w in words if len(w) > 2 and w not in ("the", "and", "for", "with")]

    def holds(text: str) -> bool:
        known = re.findall(r"\w+", text.casefold())
        return bool(stems) and all(any(k.startswith(s) for k in known) for s in stems)

    in_title = [n for n in national_indicators() if holds(n.title)]
    return in_title + [
        n for n in national_indicators() if n not in in_title and holds(f"{n.title} {n.now} {n.changed}")
    ]


def _found(n: NationalIndicator, figures: Figures) -> NationalMatch:
    return NationalMatch(n, MATCH_WORDS[n.match], tuple(figures.find(key) for key in n.successors))

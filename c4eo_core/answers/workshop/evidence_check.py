"""Which evidence cards want looking at: not read again for a year, without a source, or used
beyond what was measured.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from c4eo_core.catalogue.card import CardEffect, EvidenceCard, Source
from c4eo_core.catalogue.outcome_kinds import counts_kind

STALE, UNSOURCED, BEYOND = "stale", "unsourced", "beyond what was measured"
KINDS = (STALE, UNSOURCED, BEYOND)


@dataclass(frozen=True)
class Finding:
    """kind: one of KINDS; effect: id, "" where it is about the whole card; words: what is wrong
    and what to do.
    """

    card: str
    theme: str
    kind: str
    effect: str
    words: str


@dataclass(frozen=True)
class Checked:
    """on: the day the cards were looked at from."""

    on: dt.date
    cards: int
    findings: tuple[Finding, ...]


def checked(cards: Iterable[EvidenceCard], on: dt.date) -> Checked:
    every = list(cards)
    findings = [f for card in every for f in (*_stale(card, on), *_unsourced(card), *_beyond(card))]
    findings.sort(key=lambda f: (KINDS.index(f.kind), f.theme, f.card))
    return Checked(on, len(every), tuple(findings))


def as_json(found: Checked) -> dict:
    rows = [asdict(f) for f in found.findings]
    return {"on": found.on.isoformat(), "cards": found.cards, "findings": rows}


def _finding(card: EvidenceCard, kind: str, words: str, effect: str = "") -> Finding:
    return Finding(card.id, card.theme, kind, effect, words)


def _stale(card: EvidenceCard, on: dt.date) -> list[Finding]:
    if not card.stale(on):
        return []
    when = (
        f"was last read on {card.checked:%-d %B %Y}" if card.checked else "has no date on which it was read"
    )
    return [_finding(card, STALE, f"The card {when}: read its sources again and set its check date.")]


def _unsourced(card: EvidenceCard) -> list[Finding]:
    if not card.sources:
        return [_finding(card, UNSOURCED, "The card names no source: add one with its address and date.")]
    findings = [_finding(card, UNSOURCED, words) for s in card.sources for words in _lacks(s)]
    for e in card.effects:
        if not e.source:
            findings.append(
                _finding(card, UNSOURCED, "The effect does not say which source it is from.", e.id)
            )
    return findings


def _lacks(source: Source) -> list[str]:
    lacks = []
    if not source.address:
        lacks.append(f"Its source '{source.id}' has no address: add the page, or the copy that was read.")
    if not source.read:
        lacks.append(f"Its source '{source.id}' does not say when it was read.")
    return lacks


def _beyond(card: EvidenceCard) -> list[Finding]:
    return [_finding(card, BEYOND, words, e.id) for e in card.effects for words in _used_beyond(e)]


def _used_beyond(e: CardEffect) -> list[str]:
    words = []
    for indicator in e.feeds:
        if indicator not in e.measures:
            words.append(
                f"It feeds the sum of {indicator}, which its source did not measure: {e.outcome} was"
                " measured."
            )
        elif not e.may_feed(indicator):
            words.append(f"It feeds the sum of {indicator} without a value and an interval.")
    if e.moves and e.measures and not any(counts_kind(e.moves, i) for i in e.measures):
        words.append(f"It moves {e.moves} in a what-if, and measured {', '.join(e.measures)}.")
    if e.moves and e.value is None and e.low is None:
        words.append(f"It moves {e.moves} in a what-if without a figure.")
    return words

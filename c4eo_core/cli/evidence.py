"""What is known to work, by card; and which cards want looking at."""

import argparse
import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.workshop.evidence_check import as_json, checked
from c4eo_core.catalogue.card import EvidenceCard
from c4eo_core.catalogue.cards import (
    CARDS,
    cards_for,
    known_indicators,
    little_measured,
    load_cards,
    read_themes,
)
from c4eo_core.cli.commands import command
from c4eo_core.model.indicator import Indicator


class NotADay(ValueError):
    """The message is for whoever typed it."""


REFUSALS = (NotADay,)


def register(commands: argparse._SubParsersAction) -> None:
    evidence = command(commands, "evidence", _evidence, "what is known to work: the evidence cards")
    evidence.add_argument("--indicator", metavar="I", help="an id, or lait:<key>; without it, every card")
    evidence.add_argument("--json", action="store_true")
    ways = evidence.add_subparsers(title="ways")
    check = command(ways, "check", _check, "cards that are stale, unsourced or used beyond what was measured")
    check.add_argument("--on", metavar="DATE", default="", help="as on this day; by default today")
    check.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def _check(arguments: argparse.Namespace) -> int:
    """2 where anything wants looking at. A file that cannot be read raises SourceProblems."""
    themes = read_themes(CARDS, known_indicators())
    found = checked((card for theme in themes for card in theme.cards), _day(arguments.on))
    if arguments.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    elif not found.findings:
        print(f"{found.cards} cards: none is stale, unsourced or used beyond what was measured.")
    else:
        print(f"{found.cards} cards, {len(found.findings)} to look at, as on {found.on:%-d %B %Y}:")
        for f in found.findings:
            effect = f", {f.effect}" if f.effect else ""
            print(f"  {f.kind}: {f.theme}.yaml, {f.card}{effect}: {f.words}")
    return 2 if found.findings else 0


def _day(text: str) -> dt.date:
    if not text:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise NotADay(f"'{text}' is no day; write it after --on like 2026-11-30.") from None


def _evidence(arguments: argparse.Namespace) -> None:
    indicator = open_desk(None).figures.find(arguments.indicator) if arguments.indicator else None
    cards = cards_for(indicator.id) if indicator else load_cards().values()
    if arguments.json:
        print(json.dumps(_as_json(cards, indicator), ensure_ascii=False, indent=1))
        return
    said = little_measured().get(indicator.id) if indicator else None
    if indicator and not cards:
        print(f"No card speaks to {indicator.id}.")
    if said:
        print(said.words)
    for card in cards:
        near = f"  {_nearness(card, indicator)}" if indicator else ""
        print(f"{card.id:32}  {card.title}{near}")


def _nearness(card: EvidenceCard, indicator: Indicator) -> str:
    if indicator.id in card.measured:
        return "measured it"
    return "measured a part of it" if indicator.id in card.measured_in_part else "linked by our judgement"


def _as_json(cards: Iterable[EvidenceCard], indicator: Indicator | None) -> dict:
    said = little_measured().get(indicator.id) if indicator else None
    return {
        "indicator": {"id": indicator.id, "title": indicator.title} if indicator else None,
        "measured": said.measured if said else None,
        "words": said.words if said else None,
        "cards": [_card(card, indicator) for card in cards],
    }


def _card(card: EvidenceCard, indicator: Indicator | None) -> dict:
    near = {"nearness": _nearness(card, indicator)} if indicator else {}
    whole = json.loads(json.dumps(asdict(card), default=str))
    return {**whole, "indicators": list(card.indicators), "may_feed_sum": card.may_feed_sum, **near}

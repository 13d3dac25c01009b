"""What works: the evidence cards, one file a theme, and what has been measured for the headlines."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from c4eo_core.catalogue.card import EvidenceCard, Theme
from c4eo_core.catalogue.card_reader import Fields
from c4eo_core.catalogue.card_schema import Vocabulary, read_card
from c4eo_core.catalogue.choices import priorities
from c4eo_core.catalogue.entries import load_catalogue, read_yaml
from c4eo_core.catalogue.outcome_kinds import KINDS_MEASURED
from c4eo_core.folders import CATALOGUE
from c4eo_core.model.problem import Problem, SourceProblems

CARDS = CATALOGUE / "evidence"
# Fewer cards than this that measured a headline, and the catalogue says so in words.
ENOUGH = 3
NOTHING, LITTLE = "nothing", "little"


@dataclass(frozen=True)
class Scale:
    """A source's own scale of security. ranks: 0 to 5 by rating, None where it cannot be put
    beside other scales.
    """

    id: str
    title: str
    about: str
    ranks: dict[str, int | None]


@dataclass(frozen=True)
class LittleMeasured:
    """Said of a headline with too few cards of its own. measured: "nothing" or "little"; words:
    for the reader.
    """

    indicator: str
    measured: str
    words: str


@cache
def load_themes() -> tuple[Theme, ...]:
    """Of the app itself, in the order of their titles. Raises SourceProblems."""
    return read_themes(CARDS)


def load_cards() -> dict[str, EvidenceCard]:
    """By id, theme after theme."""
    return {card.id: card for theme in load_themes() for card in theme.cards}


def cards_for(indicator: str) -> tuple[EvidenceCard, ...]:
    """Those that measured it, then in part, then those we judge to be linked; within each the
    surest first.
    """

    def nearness(card: EvidenceCard) -> tuple[int, int]:
        group = 0 if indicator in card.measured else 1 if indicator in card.measured_in_part else 2
        return group, -((card.security.rank or 0) if card.security else 0)

    return tuple(sorted((c for c in load_cards().values() if indicator in c.indicators), key=nearness))


def read_themes(folder: Path, indicators: Collection[str] | None = None) -> tuple[Theme, ...]:
    """indicators: ids that cards may name, None to let every id pass. Raises SourceProblems
    with all of them.
    """
    problems: list[Problem] = []
    words = _vocabulary(indicators)
    themes = [_theme(path, words, problems) for path in sorted(folder.glob("*.yaml"))]
    _unique(themes, problems)
    if problems:
        raise SourceProblems(problems)
    return tuple(sorted(themes, key=lambda t: t.title))


def known_indicators() -> frozenset[str]:
    catalogue = load_catalogue()
    return frozenset((*(i.id for i in catalogue.indicators.values()), *(g.id for g in catalogue.gaps)))


@cache
def scales() -> dict[str, Scale]:
    return {
        id: Scale(id, entry["title"], entry["about"], {str(r): k for r, k in entry["ranks"].items()})
        for id, entry in _words()["scales"].items()
    }


@cache
def topics() -> dict[str, str]:
    """Titles by id."""
    return dict(_words()["topics"])


@cache
def little_measured() -> dict[str, LittleMeasured]:
    """By indicator: the headlines for which nothing, or little, has been measured."""
    raw = read_yaml(CATALOGUE / "evidence_headlines.yaml")
    return {id: LittleMeasured(id, entry["measured"], entry["words"]) for id, entry in raw.items()}


@cache
def _words() -> dict[str, dict]:
    return read_yaml(CATALOGUE / "evidence_words.yaml")


def _vocabulary(indicators: Collection[str] | None) -> Vocabulary:
    ranks = {id: scale.ranks for id, scale in scales().items()}
    return Vocabulary(ranks, topics(), priorities(), KINDS_MEASURED, indicators)


def _theme(path: Path, words: Vocabulary, problems: list[Problem]) -> Theme:
    try:
        raw = read_yaml(path)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        do = "mend that line; words with a colon need quotes."
        problems.append(Problem(path.name, f"it cannot be read{line}.", "a YAML file.", do))
        return Theme(path.stem, "", ())
    file = Fields(raw, path.name, problems)
    file.only(("title", "cards"))
    title = file.text("title", required=True)
    entries = file.parts("cards")
    if not entries:
        file.wrong("cards", "there is none.", "one card or more.", "add one, or remove the file.")
    return Theme(path.stem, title, tuple(read_card(e, path.stem, words) for e in entries))


def _unique(themes: list[Theme], problems: list[Problem]) -> None:
    """No two cards share an id, and no two effects a library number."""
    seen: dict[str, str] = {}
    for theme in themes:
        for card in theme.cards:
            for name in (card.id, *(e.code for e in card.effects if e.code)):
                if name and name in seen:
                    do = "give one of them another."
                    expected = "an id of its own for each card, a number of its own for each effect."
                    found = f"'{name}' is taken by {seen[name]}."
                    problems.append(Problem(f"{theme.id}.yaml, {card.id}", found, expected, do))
                seen.setdefault(name, f"{theme.id}.yaml, {card.id}")

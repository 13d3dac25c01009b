"""What we chose from the catalogue: headlines, ladders, the journey, National Indicators, evidence, glossary.

Files name indicators by the source's key or by a gap's id; here both become ids.
"""

import csv
from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE, DATA, EVIDENCE


@dataclass(frozen=True)
class Headline:
    """`key` is `lait:<source key>` or a gap's id."""

    key: str
    why: str


@dataclass(frozen=True)
class Priority:
    id: str
    title: str
    question: str
    summary: str
    headlines: tuple[Headline, ...]
    key_messages: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """One thing the 2010 reviews found. kind: finding, practice or caution."""

    id: str
    priority: str
    message: str
    kind: str
    stakeholders: tuple[str, ...]
    source: str
    section: str
    questions: tuple[str, ...]
    modern_note: str


@dataclass(frozen=True)
class Rung:
    """One stage of a ladder: the gap, or why there is none."""

    stage: str
    gap: str | None
    why_missing: str | None
    points: bool


@dataclass(frozen=True)
class Ladder:
    id: str
    title: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Step:
    key: str
    role: str


@dataclass(frozen=True)
class Move:
    """One move between stages, with what can be seen on either side of it."""

    id: str
    title: str
    changes: str
    before: tuple[Step, ...]
    after: tuple[Step, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Journey:
    note: str
    roles: dict[str, str]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class NationalIndicator:
    """A National Indicator of 2008-2010 and what is nearest to it now."""

    ni: str
    numbers: tuple[int, ...]
    title: str
    match: str
    successors: tuple[str, ...]
    now: str
    changed: str
    checked: bool


@dataclass(frozen=True)
class Term:
    id: str
    term: str
    means: str


# The evidence names its priorities as the reviews did.
_EVIDENCE_PRIORITY = {
    "ALL": "all",
    "P1_gap_resilience": "closing_the_gap",
    "P2_transitions": "transitions",
    "P3_family_cohesion": "family_wellbeing",
}


def indicator_key(reference: str) -> str:
    """A gap's id stays; anything else is a source key."""
    return reference if reference.startswith("gap-") else f"lait:{reference}"


@cache
def priorities() -> dict[str, Priority]:
    raw = read_yaml(CATALOGUE / "priorities.yaml")
    return {key: _priority(key, entry) for key, entry in raw.items()}


def _priority(key: str, entry: dict) -> Priority:
    headlines = tuple(
        Headline(indicator_key(h.get("gap") or h["source_key"]), h["why"]) for h in entry["headlines"]
    )
    return Priority(
        key, entry["title"], entry["question"], entry["summary"], headlines, tuple(entry["key_messages"])
    )


@cache
def evidence() -> dict[str, Evidence]:
    with (EVIDENCE / "evidence.csv").open(newline="", encoding="utf-8") as f:
        return {row["id"]: _evidence(row) for row in csv.DictReader(f)}


def _evidence(row: dict[str, str]) -> Evidence:
    return Evidence(
        id=row["id"],
        priority=_EVIDENCE_PRIORITY[row["priority"]],
        message=row["message"],
        kind=row["kind"],
        stakeholders=tuple(row["stakeholder"].split(";")),
        source=row["source_doc"],
        section=row["source_section"],
        questions=tuple(q for q in row["oba_question"].split(";") if q),
        modern_note=row["modern_note"],
    )


@cache
def evidence_sources() -> dict[str, dict]:
    return read_yaml(EVIDENCE / "sources.yaml")["sources"]


@cache
def ladders() -> tuple[Ladder, ...]:
    return tuple(
        Ladder(
            key,
            entry["title"],
            tuple(
                Rung(r["stage"], r.get("gap"), r.get("why_missing"), bool(r.get("points")))
                for r in entry["rungs"]
            ),
        )
        for key, entry in read_yaml(CATALOGUE / "ladder.yaml").items()
    )


@cache
def journey() -> Journey:
    raw = read_yaml(CATALOGUE / "journey.yaml")

    def steps(rows: list[dict]) -> tuple[Step, ...]:
        return tuple(Step(indicator_key(r["source_key"]), r["role"]) for r in rows)

    moves = tuple(
        Move(
            m["id"],
            m["title"],
            m["changes"],
            steps(m["before"]),
            steps(m["after"]),
            tuple(m.get("missing") or ()),
        )
        for m in raw["moves"]
    )
    return Journey(raw["note"], raw["roles"], moves)


@cache
def national_indicators() -> tuple[NationalIndicator, ...]:
    return tuple(
        NationalIndicator(
            ni=e["ni"],
            numbers=tuple(e["numbers"]),
            title=e["title"],
            match=e["match"],
            successors=tuple(indicator_key(s) for s in e["successors"] or ()),
            now=e["now"],
            changed=e["changed"],
            checked=e["checked"],
        )
        for e in read_yaml(CATALOGUE / "national_indicators.yaml")
    )


@cache
def glossary() -> tuple[Term, ...]:
    return tuple(Term(e["id"], e["term"], e["means"]) for e in read_yaml(DATA / "glossary.yaml"))

"""What is known to help: messages of the 2010 reviews and published effects as cards to search. Cautions go
where their card goes.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from c4eo_core.answers.standing.words import lower_first
from c4eo_core.catalogue.choices import Evidence, evidence, evidence_sources
from c4eo_core.catalogue.effects import BENCHMARK, Effect, load_effects

FINDING, ADVICE, EFFECT, CAUTION = "finding", "practice", "effect", "caution"
KINDS = {
    FINDING: "What the reviews found",
    ADVICE: "What they advise",
    EFFECT: "What was measured",
    CAUTION: "Take care",
}
QUESTIONS = {
    "Q1": "What do we want for our children?",
    "Q2": "What would it look like?",
    "Q3": "How do we measure it?",
    "Q4": "Where are we now?",
    "Q5": "Who are the partners?",
    "Q6": "What works?",
    "Q7": "What do we propose?",
}
# Whom a message speaks to: the reviews name over thirty groups, several under two names.
WHO = {
    "leaders": "Authority and trust leaders",
    "schools": "Schools",
    "services": "Services and partners",
    "families": "Parents and families",
    "young_people": "Children and young people",
    "commissioners": "Commissioners",
    "analysts": "Analysts and researchers",
}
_GROUPS = {
    "leaders": "directors;strategic leaders;local authorities;LAs;Children's Trusts;partnership boards",
    "schools": "schools;head teachers;school leaders;teachers;school governors",
    "services": (
        "services;all services;all providers;children's services;partner services;partners;multi-agency"
        " teams;health;voluntary sector;early years;workforce leads;community groups;sector specialists"
    ),
    "families": "parents;parents and carers;families",
    "young_people": "children and young people;pupils",
    "commissioners": "commissioners",
    "analysts": "analysts;researchers",
}
_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names.split(";")}
# A remark of our own on a figure that the reviews quote: the figure is never shown without it.
_REMARK_ON = {"E07": "E08"}
_NO_EFFECT_OF_ANYTHING = "F39"  # a table for turning one unit into another
_OF_WHAT_WORKS = ("Q6",)
_HOW_KNOWN = {
    "yes": "",
    "not found": "We looked for the figure in November 2026 and did not find it.",
    "yes (secondary)": "We have read an account of it by somebody else, not the study.",
    "yes (secondary summary)": "We have read an account of it by somebody else, not the study.",
    "yes (press)": "We have read a press report of it, not the study.",
    "yes (quoted in the 2010 summary)": (
        "We have read it as quoted in the summary of 2010, not in the review itself."
    ),
}
_COMPARISON = (
    "It compares similar places and is no effect of anything: in a what-if, choose the neighbours as the"
    " goal."
)
MAY_MOVE = "It may feed a what-if, as far as children are reached."


@dataclass(frozen=True)
class Measured:
    """A published effect. size: value and unit, "" where no figure can be trusted, and why_none then says so;
    use: what a what-if
    may do with it; usable: whether it may move a curve."""

    size: str
    why_none: str
    outcome: str
    population: str
    strength: str
    as_of: str
    use: str
    usable: bool


@dataclass(frozen=True)
class Card:
    """kind: one of KINDS. priorities: ids. caution: what goes wherever the card goes. since: what has
    changed. who: groups of WHO;
    spoken_to: the same as the reviews put it. url: "" where there is none to follow. known: how we know the
    figure. measured: of
    an effect."""

    id: str
    kind: str
    text: str
    priorities: tuple[str, ...]
    caution: str
    since: str
    source: str
    url: str
    known: str
    who: tuple[str, ...]
    spoken_to: tuple[str, ...]
    questions: tuple[str, ...]
    may_be_idea: bool
    measured: Measured | None = None


@dataclass(frozen=True)
class Asked:
    """What the reader filters by; "" and () let everything through."""

    priority: str = ""
    kinds: tuple[str, ...] = ()
    who: str = ""
    question: str = ""
    words: str = ""


@dataclass(frozen=True)
class Found:
    """counts: cards of each kind that pass all the other filters; silent: effects left out because they do
    not say whom they
    speak to."""

    cards: tuple[Card, ...]
    counts: dict[str, int]
    of: int
    silent: int


@cache
def library() -> tuple[Card, ...]:
    """Findings, advice, effects, cautions, in this order and within it as the sources list them."""
    cards = [_message(e) for e in evidence().values()]
    cards += [_effect(e) for e in load_effects().values() if e.id != _NO_EFFECT_OF_ANYTHING]
    order = list(KINDS)
    return tuple(sorted(cards, key=lambda c: order.index(c.kind)))


def card_of(id: str) -> Card | None:
    return next((c for c in library() if c.id == id), None)


def what_works_of(asked: Asked) -> Found:
    """The priority's own first within each kind, then what holds for all three."""
    passing = [c for c in library() if _passes(c, asked)]
    chosen = [c for c in passing if not asked.kinds or c.kind in asked.kinds]
    order = list(KINDS)
    chosen.sort(key=lambda c: (order.index(c.kind), len(c.priorities)))
    counts = Counter(c.kind for c in passing)
    silent = sum(
        c.kind == EFFECT
        for c in library()
        if _passes(c, Asked(asked.priority, (), "", asked.question, asked.words))
    )
    return Found(tuple(chosen), {k: counts[k] for k in KINDS}, len(library()), silent if asked.who else 0)


def _passes(card: Card, asked: Asked) -> bool:
    return (
        (not asked.priority or asked.priority in card.priorities)
        and (not asked.who or asked.who in card.who)
        and (not asked.question or asked.question in card.questions)
        and holds(_words_of(card), asked.words)
    )


def holds(text: str, words: str) -> bool:
    """Whether every word typed stands somewhere in the text, as itself or as the beginning or part of one."""
    folded = text.casefold()
    return all(word in folded for word in words.casefold().split())


@cache
def _words_of(card: Card) -> str:
    m = card.measured
    parts = (card.id, card.text, card.caution, card.since, card.source, *card.spoken_to)
    return " ".join((*parts, m.outcome, m.population, m.strength, m.size) if m else parts)


def _message(e: Evidence) -> Card:
    source = evidence_sources()[e.source]
    publisher = source["publisher"].split("(")[-1].rstrip(")")
    everywhere = ("closing_the_gap", "transitions", "family_wellbeing")
    remark = evidence().get(_REMARK_ON.get(e.id, ""))
    return Card(
        id=e.id,
        kind=e.kind,
        text=e.message,
        priorities=everywhere if e.priority == "all" else (e.priority,),
        caution=f"{remark.message} This is our own remark, not the reviews'" if remark else "",
        since=e.modern_note,
        source=(
            f"{publisher} {lower_first(source['title'].split(' for ')[0])}, {str(source['date'])[:4]}"
            f" ({e.section})"
        ),
        url="",
        known="",
        who=tuple(dict.fromkeys(_GROUP_OF[s.strip()] for s in e.stakeholders)),
        spoken_to=tuple(s.strip() for s in e.stakeholders),
        questions=e.questions,
        may_be_idea=e.kind != CAUTION,
    )


def _effect(e: Effect) -> Card:
    warning = "caution_card" in e.uses
    return Card(
        id=e.id,
        kind=CAUTION if warning else EFFECT,
        text=f"{e.intervention}. {e.caution}" if warning else e.intervention,
        priorities=e.priorities,
        caution="" if warning else e.caution,
        since="",
        source=e.source,
        url="" if e.url.endswith("...") or not e.url.startswith(("https://", "http://")) else e.url,
        known=_HOW_KNOWN[e.read],
        who=(),
        spoken_to=(),
        questions=_OF_WHAT_WORKS,
        may_be_idea=not warning and BENCHMARK not in e.uses,
        measured=_measured(e),
    )


def _measured(e: Effect) -> Measured:
    why_none = ""
    if not e.date_read:
        why_none = "No figure is shown until somebody has read it in its source."
    elif "no_number" in e.uses or not e.value:
        why_none = "No figure to be trusted."
    return Measured(
        size="" if why_none else _signed(e.value if e.unit == "qualitative" else f"{e.value} {e.unit}"),
        why_none=why_none,
        outcome=e.outcome,
        population=e.population,
        strength=e.strength,
        as_of=e.as_of,
        use=(
            MAY_MOVE
            if e.refusal is None
            else _COMPARISON
            if BENCHMARK in e.uses
            else f"{e.refusal[0].upper()}{e.refusal[1:]}."
        ),
        usable=e.refusal is None,
    )


def _signed(text: str) -> str:
    """With a minus and a dash that are not taken for a hyphen."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", re.sub(r"(?<![\w)])-(?=\d)", "−", text))

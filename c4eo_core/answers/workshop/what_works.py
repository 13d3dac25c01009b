"""What the reviews of 2010 say: their messages as cards to search. Cautions go where their card goes."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from c4eo_core.answers.standing.words import lower_first
from c4eo_core.catalogue.choices import Evidence, evidence, evidence_sources
from c4eo_core.model.kinds import PRIORITIES

FINDING, ADVICE, CAUTION = "finding", "practice", "caution"
KINDS = {
    FINDING: "What the reviews found",
    ADVICE: "What they advise",
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


@dataclass(frozen=True)
class Card:
    """kind: one of KINDS. priorities: ids. caution: what goes wherever the card goes. since: what has
    changed. who: groups of WHO; spoken_to: the same as the reviews put it.
    """

    id: str
    kind: str
    text: str
    priorities: tuple[str, ...]
    caution: str
    since: str
    source: str
    who: tuple[str, ...]
    spoken_to: tuple[str, ...]
    questions: tuple[str, ...]
    may_be_idea: bool


@dataclass(frozen=True)
class CardFilter:
    """What the reader filters by; "" and () let everything through."""

    priority: str = ""
    kinds: tuple[str, ...] = ()
    who: str = ""
    question: str = ""
    words: str = ""


@dataclass(frozen=True)
class CardMatches:
    """counts: cards of each kind that pass all the other filters."""

    cards: tuple[Card, ...]
    counts: dict[str, int]
    of: int


@cache
def library() -> tuple[Card, ...]:
    """Findings, advice, cautions, in this order and within it as the sources list them."""
    cards = [_message(e) for e in evidence().values()]
    order = list(KINDS)
    return tuple(sorted(cards, key=lambda c: order.index(c.kind)))


def card_of(id: str) -> Card | None:
    return next((c for c in library() if c.id == id), None)


def what_works_of(asked: CardFilter) -> CardMatches:
    """The priority's own first within each kind, then what holds for all three."""
    passing = [c for c in library() if _passes(c, asked)]
    chosen = [c for c in passing if not asked.kinds or c.kind in asked.kinds]
    order = list(KINDS)
    chosen.sort(key=lambda c: (order.index(c.kind), len(c.priorities)))
    counts = Counter(c.kind for c in passing)
    return CardMatches(tuple(chosen), {k: counts[k] for k in KINDS}, len(library()))


def _passes(card: Card, asked: CardFilter) -> bool:
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
    return " ".join((card.id, card.text, card.caution, card.since, card.source, *card.spoken_to))


def _message(e: Evidence) -> Card:
    source = evidence_sources()[e.source]
    publisher = source["publisher"].split("(")[-1].rstrip(")")
    remark = evidence().get(_REMARK_ON.get(e.id, ""))
    return Card(
        id=e.id,
        kind=e.kind,
        text=e.message,
        priorities=PRIORITIES if e.priority == "all" else (e.priority,),
        caution=f"{remark.message} This is our own remark, not the reviews'" if remark else "",
        since=e.modern_note,
        source=(
            f"{publisher} {lower_first(source['title'].split(' for ')[0])}, {str(source['date'])[:4]}"
            f" ({e.section})"
        ),
        who=tuple(dict.fromkeys(_GROUP_OF[s.strip()] for s in e.stakeholders)),
        spoken_to=tuple(s.strip() for s in e.stakeholders),
        questions=e.questions,
        may_be_idea=e.kind != CAUTION,
    )

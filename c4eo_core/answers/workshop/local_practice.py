"""The register of what is done here: how far each practice has been tested, and who says so. Nothing is taken
as tested on its own word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from c4eo_core.answers.workshop.practice_check import check_words
from c4eo_core.answers.workshop.what_works import holds
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.text import tidy
from c4eo_core.records.kinds import RUNGS, Practice
from c4eo_core.records.rows import Item

# In the order of the ladder; each says what would have to be true, not how good it is.
RUNG_WORDS = {
    "unknown": "Not known how far it has been tested",
    "idea": "An idea: not tried yet",
    "promising": "Tried here: people report good signs",
    "validated": "Checked by somebody outside the service",
    "researched": "Tested in research with a comparison group",
}
RUNG_SHORT = {
    "unknown": "Not known",
    "idea": "Idea",
    "promising": "Tried, good signs",
    "validated": "Checked from outside",
    "researched": "Researched",
}
_COST = {"none": "nothing", "low": "low", "some": "some", "high": "high"}
_TESTED = ("validated", "researched")
_CLAIMS = ("promising", *_TESTED)


@dataclass(frozen=True)
class PracticeFilter:
    """ "" lets everything through."""

    priority: str = ""
    cost: str = ""
    rung: str = ""
    words: str = ""


@dataclass(frozen=True)
class PracticeShown:
    """One practice as it may be shown. rung: where it stands, lower than what was marked while the claim
    lacks a name, a date or its evidence; lacks: what, in words. tested: it may look tested. facts: name and
    words, the missing said as missing.
    """

    item: Item
    rung: str
    tested: bool
    rung_words: str
    claim: str
    lacks: str
    facts: tuple[tuple[str, str], ...]
    priority: str

    @property
    def body(self) -> Practice:
        return self.item.body


@dataclass(frozen=True)
class Register:
    """counts: of each rung, as shown, under the other filters."""

    practices: tuple[PracticeShown, ...]
    of: int
    counts: dict[str, int]


def register_of(items: Sequence[Item], asked: PracticeFilter) -> Register:
    """items: of kind practice. The most tested first, then as they were written down."""
    every = [standing_of(i) for i in items]
    passing = [s for s in every if _passes(s, asked)]
    chosen = sorted((s for s in passing if asked.rung in ("", s.rung)), key=lambda s: -RUNGS.index(s.rung))
    return Register(tuple(chosen), len(every), {rung: sum(s.rung == rung for s in passing) for rung in RUNGS})


def standing_of(item: Item) -> PracticeShown:
    p: Practice = item.body
    lacks = _lacks(p)
    rung = "unknown" if lacks else p.rung
    claim = f"Marked “{RUNG_SHORT[p.rung].lower()}”, but not shown so until it says {lacks}." if lacks else ""
    return PracticeShown(
        item=item,
        rung=rung,
        tested=rung in _TESTED,
        rung_words=RUNG_WORDS[rung],
        claim=claim,
        lacks=lacks,
        facts=_facts(p),
        priority=priorities()[p.priority].title if p.priority else "",
    )


def _lacks(p: Practice) -> str:
    """What a claim of having been tested does not say."""
    if p.rung not in _CLAIMS:
        return ""
    wanted = (("who says so", p.who_says), ("since when", p.since), ("on what evidence", p.evidence))
    missing = [words for words, value in wanted if not tidy(value)]
    return " and ".join((", ".join(missing[:-1]), missing[-1])) if len(missing) > 1 else "".join(missing)


def _facts(p: Practice) -> tuple[tuple[str, str], ...]:
    claim = (("Who says so", p.who_says), ("Since when", p.since), ("On what evidence", p.evidence))
    about = (("Ages", p.ages), ("Where", p.setting), ("Cost", _COST.get(p.cost, "")))
    about += (("Contact", p.contact), ("Second person", check_words(p)), ("Comes from", p.origin))
    said = [(name, tidy(value) or "not said") for name, value in claim]
    return (*said, *((name, tidy(value)) for name, value in about if tidy(value)))


def _passes(s: PracticeShown, asked: PracticeFilter) -> bool:
    p = s.body
    text = " ".join((p.title, p.words, p.evidence, p.who_says, p.ages, p.setting))
    return asked.priority in ("", p.priority) and asked.cost in ("", p.cost) and holds(text, asked.words)

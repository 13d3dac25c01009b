"""What could be chosen for a curve: options with what they cost, for whom, how sure, and what was found, to
filter and to set side by side. Facts of the cards; a blank is said as "not stated by the source" and never
filled.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from c4eo_core.answers.workshop.what_works import holds

NOT_STATED = "not stated by the source"
MOST_COMPARED = 4
# How near an option's measured outcome is to the curve.
MEASURED, IN_PART, LINKED = "measured", "in_part", "linked"
NEARNESS = {
    MEASURED: "Measured on this very outcome",
    IN_PART: "Measured on a part of it",
    LINKED: "Linked by our judgement: says nothing of size",
}
RESULTS = {
    "better": "Better",
    "no_effect": "No effect found",
    "worse": "Worse",
    "mixed": "Mixed",
    "unclear": "Not clear",
    "not_compared": "Not compared with anybody",
    "not_measured": "Not measured",
}
COSTS = {1: "Very low", 2: "Low", 3: "Moderate", 4: "High", 5: "Very high"}
SECURITIES = {0: "None", 1: "Very limited", 2: "Limited", 3: "Moderate", 4: "Extensive", 5: "Very extensive"}
REACHES = {"universal": "Everybody", "targeted": "Some children", "both": "Both"}


@dataclass(frozen=True)
class Finding:
    """One outcome that was looked at. size: as the source prints it, "" where it prints none. feeds: ids of
    indicators in whose sum it may stand; effect: (low, high) there, in `unit` of the sum; caution: about
    that.
    """

    outcome: str
    result: str
    size: str
    words: str
    population: str
    security: str
    feeds: tuple[str, ...] = ()
    effect: tuple[float, float] | None = None
    unit: str = ""
    caution: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class OptionCard:
    """ages: (from, to), None where not stated. cost_rank 1 to 5, security_rank 0 to 5: for filters and the
    picture alone. price: pounds a child, (low, high), for the sum. near: indicator id → one of NEARNESS.
    checked: the day the card was last read against its source; stale: over a year ago, or never. links: each
    source and its address.
    """

    id: str
    title: str
    theme: str
    done: str
    priorities: tuple[str, ...]
    ages: tuple[int | None, int | None]
    group: str
    reach: str
    settings: tuple[str, ...]
    who_delivers: str
    needs: str
    cost: str
    cost_rank: int | None
    price: tuple[float, float] | None
    price_words: str
    security: str
    security_rank: int | None
    time: str
    months: float | None
    take_up: str
    take_up_share: tuple[float, float] | None
    cautions: tuple[str, ...]
    findings: tuple[Finding, ...]
    near: dict[str, str]
    source: str
    link: str
    read: str
    checked: dt.date | None
    stale: bool
    links: tuple[tuple[str, str], ...] = ()

    @property
    def result(self) -> str:
        """Of its first finding: the one the card is about."""
        return self.findings[0].result if self.findings else "not_measured"

    @property
    def size(self) -> str:
        return next((f.size for f in self.findings if f.size), "")

    def feeding(self, indicators: Iterable[str]) -> Finding | None:
        """The finding that may stand in the sum of one of these indicators."""
        wanted = set(indicators)
        return next((f for f in self.findings if f.effect and wanted & set(f.feeds)), None)


@dataclass(frozen=True)
class OptionFilter:
    """What the reader filters by; "", None and () let everything through. silent: those that do not state
    what is asked for pass too.
    """

    indicator: str = ""
    age: int | None = None
    cost: int | None = None
    security: int | None = None
    months: int | None = None
    reach: str = ""
    setting: str = ""
    words: str = ""
    silent: bool = False


@dataclass(frozen=True)
class Options:
    """cards: nearest to the curve first, then by title; no order of merit. silent: cards left out because
    they do not state what is asked for. nothing: nobody has measured this curve.
    """

    cards: tuple[OptionCard, ...]
    of: int
    silent: int
    nothing: bool


def options_of(cards: Sequence[OptionCard], asked: OptionFilter) -> Options:
    near = [c for c in cards if not asked.indicator or asked.indicator in c.near]
    passing, silent = [], 0
    for card in near:
        answers = _answers(card, asked)
        if False in answers or not holds(_words(card), asked.words):
            continue
        if None in answers and not asked.silent:
            silent += 1
            continue
        passing.append(card)
    order = list(NEARNESS)
    passing.sort(
        key=lambda c: (order.index(c.near[asked.indicator]) if asked.indicator else 0, c.title.casefold())
    )
    measured = any(c.near[asked.indicator] != LINKED for c in near) if asked.indicator else True
    return Options(tuple(passing), len(cards), silent, not measured)


def _answers(card: OptionCard, asked: OptionFilter) -> list[bool | None]:
    """One for each filter that is set; None where the card does not state it."""
    answers: list[bool | None] = []
    low, high = card.ages
    if asked.age is not None:
        unknown = low is None and high is None
        answers.append(
            None if unknown else (low is None or low <= asked.age) and (high is None or asked.age <= high)
        )
    if asked.cost is not None:
        answers.append(None if card.cost_rank is None else card.cost_rank <= asked.cost)
    if asked.security is not None:
        answers.append(None if card.security_rank is None else card.security_rank >= asked.security)
    if asked.months is not None:
        answers.append(None if card.months is None else card.months <= asked.months)
    if asked.reach:
        answers.append(card.reach in (asked.reach, "both") if card.reach else None)
    if asked.setting:
        answers.append(asked.setting in card.settings if card.settings else None)
    return answers


def _words(card: OptionCard) -> str:
    outcomes = (f"{f.outcome} {f.words} {f.population}" for f in card.findings)
    facts = (card.title, card.done, card.group, card.who_delivers, card.needs, card.source, *card.cautions)
    return " ".join((*facts, *outcomes))


def ages_words(card: OptionCard) -> str:
    low, high = card.ages
    if low is None and high is None:
        return ""
    if low == high or high is None:
        return f"{low}" if low == high else f"{low} and over"
    return f"up to {high}" if low is None else f"{low} to {high}"


def facts_of(card: OptionCard) -> tuple[tuple[str, str], ...]:
    """Name and words, in the order of the comparison; "" where the source states nothing."""
    return (
        ("What is done", card.done),
        ("What was found", findings_words(card)),
        ("Measured on", "; ".join(dict.fromkeys(f.outcome for f in card.findings))),
        ("Cost", card.cost),
        ("How sure", card.security),
        ("Ages", ages_words(card)),
        ("For whom", ". ".join(filter(None, (REACHES.get(card.reach, ""), card.group)))),
        ("Where", ", ".join(SETTINGS.get(s, s) for s in card.settings)),
        ("Before it can show", card.time),
        ("Usual take-up", card.take_up),
        ("Who delivers it", card.who_delivers),
        ("What it needs", card.needs),
        ("Take care", " ".join(f"{c.rstrip('.')}." for c in card.cautions)),
        ("Source", " ".join(filter(None, (card.source, card.read)))),
    )


SETTINGS = {
    "school": "School",
    "early_years_setting": "Early years setting",
    "college": "College",
    "home": "Home",
    "community": "Community",
    "health": "Health service",
    "online": "Online",
}


def findings_words(card: OptionCard) -> str:
    """'Better: 4 months of extra progress'; a result that disappointed is said as plainly."""
    words = RESULTS[card.result]
    return f"{words}: {card.size}" if card.size else words


@dataclass(frozen=True)
class Comparison:
    """rows: the fact's name and what each option says, NOT_STATED where it says nothing."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def compared(cards: Sequence[OptionCard]) -> Comparison:
    """At most four side by side. Raises ValueError for more."""
    if len(cards) > MOST_COMPARED:
        raise ValueError(f"{len(cards)} options; {MOST_COMPARED} at most can be set side by side")
    every = [facts_of(c) for c in cards]
    rows = tuple(
        (every[0][k][0], tuple(facts[k][1] or NOT_STATED for facts in every))
        for k in range(len(every[0]) if every else 0)
    )
    return Comparison(tuple(c.title for c in cards), rows)

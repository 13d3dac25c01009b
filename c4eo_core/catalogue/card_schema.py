"""The schema of a file of evidence cards: from YAML to cards, with every problem of the file
named at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from c4eo_core.catalogue.card import (
    BENEFICIARIES,
    CURRENCIES,
    PHASES,
    RANGES,
    REACHES,
    READINGS,
    RESULTS,
    SETTINGS,
    UNITS,
    CardEffect,
    Cost,
    EvidenceCard,
    Security,
    Source,
    TakeUp,
    Time,
)
from c4eo_core.catalogue.card_reader import Fields

_EFFECT = (
    *(
        "id",
        "code",
        "outcome",
        "measures",
        "part_of",
        "linked",
        "result",
        "value",
        "low",
        "high",
        "range",
        "level",
    ),
    *("unit", "better", "words", "population", "security", "time", "feeds", "moves", "why_not", "source"),
)
_CARD = (
    *(
        "id",
        "title",
        "done",
        "priorities",
        "topics",
        "ages",
        "phases",
        "group",
        "reach",
        "settings",
        "who_delivers",
    ),
    *("needs", "cost", "time", "take_up", "cautions", "effects", "sources", "checked"),
)
_SOURCE = ("id", "title", "publisher", "date", "link", "mirror", "read", "how")
_COST = ("word", "low", "high", "currency", "per", "period", "year", "words", "source")


@dataclass(frozen=True)
class Vocabulary:
    """What fields may name. scales: rank by rating, by scale; indicators: None where ids are
    not looked at.
    """

    scales: dict[str, dict[str, int | None]]
    topics: Collection[str]
    priorities: Collection[str]
    kinds: Collection[str]
    indicators: Collection[str] | None = None


def read_card(card: Fields, theme: str, words: Vocabulary) -> EvidenceCard:
    """Problems go into the fields; with any of them the card is of no use."""
    card.only(_CARD)
    sources = tuple(_source(s) for s in card.parts("sources"))
    _no_two(card, "sources", [s.id for s in sources])
    effects = tuple(_effect(e, words, sources) for e in card.parts("effects"))
    _no_two(card, "effects", [e.id for e in effects])
    if not effects:
        card.wrong(
            "effects", "there is none.", "one outcome or more.", "say what was measured, or looked for."
        )
    cost = card.part("cost")
    take_up = card.part("take_up")
    age_from, age_to = _ages(card)
    return EvidenceCard(
        id=card.id(),
        theme=theme,
        title=card.text("title", required=True),
        done=card.text("done", required=True),
        priorities=card.several("priorities", words.priorities, required=True),
        topics=card.several("topics", words.topics, required=True),
        age_from=age_from,
        age_to=age_to,
        phases=card.several("phases", PHASES),
        group=card.text("group"),
        reach=card.choice("reach", REACHES),
        settings=card.several("settings", SETTINGS),
        who_delivers=card.text("who_delivers"),
        needs=card.text("needs"),
        cost=_cost(cost, sources) if cost else None,
        time=_time(card),
        take_up=_take_up(take_up) if take_up else None,
        cautions=card.several("cautions"),
        effects=effects,
        sources=sources,
        checked=card.day("checked"),
    )


def _ages(card: Fields) -> tuple[int | None, int | None]:
    given = card.given.get("ages")
    if given is None:
        return None, None
    if (
        not isinstance(given, list)
        or len(given) != 2
        or not all(a is None or (isinstance(a, int) and 0 <= a <= 25) for a in given)
    ):
        card.wrong("ages", f"'{given}' stands there.", "two ages from 0 to 25.", "write [from, to].")
        return None, None
    low, high = given
    if low is not None and high is not None and low > high:
        card.wrong("ages", f"{low} is above {high}.", "the lower age first.", "turn them round.")
    return low, high


def _source(s: Fields) -> Source:
    s.only(_SOURCE)
    return Source(
        id=s.id(),
        title=s.text("title", required=True),
        publisher=s.text("publisher", required=True),
        date=s.text("date"),
        link=_address(s, "link"),
        mirror=_address(s, "mirror"),
        read=s.day("read"),
        how=s.choice("how", READINGS, required=True),
    )


def _address(s: Fields, field: str) -> str:
    text = s.text(field)
    if text and (not text.startswith(("https://", "http://")) or " " in text or text.endswith("...")):
        s.wrong(field, f"'{text}' is no address.", "a whole https address.", "copy it from the page.")
        return ""
    return text


def _cost(c: Fields, sources: Sequence[Source]) -> Cost:
    c.only(_COST)
    low, high = c.number("low", 0), c.number("high", 0)
    _in_order(c, low, high)
    priced = low is not None or high is not None
    if not priced and not c.text("word") and not c.text("words"):
        c.wrong("", "nothing is in it.", "a band, a price or words.", "fill it in, or leave the cost out.")
    return Cost(
        word=c.text("word"),
        low=low,
        high=high,
        currency=c.choice("currency", CURRENCIES, required=priced),
        per=c.choice("per", BENEFICIARIES, required=priced),
        period=c.choice("period", ("year",)),
        year=c.text("year"),
        words=c.text("words"),
        source=_named_source(c, sources),
    )


def _time(owner: Fields) -> Time | None:
    t = owner.part("time")
    if t is None:
        return None
    t.only(("months", "words"))
    return Time(t.number("months", 0), t.text("words", required=True))


def _take_up(t: Fields) -> TakeUp:
    t.only(("words", "low", "high"))
    low, high = t.number("low", 0, 1), t.number("high", 0, 1)
    _in_order(t, low, high)
    return TakeUp(t.text("words", required=True), low, high)


def _in_order(f: Fields, low: float | None, high: float | None) -> None:
    if low is not None and high is not None and low > high:
        f.wrong("low", f"{low:g} is above high, {high:g}.", "the lower end first.", "turn them round.")


def _named_source(f: Fields, sources: Sequence[Source]) -> str:
    named = f.text("source")
    if named and named not in [s.id for s in sources]:
        f.wrong(
            "source", f"'{named}' is not among the card's sources.", "the id of one.", "name one of them."
        )
    return named


def _effect(e: Fields, words: Vocabulary, sources: Sequence[Source]) -> CardEffect:
    e.only(_EFFECT)
    value, low, high = e.number("value"), e.number("low"), e.number("high")
    _in_order(e, low, high)
    sized = any(n is not None for n in (value, low, high))
    ids = {field: e.several(field, words.indicators) for field in ("measures", "part_of", "linked", "feeds")}
    ranged = low is not None or high is not None
    effect = CardEffect(
        id=e.id(),
        code=e.text("code"),
        outcome=e.text("outcome", required=True),
        measures=ids["measures"],
        part_of=ids["part_of"],
        linked=ids["linked"],
        result=e.choice("result", RESULTS, required=True),
        value=value,
        low=low,
        high=high,
        range=e.choice("range", RANGES, required=ranged),
        level=e.number("level", 50, 99.9),
        unit=e.choice("unit", UNITS, required=sized),
        better=e.choice("better", ("more", "less"), required=sized),
        words=e.text("words", required=not sized),
        population=e.text("population"),
        security=_security(e, words),
        time=_time(e),
        feeds=ids["feeds"],
        moves=e.choice("moves", words.kinds),
        why_not=e.text("why_not", required=not ids["feeds"]),
        source=_named_source(e, sources),
    )
    if value is not None and low is not None and high is not None and not low <= value <= high:
        e.wrong(
            "value",
            f"{value:g} is not between {low:g} and {high:g}.",
            "one inside its range.",
            "read it again.",
        )
    return effect


def _security(e: Fields, words: Vocabulary) -> Security | None:
    s = e.part("security")
    if s is None:
        return None
    s.only(("scale", "rating"))
    scale = s.choice("scale", words.scales, required=True)
    if not scale:
        return None
    rating = s.choice("rating", words.scales[scale], required=True)
    return Security(scale, rating, words.scales[scale].get(rating)) if rating else None


def _no_two(owner: Fields, field: str, ids: Sequence[str]) -> None:
    for id in sorted({i for i in ids if i and list(ids).count(i) > 1}):
        owner.wrong(field, f"'{id}' is there twice.", "an id of its own for each.", "rename one of them.")

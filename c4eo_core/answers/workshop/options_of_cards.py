"""From an evidence card of the catalogue to an option on the page: the same facts, in words and ranges."""

import datetime as dt
from collections.abc import Sequence

from c4eo_core.answers.scenarios.sum_words import money_words
from c4eo_core.answers.workshop.effect_words import size_words
from c4eo_core.answers.workshop.options import IN_PART, LINKED, MEASURED, Finding, OptionCard
from c4eo_core.catalogue.card import CardEffect, Cost, EvidenceCard, Security, Source
from c4eo_core.catalogue.effects import load_effects, size_of
from c4eo_core.catalogue.outcome_kinds import counts_kind
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit
from c4eo_core.model.text import day_words

A_STEP = "The range is one step of that table: chance makes it wider."
_HOW = {
    "whole": "Read whole",
    "abstract": "We read its abstract",
    "excerpt": "We read its opening part",
    "account": "We read an account of it by somebody else",
}
# As the sum takes them; a ratio is that of the outcome itself, whatever its good side.
_UNITS_OF_SUMS = {"points": "points", "sd": "sd", "odds_ratio": "odds_ratio", "risk_ratio": "risk_ratio"}


def option_of_card(
    card: EvidenceCard, indicators: Sequence[Indicator], scales: dict[str, str], today: dt.date
) -> OptionCard:
    """scales: titles of the scales of security by id."""
    findings = tuple(_finding(e, indicators, scales) for e in card.effects)
    first = card.sources[0] if card.sources else None
    return OptionCard(
        id=card.id,
        title=card.title,
        theme=card.theme,
        done=card.done,
        priorities=card.priorities,
        ages=(card.age_from, card.age_to),
        group=card.group,
        reach=card.reach,
        settings=card.settings,
        who_delivers=card.who_delivers,
        needs=card.needs,
        cost=_cost_words(card.cost) if card.cost else "",
        cost_rank=card.cost.rank if card.cost else None,
        price=_price(card.cost) if card.cost else None,
        price_words=_price_words(card.cost) if card.cost else "",
        security=_security_words(card.security, scales),
        security_rank=card.security.rank if card.security else None,
        time=card.time.words if card.time else "",
        months=card.time.months if card.time else None,
        take_up=card.take_up.words if card.take_up else "",
        take_up_share=_share(card),
        cautions=card.cautions,
        findings=findings,
        near=_near(card, findings),
        source="; ".join(_source_words(s) for s in card.sources),
        link=first.address if first and len(card.sources) == 1 else "",
        read=_read_words(card.sources),
        checked=card.checked,
        stale=card.stale(today),
        links=tuple((_source_words(s), s.address) for s in card.sources),
    )


def _finding(e: CardEffect, indicators: Sequence[Indicator], scales: dict[str, str]) -> Finding:
    feeds, effect, unit, caution = _for_sums(e, indicators)
    return Finding(
        outcome=e.outcome,
        result=e.result,
        size=size_words(e),
        words=e.words,
        population=e.population,
        security=_security_words(e.security, scales),
        feeds=feeds,
        effect=effect,
        unit=unit,
        caution=caution,
        why_not="" if feeds else e.why_not,
    )


def _for_sums(
    e: CardEffect, indicators: Sequence[Indicator]
) -> tuple[tuple[str, ...], tuple[float, float] | None, str, str]:
    """Either measured on that very outcome with its interval, or, as in a what-if, months on
    that kind of outcome.
    """
    direct = tuple(i for i in e.feeds if e.may_feed(i))
    if direct and e.low is not None and e.high is not None and e.unit in _UNITS_OF_SUMS:
        turned = e.better == "less" and not e.unit.endswith("_ratio")
        ends = (-e.high, -e.low) if turned else (e.low, e.high)
        return direct, ends, _UNITS_OF_SUMS[e.unit], ""
    known = load_effects().get(e.code)
    if not e.moves or known is None or known.refusal:
        return (), None, "", ""
    size = size_of(known)
    sized = {
        i.id
        for i in indicators
        if counts_kind(e.moves, i.id) and (size.unit == "relative" or i.unit is Unit.PERCENTAGE)
    }
    feeds = tuple(i.id for i in indicators if i.id in sized or (i.is_gap and i.concern in sized))
    caution = f"{size.caution} {A_STEP}" if size.unit == "sd" else size.caution
    return (feeds, (size.low, size.high), size.unit, caution) if feeds else ((), None, "", "")


def _security_words(security: Security | None, scales: dict[str, str]) -> str:
    if security is None:
        return ""
    return f"{security.rating} ({scales[security.scale]})" if security.scale in scales else security.rating


def _cost_words(cost: Cost) -> str:
    price = _price_of(cost)
    word = cost.word[:1].upper() + cost.word[1:]
    said = ": ".join(filter(None, (word, price)))
    return ". ".join(filter(None, (said, cost.words.rstrip(".")))).strip()


def _price_of(cost: Cost) -> str:
    if cost.low is None and cost.high is None:
        return ""
    sign = "$" if cost.currency == "USD" else "£"
    low, high = (None if x is None else money_words(x).replace("£", sign) for x in (cost.low, cost.high))
    amount = (
        f"up to {high}"
        if low is None
        else f"{low} or more"
        if high is None
        else low
        if low == high
        else f"{low} to {high}"
    )
    each = f" a {cost.per}" if cost.per else ""
    period = f" a {cost.period}" if cost.period else ""
    return f"{amount}{each}{period}{f' ({cost.year})' if cost.year else ''}"


def _price(cost: Cost) -> tuple[float, float] | None:
    """Pounds a child: an upper or a lower end alone is no range."""
    if cost.per != "child" or cost.currency != "GBP" or cost.low is None or cost.high is None:
        return None
    return cost.low, cost.high


def _price_words(cost: Cost) -> str:
    return f", in prices of {cost.year}" if cost.year else ", in prices of a year not stated"


def _share(card: EvidenceCard) -> tuple[float, float] | None:
    found = card.take_up
    if found is None or (found.low is None and found.high is None):
        return None
    low, high = (found.low, found.high) if found.low is not None else (found.high, found.high)
    return (low or 0.0), (high if high is not None else low or 0.0)


def _near(card: EvidenceCard, findings: Sequence[Finding]) -> dict[str, str]:
    """What a kind of outcome feeds is linked by our judgement: nobody measured that very curve."""
    linked = dict.fromkeys((*(i for f in findings for i in f.feeds), *card.linked), LINKED)
    return linked | dict.fromkeys(card.measured_in_part, IN_PART) | dict.fromkeys(card.measured, MEASURED)


def _source_words(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.publisher, source.date_words)))


def _read_words(sources: Sequence[Source]) -> str:
    """How much of the first was read, and when any of them last was."""
    if not sources:
        return ""
    days = [s.read for s in sources if s.read]
    how = f"{_HOW.get(sources[0].how, 'Read')}{', in a copy' if sources[0].is_copy else ''}"
    return f"{how}, last on {day_words(max(days))}." if days else f"{how}."

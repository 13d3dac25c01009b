"""Every option there is to choose from, from what the catalogue holds of effects."""

from collections.abc import Sequence
from functools import lru_cache

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.workshop.options import IN_PART, Finding, OptionCard
from c4eo_core.answers.workshop.what_works import card_of
from c4eo_core.catalogue.effects import BENCHMARK, Effect, load_effects, measured_on, size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit

_TABLE_OF_UNITS = "F39"
# The words of one scale, the Education Endowment Foundation's, from the longest on.
_RATINGS = {"very extensive": 5, "very limited": 1, "extensive": 4, "moderate": 3, "limited": 2}
_A_STEP = "The range is one step of that table: chance makes it wider."
_ONE_SCALE = "(EEF rating)"


@lru_cache(maxsize=2)
def known_options(desk: Desk) -> tuple[OptionCard, ...]:
    """Each says which of the desk's indicators it speaks to."""
    effects, indicators = load_effects().values(), desk.figures.indicators
    return tuple(
        _of_effect(e, indicators) for e in effects if e.id != _TABLE_OF_UNITS and BENCHMARK not in e.uses
    )


def feeds_of(effect: Effect, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Ids of the indicators in whose sum it may stand: those that count the kind of outcome its source measured, and
    gaps whose group of concern is counted by one of them.
    """
    if effect.refusal:
        return ()
    sized = {i.id for i in indicators if measured_on(effect, i.id) and _fits(effect, i)}
    gaps = {i.id for i in indicators if i.is_gap and i.concern in sized}
    return tuple(i.id for i in indicators if i.id in sized | gaps)


def _fits(effect: Effect, indicator: Indicator) -> bool:
    return size_of(effect).unit == "relative" or indicator.unit is Unit.PERCENTAGE


def _of_effect(e: Effect, indicators: Sequence[Indicator]) -> OptionCard:
    told = card_of(e.id)
    measured = told.measured if told else None
    feeds = feeds_of(e, indicators)
    size = size_of(e) if feeds else None
    finding = Finding(
        outcome=e.outcome,
        result=_result(e),
        size=measured.size if measured else "",
        words=measured.why_none if measured else "",
        population=e.population,
        security=e.strength,
        feeds=feeds,
        effect=(size.low, size.high) if size else None,
        unit=size.unit if size else "",
        caution=f"{size.caution} {_A_STEP}" if size and size.unit == "sd" else "",
        why_not="" if feeds else (measured.use if measured else ""),
    )
    return OptionCard(
        id=e.id,
        title=e.intervention,
        theme="",
        done="",
        priorities=e.priorities,
        ages=(None, None),
        group=e.population,
        reach="",
        settings=(),
        who_delivers="",
        needs="",
        cost="",
        cost_rank=None,
        price=None,
        price_words="",
        security=e.strength,
        security_rank=_rank(e.strength),
        time="",
        months=None,
        take_up="",
        take_up_share=None,
        cautions=(e.caution,) if e.caution else (),
        findings=(finding,),
        near={i: IN_PART for i in feeds},
        source=e.source,
        link=told.url if told else "",
        read=told.known if told else "",
        checked=None,
        stale=False,
    )


def _result(e: Effect) -> str:
    if "no_number" in e.uses or not e.date_read:
        return "not_measured"
    if e.unit == "qualitative" or not e.value:
        return "unclear"
    return "no_effect" if e.value == "0" else "better"


def _rank(strength: str) -> int | None:
    """None where it is in words of another kind, which cannot honestly stand on the same scale."""
    if _ONE_SCALE not in strength:
        return None
    return next((rank for word, rank in _RATINGS.items() if strength.casefold().startswith(word)), None)

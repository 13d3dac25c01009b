"""What each option could do for the same money, and from an option of the library to its sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from c4eo_core.answers.scenarios.before_choosing import Option, StartingPoint, same_money
from c4eo_core.answers.workshop.options import OptionCard
from c4eo_core.projections.children_changed import Changed


@dataclass(frozen=True)
class SameMoney:
    """why: what is not known, "" where all is."""

    name: str
    changed: Changed
    why: str


def option_of(card: OptionCard, ground: StartingPoint, offered: float | None) -> Option:
    """As the card states it: an effect only where its source measured this very kind of outcome."""
    finding = card.feeding([ground.indicator.id])
    cautions = (*card.cautions, finding.caution if finding else "")
    caution = " ".join(f"{c.rstrip('.')}." for c in cautions if c)
    return Option(
        name=card.title,
        offered=offered,
        take_up=card.take_up_share,
        effect=finding.effect if finding else None,
        unit=finding.unit if finding else "points",
        price=card.price,
        price_words=card.price_words,
        source=card.source,
        caution=caution,
    )


def for_the_same_money(
    ground: StartingPoint, options: Sequence[Option], pounds: float
) -> tuple[SameMoney, ...]:
    """By name: the money chooses nothing."""
    ordered = sorted(options, key=lambda o: o.name.casefold())
    return tuple(SameMoney(o.name, same_money(ground, o, pounds), _why(ground, o)) for o in ordered)


def _why(ground: StartingPoint, option: Option) -> str:
    if ground.why_not:
        return "This figure counts no children"
    unknown = [
        words
        for words, known in (("price", option.price), ("effect on this outcome", option.effect))
        if known is None
    ]
    return f"No {' and no '.join(unknown)} stated by the source" if unknown else ""

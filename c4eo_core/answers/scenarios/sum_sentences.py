"""The sum before choosing in sentences, to be read aloud; what is not known is said so, with a dash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from c4eo_core.answers.scenarios.sum_words import (
    WHOLE,
    count_words,
    decimal_words,
    money_range,
    range_words,
    share_words,
)
from c4eo_core.projections.children_changed import Changed, Range

if TYPE_CHECKING:
    from c4eo_core.answers.scenarios.before_choosing import Option, StartingPoint


def headline(ground: StartingPoint, option: Option, changed: Changed) -> str:
    name = option.name.strip() or "This option"
    if ground.why_not:
        return f"{name}: no sum in children can be made."
    if changed.children is None:
        return f"{name}: not known how many {ground.noun} it might change."
    part, offered = changed.children, count_words(option.offered or 0)
    if part.high <= 0:
        worse = range_words(Range(-part.high, -part.low))
        return f"{name} might make things worse for {worse} of {offered} children offered it."
    if changed.might_do_nothing:
        return f"{name} might do nothing, or change up to {count_words(part.high)} of {offered} children."
    verb = "prevent" if ground.noun == "cases" else "change"
    noun = f"{ground.noun} " if ground.noun == "cases" else ""
    return f"{name} might {verb} {range_words(part)} {noun}of {offered} children offered it."


def lines(ground: StartingPoint, option: Option, points: Range | None, changed: Changed) -> tuple[str, ...]:
    if ground.why_not:
        return (ground.why_not,)
    said = [_offered_words(option), _part_words(option, changed), _effect_words(ground, option, points)]
    said += [_gap_words(ground, changed), *_cost_words(option, changed)]
    if ground.indicator.is_gap and changed.children is not None:
        said.append("It narrows the gap only if the other children are not offered it.")
    if option.caution:
        said.append(f"Take care: {option.caution}")
    return tuple(filter(None, said))


def _offered_words(option: Option) -> str:
    return (
        "–: how many are offered it is not known."
        if option.offered is None
        else (f"{count_words(option.offered)} children offered it.")
    )


def _part_words(option: Option, changed: Changed) -> str:
    if option.take_up is None:
        return "–: the share that takes part is not stated by the source. Put in your own."
    low, high = (round(WHOLE * share) for share in option.take_up)
    share = f"{low}%" if low == high else f"{low}% to {high}%"
    part = f": {range_words(changed.taking_part)}" if changed.taking_part else ""
    return f"{share} take part{part}."


def _effect_words(ground: StartingPoint, option: Option, points: Range | None) -> str:
    if points is None:
        return "–: no effect on this very outcome with a range. Put in your own, with where it was measured."
    whose = "By the group's own estimate" if option.own else "As measured"
    if points.high <= 0:
        return f"{whose}, {decimal_words(Range(-points.high, -points.low))} in every 100 of them do worse."
    if points.holds_nought:
        worse = f"{-points.low:.1f} in every 100 doing worse" if points.low < -0.05 else "no change"
        return f"{whose}, from {worse} to {points.high:.1f} in every 100 doing better. It might do nothing."
    return f"{whose}, {decimal_words(points)} in every 100 of them do better."


def _gap_words(ground: StartingPoint, changed: Changed) -> str:
    if ground.short is None:
        known = ground.cohort is not None
        return "No gap to compare with: no other place we looked at does better." if known else ""
    many = f"{count_words(ground.short)} {ground.noun}"
    if ground.indicator.is_gap:
        to = f"{many} who make up the gap"
    else:
        to = f"{many} between {ground.area.name} and {ground.compared}"
    if changed.share_of_gap is None:
        return f"There are about {to}."
    share = changed.share_of_gap
    if share.high <= 0:
        return f"There are about {to}; it would not get smaller."
    return f"That is {share_words(share)} of the about {to}."


def _cost_words(option: Option, changed: Changed) -> list[str]:
    if option.price is None:
        return ["–: no price was read in the source. Put in your own."]
    if changed.cost is None:
        return [f"{money_range(Range(*option.price))} for each child taking part{option.price_words}."]
    said = [
        f"{money_range(changed.cost)}, at {money_range(Range(*option.price))} a child{option.price_words}."
    ]
    if changed.cost_each is not None:
        said.append(f"{money_range(changed.cost_each)} for each child it changes.")
    return said

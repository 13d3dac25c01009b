"""The one sentence that heads a move: how much more common something is after it, in words one
can picture.
"""

import math

from c4eo_core.answers.standing.journey import Leg, Pair, pair_words, sentences
from c4eo_core.model.display import rounded
from c4eo_core.model.kinds import Unit
from c4eo_core.model.known import known

_LEAST_OF_A_HUNDRED = 20  # from here on a share is said out of a hundred, below as one in so many


def headline(leg: Leg) -> str:
    """The share that differs most between the two sides; else what stands out; never nothing."""
    pairs = [p for p in leg.pairs if _can_be_said(p)]
    if not pairs:
        return standing_out(leg)[0].rstrip(".")
    most = max(pairs, key=_times)
    before, after = (one_in(known(p.value)) for p in (most.before, most.after))
    if before == after:
        return f"{most.name}: {after} in primary and in secondary schools"
    return f"{most.name}: {before} in primary schools, {after} in secondary schools"


def _can_be_said(pair: Pair) -> bool:
    return (
        pair.is_whole
        and pair.before.indicator.unit is Unit.PERCENTAGE
        and min(known(pair.before.value), known(pair.after.value)) > 0
        and not (pair.before.small or pair.after.small)
    )


def _times(pair: Pair) -> float:
    return abs(math.log(known(pair.after.value) / known(pair.before.value)))


def one_in(per_cent: float) -> str:
    """'1 in 14'; a larger share as '25 in 100'."""
    if per_cent >= _LEAST_OF_A_HUNDRED:
        return f"{rounded(per_cent, 0)} in 100"
    return f"1 in {rounded(100 / per_cent, 0):,}"


def standing_out(leg: Leg) -> list[str]:
    """What is said beside the pairs, which the picture shows; where there is nothing else, all of it."""
    shown = set(each_pair(leg))
    return [s for s in sentences(leg) if s not in shown] or sentences(leg)


def each_pair(leg: Leg) -> list[str]:
    """Every measure with a figure on both sides, in words."""
    return [pair_words(p, leg.area) for p in leg.pairs if p.is_whole]

"""Three sentences a priority for a region, set beside England, and for England, set beside its own year
before.

Nobody has measured the usual ups and downs of a whole region, so nothing here is called better or worse
beyond chance.
"""

from dataclasses import dataclass

from c4eo_core.answers.public.view import Card, CardLine, plain_sentence, tally_words
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.overview import Overview
from c4eo_core.model.area import AreaKind
from c4eo_core.model.display import figure, number, rounded
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity

HOW_TO_READ = {
    AreaKind.REGION: (
        (
            "A region is set beside England as a whole. We name the side it is on, and do not say whether"
            " that is more than chance."
        ),
        "A region is the sum of many places. Look at the places in it before you judge.",
    ),
    AreaKind.ENGLAND: (
        "England is set beside its own figure of the year before. One year on its own says little.",
        "England is the sum of many places. Look at your own area too.",
    ),
}
_MISSING = "There is no overall score. Where a figure is missing we say why: a missing figure is not a zero."


@dataclass(frozen=True)
class Beside:
    """A figure and the one it is set beside.

    lead: how far it is on the better side, as a share of the other; 0 when both are written alike.
    """

    curve: Curve
    other: float
    words: str
    lead: float


def wide_card(overview: Overview) -> Card:
    p = overview.priority
    return Card(p.id, p.title, p.question, _three(overview))


def how_to_read(kind: AreaKind) -> tuple[str, ...]:
    return (*HOW_TO_READ[kind], _MISSING)


def beside(curve: Curve) -> Beside | None:
    """None where one of the two figures is missing."""
    if curve.progress.value is None:
        return None
    return (_a_year_before if curve.place.kind is AreaKind.ENGLAND else _england)(curve)


def _three(overview: Overview) -> tuple[CardLine, ...]:
    found = sorted(filter(None, map(beside, overview.curves)), key=lambda b: b.lead)
    if not found:
        return (
            CardLine(
                "Too little to say",
                f"There are too few recent figures for {overview.area.name} to say what stands out.",
            ),
        )
    whole = overview.area.kind is AreaKind.ENGLAND
    behind, ahead = (
        ("Lost most ground", "Gained most ground")
        if whole
        else ("Furthest behind England", "Furthest ahead of England")
    )
    none_behind, none_ahead = (
        ("got worse", "got better") if whole else ("is behind England's", "is ahead of England's")
    )
    return (
        _about(found[0], found[0].lead < 0, behind, none_behind),
        _about(found[-1], found[-1].lead > 0, ahead, none_ahead),
        CardLine("Overall", _tally(found, len(overview.curves), whole)),
    )


def _about(one: Beside, counts: bool, heading: str, none: str) -> CardLine:
    return CardLine(
        heading, f"{plain_sentence(one.curve)} {one.words}" if counts else f"None of these figures {none}."
    )


def _england(curve: Curve) -> Beside | None:
    p, i = curve.progress, curve.indicator
    if p.england is None or p.value is None:
        return None
    words = (
        f"The {'gap' if i.is_gap else 'figure'} here is {size_words(p.value, i)}; for England it is"
        f" {size_words(p.england, i)}."
    )
    return Beside(curve, p.england, words, _lead(p.value, p.england, i))


def _a_year_before(curve: Curve) -> Beside | None:
    p, i = curve.progress, curve.indicator
    if p.change is None or p.value is None or p.change_from is None:
        return None
    before = p.value - p.change
    words = (
        f"The {'gap' if i.is_gap else 'figure'} is {size_words(p.value, i)}; in {p.change_from.label} it was"
        f" {size_words(before, i)}."
    )
    return Beside(curve, before, words, _lead(p.value, before, i))


def size_words(value: float, i: Indicator) -> str:
    """A gap by its size, anything else as it is written."""
    return f"{number(abs(value), i.decimals)} points" if i.is_gap else figure(value, i)


def _lead(value: float, other: float, i: Indicator) -> float:
    value, other = (abs(value), abs(other)) if i.is_gap else (value, other)
    if rounded(value, i.decimals) == rounded(other, i.decimals):
        return 0.0
    sign = {Polarity.HIGH: 1, Polarity.LOW: -1, Polarity.NONE: 0}[i.polarity]
    return sign * (value - other) / (abs(other) or 1.0)


def _tally(found: list[Beside], of: int, whole: bool) -> str:
    better, worse = sum(b.lead > 0 for b in found), sum(b.lead < 0 for b in found)
    return tally_words(
        of,
        better,
        worse,
        of - len(found),
        than="the year before" if whole else "England's",
        alike=("is the same", "are the same"),
    )

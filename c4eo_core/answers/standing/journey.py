"""The journey: what can be seen just before and just after each move, here, among neighbours and in England.

Neighbours stand as their median, because that is what a figure is judged against: beside the median a
verdict can look wrong.
"""

from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.answers.standing.words import LICENCE, lower_first, source_words, with_unit
from c4eo_core.catalogue.choices import Move, Step, journey
from c4eo_core.model.area import Area
from c4eo_core.model.display import figure, rounded
from c4eo_core.model.known import known

BY_CHANCE = "With this many comparisons one or two may stand out by chance."
READ_WITH_CARE = (
    "Before and after figures are for different pupils, each in the latest year available. "
    "They show how two stages differ, not what a move did to any child."
)
COLUMNS = (
    "move",
    "side",
    "role",
    "measure",
    "indicator",
    "unit",
    "period",
    "area",
    "value",
    "note",
    "neighbours_median",
    "england",
    "against_neighbours",
    "source",
    "licence",
)
# Which kind of place pupils go on to depends on what there is nearby: more or fewer is neither good nor bad.
_KIND_OF_PLACE = ("dest-16-school-sixth-form", "dest-16-sixth-form-college", "dest-16-fe-college")
_STAGE_ENDS = ("-primary", "-secondary")
_MOST_NAMED = 3
_NAMES = ("English", "Attainment", "Progress")  # keep their capital inside a sentence


@dataclass(frozen=True)
class Single:
    """A measure on one side. spread: 5th, 25th, 75th, 95th percentile of today's authorities, or None."""

    role: str
    progress: Progress
    spread: tuple[float, float, float, float] | None

    @property
    def against(self) -> str:
        """better, worse, higher, lower, similar or not compared."""
        return against(self.progress)


@dataclass(frozen=True)
class Pair:
    """The same measure on both sides of a move."""

    role: str
    before: Progress
    after: Progress

    @property
    def name(self) -> str:
        return self.before.indicator.short.partition(", ")[0]

    @property
    def is_whole(self) -> bool:
        """Both sides have a figure here."""
        return self.before.value is not None and self.after.value is not None


@dataclass(frozen=True)
class Leg:
    """One move. A measure in `pairs` stands on both sides; the others stand on one."""

    area: Area
    move: Move
    before: tuple[Single, ...]
    pairs: tuple[Pair, ...]
    after: tuple[Single, ...]


def journey_of(desk: Desk, area: Area) -> tuple[Leg, ...]:
    return tuple(leg_of(desk, area, move) for move in journey().moves)


def leg_of(desk: Desk, area: Area, move: Move) -> Leg:
    before, after = ([(s.role, _progress(desk, area, s)) for s in side] for side in (move.before, move.after))
    stems = {_stem(p): p for _, p in after if _stem(p)}
    pairs = tuple(Pair(role, p, stems[_stem(p)]) for role, p in before if _stem(p) in stems)
    paired = {p.indicator.id for pair in pairs for p in (pair.before, pair.after)}
    singles = [
        tuple(Single(role, p, _spread(desk, p)) for role, p in side if p.indicator.id not in paired)
        for side in (before, after)
    ]
    return Leg(area, move, singles[0], pairs, singles[1])


def _progress(desk: Desk, area: Area, step: Step) -> Progress:
    return progress_of(desk, area, [desk.figures.find(step.key)])[0]


def _stem(progress: Progress) -> str | None:
    """What primary and secondary share: the same measure has the same stem in our ids."""
    return next(
        (
            progress.indicator.id.removesuffix(end)
            for end in _STAGE_ENDS
            if progress.indicator.id.endswith(end)
        ),
        None,
    )


def _spread(desk: Desk, progress: Progress) -> tuple[float, float, float, float] | None:
    values = desk.standing.latest[desk.figures.index[progress.indicator.id], : desk.figures.authority_count]
    there = values[np.isfinite(values)]
    if not len(there):
        return None
    lowest, low, high, highest = np.quantile(there, (0.05, 0.25, 0.75, 0.95)).tolist()
    return lowest, low, high, highest


def against(p: Progress) -> str:
    if p.indicator.id in _KIND_OF_PLACE and p.against_neighbours in ("better", "worse"):
        return "higher" if known(p.value) > known(p.neighbours.median) else "lower"
    return p.against_neighbours


def sentences(leg: Leg) -> list[str]:
    """What changes from one side to the other, then what stands out against neighbours beyond scatter."""
    first_of_role = {pair.role: pair for pair in reversed(leg.pairs) if pair.is_whole}
    lines = [
        pair_words(pair, leg.area) for pair in leg.pairs if pair in first_of_role.values()
    ] or _either_side(leg)
    seen = {p.indicator.id: p for p in progresses(leg)}.values()
    for word in ("worse", "better"):
        lines += _standing_out(word, [p for p in seen if against(p) == word])
    compared = [p for p in seen if p.against_neighbours != "not compared"]
    if compared and not any(against(p) in ("worse", "better") for p in compared):
        lines.append("No figure here is clearly better or worse than the neighbours' median.")
    return lines


def pair_words(pair: Pair, area: Area) -> str:
    """'Absence in Leeds: up from 5.28% in primary schools to 8.84% in secondary schools (neighbours: up from
    …).'
    """
    both = (pair.before, pair.after)
    middles = [m for p in both if (m := p.neighbours.median) is not None]
    others = f" (neighbours' median: {_from_to(pair, middles)})" if len(middles) == len(both) else ""
    return f"{pair.name} in {area.name}: {_from_to(pair, [known(p.value) for p in both], True)}{others}."


def _from_to(pair: Pair, values: list[float], places: bool = False) -> str:
    i = pair.before.indicator
    move = rounded(values[1], i.decimals) - rounded(values[0], i.decimals)
    way = "up from" if move > 0 else "down from" if move < 0 else "the same,"
    first, second = (" in primary schools", " in secondary schools") if places else ("", "")
    return f"{way} {figure(values[0], i)}{first} to {figure(values[1], i)}{second}"


def _either_side(leg: Leg) -> list[str]:
    """One measure just before and one just after, where no measure has a figure on both sides."""
    parts = []
    for when in ("before", "after"):
        known = next((p for side, _, p in sided(leg) if side == when and p.value is not None), None)
        if known:
            parts.append(f"{when} the move, {_beside(known)}")
    if not parts:
        return [f"There are no figures for {leg.area.name} on either side of this move."]
    words = "; ".join(parts)
    why = (
        "One side has no figure to set beside the other."
        if leg.pairs
        else "Nothing is measured alike on both sides."
    )
    return [f"{words[:1].upper()}{words[1:]}. {why}"]


def _beside(p: Progress) -> str:
    """'good level of development at five (63.9%; neighbours' median 68.1%)'."""
    median = (
        f"; neighbours' median {figure(p.neighbours.median, p.indicator)}"
        if p.neighbours.median is not None
        else ""
    )
    return f"{in_sentence(p.indicator.short)} ({with_unit(p.value, p.indicator)}{median})"


def in_sentence(text: str) -> str:
    return text if text.startswith(_NAMES) else lower_first(text)


def _standing_out(word: str, found: list[Progress]) -> list[str]:
    if not found:
        return []
    named = [_beside(p) for p in found[:_MOST_NAMED]]
    more = len(found) - len(named)
    named += [f"and {more} more in the table"] if more else []
    sure = "by more than normal year-to-year variation"
    return [f"{word.capitalize()} than neighbours {sure}: {'; '.join(named)}."]


def progresses(leg: Leg) -> list[Progress]:
    both = [p for pair in leg.pairs for p in (pair.before, pair.after)]
    return [*(s.progress for s in leg.before), *both, *(s.progress for s in leg.after)]


def alt_words(leg: Leg) -> str:
    """One sentence that stands for the picture."""
    parts = [
        f"{in_sentence(p.name)} {figure(p.before.value, p.before.indicator)} before and"
        f" {figure(p.after.value, p.after.indicator)} after"
        for p in leg.pairs
    ]
    for when, side in (("before", leg.before), ("after", leg.after)):
        known = [_beside(s.progress) for s in side if s.progress.value is not None]
        if known:
            more = [f"{len(known) - _MOST_NAMED} more in the table"] if len(known) > _MOST_NAMED else []
            parts.append(f"{when}: {', '.join([*known[:_MOST_NAMED], *more])}")
    return f"{leg.area.name}, {lower_first(leg.move.title)}: {'; '.join(parts) or 'no figures'}."


def sided(leg: Leg) -> list[tuple[str, str, Progress]]:
    """Every measure with its side and role, pairs together."""
    rows = [("before", s.role, s.progress) for s in leg.before]
    rows += [row for p in leg.pairs for row in (("before", p.role, p.before), ("after", p.role, p.after))]
    return rows + [("after", s.role, s.progress) for s in leg.after]


def table_rows(leg: Leg) -> list[list[str]]:
    """Measure, side, role, period, here, neighbours' median, England, against neighbours."""
    roles = journey().roles
    return [
        [
            p.indicator.short,
            side,
            roles[role],
            p.period.label,
            _cell(p),
            figure(p.neighbours.median, p.indicator),
            figure(p.england, p.indicator),
            {"similar": "no clear difference"}.get(against(p), against(p)),
        ]
        for side, role, p in sided(leg)
    ]


def _cell(p: Progress) -> str:
    return figure(p.value, p.indicator) if p.value is not None else f"[{p.note.value}]" if p.note else "–"


def marks(leg: Leg) -> list[str]:
    """What the signs for missing figures in the table mean."""
    return [
        f"[{n.value}] {n.words}"
        for n in sorted(
            {p.note for p in progresses(leg) if p.value is None and p.note}, key=lambda n: n.value
        )
    ]


def doubts(leg: Leg) -> list[str]:
    known = {p.indicator.id: p.indicator for p in progresses(leg) if p.indicator.doubt}
    return [f"{i.short}: {i.doubt}" for i in known.values()]


def records(leg: Leg) -> list[dict[str, object]]:
    """The same figures unrounded, one record a measure, for a file."""
    roles = journey().roles
    return [
        {
            "move": leg.move.title,
            "side": side,
            "role": roles[role],
            "measure": p.indicator.title,
            "indicator": p.indicator.id,
            "unit": p.indicator.unit_words,
            "period": p.period.label,
            "area": leg.area.name,
            "value": "" if p.value is None else p.value,
            "note": p.note.words if p.value is None and p.note else "",
            "neighbours_median": "" if p.neighbours.median is None else p.neighbours.median,
            "england": "" if p.england is None else p.england,
            "against_neighbours": against(p),
            "source": source_words(p.indicator),
            "licence": LICENCE,
        }
        for side, role, p in sided(leg)
    ]

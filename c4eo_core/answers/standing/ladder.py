"""The ladder of gaps: the same two groups at five, six, eleven, sixteen and nineteen, here, among neighbours
and in England.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.answers.standing.words import LICENCE, listed, source_words
from c4eo_core.catalogue.choices import Ladder, Rung, ladders
from c4eo_core.indicators.standing import MIN_NEIGHBOURS
from c4eo_core.model.area import Area
from c4eo_core.model.display import number
from c4eo_core.model.known import known

STAGES = {
    "five": "At five",
    "phonics": "At six in phonics",
    "eleven": "At eleven",
    "sixteen": "At sixteen",
    "nineteen": "At nineteen",
}
READ_WITH_CARE = (
    "Each age has its own year. These are different groups of children, not one group followed over time,"
    " so it"
    " does not show a gap growing or shrinking as children get older. With this many comparisons one may"
    " stand"
    " out by chance."
)
_SIDE_WORDS = {
    "worse": "wider",
    "better": "narrower",
    "similar": "no clear difference",
    "not compared": "not compared",
}
COLUMNS = (
    "ladder",
    "stage",
    "measure",
    "indicator",
    "period",
    "place",
    "group_of_concern",
    "concern_value",
    "reference_group",
    "reference_value",
    "gap",
    "unit",
    "against_this_place",
    "note",
    "source",
    "licence",
)


@dataclass(frozen=True)
class Ends:
    """Both groups in one place; for neighbours, the means over those that have both."""

    concern: float
    reference: float

    @property
    def gap(self) -> float:
        """Below zero where the group of concern is behind."""
        return self.concern - self.reference


@dataclass(frozen=True)
class RungAnswer:
    """One stage. `why_missing` is said where the ladder has no gap to show here; then everything else is
    None.

    `here` may be None alone: the gap exists but this place has no figure, and progress.note says why.
    """

    stage: str
    points: bool
    why_missing: str | None
    progress: Progress | None
    here: Ends | None
    neighbours: Ends | None
    england: Ends | None

    @property
    def title(self) -> str:
        return STAGES[self.stage]

    @property
    def measure(self) -> str:
        """What is reached at this stage; a gap's title says it after its first comma."""
        return self.progress.indicator.title.partition(", ")[2] if self.progress else ""

    def said(self, value: float | None) -> str:
        """A size to the gap's own decimals."""
        return number(None if value is None else abs(value), known(self.progress).indicator.decimals)

    def end(self, value: float) -> str:
        return number(value, known(self.progress).indicator.decimals) + ("" if self.points else "%")

    @property
    def unit(self) -> str:
        return known(self.progress).indicator.unit_words

    @property
    def against_neighbours(self) -> str:
        return self._verdict(known(self.progress).against_neighbours)

    @property
    def against_england(self) -> str:
        return self._verdict(known(self.progress).against_england)

    def _verdict(self, word: str) -> str:
        """Wider and narrower are about being behind; where the group of concern is ahead neither word is
        used.
        """
        return (
            "not compared"
            if self.here is None or self.here.gap > 0
            else _SIDE_WORDS.get(word, "not compared")
        )


OtherEnds = Callable[[RungAnswer], Ends | None]


@dataclass(frozen=True)
class LadderAnswer:
    ladder: Ladder
    area: Area
    rungs: tuple[RungAnswer, ...]

    @property
    def concern(self) -> str:
        return concern_name(self.ladder)

    @property
    def reference(self) -> str:
        return self.ladder.title.rpartition(" and ")[2]


def concern_name(ladder: Ladder) -> str:
    """The first of the two groups in the ladder's title."""
    return ladder.title.rpartition(" and ")[0]


def ladder_of(desk: Desk, area: Area, ladder_id: str) -> LadderAnswer:
    """Raises StopIteration for a ladder that the catalogue does not have."""
    ladder = next(entry for entry in ladders() if entry.id == ladder_id)
    return LadderAnswer(ladder, area, tuple(_rung(desk, area, r) for r in ladder.rungs))


def _rung(desk: Desk, area: Area, rung: Rung) -> RungAnswer:
    if rung.gap is None:
        return RungAnswer(rung.stage, rung.points, rung.why_missing, None, None, None, None)
    figures = desk.figures
    progress = progress_of(desk, area, [figures.find(rung.gap)])[0]
    year = progress.period.end.year
    pairs = [_ends(desk, progress, n.area, year) for n in progress.neighbours.list if n.value is not None]
    return RungAnswer(
        stage=rung.stage,
        points=rung.points,
        why_missing=None,
        progress=progress,
        here=_ends(desk, progress, area, year) if progress.value is not None else None,
        neighbours=_middle([p for p in pairs if p]),
        england=_ends(desk, progress, figures.areas.england, year),
    )


def _ends(desk: Desk, progress: Progress, area: Area, year: int) -> Ends | None:
    figures = desk.figures
    a, t = figures.areas.index[area.code], figures.column[year]
    indicator = progress.indicator
    concern, reference = (
        float(figures.values[figures.index[figures.find(known(part)).id], a, t])
        for part in (indicator.concern, indicator.reference)
    )
    return Ends(concern, reference) if np.isfinite(concern) and np.isfinite(reference) else None


def _middle(pairs: list[Ends]) -> Ends | None:
    """As long as the median gap, which is what a gap is judged against, from the median of the others."""
    if len(pairs) < MIN_NEIGHBOURS:
        return None
    reference = float(np.median([p.reference for p in pairs]))
    return Ends(reference + float(np.median([p.gap for p in pairs])), reference)


def sentences(answer: LadderAnswer) -> list[str]:
    """Where the gap is wider or narrower by more than scatter, first against neighbours, then against
    England.
    """
    there = [r for r in answer.rungs if r.here]
    if not there:
        return [
            (
                f"There is no figure for {answer.area.name} on this ladder; neighbours and England are shown"
                " where they have one."
            ),
            *_without(answer),
        ]
    lines = _ahead(answer, there)
    lines += _against(
        answer, there, "the neighbours' median", lambda r: r.against_neighbours, lambda r: r.neighbours
    )
    lines += _against(answer, there, "England's", lambda r: r.against_england, lambda r: r.england)
    few = [r.title.lower() for r in there if r.neighbours is None]
    if few:
        lines.append(f"Too few neighbours have a figure to compare with {listed(few)}.")
    return lines + _without(answer)


def _without(answer: LadderAnswer) -> list[str]:
    """Stages that have a gap elsewhere but none here, each reason once."""
    reasons: dict[str, list[str]] = {}
    for r in answer.rungs:
        if r.progress and not r.here:
            reasons.setdefault(r.progress.note.words if r.progress.note else "not available", []).append(
                r.title.lower()
            )
    return [f"No figure for {answer.area.name} {listed(stages)}: {why}." for why, stages in reasons.items()]


def _ahead(answer: LadderAnswer, there: list[RungAnswer]) -> list[str]:
    return [
        f"{r.title}, {lower(answer.concern)} are ahead in {answer.area.name}, by {r.said(r.here.gap)}"
        f" {r.unit}."
        for r in there
        if r.here and r.here.gap > 0
    ]


def _against(
    answer: LadderAnswer,
    there: list[RungAnswer],
    whose: str,
    verdict: Callable[[RungAnswer], str],
    other: OtherEnds,
) -> list[str]:
    compared = [r for r in there if other(r) is not None and verdict(r) != "not compared"]
    if not compared:
        return []
    wider, narrower = ([r for r in compared if verdict(r) == word] for word in ("wider", "narrower"))
    lines = []
    if wider:
        widest = max(wider, key=lambda r: _times(known(r.here), known(other(r))))
        most = (
            f" In proportion it is furthest beyond {whose} {widest.title.lower()}." if len(wider) > 1 else ""
        )
        lines.append(
            f"In {answer.area.name} the gap is wider than {whose}, by more than normal year-to-year"
            " variation,"
            f" {_places(wider, other)}.{most}"
        )
    if narrower:
        subject = "It" if wider else f"In {answer.area.name} the gap"
        lines.append(
            f"{subject} is narrower than {whose}, by more than normal year-to-year variation,"
            f" {_places(narrower, other)}."
        )
    if not lines:
        stages = listed([r.title.lower() for r in compared])
        lines.append(
            f"There is no clear difference from {whose} {stages}: no more than normal year-to-year variation."
        )
    return lines


def _times(here: Ends, other: Ends) -> float:
    """How many times the other gap this one is: the one yardstick that points and percentage points share."""
    return abs(here.gap) / max(abs(other.gap), 1e-9)


def _places(rungs: list[RungAnswer], other: OtherEnds) -> str:
    return listed(
        [
            f"{r.title.lower()} ({r.said(known(r.here).gap)} against {r.said(known(other(r)).gap)} {r.unit})"
            for r in rungs
        ]
    )


def missing_words(rung: RungAnswer, area: Area) -> str | None:
    """Why a rung is empty, or None where it is not."""
    if rung.why_missing:
        return rung.why_missing
    if rung.here:
        return None
    note = known(rung.progress).note
    return f"No figure for {area.name}: {note.words if note else 'not available'}."


def doubts(answer: LadderAnswer) -> list[str]:
    return [
        f"{r.title}: {r.progress.indicator.doubt}"
        for r in answer.rungs
        if r.progress and r.progress.indicator.doubt
    ]


def alt_words(answer: LadderAnswer) -> str:
    """One sentence that stands for the picture."""
    parts = []
    for r in answer.rungs:
        if r.progress is None:
            parts.append(f"{r.title.lower()} no figure")
            continue
        here = f"{r.said(r.here.gap)} {r.unit}{' ahead' if r.here.gap > 0 else ''}" if r.here else "no figure"
        others = [
            f"{name} {r.said(e.gap)}"
            for name, e in (("neighbours", r.neighbours), ("England", r.england))
            if e
        ]
        parts.append(f"{r.title.lower()} {here}" + (f" ({', '.join(others)})" if others else ""))
    return (
        f"{answer.area.name}, gap between {lower(answer.concern)} and {answer.reference}: {'; '.join(parts)}."
    )


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def table_rows(answer: LadderAnswer) -> list[list[str]]:
    """A row a rung and place: stage, period, place, both groups, gap, how the gap here compares with it."""
    rows = []
    for r in answer.rungs:
        if r.progress is None:
            rows.append([r.title, "–", answer.area.name, "–", "–", "–", r.why_missing])
            continue
        for place, ends, verdict in _places_of(answer, r):
            figures = (
                [
                    r.end(ends.concern),
                    r.end(ends.reference),
                    f"{r.said(ends.gap)}{' ahead' if ends.gap > 0 else ''}",
                ]
                if ends
                else ["–"] * 3
            )
            rows.append([f"{r.title}: {r.measure}", r.progress.period.label, place, *figures, verdict])
    return rows


def _places_of(answer: LadderAnswer, r: RungAnswer) -> list[tuple[str, Ends | None, str]]:
    def told(verdict: str, name: str) -> str:
        return {"wider": f"wider here than {name}", "narrower": f"narrower here than {name}"}.get(
            verdict, f"{verdict} with {name}"
        )

    return [
        (answer.area.name, r.here, missing_words(r, answer.area) or ""),
        (
            "Neighbours' median",
            r.neighbours,
            told(r.against_neighbours, "neighbours") if r.neighbours else "too few have a figure",
        ),
        ("England", r.england, told(r.against_england, "England") if r.england else ""),
    ]


def records(answer: LadderAnswer) -> list[dict[str, object]]:
    """The same figures unrounded, one record a rung and place, for a file."""
    out = []
    for r in answer.rungs:
        fixed = {
            "ladder": answer.ladder.title,
            "stage": r.title,
            "group_of_concern": answer.concern,
            "reference_group": answer.reference,
            "licence": LICENCE,
        }
        if r.progress is None:
            out.append({**fixed, "place": answer.area.name, "note": r.why_missing})
            continue
        i = r.progress.indicator
        fixed |= {
            "measure": r.measure,
            "indicator": i.id,
            "period": r.progress.period.label,
            "unit": i.unit_words,
            "source": source_words(i),
        }
        for (place, ends, told), is_here in zip(_places_of(answer, r), (True, False, False), strict=True):
            values = (
                {"concern_value": ends.concern, "reference_value": ends.reference, "gap": ends.gap}
                if ends
                else {}
            )
            out.append({**fixed, "place": place, **values, "note" if is_here else "against_this_place": told})
    return out

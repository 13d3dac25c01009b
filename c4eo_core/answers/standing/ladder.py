"""The ladder of gaps: the same two groups at five, six, eleven, sixteen and nineteen, here, among neighbours
and in England.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.progress import Progress, progress_of
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


def missing_words(rung: RungAnswer, area: Area) -> str | None:
    """Why a rung is empty, or None where it is not."""
    if rung.why_missing:
        return rung.why_missing
    if rung.here:
        return None
    note = known(rung.progress).note
    return f"No figure for {area.name}: {note.words if note else 'not available'}."

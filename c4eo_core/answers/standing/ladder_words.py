"""The ladder of gaps in sentences: what stands out, two places compared, and its alt text."""

from collections.abc import Callable

from c4eo_core.answers.standing.ladder import Ends, LadderAnswer, OtherEnds, RungAnswer
from c4eo_core.answers.standing.words import listed
from c4eo_core.model.known import known


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

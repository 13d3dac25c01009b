"""The ladder of gaps as rows: the table on the screen and the records of a file."""

from c4eo_core.answers.standing.ladder import Ends, LadderAnswer, RungAnswer, missing_words
from c4eo_core.answers.standing.words import LICENCE, source_words

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

"""Comparisons as rows of a file."""

from collections.abc import Sequence

from c4eo_core.answers.standing.all_areas import AllAreas
from c4eo_core.answers.standing.compare import Profile, Scatter, SeveralAreas
from c4eo_core.answers.standing.compare_words import relation_words
from c4eo_core.answers.standing.in_sizes import curve_in_sizes, progress_in_sizes
from c4eo_core.answers.standing.progress import Progress
from c4eo_core.answers.standing.read_together import holding
from c4eo_core.answers.standing.words import (
    ATTRIBUTION,
    LICENCE,
    better_words,
    source_words,
)
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.reports.tables.curve import workbook


def profile_file(profile: Profile) -> list[dict[str, object]]:
    rows, held = [], holding(row.progress for row in profile.rows)
    for row in profile.rows:
        p, i = progress_in_sizes(row.progress), row.indicator
        points = dict(
            zip(
                ("lowest", "quarter_below", "middle", "quarter_above", "highest"),
                row.spread or ("",) * 5,
                strict=True,
            )
        )
        rows.append(
            {
                **_fixed(i),
                "area_code": p.area.code,
                "area": p.area.name,
                "period": p.period.label,
                "value": _cell(p.value),
                **_note(p.note),
                "england": _cell(p.england if row.england is not None else None),
                "neighbours_median": _cell(p.neighbours.median if row.neighbours is not None else None),
                "neighbours_with_figure": p.neighbours.with_value,
                **_chosen(p),
                "against_england": row.side,
                "against_neighbours": p.against_neighbours,
                "rank": p.rank or "",
                "ranked": p.ranked or "",
                "recent_trend": p.trend.words,
                "recent_trend_figures": p.trend.figures,
                "recent_trend_holds_with_all_rows": "yes" if i.id in held else "",
                "small_numbers": "yes" if p.small else "",
                **points,
                **_origin(i),
            }
        )
    return rows


def _chosen(p: Progress) -> dict[str, str]:
    names = "; ".join(n.area.name for n in p.neighbours.list)
    return {"neighbours": f"chosen by the trust: {names}"} if p.neighbours.chosen else {}


def several_file(answer: SeveralAreas) -> list[dict[str, object]]:
    curves, i = [curve_in_sizes(c) for c in answer.curves], answer.indicator
    first = curves[0]
    broken = {next(p.end.year for p in first.periods if p.end.year >= b.from_year) for b in first.breaks}
    places = [(c.place.code, c.area) for c in curves] + [("E92000001", first.england)]
    return [
        {
            **_fixed(i),
            "area_code": code,
            "area": s.name,
            "period": p.label,
            "value": _cell(v),
            **_note(n),
            "definition_changes_here": "yes" if p.end.year in broken else "",
            **_origin(i),
        }
        for code, s in places
        for p, v, n in zip(first.periods, s.values, s.notes, strict=True)
    ]


def scatter_file(s: Scatter) -> list[dict[str, object]]:
    about = {
        "x_indicator": s.x.id,
        "x_title": s.x.title,
        "x_period": s.x_period.label,
        "y_indicator": s.y.id,
        "y_title": s.y.title,
        "y_period": s.y_period.label,
        "relation": relation_words(s),
        "cautions": " ".join(s.cautions),
        "x_source": source_words(s.x),
        "y_source": source_words(s.y),
        "licence": LICENCE,
    }
    places = [*s.places, *([s.england] if s.england else [])]
    return [
        {"area_code": p.area.code, "area": p.area.name, "x": p.x_size, "y": p.y_size, **about} for p in places
    ]


def areas_file(answer: AllAreas) -> list[dict[str, object]]:
    i = answer.indicator
    return [
        {
            **_fixed(i),
            "area_code": r.area.code,
            "area": r.area.name,
            "region": r.region.name if r.region else "",
            "period": answer.period.label,
            "value": _cell(r.size),
            **_note(r.note),
            "rank": r.rank or "",
            "ranked": answer.ranked or "",
            "quarter": r.band or "",
            "against_england": r.against_england,
            "england": _cell(size_of(answer.england, i)),
            **_origin(i),
        }
        for r in answer.rows
    ]


def _cell(value: float | None) -> float | str:
    return "" if value is None else value


def _note(note: Note | None) -> dict[str, str]:
    return {"note": note.value if note else "", "note_words": note.words if note else ""}


def _fixed(i: Indicator) -> dict[str, str]:
    return {"indicator": i.id, "indicator_title": i.title, "unit": i.unit_words}


def _origin(i: Indicator) -> dict[str, str]:
    return {
        "reading": better_words(i),
        "definition": i.definition,
        "source": source_words(i),
        "source_link": i.source_link or "",
        "licence": LICENCE,
    }


def records_xlsx(records: Sequence[dict[str, object]], title: str) -> bytes:
    """The records as they are, unrounded, and a sheet that says where they come from."""
    columns = list(records[0]) if records else []
    about = [
        ["Title", title],
        ["Licence", LICENCE],
        ["Attribution", ATTRIBUTION],
        ["Marks", "; ".join(f"[{n.value}] {n.words}" for n in Note)],
        ["Reading", "A blank figure has its reason in the note columns; it is never nought."],
    ]
    return workbook({"Figures": [columns, *([r[c] for c in columns] for r in records)], "About": about}, 3)

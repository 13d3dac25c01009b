"""Figures to take away from the static site, each file explaining itself, and the rows the interactive chart
is drawn from.
"""

import json
from collections.abc import Sequence

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.public.place import PublicCurve, PublicPlace
from c4eo_core.answers.standing.in_sizes import curve_in_sizes, series_in_sizes
from c4eo_core.answers.standing.progress_json import as_json
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import ATTRIBUTION, LICENCE, better_words, source_words
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.theme import LOOKS
from c4eo_core.model.display import NOISE_DECIMALS
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, YearType
from c4eo_core.model.period import Period
from c4eo_core.reports.tables.curve import records_csv
from c4eo_core.store.figures import NOTES

_ABOUT = ("definition", "source", "source_link", "source_updated", "licence")
_CELL = (
    "period",
    "period_start",
    "period_end",
    "value",
    "note",
    "note_words",
    "status",
    "definition_changes_here",
)
# Words of the chart that stand on the page around it.
_ON_THE_PAGE = ("title", "subtitle", "source")
AREA_COLUMNS = (
    "indicator",
    "indicator_title",
    "unit",
    "area",
    "area_code",
    *_CELL,
    "similar_areas_median",
    "region",
    "region_value",
    "england_value",
    "group_of_concern",
    "group_of_concern_value",
    "reference_group",
    "reference_group_value",
    *_ABOUT,
)
EVERYWHERE_COLUMNS = (
    "indicator",
    "indicator_title",
    "unit",
    "area",
    "area_code",
    "area_kind",
    *_CELL,
    *_ABOUT,
)


def plain(value: float | None) -> float | str:
    """Without the binary noise of the published files; an empty cell for none."""
    return "" if value is None else round(value, NOISE_DECIMALS)


def area_csv(place: PublicPlace) -> bytes:
    """A row a headline and period, with what the place is compared with beside it."""
    return records_csv([row for c in place.curves for row in _area_rows(c)], AREA_COLUMNS)


def _area_rows(of: PublicCurve) -> list[dict[str, object]]:
    c, i = curve_in_sizes(of.curve), of.curve.indicator
    roles = {role: series_in_sizes(s, i) for role, s in of.lines()}
    fixed = {
        **_about(i),
        "area": c.place.name,
        "area_code": c.place.code,
        "region": c.region.name if c.region else "",
    }
    rows = []
    for k, period in enumerate(c.periods):
        row = {**fixed, **_cell(i, period, c.area.values[k], c.area.notes[k])}
        for role, column in (
            ("median", "similar_areas_median"),
            ("region", "region_value"),
            ("england", "england_value"),
        ):
            row[column] = plain(roles[role].values[k]) if role in roles else ""
        for part, name in zip(c.parts, ("group_of_concern", "reference_group"), strict=False):
            row |= {name: part.name, f"{name}_value": plain(part.values[k])}
        rows.append(row)
    return rows


def _about(i: Indicator) -> dict[str, object]:
    return {
        "indicator": i.id,
        "indicator_title": i.title,
        "unit": i.unit_words,
        "definition": i.definition,
        "source": source_words(i),
        "source_link": i.source_link or "",
        "source_updated": i.updated.isoformat() if i.updated else "",
        "licence": LICENCE,
    }


def _cell(i: Indicator, period: Period, value: float | None, note: Note | None) -> dict[str, object]:
    return {
        "period": period.label,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "value": plain(value),
        "note": note.value if note else "",
        "note_words": note.words if note else "",
        "status": period.status.value if period.status else "",
        "definition_changes_here": "yes" if starts_anew(i, period) else "",
    }


def starts_anew(i: Indicator, period: Period) -> bool:
    """The first period counted in a new way."""
    return any(period == next((p for p in i.periods if p.end.year >= b.from_year), None) for b in i.breaks)


def everywhere_csv(desk: Desk, indicator: Indicator) -> bytes:
    """One headline for every place: England, regions, authorities of today and of before."""
    areas = desk.figures.areas.areas
    values, notes = desk.figures.block(indicator, areas)
    fixed, rows = _about(indicator), []
    for area, own, marks in zip(areas, values, notes, strict=True):
        place = {"area": area.name, "area_code": area.code, "area_kind": area.kind.value.replace("_", " ")}
        for period, value, mark in zip(indicator.periods, own, marks, strict=True):
            missing, value = value != value, abs(value) if indicator.is_gap else value
            rows.append(
                {
                    **fixed,
                    **place,
                    **_cell(indicator, period, None if missing else value, NOTES[mark] if missing else None),
                }
            )
    return records_csv(rows, EVERYWHERE_COLUMNS)


def area_json(desk: Desk, place: PublicPlace) -> bytes:
    """Everything on the place's pages: sentences, newest figures as the command line prints them, whole
    series, baselines.
    """
    shape = {
        "area": {
            "code": place.area.code,
            "number": place.area.number,
            "name": place.area.name,
            "kind": place.area.kind.value,
        },
        "figures_built": desk.figures.built.isoformat(),
        "edition": desk.figures.version,
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "notes": {n.value: n.words for n in Note},
        "priorities": [
            {
                "id": c.priority,
                "title": c.title,
                "said": [
                    {"heading": s.heading, "sentence": s.sentence, "tags": [t.words for t in s.tags]}
                    for s in c.said
                ],
            }
            for c in place.cards
        ],
        "curves": [_curve(c, p.id) for p, curves in place.sections for c in curves],
    }
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode()


def _curve(of: PublicCurve, priority: str) -> dict:
    c, i = of.curve, of.curve.indicator
    newest = as_json(c.progress)
    newest.pop("area")
    return {
        **newest,
        "priority": priority,
        "sentence": of.sentence,
        "definition": i.definition,
        "reading": better_words(i),
        "warnings": quality_words(c),
        "source": source_words(i),
        "source_link": i.source_link,
        "periods": [
            {
                "label": p.label,
                "start": p.start.isoformat(),
                "end": p.end.isoformat(),
                "status": p.status.value if p.status else None,
                "definition_changes_here": starts_anew(i, p),
            }
            for p in c.periods
        ],
        "series": [
            {
                "role": role,
                "name": s.name,
                "values": [None if v is None else plain(v) for v in series_in_sizes(s, i).values],
                "notes": [n.value if n else None for n in s.notes],
            }
            for role, s in of.lines()
        ],
        "baseline": [
            {
                "period": y.period.label,
                "median": plain(y.median),
                **{f"p{level}": [plain(v) for v in y.intervals[level]] for level in y.intervals},
            }
            for y in (forecast_in_sizes(of.forecast).baseline if of.forecast else ())
        ],
    }


def chart_rows_json(of: PublicCurve, rows: Sequence[dict]) -> bytes:
    """The rows as a table, a third of the size of a list of objects; the script puts the names back."""
    rows = [row for row in rows if row["role"] not in _ON_THE_PAGE]
    names = sorted({name for row in rows for name in row})
    cells = [[_short(row.get(name)) for name in names] for row in rows]
    shape = {"form": of.curve.indicator.year_type.value, "alt": of.alt, "names": names, "rows": cells}
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":")).encode()


def _short(cell: object) -> object:
    return round(cell, 4) if isinstance(cell, float) else cell


def charts_json() -> bytes:
    """The forms of the chart, by how its years are written and by light and dark."""
    forms = {kind.value: {name: curve_spec(kind, look) for name, look in LOOKS.items()} for kind in YearType}
    return json.dumps(forms, separators=(",", ":")).encode()

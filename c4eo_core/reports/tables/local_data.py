"""A trust's own series and lists as files, and the templates to fill in. Whatever begins like a formula
leaves as words.
"""

import datetime as dt
from collections.abc import Iterator

from c4eo_core.answers.local.words import assured_words, day, period_words, unit_words
from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.kinds import Note
from c4eo_core.model.text import note_mark
from c4eo_core.records.fields import Cell
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.reports.tables.curve import records_csv, workbook
from c4eo_core.sources.uploads.services import TEMPLATE as SERVICES

TEMPLATE = ("year", "value", "count", "out_of", "group", "area", "note")
_SERIES = (
    "title",
    "area",
    "area_code",
    "year",
    "period",
    "value",
    "note",
    "note_words",
    "unit",
    "polarity",
    "source",
    "came_on",
    "hidden_under",
    "status",
)
_HOW = (
    ("year", "2023/24, 2023-24, 2024 or 2018-20; one row a year. A date is read as the year it lies in."),
    ("value", "The figure. Leave it empty where count and out_of are given: it is worked out from them."),
    (
        "count",
        "How many children it is about. Needed so that small counts can be found and hidden; never kept.",
    ),
    ("out_of", "Out of how many. Never kept."),
    (
        "group",
        (
            "Empty or Total for everybody; otherwise the group, such as Girls. Each group becomes a series of"
            " its own."
        ),
    ),
    (
        "area",
        (
            "Empty for your own authority; otherwise a nine-character code or the name of an authority, a"
            " region or England."
        ),
    ),
    (
        "note",
        (
            "Only why there is no figure: c hidden, z does not apply, x not available, low rounds to zero, u"
            " too unreliable."
        ),
    ),
)
_YEARS = 6
_EXAMPLE = {
    "name": "Example breakfast club (delete this row)",
    "type": "breakfast-club",
    "postcode": "LS1 1UR",
    "places": "24",
    "opening": "Mon-Fri 7.45-8.45",
    "ages_from": "4",
    "ages_to": "11",
}


def template_rows(today: dt.date) -> list[dict[str, str]]:
    """The last academic years, ready to be filled in."""
    last = today.year - (today.month < 9)
    return [{"year": f"{y - 1}/{y % 100:02d}"} for y in range(last - _YEARS + 1, last + 1)]


def template_csv(today: dt.date) -> bytes:
    return records_csv(template_rows(today), TEMPLATE)


def template_xlsx(today: dt.date) -> bytes:
    rows = [[row.get(name, "") for name in TEMPLATE] for row in template_rows(today)]
    return workbook(
        {
            "Figures": [list(TEMPLATE), *rows],
            "How to fill it in": [["Column", "What to write"], *map(list, _HOW)],
        }
    )


def services_template() -> bytes:
    return records_csv([_EXAMPLE], SERVICES)


def mark_words() -> str:
    return "; ".join(f"{n.value} {n.words}" for n in Note)


def series_csv(body: LocalSeries, areas: AreaBook) -> bytes:
    return records_csv(list(_records(body, areas)), _SERIES)


def series_xlsx(body: LocalSeries, areas: AreaBook) -> bytes:
    header = ["Area", "Code", "Year", "Value"]
    rows = [
        [r["area"], r["area_code"], r["period"], note_mark(Note(r["note"])) if r["note"] else r["value"]]
        for r in _records(body, areas)
    ]
    about = [
        ("Title", body.title),
        ("Status", status_words(body)),
        ("Definition", body.definition),
        ("Unit", unit_words(body)),
        ("Source", body.source),
        ("Came", f"{day(body.came_on)}, brought in by {body.came_from}, from the file {body.file}"),
        ("Hidden", assured_words(body)),
        ("Marks", mark_words()),
    ]
    return workbook({"Figures": [header, *rows], "About": [list(row) for row in about]}, body.decimals)


def list_csv(body: ServiceList) -> bytes:
    rows = [dict(zip(body.columns, map(_cell, row), strict=False)) for row in body.services]
    return records_csv(rows, body.columns)


def status_words(body: LocalSeries) -> str:
    return "from a published file" if body.official else "local, unpublished"


def _records(body: LocalSeries, areas: AreaBook) -> Iterator[dict[str, object]]:
    fixed = {
        "title": body.title,
        "unit": unit_words(body),
        "polarity": body.polarity,
        "source": body.source,
        "came_on": body.came_on,
        "hidden_under": body.threshold,
        "status": status_words(body),
    }
    for code, label, value, note in body.figures:
        yield {
            **fixed,
            "area": areas.by_code(str(code)).name,
            "area_code": code,
            "year": label,
            "period": period_words(str(label), body),
            "value": "" if value is None else value,
            "note": note,
            "note_words": Note(note).words if note else "",
        }


def _cell(cell: Cell) -> Cell:
    """Whole numbers without their nought behind the point."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return "" if cell is None else cell

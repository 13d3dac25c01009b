"""What a dry run found, in the shape in which it is printed."""

from dataclasses import dataclass


class NotRead(Exception):
    """A file of no use, in one sentence."""


@dataclass(frozen=True)
class Table:
    """How the file was cut into cells. separator: of a text; sheet: of a workbook; heading_row: from one."""

    sheet: str | None
    separator: str | None
    heading_row: int | None


@dataclass(frozen=True)
class Point:
    """note: why there is no value, or what stands behind it ('provisional')."""

    period: str
    value: float | None
    note: str


@dataclass(frozen=True)
class DrySeries:
    title: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class DryPlace:
    name: str
    easting: int
    northing: int
    service: str


@dataclass(frozen=True)
class DryRun:
    """columns: (heading, what it is taken for). unused: (row as the person sees it, why). questions: what the
    page would ask.
    """

    as_: str
    table: Table
    columns: tuple[tuple[str, str], ...]
    series: tuple[DrySeries, ...] = ()
    places: tuple[DryPlace, ...] = ()
    unused: tuple[tuple[int | None, str], ...] = ()
    questions: tuple[str, ...] = ()
    hidden: str = ""


def as_json(run: DryRun) -> dict:
    return {
        "as": run.as_,
        "table": {
            "sheet": run.table.sheet,
            "separator": run.table.separator,
            "heading_row": run.table.heading_row,
        },
        "columns": [{"name": name, "role": role} for name, role in run.columns],
        "series": [
            {"title": s.title, "unit": s.unit, "points": [vars(p) for p in s.points]} for s in run.series
        ],
        "places": [vars(p) for p in run.places],
        "unused": [{"row": row, "why": why} for row, why in run.unused],
        "questions": list(run.questions),
    }

"""A local series in words and small tables: how it goes, what is hidden in it and why, which versions there
were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from c4eo_core.model.area import Area
from c4eo_core.model.display import number
from c4eo_core.model.kinds import Note, Polarity, Unit, YearType
from c4eo_core.model.period import PeriodError, parse_period
from c4eo_core.records.body import Body
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.records.rows import Change
from c4eo_core.sources.uploads.periods import YEAR, Timing, read_label
from c4eo_core.sources.uploads.series import Cell

UNITS = {
    Unit.PERCENTAGE.value: "Percentage of children, schools or families",
    Unit.RATE.value: "Rate (so many per 1,000, per 10,000)",
    Unit.COUNT.value: "Count (how many)",
    Unit.SCORE.value: "Score or average",
    Unit.GAP.value: "Gap (difference of two percentages)",
    Unit.MONEY.value: "Pounds",
}
POLARITIES = {
    Polarity.HIGH.value: "Higher is better",
    Polarity.LOW.value: "Lower is better",
    Polarity.NONE.value: "Neither",
}
YEAR_TYPES = {
    YearType.ACADEMIC.value: "Academic year (September to August)",
    YearType.FINANCIAL.value: "Financial year (April to March)",
    YearType.CALENDAR.value: "Calendar year",
    YearType.JANUARY.value: "One day in January",
    YearType.SEPTEMBER.value: "One day in September",
    YearType.ANNUAL.value: "Year to March, or one day in March",
}
_UNIT_WORDS = {
    Unit.PERCENTAGE.value: "%",
    Unit.GAP.value: " points",
    Unit.SCORE.value: "",
    Unit.COUNT.value: "",
    Unit.RATE.value: "",
}
_STEADY = 1e-9


@dataclass(frozen=True)
class LocalCurve:
    """rows: (how the year stands in the file, how it is read, the figure or why there is none) of the trust's
    own authority. words: the same as a sentence. others: how many more places have figures."""

    rows: tuple[tuple[str, str, str], ...]
    words: str
    others: int


@dataclass(frozen=True)
class Version:
    """number: of the item. fields: to bring it back."""

    number: int
    at: datetime
    who: str
    file: str
    rows: int
    threshold: int | None
    what: str
    fields: dict[str, object]


def curve_of_cells(cells: Sequence[Cell], home: Area, body: LocalSeries) -> LocalCurve:
    mine = [c for c in cells if c.area == home.code]
    rows = tuple((c.label, c.period.label, _shown(c.value, c.note, body, c.hidden)) for c in mine)
    points = [(c.period.label, c.value) for c in mine if c.value is not None]
    return LocalCurve(rows, _words(points, len(mine), body), len({c.area for c in cells} - {home.code}))


def curve_of_body(body: LocalSeries) -> LocalCurve:
    """The same of a series that is kept."""
    rows, points = [], []
    for area, label, value, note in body.figures:
        if area == body.area:
            value = value if isinstance(value, int | float) else None
            read = period_words(str(label), body)
            rows.append((label, read, _shown(value, Note(note) if note else None, body)))
            points += [(read, value)] if value is not None else []
    return LocalCurve(
        tuple(rows), _words(points, len(rows), body), len({row[0] for row in body.figures} - {body.area})
    )


def period_words(label: str, body: LocalSeries) -> str:
    if body.every != YEAR:
        return in_year_words(label, body)
    try:
        return parse_period(label, YearType(body.year_type)).label
    except PeriodError:
        return label


def in_year_words(label: str, body: LocalSeries) -> str:
    """'January 2024' for 2024-01; the label itself where it cannot be read."""
    try:
        return read_label(label, Timing(body.every), YearType.CALENDAR)[1].label
    except PeriodError:
        return label


def value_words(value: float, body: LocalSeries) -> str:
    money = "£" if body.unit == Unit.MONEY.value else ""
    return f"{money}{number(value, body.decimals)}{_UNIT_WORDS.get(body.unit, '')}"


def unit_words(body: LocalSeries) -> str:
    if body.unit == Unit.RATE.value:
        return f"per {body.per.removeprefix('per ')}" if body.per else "rate"
    return {
        Unit.PERCENTAGE.value: "per cent",
        Unit.COUNT.value: "count",
        Unit.SCORE.value: "score",
        Unit.GAP.value: "percentage points",
        Unit.MONEY.value: "pounds",
    }[body.unit]


def _shown(value: float | None, note: Note | None, body: LocalSeries, hidden: bool = False) -> str:
    if value is not None:
        return value_words(value, body)
    return "hidden: a small count" if hidden else (note or Note.NOT_AVAILABLE).words


def _words(points: Sequence[tuple[str, float]], years: int, body: LocalSeries) -> str:
    one = body.every
    if not points:
        return (
            f"None of the {years} {one}s has a figure that can be shown." if years else "There is no figure."
        )
    (first, a), (last, b) = points[0], points[-1]
    if len(points) == 1:
        return f"{value_words(b, body)} in {last}, the only {one} with a figure{_of(years, 1)}."
    moved = "the same as" if abs(b - a) < _STEADY else "up from" if b > a else "down from"
    then = f"{value_words(b, body)} in {last}, {moved} {value_words(a, body)} in {first}"
    return f"{then}; {len(points)} {one}s with a figure{_of(years, len(points))}."


def _of(years: int, shown: int) -> str:
    return f" of {years}" if years > shown else ""


def mask_words(small: int, to_protect: int, marked: int, threshold: int) -> str:
    """What was hidden on the way in, and why."""
    parts = (
        [f"{_figures(small)} hidden because 1 to {threshold - 1} children would be counted or left over"]
        if small
        else []
    )
    if to_protect:
        parts.append(f"{_figures(to_protect)} hidden because a total would have given another one away")
    if marked:
        parts.append(f"{_figures(marked)} hidden in the file already")
    return (
        f"{'; '.join(parts)}. None of them is kept."
        if parts
        else f"Nothing had to be hidden (counts under {threshold})."
    )


def assured_words(body: LocalSeries) -> str:
    """How anybody knows that no small count is shown."""
    return {
        "counts": f"Counts under {body.threshold} were looked for and hidden.",
        "own word": (
            "No counts came with the figures: whoever brought them in confirmed that none rests on a small"
            " number of children."
        ),
        "published": "A published file: its publisher has hidden what must be hidden.",
        "": f"Counts under {body.threshold} are hidden.",
    }[body.assured]


def _figures(n: int) -> str:
    return f"{n:,} {'figure' if n == 1 else 'figures'}"


def day(iso: str) -> str:
    found = date.fromisoformat(iso) if iso else None
    return f"{found.day} {found:%B %Y}" if found else "–"


def versions(changes: Sequence[Change]) -> tuple[Version, ...]:
    """Every state of one series or list, newest first; what only withdrew it or brought it back makes no
    version of its own.
    """
    found, before = [], None
    for change in sorted(changes, key=lambda c: c.n):
        after = change.after
        body = after.body if after else None
        if after is None or not isinstance(body, LocalSeries | ServiceList):
            continue
        content = _content(body)
        if content != before:
            rows = len(body.figures if isinstance(body, LocalSeries) else body.services)
            threshold = body.threshold if isinstance(body, LocalSeries) else None
            what = {"undo": "brought back by undo", "redo": "done again"}.get(
                change.how, "brought in" if before is None else "changed"
            )
            if before is not None and change.how == "do" and content["sha256"] != before["sha256"]:
                what = "replaced"
            found.append(
                Version(
                    after.version,
                    change.at,
                    change.actor_name,
                    body.file,
                    rows,
                    threshold,
                    what,
                    content,
                )
            )
        before = content
    return tuple(reversed(found))


def _content(body: Body) -> dict[str, object]:
    return {f.name: getattr(body, f.name) for f in fields(body) if f.name != "withdrawn"}

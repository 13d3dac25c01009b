"""A trust's own series: a table with its columns named → cells, each a figure or a reason, and every bad row
in words.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Note, Unit, YearType
from c4eo_core.model.period import Period, PeriodError
from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads import layout as cols
from c4eo_core.sources.uploads.cells import flag_of, read_period, read_value, shown
from c4eo_core.sources.uploads.layout import Layout

_TOTALS = {
    "",
    "total",
    "totals",
    "all",
    "overall",
    "any",
    "everyone",
    "everybody",
    "all children",
    "all pupils",
    "all young people",
}
_OLDEST = 1950
_YEARS = "a year such as 2024, 2023/24, 2023-24 or 2018-20"
_CLOSE = 0.6  # percentage points between a value and its own counts: more is no rounding


@dataclass(frozen=True)
class Asked:
    """What the person says of the figures. per: of a rate, such as '10,000 children'. begins: a bare year is
    the one in which the
    year begins. shares: percentages are written as parts of one."""

    unit: Unit
    year_type: YearType
    per: str = ""
    decimals: int = 1
    begins: bool = False
    shares: bool = False

    @property
    def factor(self) -> float | None:
        """What one counted in so many is multiplied with; None when nobody has said."""
        if self.unit is Unit.PERCENTAGE:
            return 100.0
        number = self.per.replace(",", "").split()[:1]
        return float(number[0]) if self.unit is Unit.RATE and number and number[0].isdigit() else None


@dataclass(frozen=True)
class Cell:
    """One figure, or the reason there is none. row: as the person sees it. total: of everybody, not of a
    group. count, of: what
    it rests on, None unknown. hidden: by us, not by the file."""

    row: int
    measure: str
    group: str
    total: bool
    area: str
    label: str
    period: Period
    value: float | None
    count: float | None
    of: float | None
    note: Note | None
    hidden: bool = False

    @property
    def series(self) -> tuple[str, str]:
        return self.measure, "" if self.total else self.group


@dataclass(frozen=True)
class Reading:
    """problems: the rows left out and why, or why nothing can be read; remarks: what to look at."""

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = field(default=())


def read_series(
    layout: Layout, asked: Asked, areas: AreaBook, home: Area, where: str, today: dt.date
) -> Reading:
    """home: the place of rows that name none. where: what the file is called. Never raises."""
    problems = cols.problems_of(layout, where)
    if problems:
        return Reading((), tuple(problems))
    reader = _Reader(layout, asked, areas, home, today)
    found = [cell for number, row in layout.table.rows for cell in reader.row(number, row)]
    reader.problems += [
        Problem(
            f"Row {n}",
            "it has more cells than there are headings.",
            f"{len(layout.table.headings)} cells.",
            "A comma inside a value needs quotation marks around the value.",
        )
        for n in layout.table.uneven
    ]
    kept = _once_each(found, reader.problems)
    if found and home.code not in {c.area for c in found}:
        reader.problems.append(
            Problem(
                where,
                f"no row is about {home.name}.",
                f"its code {home.code}, or no area at all.",
                "Correct the column of the area, or choose the authority the file is about.",
            )
        )
        kept = []
    return Reading(tuple(kept), tuple(reader.problems), tuple(_remarks(kept, asked, where)))


def looks_like_shares(layout: Layout) -> bool:
    """Every value between 0 and 1 and some between them: parts of one, or very small percentages; only the
    person knows.
    """
    at, values = layout.at(cols.VALUE), []
    for _, row in layout.table.rows:
        for i in at:
            try:
                value, _ = read_value(row[i])
            except ValueError:
                continue
            if row[i].strip().endswith("%"):
                return False
            values += [value] if value is not None else []
    return bool(values) and all(0 <= v <= 1 for v in values) and any(0 < v < 1 for v in values)


class _Reader:
    def __init__(self, layout: Layout, asked: Asked, areas: AreaBook, home: Area, today: dt.date):
        self.layout, self.asked, self.areas, self.home, self.today = layout, asked, areas, home, today
        self.values = layout.at(cols.VALUE)
        self.problems: list[Problem] = []

    def row(self, number: int, cells: tuple[str, ...]) -> Iterator[Cell]:
        """Nothing where anything in the row is wrong; all of that is said at once."""
        self.where, self.cells, before = f"Row {number}", cells, len(self.problems)
        area, when = self._area(), self._period()
        count, of = self._number(cols.COUNT), self._number(cols.OF)
        said = [flag_of(self._one(cols.NOTE)), *(n for n in (count[1], of[1]) if n is not Note.NOT_AVAILABLE)]
        group, found = self._one(cols.GROUP), []
        for at in self.values or (None,):
            value, mark = self._value(at)
            if len(self.problems) > before or not (area and when):
                continue
            why = next(
                (n for n in (*said, mark if mark is not Note.NOT_AVAILABLE else None) if n is not None), None
            )
            figure = self._figure(value, count[0], of[0]) if why is None else None
            if figure is None and why is None:
                why = Note.NOT_APPLICABLE if of[0] == 0 else Note.NOT_AVAILABLE
            is_total = group.casefold() in _TOTALS
            rest = self._resting(figure, count[0], of[0])
            found.append(
                Cell(number, self._measure(at), group, is_total, area.code, *when, figure, *rest, why)
            )
        if len(self.problems) == before:
            yield from found

    def _one(self, role: str) -> str:
        at = self.layout.at(role)
        return self.cells[at[0]] if at else ""

    def _measure(self, at: int | None) -> str:
        named = self._one(cols.MEASURE)
        heading = self.layout.table.headings[at] if at is not None and len(self.values) > 1 else ""
        return ": ".join(filter(None, (named, heading)))

    def _wrong(self, column: str, found: str, expected: str, do: str) -> None:
        self.problems.append(Problem(f"{self.where}, {column}", found, expected, do))

    def _area(self) -> Area | None:
        text = self._one(cols.AREA)
        if not text:
            return self.home
        try:
            area = self.areas.find(text)
        except UnknownArea as error:
            hint = str(error).partition("Did you mean ")[2]
            self._wrong(
                "area",
                f"'{shown(text)}' is not an authority, a region or England.",
                "a code such as E08000035, or the name.",
                f"Did you mean {hint}" if hint else "Correct it, or empty the cell for your own authority.",
            )
            return None
        return area

    def _period(self) -> tuple[str, Period] | None:
        text = self._one(cols.PERIOD)
        if not text:
            self._wrong("year", "it is empty.", f"{_YEARS}.", "Fill it in.")
            return None
        try:
            label, period = read_period(text, self.asked.year_type, self.asked.begins)
        except PeriodError as error:
            self._wrong(
                "year",
                f"{error}.",
                f"{_YEARS}.",
                "Correct it. Months, terms and quarters are not read: give one row a year.",
            )
            return None
        if period.start.year < _OLDEST or period.start > self.today:
            self._wrong(
                "year",
                f"'{shown(text)}' is {'long past' if period.start.year < _OLDEST else 'still to come'}.",
                f"a year from {_OLDEST} to now.",
                "Correct it. A target belongs to a scenario, not to a series.",
            )
            return None
        return label, period

    def _number(self, role: str) -> tuple[float | None, Note | None]:
        """A count, 0 or more; an empty cell says nothing."""
        text, column = self._one(role), cols.ROLE_WORDS[role].casefold()
        if not text:
            return None, None
        try:
            number, note = read_value(text)
        except ValueError as error:
            self._wrong(
                column, str(error), "a whole number, or a mark such as c.", "Correct it or empty the cell."
            )
            return None, None
        if number is not None and (number < 0 or number != round(number)):
            self._wrong(
                column,
                f"'{shown(text)}' cannot be a count.",
                "a whole number, 0 or more.",
                "Correct it or empty the cell.",
            )
            return None, None
        return number, note

    def _value(self, at: int | None) -> tuple[float | None, Note | None]:
        if at is None:
            return None, None
        text, unit = self.cells[at], self.asked.unit
        column = self.layout.table.headings[at][:40] if len(self.values) > 1 else "value"
        try:
            value, note = read_value(text)
        except ValueError as error:
            self._wrong(
                column,
                str(error),
                "a number, or a mark: c (hidden), z, x, low.",
                "Correct it, or mark why there is none.",
            )
            return None, None
        if (
            value is not None
            and self.asked.shares
            and unit is Unit.PERCENTAGE
            and not text.rstrip().endswith("%")
        ):
            value *= 100
        if value is not None and unit is Unit.PERCENTAGE and not 0 <= value <= 100:
            self._wrong(
                column,
                f"'{shown(text)}' is no percentage.",
                "0 to 100.",
                "Correct it, or choose 'rate' as the unit.",
            )
        elif value is not None and unit in (Unit.COUNT, Unit.RATE) and value < 0:
            self._wrong(
                column,
                f"'{shown(text)}' is under nought.",
                "0 or more.",
                "Correct it, or choose another unit.",
            )
        return value, note

    def _figure(self, value: float | None, count: float | None, of: float | None) -> float | None:
        """The value given, else worked out from its counts; both must agree."""
        factor, both = self.asked.factor, count is not None and of is not None
        if both and self.asked.unit is Unit.PERCENTAGE and count > of:
            self._wrong(
                "count",
                f"{count:,.0f} of {of:,.0f}: more than all.",
                "a part of the whole.",
                "Correct one of the two.",
            )
            return None
        if not both or factor is None or of == 0:
            if value is None and both and of:
                self._wrong(
                    "value",
                    "there is none, and nobody said what the rate is per.",
                    "a value.",
                    "Say per how many.",
                )
            return value
        worked = factor * count / of
        if value is None:
            return round(worked, self.asked.decimals)
        if abs(worked - value) > max(_CLOSE * factor / 100, abs(value) * 0.02):
            self._wrong(
                "value",
                f"{value:g} does not follow from {count:,.0f} of {of:,.0f} (which is"
                f" {worked:.{self.asked.decimals}f}).",
                "a value that agrees with its counts.",
                "Correct one of them, or leave the counts out.",
            )
        return value

    def _resting(
        self, figure: float | None, count: float | None, of: float | None
    ) -> tuple[float | None, float | None]:
        """The counts behind a figure, as far as they are given or follow from it."""
        factor = self.asked.factor
        if self.asked.unit is Unit.COUNT:
            return figure, of
        if figure is not None and factor and of is not None and count is None:
            count = round(figure * of / factor)
        elif figure and factor and count is not None and of is None:
            of = round(count * factor / figure)
        return count, of


def _once_each(cells: list[Cell], problems: list[Problem]) -> list[Cell]:
    """A year that comes twice with one value is kept once; with two values nobody knows which is right, so
    neither is.
    """
    by_key: dict[tuple, list[Cell]] = {}
    for cell in cells:
        by_key.setdefault((cell.series, cell.area, cell.period.start, cell.period.end), []).append(cell)
    kept = []
    for same in by_key.values():
        first, others = same[0], [c for c in same[1:] if (c.value, c.note) != (same[0].value, same[0].note)]
        if not others:
            kept.append(first)
            continue
        for cell in (first, *others):
            rest = ", ".join(f"row {c.row}" for c in (first, *others) if c is not cell)
            what = f" of '{shown(cell.group or cell.measure)}'" if cell.group or cell.measure else ""
            problems.append(
                Problem(
                    f"Row {cell.row}",
                    f"the year '{cell.label}'{what} comes again with another value ({rest}).",
                    "each year once for an area and a group.",
                    "Keep the right one.",
                )
            )
    return kept


def _remarks(cells: list[Cell], asked: Asked, where: str) -> Iterator[Problem]:
    split = [c for c in cells if c.label[4:5] in ("/", "-") and c.period.pooled]
    if split and asked.year_type is YearType.CALENDAR:
        yield Problem(
            where,
            f"'{split[0].label}' is read as two calendar years together.",
            "that this is so.",
            "Choose academic or financial year if it runs over the turn of the year.",
        )

"""One row of figures after another → cells, with everything that is wrong in a row said at once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.model.period import Period, PeriodError
from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads import headings as cols
from c4eo_core.sources.uploads import marks
from c4eo_core.sources.uploads.area_columns import GROUPS, area_of
from c4eo_core.sources.uploads.cells import (
    Figure,
    flag_of,
    is_a_number,
    looks_like_a_figure,
    mark_of,
    read_figure,
    shown,
    writes_decimal_commas,
)
from c4eo_core.sources.uploads.column_units import are_whole
from c4eo_core.sources.uploads.counted_figures import figure_of, resting_on
from c4eo_core.sources.uploads.layout import Layout
from c4eo_core.sources.uploads.marks import settled
from c4eo_core.sources.uploads.part_year_question import part_question
from c4eo_core.sources.uploads.periods import PartYear, read_label
from c4eo_core.sources.uploads.series_cells import WHOLE, Cell, Question, SeriesForm
from c4eo_core.sources.uploads.totals import TOTALS

_OLDEST = 1950
_YEARS = "a year such as 2024, 2023/24 or 2018-20, a month, a quarter or a term"
_NOTHING = Figure(None, None)


class RowReader:
    """problems: what is wrong; left: rows that are nobody's figures here; questions: what must be asked."""

    def __init__(self, layout: Layout, asked: SeriesForm, areas: AreaBook, home: Area, today: dt.date):
        self.layout, self.asked, self.areas, self.home, self.today = layout, asked, areas, home, today
        self.values = layout.at(cols.VALUE)
        self.problems: list[Problem] = []
        self.left: list[Problem] = []
        self.remarks: list[Problem] = []
        self.questions: dict[str, Question] = {}
        figures = (*self.values, *layout.at(cols.COUNT), *layout.at(cols.OF))
        rows = layout.table.rows
        self.commas = {i: writes_decimal_commas([r[i] for _, r in rows[:500]]) for i in figures}
        units = {i: asked.unit_at(i) for i in self.values}
        counts = [
            i for i in self.values if units[i] is Unit.COUNT and are_whole([r[i] for _, r in rows[:500]])
        ]
        # One count beside shares in the same row: the shares rest on it.
        self.beside = counts[0] if len(counts) == 1 and Unit.PERCENTAGE in units.values() else None

    def row(self, number: int, cells: tuple[str, ...]) -> Iterator[Cell]:
        """Nothing where anything in the row is wrong; all of that is said at once."""
        self.where, self.cells, before = f"Row {number}", cells, len(self.problems)
        if self._is_no_figure():
            return
        left = len(self.left)
        area, when = self._area(), self._period()
        if (
            len(self.left) > left
        ):  # the row is not about us at all: what else is wrong with it is nobody's worry
            del self.problems[before:]
            return
        count, of = self._number(cols.COUNT), self._number(cols.OF)
        found = [self._cell(number, at, area, when, count, of, before) for at in self.values or (None,)]
        if len(self.problems) == before:
            yield from (cell for cell in found if cell)

    def _cell(
        self,
        number: int,
        at: int | None,
        area: Area | None,
        when: tuple[str, Period] | None,
        count: Figure,
        of: Figure,
        before: int,
    ) -> Cell | None:
        named = self.layout.measure_units.get(self._one(cols.MEASURE))
        unit = named or self.asked.unit_at(at)
        value = self._value(at, unit)
        if len(self.problems) > before or not (area and when):
            return None
        mark = self._one(cols.NOTE)
        flag = flag_of(mark)
        if value.value is not None and flag not in (None, Note.SUPPRESSED):
            self.remarks.append(
                Problem(
                    f"{self.where}, mark",
                    f"'{shown(mark)}' says that there is no figure, and there is one.",
                    "a figure or a mark.",
                    "The figure is kept; empty its cell if the mark is right.",
                )
            )
            flag = None
        reasons = [flag, *(f.note for f in (count, of) if f.note is not Note.NOT_AVAILABLE)]
        reasons.append(value.note if value.note is not Note.NOT_AVAILABLE else None)
        why = next((n for n in reasons if n is not None), None)
        beside = self._beside(at, unit, count)
        figure = (
            figure_of(value.value, count.value, of.value, unit, self.asked, self._wrong)
            if why is None
            else None
        )
        if figure is None and why is None:
            why = Note.NOT_APPLICABLE if of.value == 0 else Note.NOT_AVAILABLE
        rest = resting_on(figure, beside, of.value, unit, self.asked)
        words = tuple(self.cells[i] for i in self.layout.at(cols.GROUP))
        kept = [w for w in words if w.casefold() not in TOTALS]
        status = value.status or marks.status_of(mark)
        label, period = settled(*when, status) if figure is not None else when
        ends = (self._end(cols.LOWER), self._end(cols.UPPER)) if figure is not None else (None, None)
        return Cell(
            number, self._measure(at), ", ".join(kept), not kept, area.code, label, period, figure, *rest,
            why, groups=words, unit=unit if named or (at is not None and self.asked.units) else None,
            status=status, lower=ends[0], upper=ends[1],
        )  # fmt: skip

    def _is_no_figure(self) -> bool:
        """Footnotes, sources, a second line of headings: said, and no reason to stop."""
        figures = [self.cells[i] for r in (cols.VALUE, cols.COUNT, cols.OF) for i in self.layout.at(r)]
        period = self._one(cols.PERIOD)
        if self.cells == self.layout.table.headings:
            self._leave("the headings once more.")
        elif not any(figures) and not self._reads_as_period(period):
            words = next((c for c in self.cells if c), "")
            self._leave(f"a line of words, no figure: '{shown(words)}'.")
        elif self.layout.wide and not any(self.cells[i] for i in self.values):
            others = [
                c for i, c in enumerate(self.cells) if i not in (*self.layout.at(cols.PERIOD), *self.values)
            ]
            if len([c for c in others if c]) == 1 and self._whole_row_is_empty():
                self._leave(f"a line of words, no figure: '{shown(next(c for c in others if c))}'.")
            else:
                return False
        elif self.layout.at(cols.VALUE) and not any(map(looks_like_a_figure, filter(None, figures))):
            if self._reads_as_period(period) or any(is_a_number(c) for c in figures):
                return False
            self._leave(f"no year and no figure: '{shown(period or next(filter(None, figures), ''))}'.")
        else:
            return False
        return True

    def _whole_row_is_empty(self) -> bool:
        number = int(self.where.removeprefix("Row "))
        return not any(row[i] for n, row in self.layout.table.rows if n == number for i in self.values)

    def _reads_as_period(self, text: str) -> bool:
        try:
            read_label(text, self.layout.timing, self.asked.year_type, whole=True)
        except PeriodError:
            return False
        return True

    def _leave(self, why: str, expected: str = "a row with a figure.", do: str = "Nothing.") -> None:
        problem = Problem(self.where, why, expected, do)
        if problem not in self.left:
            self.left.append(problem)

    def _one(self, role: str) -> str:
        at = self.layout.at(role)
        return self.cells[at[0]] if at else ""

    def _measure(self, at: int | None) -> str:
        named = self._one(cols.MEASURE)
        heading = self.layout.table.headings[at] if at is not None and len(self.values) > 1 else ""
        return ": ".join(filter(None, (named, heading)))

    def _wrong(self, column: str, found: str, expected: str, do: str) -> None:
        problem = Problem(f"{self.where}, {column}", found, expected, do)
        if problem not in self.problems:  # a row with many years says it once
            self.problems.append(problem)

    def _area(self) -> Area | None:
        text = self._one(cols.AREA)
        if not text:
            return self.home
        if area := area_of(self.areas, text):
            return area
        names = [c for c in (text, *self.cells) if GROUPS.search(c)]
        if names or (mark_of(text) is not None and not text.isalpha()):
            name = names[0] if names else next((c for c in self.cells if c and mark_of(c) is None), text)
            self._leave(f"'{shown(name)}' is no authority, region or England.", "one of these.")
            return None
        try:
            return self.areas.find(text)
        except UnknownArea as error:
            hint = str(error).partition("Did you mean ")[2]
            self._wrong(
                "area",
                f"'{shown(text)}' is not an authority, a region or England.",
                "a code such as E08000035, or the name.",
                f"Did you mean {hint}" if hint else "Correct it, or empty the cell for your own authority.",
            )
        return None

    def _period(self) -> tuple[str, Period] | None:
        text = self._one(cols.PERIOD)
        if not text:
            self._wrong("year", "it is empty.", f"{_YEARS}.", "Fill it in.")
            return None
        whole = self.asked.answers.get(f"part:{text}") == WHOLE
        try:
            label, period = read_label(
                text, self.layout.timing, self.asked.year_type, self.asked.begins, whole
            )
        except PartYear as error:
            self._ask_part(text, error)
            return None
        except PeriodError as error:
            self._wrong("year", f"{error}.", f"{_YEARS}.", "Correct it, or go on without the row.")
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

    def _ask_part(self, text: str, error: PartYear) -> None:
        self._leave(f"{error}: it is not taken for a year.", f"{_YEARS}.", "Answer the question about it.")
        question = part_question(text, error.rest, self.layout.every, self.where)
        self.questions.setdefault(question.key, question)

    def _read(self, text: str, at: int) -> Figure:
        return read_figure(text, self.commas.get(at, False))

    def _number(self, role: str) -> Figure:
        """A count, 0 or more; an empty cell says nothing."""
        text, column = self._one(role), cols.ROLE_WORDS[role].casefold()
        if not text:
            return _NOTHING
        do = "Correct it or empty the cell."
        try:
            found = self._read(text, self.layout.at(role)[0])
        except ValueError as error:
            self._wrong(column, str(error), "a whole number, or a mark such as c.", do)
            return _NOTHING
        if found.value is not None and (found.value < 0 or found.value != round(found.value)):
            self._wrong(column, f"'{shown(text)}' cannot be a count.", "a whole number, 0 or more.", do)
            return _NOTHING
        return found

    def _end(self, role: str) -> float | None:
        at = self.layout.at(role)
        try:
            return read_figure(self.cells[at[0]]).value if at else None
        except ValueError:
            return None

    def _value(self, at: int | None, unit: Unit) -> Figure:
        if at is None:
            return _NOTHING
        text = self.cells[at]
        column = self.layout.table.headings[at][:40] if len(self.values) > 1 else "value"
        try:
            found = self._read(text, at)
        except ValueError as error:
            do = "Correct it, or mark why there is none."
            self._wrong(column, str(error), "a number, or a mark: c (hidden), z, x, low.", do)
            return _NOTHING
        value = found.value
        if value is not None and self.asked.shares and unit is Unit.PERCENTAGE and "%" not in text:
            value *= 100
        if value is not None and unit is Unit.PERCENTAGE and not 0 <= value <= 100:
            do = "Correct it, or choose 'rate' as the unit."
            self._wrong(column, f"'{shown(text)}' is no percentage.", "0 to 100.", do)
        elif value is not None and unit in (Unit.COUNT, Unit.RATE) and value < 0:
            do = "Correct it, or choose another unit."
            self._wrong(column, f"'{shown(text)}' is under nought.", "0 or more.", do)
        return replace(found, value=value)

    def _beside(self, at: int | None, unit: Unit, count: Figure) -> float | None:
        if self.beside is None or at == self.beside or unit is not Unit.PERCENTAGE or count.value is not None:
            return count.value
        try:
            return self._read(self.cells[self.beside], self.beside).value
        except ValueError:
            return None

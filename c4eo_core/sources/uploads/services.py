"""A trust's own list of services: each row placed by grid reference, coordinates, school number or postcode,
or refused in words. What is not understood in a column that need not be there costs that cell and not the
row.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from c4eo_core.catalogue.services import ServiceBook, UnknownService
from c4eo_core.model.problem import Problem
from c4eo_core.model.service import OwnService, ServiceType
from c4eo_core.sources.places.postcodes import PostcodeBook
from c4eo_core.sources.uploads.layout import PERIOD, VALUE, Layout
from c4eo_core.sources.uploads.service_columns import NOT_USED, columns_of, is_blank, number_of
from c4eo_core.sources.uploads.service_doubles import without_doubles
from c4eo_core.sources.uploads.service_position import School, place
from c4eo_core.sources.uploads.table import FORMULA_MARKS, LONGEST_CELL, OwnTable, View, read_table

_MOST_PLACES, _OLDEST = 10_000, 25
_COMMA = "A comma inside a value needs quotation marks around the value."
TEMPLATE = (
    "name",
    "type",
    "postcode",
    "easting",
    "northing",
    "school_number",
    "places",
    "opening",
    "ages_from",
    "ages_to",
)
_AGES = re.compile(
    r"(?:ages?\s*)?(\d{1,2})\s*(?:-|–|—|to|/|until)\s*(\d{1,2})\s*(?:years?|yrs?|y\.?o\.?)?(?:\s*old)?\.?",
    re.I,
)


@dataclass(frozen=True)
class OwnList:
    """services: what can be used. problems: the rows left out and why, or why the file is of no use.
    duplicates, notes: for the person to look at; rows: how many there were. columns: (heading, what it is
    taken for); table: as it was cut into cells.
    """

    services: tuple[OwnService, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    rows: int
    columns: tuple[tuple[str, str], ...] = ()
    table: OwnTable | None = None

    @property
    def left_out(self) -> int:
        return self.rows - len(self.services)


@dataclass(frozen=True)
class ListForm:
    """What somebody says of a list. usual_type: of rows that name none, or none we know. columns: what single
    columns mean; view: the sheet, the separator and the row of headings. untyped: rows may stay without a
    kind.
    """

    usual_type: str | None = None
    columns: tuple[tuple[int, str], ...] = ()
    view: View | None = None
    untyped: bool = False


def read_own_services(
    content: bytes,
    filename: str,
    book: ServiceBook,
    postcodes: PostcodeBook,
    school: School,
    usual_type: str | None = None,
    asked: ListForm | None = None,
) -> OwnList:
    """usual_type: of rows that name none. school: a school's number → its easting and northing, or None."""
    asked = asked or ListForm(usual_type)
    table, problems = read_table(content, filename, asked.view)
    if table is None:
        return OwnList((), tuple(problems), (), (), 0)
    chosen = dict(asked.columns)
    typed = asked.untyped or asked.usual_type is not None
    columns, notes, problems = columns_of(table, filename, typed, chosen)
    said = {i: name for name, i in columns.items()}
    named = tuple((h, said.get(i, NOT_USED)) for i, h in enumerate(table.headings))
    if problems:
        return OwnList((), tuple(problems), (), (), table.count, named, table)
    reader = _Reader(columns, book, postcodes, school, asked)
    found = []
    for number in table.uneven:
        expected = f"{len(table.headings)} cells."
        what = "it has more cells than there are headings."
        reader.problems.append(Problem(f"Row {number}", what, expected, _COMMA))
    for number, cells in table.rows:
        before = len(reader.problems)
        service = reader.service(number, cells)
        if service and len(reader.problems) == before:
            found.append(service)
    kept, duplicates = without_doubles(found)
    return OwnList(
        tuple(kept),
        tuple(reader.problems),
        tuple(duplicates),
        (*table.unread, *notes, *reader.words_not_understood(), *reader.notes),
        table.count,
        named,
        table,
    )


def seems_a_list(table: OwnTable, layout: Layout | None) -> bool:
    """Whether a table is a list of places rather than figures over time."""
    columns, _, missing = columns_of(table, "", has_usual_type=True)
    figures = layout is not None and PERIOD in layout.roles and VALUE in layout.roles
    placed = len(columns.keys() & {"postcode", "easting", "latitude", "school_number"}) > 0
    return not missing and placed and not (figures and layout is not None and layout.wide)


class _Reader:
    """One row after another; what is wrong goes to `problems`, what to look at to `notes`."""

    def __init__(
        self,
        columns: Mapping[str, int],
        book: ServiceBook,
        postcodes: PostcodeBook,
        school: School,
        asked: ListForm,
    ):
        self.columns, self.book, self.postcodes, self.school, self.asked = (
            columns,
            book,
            postcodes,
            school,
            asked,
        )
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.strange: Counter[tuple[str, str]] = Counter()

    def service(self, number: int, cells: tuple[str, ...]) -> OwnService | None:
        self.row = f"Row {number}"
        self.cells = {name: cells[i] for name, i in self.columns.items()}
        name, kind = self._name(), self._type()
        placed = place(self.cells, self.postcodes, self.school)
        for fault in placed.faults[:1] if placed.position is None else placed.faults:
            told = self.problems if placed.position is None else self.notes
            told.append(Problem(f"{self.row}, {fault.column}", fault.found, fault.expected, fault.do))
        places, ages, opening = self._places(), self._ages(), self._opening()
        if not name or kind is None or placed.position is None:
            return None
        self._note_formulas("name", "opening")
        return OwnService(name, kind, *placed.position, places, opening, ages, placed.by, self.row)

    def words_not_understood(self) -> list[Problem]:
        """Own words in the column of kinds, once for all rows."""
        if not self.strange:
            return []
        found = []
        for kind in dict.fromkeys(kind for _, kind in self.strange):
            mine = {word: n for (word, k), n in self.strange.items() if k == kind}
            words = ", ".join(f"'{word[:40]}'" for word in list(mine)[:6])
            n = sum(mine.values())
            rows = "1 row is" if n == 1 else f"{n:,} rows are"
            then = f"taken for {kind}" if kind else "without a kind"
            what = f"{words}: no kind of service we know; {rows} {then}."
            found.append(Problem("type", what, "a service we know.", "Nothing, if that is right."))
        return found

    def _wrong(self, column: str, found: str, expected: str, do: str) -> None:
        self.problems.append(Problem(f"{self.row}, {column}", found, expected, do))

    def _note(self, column: str, found: str, expected: str) -> None:
        do = "The service is kept without it; correct it if it matters."
        self.notes.append(Problem(f"{self.row}, {column}", found, expected, do))

    def _note_formulas(self, *columns: str) -> None:
        for column in columns:
            if self.cells.get(column, "").startswith(FORMULA_MARKS) and len(self.cells[column]) > 1:
                found = f"'{self.cells[column][:40]}' begins like a formula."
                do = "It is kept as plain text and never worked out; correct it if that is not meant."
                self.notes.append(Problem(f"{self.row}, {column}", found, "words.", do))

    def _name(self) -> str | None:
        text = self.cells["name"]
        if not text:
            self._wrong("name", "it is empty.", "the name of the service.", "Fill it in.")
        elif len(text) > LONGEST_CELL:
            self._wrong("name", f"{len(text):,} characters.", f"at most {LONGEST_CELL}.", "Shorten it.")
            return None
        return text or None

    def _type(self) -> str | None:
        """The id of the kind; '' where a row may go without one."""
        text = self.cells.get("type", "")
        if is_blank(text):
            if self.asked.usual_type:
                return self.asked.usual_type
            if self.asked.untyped:
                return ""
            self._wrong("type", "it is empty.", f"one of {', '.join(self.book.types)}.", "Fill it in.")
            return None
        try:
            return self.book.find(text).id
        except UnknownService as error:
            usual = self.asked.usual_type or ("" if self.asked.untyped else None)
            if usual is not None:
                inside = _named_in(text, self.book)
                kind = usual or (inside.id if inside else "")
                self.strange[text, kind] += 1
                return kind
            hint = str(error).rpartition("Did you mean ")[2] if "Did you mean" in str(error) else ""
            do = (
                f"Did you mean {hint}"
                if hint
                else "Use the nearest of these, or say what the whole list is of."
            )
            expected = f"one of {', '.join(self.book.types)}."
            self._wrong("type", f"'{text[:40]}' is not a service we know.", expected, do)
            return None

    def _opening(self) -> str:
        text = self.cells.get("opening", "")
        if len(text) > LONGEST_CELL:
            self._note("opening", f"{len(text):,} characters: cut short.", f"at most {LONGEST_CELL}.")
        return text[:LONGEST_CELL]

    def _places(self) -> int | None:
        text = self.cells.get("places", "")
        if not text:
            return None
        written = re.fullmatch(
            r"(\d[\d,]*)\s*(?:places?|spaces|children|pupils)?(?:\s*(?:per|a) day)?", text, re.I
        )
        number = number_of(written[1]) if written else number_of(text)
        if number is None or number != int(number) or not 0 <= number <= _MOST_PLACES:
            found = f"'{text[:20]}' is not a number of places."
            self._note("places", found, f"a whole number up to {_MOST_PLACES:,}, or an empty cell.")
            return None
        return int(number)

    def _ages(self) -> tuple[int, int] | None:
        low, high, both = (self.cells.get(n, "") for n in ("ages_from", "ages_to", "ages"))
        if both and not (low or high):
            parts = _AGES.fullmatch(both)
            low, high = parts.groups() if parts else (both, "")
        if is_blank(low) and low != "0" and is_blank(high):
            return None
        a, b = number_of(low), number_of(high)
        if a is None or b is None or not (0 <= a <= b <= _OLDEST) or a != int(a) or b != int(b):
            shown = (both or f"{low} to {high}")[:40]
            expected = f"two whole numbers from 0 to {_OLDEST}, such as 4 and 11."
            self._note("ages", f"'{shown}' is not a range of ages.", expected)
            return None
        return int(a), int(b)


def _named_in(text: str, book: ServiceBook) -> ServiceType | None:
    """'Local authority run library' is a library."""
    plain = f" {re.sub(r'[^a-z]+', ' ', text.casefold())} "
    return next(
        (t for t in book.types.values() if any(f" {w.casefold()} " in plain for w in (t.one, t.many))), None
    )

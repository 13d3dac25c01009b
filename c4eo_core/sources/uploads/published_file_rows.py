"""The rows of a published file that are wanted, as cells of a series."""

from collections.abc import Callable, Mapping, Sequence

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.model.area import Area
from c4eo_core.model.kinds import Note
from c4eo_core.model.problem import Problem
from c4eo_core.sources.published import ees
from c4eo_core.sources.uploads.cells import read_period, read_value, shown
from c4eo_core.sources.uploads.published_file import NOT_AS_PUBLISHED, Official
from c4eo_core.sources.uploads.series import Cell, Reading

_LEVELS = {"national": "country_code", "regional": "region_code", "local authority": "new_la_code"}


def take(
    official: Official,
    figures: Sequence[str],
    chosen: Mapping[str, str],
    areas: AreaBook,
    home: Area,
    others: str,
    where: str,
) -> Reading:
    """figures: which columns. chosen: filter → its word. others: 'none', 'above' (region and England) or
    'all'.
    """
    reader = PublishedRows(official, figures, chosen, areas, _wanted(areas, home, others), where)
    for number, row in enumerate(official.rows(), start=1):
        if number > 1:
            reader.row(number, row)
    return reader.reading(home)


def _wanted(areas: AreaBook, home: Area, others: str) -> Callable[[Area], bool]:
    above = {home.code, home.region, areas.england.code}
    return {"none": lambda a: a.code == home.code, "above": lambda a: a.code in above}.get(
        others, lambda a: True
    )


class PublishedRows:
    def __init__(
        self,
        official: Official,
        figures: Sequence[str],
        chosen: Mapping[str, str],
        areas: AreaBook,
        wanted: Callable[[Area], bool],
        where: str,
    ):
        at = {h.casefold(): i for i, h in enumerate(official.headings)}
        self._at, self._areas, self._wanted, self._where, self._year_type = (
            at,
            areas,
            wanted,
            where,
            official.year_type,
        )
        self._figures = [(name, at[name.casefold()]) for name in figures]
        self._chosen = [(at[name.casefold()], word) for name, word in chosen.items()]
        self._cells: dict[tuple, Cell] = {}
        self._problems: list[Problem] = []
        self._doubled = 0

    def row(self, number: int, row: Sequence[str]) -> None:
        if len(row) < len(self._at) or any(row[i].strip() != word for i, word in self._chosen):
            return
        area = self._area(row)
        if area is None or not self._wanted(area):
            return
        period, kind = row[self._at["time_period"]].strip(), row[self._at["time_identifier"]].strip()
        label, _ = ees.year_of(period, kind.casefold())
        if not label:
            self._wrong(
                number,
                f"'{shown(period)}' with '{shown(kind)}' is not a whole year.",
                "figures for whole years.",
                "Choose a file, or a filter, for whole years.",
            )
            return
        for name, i in self._figures:
            self._take(number, name, row[i], area, label)

    def reading(self, home: Area) -> Reading:
        problems = list(self._problems)
        if self._doubled:
            problems.append(
                Problem(
                    self._where,
                    f"{self._doubled:,} years come more than once for one place.",
                    "one row a year and place.",
                    "Choose a word for each of the filters.",
                )
            )
        kept = tuple(self._cells.values())
        if not problems and home.code not in {c.area for c in kept}:
            problems.append(
                Problem(
                    self._where,
                    f"no row is about {home.name} with these choices.",
                    f"rows with the code {home.code}.",
                    "Choose other filters, or the authority the file is about.",
                )
            )
        return Reading(() if problems else kept, tuple(problems))

    def _take(self, number: int, name: str, text: str, area: Area, label: str) -> None:
        mark = ees.SYMBOLS.get(text.strip())
        try:
            value, note = (None, mark) if mark is not None else read_value(text)
        except ValueError as error:
            self._wrong(
                number, f"{name}: {error}", "a number, or a mark of the publisher's.", NOT_AS_PUBLISHED
            )
            return
        key, (label, period) = (name, area.code, label), read_period(label, self._year_type)
        self._doubled += key in self._cells
        self._cells[key] = Cell(number, name, "", True, area.code, label, period, value, None, None, note)

    def _area(self, row: Sequence[str]) -> Area | None:
        column = _LEVELS.get(row[self._at["geographic_level"]].strip().casefold())
        code = row[self._at[column]].strip() if column in self._at else ""
        try:
            return self._areas.by_code(code) if code else None
        except UnknownArea:
            return None  # a place that is not an authority any more, or pupils who live abroad

    def _wrong(self, number: int, found: str, expected: str, do: str) -> None:
        if len(self._problems) < 200:
            self._problems.append(Problem(f"Row {number}", found, expected, do))


def counted(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Where the figures are counts themselves."""
    return tuple(
        Cell(**{**c.__dict__, "count": c.value}) if c.note is not Note.SUPPRESSED else c for c in cells
    )

"""What the columns of a table of figures seem to mean. A guess that is always shown, and always theirs to
change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from c4eo_core.catalogue.areas import AreaBook, load_areas
from c4eo_core.model.kinds import Unit, YearType
from c4eo_core.sources.uploads.area_columns import find_area_column
from c4eo_core.sources.uploads.cells import is_a_number, looks_like_a_figure, looks_like_a_year
from c4eo_core.sources.uploads.column_units import has_fractions, is_share_heading, unit_of
from c4eo_core.sources.uploads.headings import (
    AREA,
    COUNT,
    GROUP,
    MEASURE,
    OF,
    ONCE,
    PERIOD,
    ROLE_WORDS,
    ROLES,
    UNUSED,
    VALUE,
    plain,
    series_role,
)
from c4eo_core.sources.uploads.periods import YEAR, Timing, timing_of
from c4eo_core.sources.uploads.related_columns import counts_behind
from c4eo_core.sources.uploads.table import OwnTable
from c4eo_core.sources.uploads.wide import by_places, by_years

__all__ = ["PERIOD", "ROLES", "ROLE_WORDS", "VALUE", "Layout", "recognised"]
_MOST_WORDS, _LOOKED_AT = 80, 2_000
_UNIT_HEADINGS = (
    "unit",
    "units",
    "unitofmeasure",
    "measuretype",
    "datatype",
    "valuetype",
    "format",
    "numberorpercentage",
)
_YEAR_TYPES = {
    "academic": YearType.ACADEMIC,
    "school": YearType.ACADEMIC,
    "financial": YearType.FINANCIAL,
    "fiscal": YearType.FINANCIAL,
    "calendar": YearType.CALENDAR,
}


@dataclass(frozen=True)
class Layout:
    """table: a row a year, also where the file has a column a year (wide). roles: of each heading, in order.
    left: headings of columns that say a year and something else ('2024/25 (to Oct)').
    """

    table: OwnTable
    roles: tuple[str, ...]
    wide: bool
    left: tuple[str, ...] = ()
    file_table: OwnTable | None = field(default=None, compare=False)

    def at(self, role: str) -> tuple[int, ...]:
        return tuple(i for i, r in enumerate(self.roles) if r == role)

    def with_roles(self, roles: tuple[str, ...]) -> "Layout":
        return replace(self, roles=roles)

    @cached_property
    def timing(self) -> Timing:
        at = self.at(PERIOD)
        return timing_of(row[at[0]] for _, row in self.table.rows) if at else Timing()

    @property
    def every(self) -> str:
        """A year, or the months, quarters or terms of an in-year series."""
        return self.timing.every

    @property
    def year_type(self) -> YearType | None:
        """What the headings or the labels say of the year, if anything."""
        words = " ".join(self.table.headings[i] for i in self.at(PERIOD)).casefold()
        if found := next((kind for word, kind in _YEAR_TYPES.items() if word in words), None):
            return found
        return self.timing.year_type if self.every == YEAR else YearType.CALENDAR

    @property
    def unit(self) -> Unit | None:
        """What the headings and cells of the values say of the unit, if anything and if they agree."""
        if self.at(COUNT) and self.at(OF) and not self.at(VALUE):
            return Unit.PERCENTAGE
        found = {self.unit_at(i) for i in self.at(VALUE)}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def measure_units(self) -> dict[str, Unit]:
        """Of the measures in the rows of one file, where they count different things; nothing where they do
        not.
        """
        at, said = (
            self.at(MEASURE),
            [i for i, h in enumerate(self.table.headings) if plain(h) in _UNIT_HEADINGS],
        )
        if not at:
            return {}
        cells: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        for _, row in self.table.rows[:_LOOKED_AT]:
            cells.setdefault(row[at[0]], []).extend(row[i] for i in self.at(VALUE))
            words.setdefault(row[at[0]], row[said[0]] if said else "")
        found = {m: u for m, of in cells.items() if (u := unit_of(words[m], []) or unit_of(m, of))}
        return found if len(set(found.values())) > 1 else {}

    def unit_at(self, column: int) -> Unit | None:
        return unit_of(self.table.headings[column], [row[column] for _, row in self.table.rows[:200]])

    @cached_property
    def units(self) -> dict[int, Unit]:
        """Of each column of values, as far as it says."""
        return {i: unit for i in self.at(VALUE) if (unit := self.unit_at(i))}


@lru_cache(maxsize=1)
def _book() -> AreaBook:
    return load_areas()


def recognised(table: OwnTable, areas: AreaBook | None = None) -> Layout:
    areas, shown = areas or _book(), table
    unfolded = by_years(table)
    wide = unfolded is not None
    values: tuple[int, ...] = ()
    if unfolded is None:
        unfolded = by_places(table, areas)
    if unfolded is not None:
        table, values = unfolded.table, unfolded.values
    roles = [series_role(h) or UNUSED for h in table.headings]
    if unfolded is not None:
        for i in values:
            roles[i] = VALUE
        roles = [UNUSED if r in (VALUE, COUNT, OF) and i not in values else r for i, r in enumerate(roles)]
        roles[unfolded.years] = PERIOD if wide else AREA
    find_area_column(table, roles, areas)
    _settle(table, roles)
    if not values:
        _find_counts(table, roles)
        _find_period(table, roles)
        _find_values(table, roles)
    if wide and not {MEASURE, GROUP} & set(roles):
        _name_the_rows(table, roles)
    _tell_apart(table, roles)
    return Layout(table, tuple(roles), wide, unfolded.left if unfolded else (), shown)


def _name_the_rows(table: OwnTable, roles: list[str]) -> None:
    """What the rows of a table with years as columns are about: the first column of words."""
    words = [
        i for i, r in enumerate(roles) if r == UNUSED and _share(table, i, lambda c: not is_a_number(c)) > 0.5
    ]
    if words and AREA not in roles:
        roles[words[0]] = MEASURE


def _find_counts(table: OwnTable, roles: list[str]) -> None:
    """Columns that are how many, out of how many, and the share of it: by their figures."""
    if COUNT in roles and OF in roles:
        return
    if (
        found := counts_behind(table, [i for i, r in enumerate(roles) if r in (UNUSED, VALUE, COUNT, OF)])
    ) is None:
        return
    count, of, share = found
    for i, role in enumerate(roles):
        if role in (COUNT, OF):
            roles[i] = UNUSED
    roles[count], roles[of], roles[share] = COUNT, OF, VALUE


def _find_period(table: OwnTable, roles: list[str]) -> None:
    if PERIOD in roles:
        return
    open_ = (i for i, r in enumerate(roles) if r in (UNUSED, VALUE))
    if (found := next((i for i in open_ if _share(table, i, looks_like_a_year) > 0.9), None)) is not None:
        roles[found] = PERIOD


def _find_values(table: OwnTable, roles: list[str]) -> None:
    """Beside a count and what it is out of, only a column that says it is a share of them; otherwise whatever
    holds figures.
    """
    if VALUE in roles and not (COUNT in roles and OF in roles):
        _more_values(table, roles)
        return
    if VALUE in roles:
        return
    counted = COUNT in roles and OF in roles
    for i, heading in enumerate(table.headings):
        free = roles[i] == UNUSED and series_role(heading) is None and heading != ""
        open_ = free or (roles[i] in (COUNT, OF) and not counted)
        if (
            open_
            and (not counted or is_share_heading(heading))
            and _share(table, i, looks_like_a_figure) > 0.6
        ):
            roles[i] = VALUE
            if counted:
                return


def _more_values(table: OwnTable, roles: list[str]) -> None:
    """Columns of figures with headings of their own beside one that is called a value: of other units
    perhaps.
    """
    if COUNT in roles or OF in roles:
        return
    for i, heading in enumerate(table.headings):
        if (
            roles[i] == UNUSED
            and heading
            and series_role(heading) is None
            and _share(table, i, is_a_number) > 0.8
            and (has_fractions(table, i) or is_share_heading(heading) or unit_of(heading, []) is not None)
        ):
            roles[i] = VALUE


def _tell_apart(table: OwnTable, roles: list[str]) -> None:
    """Rows that say two things of one place and year: a column of a few words that tells them apart is a
    group.
    """
    rows = table.rows[:_LOOKED_AT]
    values = [i for i, r in enumerate(roles) if r in (VALUE, COUNT)]
    if PERIOD not in roles or not values:
        return
    kept = [i for i, r in enumerate(roles) if r in (PERIOD, AREA, MEASURE, GROUP)]
    open_ = [
        i
        for i, r in enumerate(roles)
        if r == UNUSED and table.headings[i] and series_role(table.headings[i]) in (None, GROUP, MEASURE)
        and 2 <= len({row[i] for _, row in rows if row[i]}) <= _MOST_WORDS
    ]  # fmt: skip
    clashes = _clashes(rows, kept, values)
    while clashes and open_:
        left = {i: _clashes(rows, [*kept, i], values) for i in open_}
        best = min(left, key=lambda i: (left[i], i))
        if left[best] >= clashes:
            return
        roles[best], clashes = GROUP, left[best]
        kept.append(best)
        open_.remove(best)


def _clashes(rows: Iterable[tuple[int, tuple[str, ...]]], keys: list[int], values: list[int]) -> int:
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    found = 0
    for _, row in rows:
        says = tuple(row[i] for i in values)
        found += seen.setdefault(tuple(row[i] for i in keys), says) != says
    return found


def _settle(table: OwnTable, roles: list[str]) -> None:
    """One column each: of anything that comes twice the first one with anything in it."""
    for role in ONCE:
        mine = [i for i, r in enumerate(roles) if r == role]
        if len(mine) > 1:
            best = max(mine, key=lambda i: (_sureness(table, i, role), -i))
            for i in mine:
                roles[i] = roles[i] if i == best else UNUSED


def _sureness(table: OwnTable, column: int, role: str) -> float:
    if role == PERIOD:
        return _share(table, column, looks_like_a_year)
    if role in (COUNT, OF):
        return _share(table, column, is_a_number)
    return float(any(row[column] for _, row in table.rows[:_LOOKED_AT]))


def _share(table: OwnTable, column: int, test: Callable[[str], object]) -> float:
    """Of the cells with anything in them."""
    cells = [row[column] for _, row in table.rows[:200] if row[column]]
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0

"""What the columns of a table of figures seem to mean. A guess that is always shown, and always theirs to
change.
"""

import re
from dataclasses import dataclass, replace

from c4eo_core.model.kinds import Unit, YearType
from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.cells import looks_like_a_figure, looks_like_a_year
from c4eo_core.sources.uploads.table import OwnTable

PERIOD, VALUE, COUNT, OF, NOTE, AREA, MEASURE, GROUP, UNUSED = ROLES = (
    "period",
    "value",
    "count",
    "of",
    "note",
    "area",
    "measure",
    "group",
    "unused",
)
ROLE_WORDS = {
    PERIOD: "Year",
    VALUE: "Value",
    COUNT: "Count (how many)",
    OF: "Out of how many",
    NOTE: "Mark (why there is no value)",
    AREA: "Area",
    MEASURE: "Which measure",
    GROUP: "Which group, or the total",
    UNUSED: "Not used",
}
_HEADINGS = {
    PERIOD: (
        "year period timeperiod time date academicyear financialyear calendaryear yr years reportingyear"
        " yearending schoolyear cohort"
    ),
    VALUE: (
        "value rate percentage percent pct % figure score result indicatorvalue measurevalue average mean"
        " median"
    ),
    COUNT: (
        "n num numerator count number numberofchildren children pupils numberofpupils cases freq frequency"
        " headcount no ofwhom"
    ),
    OF: (
        "d den denom denominator outof base cohortsize population pop eligible total totalpupils"
        " totalchildren numberinscope of"
    ),
    NOTE: "note notes mark marker flag suppressed suppression symbol status missing comment comments",
    AREA: (
        "area areacode lacode newlacode la laname localauthority localauthoritycode oldlacode gsscode onscode"
        " code ecode authority place geographycode geography utla areaname localauthorityname region"
        " regioncode"
    ),
    MEASURE: "measure indicator metric series indicatorname measurename name title indicatortitle",
    GROUP: "group breakdown category characteristic subgroup pupilgroup type sex gender ethnicity agegroup",
}
_KNOWN = {alias: role for role, aliases in _HEADINGS.items() for alias in aliases.split()}
_ONCE = (PERIOD, COUNT, OF, NOTE, AREA, MEASURE, GROUP)
_SHARE = re.compile(r"%|percent|per cent|pct|rate|share|proportion")
_CODE = re.compile(r"[A-Z]\d{8}|\d{3}")
_FEWEST_YEARS, _MOST_CELLS = 3, 20_000
_YEAR_TYPES = {
    "academic": YearType.ACADEMIC,
    "school": YearType.ACADEMIC,
    "financial": YearType.FINANCIAL,
    "fiscal": YearType.FINANCIAL,
    "calendar": YearType.CALENDAR,
}
_UNITS = (
    ("%", Unit.PERCENTAGE),
    ("percent", Unit.PERCENTAGE),
    ("per cent", Unit.PERCENTAGE),
    ("pct", Unit.PERCENTAGE),
    ("rate", Unit.RATE),
    ("number of", Unit.COUNT),
    ("count", Unit.COUNT),
)


@dataclass(frozen=True)
class Layout:
    """table: a row a year, also where the file has a column a year (wide). roles: of each heading, in order."""

    table: OwnTable
    roles: tuple[str, ...]
    wide: bool

    def at(self, role: str) -> tuple[int, ...]:
        return tuple(i for i, r in enumerate(self.roles) if r == role)

    def with_roles(self, roles: tuple[str, ...]) -> "Layout":
        return replace(self, roles=roles)

    @property
    def year_type(self) -> YearType | None:
        """What the headings say of the year, if anything."""
        words = " ".join(self.table.headings[i] for i in self.at(PERIOD)).casefold()
        return next((kind for word, kind in _YEAR_TYPES.items() if word in words), None)

    @property
    def unit(self) -> Unit | None:
        """What the headings and cells of the values say of the unit, if anything."""
        if self.at(COUNT) and self.at(OF) and not self.at(VALUE):
            return Unit.PERCENTAGE
        words = " ".join(self.table.headings[i] for i in self.at(VALUE)).casefold()
        cells = [row[i] for _, row in self.table.rows[:50] for i in self.at(VALUE)]
        if any(cell.endswith("%") for cell in cells):
            return Unit.PERCENTAGE
        return next((unit for word, unit in _UNITS if word in words), None)


def recognised(table: OwnTable) -> Layout:
    years = [i for i, h in enumerate(table.headings) if looks_like_a_year(h)]
    wide = len(years) >= _FEWEST_YEARS or (
        bool(years) and not any(_KNOWN.get(_plain(h)) == PERIOD for h in table.headings)
    )
    wide = wide and len(years) * len(table.rows) <= _MOST_CELLS
    table = _a_row_a_year(table, years) if wide else table
    roles = [_KNOWN.get(_plain(h), UNUSED) for h in table.headings]
    _settle(table, roles)
    if VALUE not in roles:
        _find_values(table, roles)
    if PERIOD not in roles:
        found = next(
            (
                i
                for i, r in enumerate(roles)
                if r in (UNUSED, VALUE) and _share(table, i, looks_like_a_year) > 0.9
            ),
            None,
        )
        if found is not None:
            roles[found] = PERIOD
    if wide and not {AREA, MEASURE, GROUP} & set(roles) and UNUSED in roles and len(table.rows) > len(years):
        roles[roles.index(UNUSED)] = MEASURE
    return Layout(table, tuple(roles), wide)


def _find_values(table: OwnTable, roles: list[str]) -> None:
    """Beside a count and what it is out of, only a column that says it is a share of them; otherwise whatever
    holds figures.
    """
    counted = COUNT in roles and OF in roles
    for i, heading in enumerate(table.headings):
        open_ = roles[i] == UNUSED or (roles[i] == COUNT and not counted)
        if (
            open_
            and (not counted or _SHARE.search(heading.casefold()))
            and _share(table, i, looks_like_a_figure) > 0.6
        ):
            roles[i] = VALUE
            if counted:
                return


def problems_of(layout: Layout, where: str) -> list[Problem]:
    """What is missing or said twice among the columns."""
    found, roles = [], layout.roles
    for role in _ONCE:
        names = [layout.table.headings[i] for i in layout.at(role)]
        if len(names) > 1:
            found.append(
                Problem(
                    where,
                    f"{len(names)} columns are taken for '{ROLE_WORDS[role]}': {', '.join(names)[:120]}.",
                    "one.",
                    "Set the others to 'Not used'.",
                )
            )
    if PERIOD not in roles:
        found.append(
            Problem(
                where,
                "no column is taken for the year.",
                "a column such as 'year', or a column for each year.",
                "Say under 'What the columns mean' which one it is.",
            )
        )
    if VALUE not in roles and not (COUNT in roles and OF in roles):
        found.append(
            Problem(
                where,
                "no column is taken for the value.",
                "a value, or a count and out of how many.",
                "Say under 'What the columns mean' which one it is.",
            )
        )
    if len(layout.at(VALUE)) > 1 and {COUNT, OF} & set(roles):
        found.append(
            Problem(
                where,
                "there are several columns of values, and counts beside them.",
                "counts that belong to one value.",
                "Choose one value, or set the counts to 'Not used'.",
            )
        )
    return found


def _settle(table: OwnTable, roles: list[str]) -> None:
    """One column each: of several places the one with codes, of anything else the first."""
    for role in _ONCE:
        mine = [i for i, r in enumerate(roles) if r == role]
        if len(mine) > 1:
            best = max(mine, key=lambda i: (role == AREA and _share(table, i, _CODE.fullmatch), -i))
            for i in mine:
                roles[i] = roles[i] if i == best else UNUSED


def _share(table: OwnTable, column: int, test) -> float:
    """Of the cells with anything in them."""
    cells = [row[column] for _, row in table.rows[:200] if row[column]]
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0.0


def _a_row_a_year(table: OwnTable, years: list[int]) -> OwnTable:
    others = [i for i in range(len(table.headings)) if i not in years]
    rows = [
        (number, (*(cells[i] for i in others), table.headings[year], cells[year]))
        for number, cells in table.rows
        for year in years
    ]
    return OwnTable((*(table.headings[i] for i in others), "year", "value"), tuple(rows), table.uneven)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z%]", "", heading.casefold())

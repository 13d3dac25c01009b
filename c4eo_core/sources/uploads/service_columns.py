"""Which column of a list of services is which: by its heading, and by what stands in it where headings
differ.
"""

import re
from collections.abc import Mapping

from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.headings import SERVICE_COLUMNS, aliases_of, service_column
from c4eo_core.sources.uploads.table import OwnTable

PLACED_BY = "a postcode, easting and northing, latitude and longitude, or school_number"
NOT_USED = "unused"
COLUMN_WORDS = {
    "name": "Name",
    "type": "Kind of service",
    "postcode": "Postcode",
    "easting": "Easting (metres)",
    "northing": "Northing (metres)",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "school_number": "School number (URN)",
    "places": "Places",
    "opening": "Opening times",
    "ages": "Ages, from and to",
    "ages_from": "Ages from",
    "ages_to": "Ages to",
    NOT_USED: "Not used",
}
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b", re.I)
_PAIRS = ({"postcode"}, {"school_number"}, {"easting", "northing"}, {"latitude", "longitude"})
_IN_ONE = re.compile(r"lat\w*\s*[/,&]?\s*(?:and\s*)?lon|coordinates?$|geo_?point", re.I)
_NOT_A_NAME = re.compile(
    r"contact|manager|lead|email|ward|authority|council|file|user|first|last|sur|road|street|area|region"
    r"|trust|owner"
    r"|phone|constituency|district|parish|lsoa|msoa|group|head|address|town",
    re.I,
)
_HINTS = (
    ("postcode", re.compile(r"post\s*_?code", re.I)),
    ("latitude", re.compile(r"\blat(?:itude)?\b", re.I)),
    ("longitude", re.compile(r"\blong?(?:itude)?\b", re.I)),
    ("easting", re.compile(r"\beastings?\b", re.I)),
    ("northing", re.compile(r"\bnorthings?\b", re.I)),
)


def columns_of(
    table: OwnTable, where: str, has_usual_type: bool, chosen: Mapping[int, str] | None = None
) -> tuple[dict[str, int], list[Problem], list[Problem]]:
    """(what → column, what to look at, what is missing). chosen: what somebody says of single columns."""
    columns = _guessed(table)
    if chosen:
        columns = {name: i for name, i in columns.items() if i not in chosen}
        columns |= {name: i for i, name in chosen.items() if name in SERVICE_COLUMNS}
    problems = []
    if "name" not in columns:
        expected = "columns such as name, type and postcode."
        problems.append(
            Problem(where, "there is no column 'name'.", expected, "Say which column holds the name.")
        )
    if "type" not in columns and not has_usual_type:
        expected = "a column that says what each service is."
        do = "Say what kind of service the list is of, or add the column."
        problems.append(Problem(where, "there is no column 'type'.", expected, do))
    if not any(p <= columns.keys() for p in _PAIRS) and "address" not in columns:
        do = "Say which column it is, or add one of them."
        problems.append(Problem(where, "no column says where the services are.", f"{PLACED_BY}.", do))
    if problems:
        return columns, [], problems
    return columns, _notes(table, columns, where), []


def _guessed(table: OwnTable) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for i, heading in enumerate(table.headings):
        name = service_column(heading) or next((n for n, hint in _HINTS if hint.search(heading)), None)
        if name:
            found.setdefault(name, []).append(i)
    columns = {name: min(at, key=lambda i: _rank(table, name, i)) for name, at in found.items()}
    _x_and_y(table, columns)
    if "longitude" not in columns and (
        one := next((i for i, h in enumerate(table.headings) if _IN_ONE.search(h)), None)
    ):
        columns["latitude"] = columns["longitude"] = one
    if "name" not in columns and (at := _a_name(table, set(columns.values()))) is not None:
        columns["name"] = at
    if not any(p <= columns.keys() for p in _PAIRS):
        columns |= _with_postcodes(table, set(columns.values()))
    return columns


def _rank(table: OwnTable, name: str, column: int) -> tuple:
    """Of rivals the fullest, then the one whose heading says it most plainly."""
    filled = sum(bool(row[column]) for _, row in table.rows[:500])
    bare = re.sub(r"[^a-z]", "", table.headings[column].casefold())
    aliases = aliases_of(name)
    plain = aliases.index(bare) if bare in aliases else len(aliases)
    distinct = len({row[column] for _, row in table.rows[:500] if row[column]}) if name == "name" else 0
    return (
        filled * 2 < len(table.rows[:500]),
        not bare.endswith("name") and plain > 0 and name == "name" and distinct < 2,
        plain,
        column,
    )


def _x_and_y(table: OwnTable, columns: dict[str, int]) -> None:
    """X and Y in degrees are longitude and latitude."""
    if not {"easting", "northing"} <= columns.keys():
        return
    east = [v for _, row in table.rows[:200] if (v := number_of(row[columns["easting"]])) is not None and v]
    north = [v for _, row in table.rows[:200] if (v := number_of(row[columns["northing"]])) is not None and v]
    if east and north and all(abs(v) <= 10 for v in east) and all(45 <= v <= 60 for v in north):
        x, y = columns.pop("easting"), columns.pop("northing")
        columns.setdefault("longitude", x)
        columns.setdefault("latitude", y)


def _a_name(table: OwnTable, taken: set[int]) -> int | None:
    """A heading that ends in 'name'; else none: people say which one it is."""
    able = [
        i
        for i, h in enumerate(table.headings)
        if i not in taken and re.search(r"name\b|\btitle$", h, re.I) and not _NOT_A_NAME.search(h)
    ]
    return able[0] if able else None


def _with_postcodes(table: OwnTable, taken: set[int]) -> dict[str, int]:
    """A column of addresses that end in postcodes."""
    for i in range(len(table.headings)):
        cells = [row[i] for _, row in table.rows[:200] if row[i]]
        if i not in taken and cells and sum(bool(POSTCODE.search(c)) for c in cells) > 0.5 * len(cells):
            return {"postcode": i}
    return {}


def _notes(table: OwnTable, columns: dict[str, int], where: str) -> list[Problem]:
    ignored = [h for i, h in enumerate(table.headings) if h and i not in columns.values()]
    if not ignored:
        return []
    named = ", ".join(h[:40] for h in ignored[:20])
    expected = f"the columns {', '.join(SERVICE_COLUMNS)}."
    return [Problem(where, f"not read: {named}.", expected, "Nothing, unless one of these is meant.")]


def is_blank(text: str) -> bool:
    """An empty cell, or a mark that stands for one."""
    return text.strip().casefold() in _BLANK


_BLANK = frozenset(
    [
        "",
        "-",
        "--",
        "–",
        "—",
        "0",
        "0.0",
        "null",
        "none",
        "n/a",
        "na",
        "#n/a",
        "nan",
        "tbc",
        "tbd",
        "unknown",
        "not known",
        "x",
        ".",
        "..",
        "?",
        "nil",
        "not available",
        "not applicable",
        "(null)",
        "n/k",
        "#value!",
        "#ref!",
    ]
)


def number_of(text: str) -> float | None:
    """A plain number, also with a thousands separator or in the notation of a program."""
    plain = text.strip().replace("−", "-").replace("\u2013", "-")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"-?\d{1,2},\d{3,}", plain):  # degrees with a decimal comma
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,12}(\.\d{0,30})?([eE][-+]?\d{1,2})?", plain):
        return None
    number = float(plain)
    return number if abs(number) < 1e12 else None

"""A trust's own list of services: each row placed by grid reference, coordinates, school number or postcode,
or refused in words.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from c4eo_core.catalogue.services import ServiceBook, UnknownService
from c4eo_core.model.grid import EASTINGS, NORTHINGS, to_grid
from c4eo_core.model.problem import Problem
from c4eo_core.model.service import OwnService, ServiceType
from c4eo_core.sources.places.postcodes import PostcodeBook
from c4eo_core.sources.uploads.table import FORMULA_MARKS, LONGEST_CELL, OwnTable, read_table

_HEADINGS = {
    "name": ("name", "service", "servicename", "setting", "venue", "site"),
    "type": ("type", "servicetype", "category", "kind"),
    "postcode": ("postcode", "postalcode", "pc"),
    "easting": ("easting", "eastings", "x"),
    "northing": ("northing", "northings", "y"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long", "lng"),
    "school_number": ("schoolnumber", "urn", "schoolurn"),
    "places": ("places", "numberofplaces", "capacity", "registeredplaces"),
    "opening": ("opening", "openingtimes", "openinghours", "hours", "times", "open"),
    "ages": ("ages", "agerange", "age"),
    "ages_from": ("agesfrom", "agefrom", "minage", "lowestage"),
    "ages_to": ("agesto", "ageto", "maxage", "highestage"),
}
_PLACED_BY = "a postcode, easting and northing, latitude and longitude, or school_number"
_METRES = "metres on the national grid, such as 430000 and 433000."
_OR_POSTCODE = "Correct them, or give the postcode instead."
_SAME_PLACE_M, _ONE_DOOR_M, _APART_M = 100, 15, 2_000
_MOST_PLACES, _OLDEST = 10_000, 25
_LATITUDES, _LONGITUDES = (49.8, 55.9), (-6.6, 1.9)
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

School = Callable[[int], tuple[int, int] | None]


@dataclass(frozen=True)
class OwnList:
    """services: what can be used. problems: the rows left out and why, or why the file is of no use.
    duplicates, notes: for
    the person to look at; rows: how many there were."""

    services: tuple[OwnService, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    rows: int


def read_own_services(
    content: bytes,
    filename: str,
    book: ServiceBook,
    postcodes: PostcodeBook,
    school: School,
    usual_type: str | None = None,
) -> OwnList:
    """usual_type: of rows that name none. school: a school's number → its easting and northing, or None."""
    table, problems = read_table(content, filename)
    if table is None:
        return OwnList((), tuple(problems), (), (), 0)
    columns, notes, problems = _columns(table, filename, usual_type)
    if problems:
        return OwnList((), tuple(problems), (), (), table.count)
    reader = _Reader(columns, book, postcodes, school, usual_type)
    found = []
    for number in table.uneven:
        reader.problems.append(
            Problem(
                f"Row {number}",
                "it has more cells than there are headings.",
                f"{len(table.headings)} cells.",
                "A comma inside a value needs quotation marks around the value.",
            )
        )
    for number, cells in table.rows:
        before = len(reader.problems)
        service = reader.service(number, cells)
        if service and len(reader.problems) == before:
            found.append(service)
    kept, duplicates = _without_doubles(found)
    return OwnList(
        tuple(kept),
        tuple(reader.problems),
        tuple(duplicates),
        (*table.unread, *notes, *reader.notes),
        table.count,
    )


def _columns(
    table: OwnTable, filename: str, usual_type: str | None
) -> tuple[dict[str, int], list[Problem], list[Problem]]:
    known = {alias: name for name, aliases in _HEADINGS.items() for alias in aliases}
    columns, ignored, problems = {}, [], []
    for i, heading in enumerate(table.headings):
        name = known.get(re.sub(r"[^a-z]", "", heading.casefold()))
        if name is None:
            ignored += [heading] if heading else []
        elif name in columns:
            problems.append(
                Problem(
                    filename,
                    f"two columns mean {name}: '{table.headings[columns[name]]}' and '{heading}'.",
                    "one.",
                    "Remove one.",
                )
            )
        else:
            columns[name] = i
    if "name" not in columns:
        problems.append(
            Problem(
                filename,
                "there is no column 'name'.",
                f"columns such as {', '.join(TEMPLATE)}.",
                "Name the columns in the first row.",
            )
        )
    if "type" not in columns and usual_type is None:
        problems.append(
            Problem(
                filename, "there is no column 'type'.", "a column that says what each service is.", "Add it."
            )
        )
    pairs = {"postcode"}, {"school_number"}, {"easting", "northing"}, {"latitude", "longitude"}
    if not any(p <= columns.keys() for p in pairs):
        problems.append(
            Problem(filename, "no column says where the services are.", f"{_PLACED_BY}.", "Add one of them.")
        )
    if not ignored:
        return columns, [], problems
    named = ", ".join(h[:40] for h in ignored)
    notes = [
        Problem(
            filename,
            f"not read: {named}.",
            f"the columns {', '.join(_HEADINGS)}.",
            "Nothing, unless one of these is meant.",
        )
    ]
    return columns, notes, problems


class _Reader:
    """One row after another; what is wrong goes to `problems`, what to look at to `notes`."""

    def __init__(
        self,
        columns: dict[str, int],
        book: ServiceBook,
        postcodes: PostcodeBook,
        school: School,
        usual_type: str | None,
    ):
        self.columns, self.book, self.postcodes, self.school, self.usual_type = (
            columns,
            book,
            postcodes,
            school,
            usual_type,
        )
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def service(self, number: int, cells: tuple[str, ...]) -> OwnService | None:
        self.row = f"Row {number}"
        self.cells = {name: cells[i] for name, i in self.columns.items()}
        for name, cell in self.cells.items():
            if len(cell) > LONGEST_CELL:
                self._wrong(name, f"{len(cell):,} characters.", f"at most {LONGEST_CELL}.", "Shorten it.")
                return None
        name, kind = self._name(), self._type()
        position = self._position()
        places, ages = self._places(), self._ages()
        if not (name and kind and position):
            return None
        (easting, northing), placed_by = position
        self._note_formulas("name", "opening")
        return OwnService(
            name, kind.id, easting, northing, places, self.cells.get("opening", ""), ages, placed_by, self.row
        )

    def _wrong(self, column: str, found: str, expected: str, do: str) -> None:
        self.problems.append(Problem(f"{self.row}, {column}", found, expected, do))

    def _note_formulas(self, *columns: str) -> None:
        for column in columns:
            if self.cells.get(column, "").startswith(FORMULA_MARKS):
                self.notes.append(
                    Problem(
                        f"{self.row}, {column}",
                        f"'{self.cells[column][:40]}' begins like a formula.",
                        "words.",
                        "It is kept as plain text and never worked out; correct it if that is not meant.",
                    )
                )

    def _name(self) -> str | None:
        if not self.cells["name"]:
            self._wrong("name", "it is empty.", "the name of the service.", "Fill it in.")
        return self.cells["name"] or None

    def _type(self) -> ServiceType | None:
        text = self.cells.get("type") or self.usual_type
        if not text:
            self._wrong("type", "it is empty.", f"one of {', '.join(self.book.types)}.", "Fill it in.")
            return None
        try:
            return self.book.find(text)
        except UnknownService as error:
            hint = str(error).rpartition("Did you mean ")[2] if "Did you mean" in str(error) else ""
            do = f"Did you mean {hint}" if hint else "Use the nearest of these."
            self._wrong(
                "type",
                f"'{text[:40]}' is not a service we know.",
                f"one of {', '.join(self.book.types)}.",
                do,
            )
            return None

    def _position(self) -> tuple[tuple[int, int], str] | None:
        """The most exact that is given; a postcode given too must not lie far from it."""
        given = {
            name: self.cells.get(name, "")
            for name in ("easting", "northing", "latitude", "longitude", "school_number", "postcode")
        }
        if given["easting"] or given["northing"]:
            found, how = self._grid(given), "grid reference"
        elif given["latitude"] or given["longitude"]:
            found, how = self._lonlat(given), "coordinates"
        elif given["school_number"]:
            found, how = self._school(given["school_number"]), "school number"
        elif given["postcode"]:
            found, how = self._postcode(given["postcode"]), "postcode"
        else:
            self._wrong("position", "nothing says where it is.", f"{_PLACED_BY}.", "Fill one of them in.")
            return None
        if found and how != "postcode" and given["postcode"]:
            self._compare(found, given["postcode"], how)
        return (found, how) if found else None

    def _grid(self, given: dict[str, str]) -> tuple[int, int] | None:
        e, n = _number(given["easting"]), _number(given["northing"])
        if e is None or n is None:
            self._wrong(
                "easting, northing",
                f"'{given['easting'][:20]}', '{given['northing'][:20]}' are not two numbers.",
                _METRES,
                _OR_POSTCODE,
            )
            return None
        return self._in_england(e, n, "easting, northing", f"{e:g}, {n:g}")

    def _lonlat(self, given: dict[str, str]) -> tuple[int, int] | None:
        lat, lon = _number(given["latitude"]), _number(given["longitude"])
        shown, where = f"{given['latitude'][:20]}, {given['longitude'][:20]}", "latitude, longitude"
        if lat is None or lon is None:
            self._wrong(
                where, f"'{shown}' are not two numbers.", "degrees, such as 53.80 and -1.55.", _OR_POSTCODE
            )
            return None
        if not (_LATITUDES[0] <= lat <= _LATITUDES[1] and _LONGITUDES[0] <= lon <= _LONGITUDES[1]):
            swapped = _LATITUDES[0] <= lon <= _LATITUDES[1] and _LONGITUDES[0] <= lat <= _LONGITUDES[1]
            do = "They seem to be swapped: latitude is the one near 50 to 56." if swapped else _OR_POSTCODE
            self._wrong(where, f"{shown} lies outside England.", "degrees, such as 53.80 and -1.55.", do)
            return None
        e, n = to_grid(lon, lat)
        return self._in_england(float(e), float(n), where, shown)

    def _in_england(self, e: float, n: float, where: str, shown: str) -> tuple[int, int] | None:
        if EASTINGS[0] <= e <= EASTINGS[1] and NORTHINGS[0] <= n <= NORTHINGS[1]:
            return round(e), round(n)
        self._wrong(where, f"{shown} lies outside England.", _METRES, _OR_POSTCODE)
        return None

    def _school(self, text: str) -> tuple[int, int] | None:
        number = _number(text)
        found = (
            self.school(int(number))
            if number is not None and number == int(number) and 0 < number < 10_000_000
            else None
        )
        if found is None:
            self._wrong(
                "school_number",
                f"'{text[:20]}' is no open school in our list.",
                "its unique reference number (URN), six figures.",
                "Check it, or give the postcode instead.",
            )
        return found

    def _postcode(self, text: str) -> tuple[int, int] | None:
        found = self.postcodes.find(text)
        if found.position is None:
            self._wrong("postcode", found.why, "a whole, live postcode in England.", found.do)
        return found.position

    def _compare(self, position: tuple[int, int], postcode: str, how: str) -> None:
        other = self.postcodes.find(postcode).position
        if other and math.dist(position, other) > _APART_M:
            apart = f"lie {math.dist(position, other) / 1000:,.1f} km apart."
            self.notes.append(
                Problem(
                    f"{self.row}, position",
                    f"the {how} and the postcode {postcode.upper()[:10]} {apart}",
                    "the same place.",
                    f"The {how} is used; check which is right.",
                )
            )

    def _places(self) -> int | None:
        text = self.cells.get("places", "")
        number = _number(text)
        if not text:
            return None
        if number is None or number != int(number) or not 0 <= number <= _MOST_PLACES:
            self._wrong(
                "places",
                f"'{text[:20]}' is not a number of places.",
                f"a whole number up to {_MOST_PLACES:,}, or an empty cell.",
                "Correct it or empty the cell.",
            )
            return None
        return int(number)

    def _ages(self) -> tuple[int, int] | None:
        low, high, both = (self.cells.get(n, "") for n in ("ages_from", "ages_to", "ages"))
        if both and not (low or high):
            parts = re.fullmatch(r"(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})", both)
            low, high = parts.groups() if parts else (both, "")
        if not (low or high):
            return None
        a, b = _number(low), _number(high)
        if a is None or b is None or not (0 <= a <= b <= _OLDEST) or a != int(a) or b != int(b):
            shown = (both or f"{low} to {high}")[:40]
            self._wrong(
                "ages",
                f"'{shown}' is not a range of ages.",
                f"two whole numbers from 0 to {_OLDEST}, such as 4 and 11.",
                "Correct them or empty the cells.",
            )
            return None
        return int(a), int(b)


def _number(text: str) -> float | None:
    plain = text.strip().replace("−", "-")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    return float(plain) if re.fullmatch(r"-?\d{1,12}(\.\d{0,15})?", plain) else None


def _without_doubles(services: list[OwnService]) -> tuple[list[OwnService], list[Problem]]:
    """The first of those with one name at one place; the same door under two names is kept and pointed out."""
    names: dict[tuple[str, str], list[OwnService]] = {}
    doors: dict[tuple[str, int, int], OwnService] = {}
    kept: list[OwnService] = []
    found: list[Problem] = []
    for s in services:
        namesakes = names.setdefault((s.type, _plain(s.name)), [])
        twin = next((k for k in namesakes if _metres(k, s) <= _SAME_PLACE_M), None)
        if twin:
            found.append(
                Problem(
                    s.where,
                    f"'{s.name[:60]}' is in the list already ({twin.where}).",
                    "each service once.",
                    "It is counted once; change the name if it is another one.",
                )
            )
            continue
        door = next((k for k in _around(doors, s) if _metres(k, s) <= _ONE_DOOR_M), None)
        if door:
            found.append(
                Problem(
                    s.where,
                    f"'{s.name[:60]}' has the same type and place as '{door.name[:60]}' ({door.where}).",
                    "each service once.",
                    "Both are counted; remove one if they are the same.",
                )
            )
        kept.append(s)
        namesakes.append(s)
        doors.setdefault((s.type, s.easting // _ONE_DOOR_M, s.northing // _ONE_DOOR_M), s)
    return kept, found


def _around(doors: dict[tuple[str, int, int], OwnService], s: OwnService) -> list[OwnService]:
    """The first service of the same type in the square of this one and in the eight about it."""
    x, y = s.easting // _ONE_DOOR_M, s.northing // _ONE_DOOR_M
    squares = ((s.type, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return [doors[square] for square in squares if square in doors]


def _metres(a: OwnService, b: OwnService) -> float:
    return math.dist((a.easting, a.northing), (b.easting, b.northing))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())

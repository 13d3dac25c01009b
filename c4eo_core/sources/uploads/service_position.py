"""Where one service stands: by grid reference, coordinates, school number or postcode, whichever can be
used.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from c4eo_core.model.grid import EASTINGS, NORTHINGS, to_grid
from c4eo_core.sources.places.postcodes import PostcodeBook
from c4eo_core.sources.uploads.service_columns import PLACED_BY, POSTCODE, is_blank, number_of

School = Callable[[int], tuple[int, int] | None]
Position = tuple[int, int]
_METRES = "metres on the national grid, such as 430000 and 433000."
_DEGREES = "degrees, such as 53.80 and -1.55."
_OR_POSTCODE = "Correct them, or give the postcode instead."
_APART_M = 2_000
_BOTH = re.compile(r"\(?(-?\d+\.\d+)\s*[,; ]\s*(-?\d+\.\d+)\)?")
_LATITUDES, _LONGITUDES = (49.8, 55.9), (-6.6, 1.9)


@dataclass(frozen=True)
class Fault:
    """column, found, expected, do: a sentence about a cell, for the problems or for the notes."""

    column: str
    found: str
    expected: str
    do: str


@dataclass(frozen=True)
class Placed:
    """position: None where nothing can be used. by: what it was placed by. faults: what could not be used."""

    position: Position | None
    by: str
    faults: tuple[Fault, ...]


def place(cells: Mapping[str, str], postcodes: PostcodeBook, school: School) -> Placed:
    """The most exact that can be used; what cannot costs a note and not the row, as long as something can."""
    faults: list[Fault] = []
    if both := _BOTH.fullmatch(cells.get("latitude", "").strip()):  # 'Lat/Long' in one cell
        cells = {**cells, "latitude": both[1], "longitude": both[2]}
    ways: tuple[tuple[str, tuple[str, ...], Callable], ...] = (
        ("grid reference", ("easting", "northing"), _grid),
        ("coordinates", ("latitude", "longitude"), _lonlat),
        ("school number", ("school_number",), lambda given: _school(given["school_number"], school)),
        ("postcode", ("postcode",), lambda given: _postcode(given["postcode"], postcodes)),
    )
    for by, names, find in ways:
        given = {name: cells.get(name, "") for name in names}
        if all(is_blank(text) for text in given.values()):
            continue
        found = find(given)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        position, how = _with_how(found, by)
        if how.startswith("closed"):
            faults.append(
                Fault("postcode", f"{cells['postcode'][:12]} has been closed.", "a live one.", "It is used.")
            )
        elif by != "postcode" and (
            far := _far_from_postcode(position, cells.get("postcode", ""), by, postcodes)
        ):
            faults.append(far)
        return Placed(position, how, tuple(faults))
    if not faults:
        faults.append(Fault("position", "nothing says where it is.", f"{PLACED_BY}.", "Fill one of them in."))
    return Placed(None, "", tuple(faults))


def _grid(given: Mapping[str, str]) -> Position | Fault:
    where = "easting, northing"
    e, n = number_of(given["easting"]), number_of(given["northing"])
    if e is None or n is None or not (e and n):
        found = f"'{given['easting'][:20]}', '{given['northing'][:20]}' are not two numbers."
        return Fault(where, found, _METRES, _OR_POSTCODE)
    if _LONGITUDES[0] <= e <= _LONGITUDES[1] and _LATITUDES[0] <= n <= _LATITUDES[1]:
        return _on_grid(e, n, where, f"{n:g}, {e:g}")
    return _in_england(e, n, where, f"{e:g}, {n:g}")


def _lonlat(given: Mapping[str, str]) -> Position | Fault:
    lat, lon = number_of(given["latitude"]), number_of(given["longitude"])
    shown, where = f"{given['latitude'][:20]}, {given['longitude'][:20]}", "latitude, longitude"
    if lat is None or lon is None:
        return Fault(where, f"'{shown}' are not two numbers.", _DEGREES, _OR_POSTCODE)
    if not (_LATITUDES[0] <= lat <= _LATITUDES[1] and _LONGITUDES[0] <= lon <= _LONGITUDES[1]):
        swapped = _LATITUDES[0] <= lon <= _LATITUDES[1] and _LONGITUDES[0] <= lat <= _LONGITUDES[1]
        do = "They seem to be swapped: latitude is the one near 50 to 56." if swapped else _OR_POSTCODE
        return Fault(where, f"{shown} lies outside England.", _DEGREES, do)
    return _on_grid(lon, lat, where, shown)


def _with_how(found: tuple, by: str) -> tuple[Position, str]:
    """A position is placed by the way that was tried, unless the way itself says how."""
    return found if isinstance(found[0], tuple) else (found, by)


def _on_grid(lon: float, lat: float, where: str, shown: str) -> Position | Fault:
    e, n = to_grid(lon, lat)
    return _in_england(float(e), float(n), where, shown)


def _in_england(e: float, n: float, where: str, shown: str) -> Position | Fault:
    if EASTINGS[0] <= e <= EASTINGS[1] and NORTHINGS[0] <= n <= NORTHINGS[1]:
        return round(e), round(n)
    return Fault(where, f"{shown} lies outside England.", _METRES, _OR_POSTCODE)


def _school(text: str, school: School) -> Position | Fault:
    number = number_of(text)
    usable = number is not None and number == int(number) and 0 < number < 10_000_000
    found = school(int(number)) if usable and number is not None else None
    if found is None:
        expected = "its unique reference number (URN), six figures."
        do = "Check it, or give the postcode instead."
        return Fault("school_number", f"'{text[:20]}' is no open school in our list.", expected, do)
    return found


def _postcode(text: str, postcodes: PostcodeBook) -> tuple[Position, str] | Fault:
    """The postcode, alone or at the end of an address; the first of several."""
    found = postcodes.find(text)
    if found.position is None and (match := POSTCODE.search(text)):
        found = postcodes.find("".join(match.groups()))
    if found.position is None:
        return Fault("postcode", found.why, "a whole, live postcode in England.", found.do)
    return found.position, "closed postcode" if found.closed else "postcode"


def _far_from_postcode(at: Position, postcode: str, how: str, postcodes: PostcodeBook) -> Fault | None:
    other = postcodes.find(postcode).position if not is_blank(postcode) else None
    if other is None or math.dist(at, other) <= _APART_M:
        return None
    code = re.sub(r"\s+", " ", postcode.upper())[:10]
    found = f"the {how} and the postcode {code} lie {math.dist(at, other) / 1000:,.1f} km apart."
    return Fault("position", found, "the same place.", f"The {how} is used; check which is right.")

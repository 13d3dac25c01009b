"""Services that stand in a list twice: counted once, or kept and pointed out."""

import math
import re

from c4eo_core.model.problem import Problem
from c4eo_core.model.service import OwnService

_SAME_PLACE_M, _ONE_DOOR_M = 100, 15


def without_doubles(services: list[OwnService]) -> tuple[list[OwnService], list[Problem]]:
    """The first of those with one name at one place; the same door under two names is kept and pointed
    out.
    """
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

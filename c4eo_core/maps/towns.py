"""The largest towns of an authority, as names on its map."""

from collections.abc import Sequence
from functools import cache

from c4eo_core.folders import community_folder
from c4eo_core.maps.frame import ASPECT, Frame, holds, land_around
from c4eo_core.store.community import CommunityMissing, Towns, read_towns

LINE, LETTER = 0.085, 0.034  # height and width of letters, in frame units
_MOST = 10


@cache
def _known() -> Towns | None:
    """None where no towns are built: the map is drawn without their names."""
    try:
        return read_towns(community_folder())
    except CommunityMissing:
        return None


@cache
def _inside(code: str, frame: Frame) -> tuple[tuple[str, float, float], ...]:
    """(name, x, y) of the towns of an authority that its map shows, the largest first."""
    towns = _known()
    if towns is None:
        return ()
    own = land_around(code, frame)[-1][2]
    x, y = frame.of(towns.easting, towns.northing)
    seen = (abs(x) < ASPECT - 0.1) & (abs(y) < 0.93)
    rows = ((towns.name[i], float(x[i]), float(y[i])) for i in seen.nonzero()[0].tolist())
    return tuple(row for row in rows if holds(own, row[1], row[2]))[: 4 * _MOST]


def town_rows(code: str, frame: Frame, taken: Sequence[dict]) -> list[dict]:
    """The largest towns, none of them over a name that stands there already. taken: rows with
    name, x and y.
    """
    found: list[dict] = []
    for name, x, y in _inside(code, frame):
        row = {"role": "town", "name": name, "x": x, "y": y}
        if len(found) < _MOST and not any(_clash(row, other) for other in (*taken, *found)):
            found.append(row)
    return found


def _clash(a: dict, b: dict) -> bool:
    wide = LETTER * (len(a["name"]) + len(b["name"])) / 2
    return a["name"] == b["name"] or (abs(a["y"] - b["y"]) < LINE and abs(a["x"] - b["x"]) < wide)

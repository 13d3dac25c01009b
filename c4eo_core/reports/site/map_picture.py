"""England by council as a picture inside a page: one path each, coloured by fifths, without a script."""

import json
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

from c4eo_core.charts.theme import Look
from c4eo_core.maps.boundaries import boundary_bytes

WIDTH, HEIGHT = 420, 500
_NARROW = 0.62  # a degree of longitude beside a degree of latitude, at 52 degrees north
_WEST, _SOUTH, _EAST, _NORTH = -6.45, 49.85, 1.8, 55.85


@cache
def outlines() -> dict[str, str]:
    """Area code → the path of its outline in the picture, to a pixel's tenth."""
    features = json.loads(boundary_bytes())["features"]
    return {f["properties"]["code"]: _path(f["geometry"]) for f in features}


def map_picture(classes: Mapping[str, int], title: str, alt: str, look: Look) -> Markup:
    """classes: area code → 1 lowest to 5 highest, 0 for none."""
    paths = Markup("").join(
        Markup('<path class="fifth-{}" d="{}"/>').format(classes.get(code, 0), path)
        for code, path in outlines().items()
    )
    return Markup(
        '<svg class="pic map" viewBox="0 0 {} {}" role="img"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, title, alt, paths)


def _path(geometry: dict) -> str:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return "".join(_ring(ring) for polygon in parts for ring in polygon)


def _ring(ring: list[list[float]]) -> str:
    """Points nearer than a pixel to the last one are left out."""
    points: list[tuple[int, int]] = []
    for lon, lat in ring:
        at = position(lon, lat)
        if not points or abs(at[0] - points[-1][0]) + abs(at[1] - points[-1][1]) > 10:
            points.append(at)
    if len(points) < 3:
        return ""
    (first_x, first_y), steps = points[0], zip(points, points[1:], strict=False)
    moves = " ".join(f"{(x - a) / 10:g} {(y - b) / 10:g}" for (a, b), (x, y) in steps)
    return f"M{first_x / 10:g} {first_y / 10:g}l{moves}z"


def position(lon: float, lat: float) -> tuple[int, int]:
    """In tenths of a pixel."""
    scale = 10 * HEIGHT / (_NORTH - _SOUTH)
    return round((lon - _WEST) * _NARROW * scale), round((_NORTH - lat) * scale)

"""The window through which one authority is seen: metres on the national grid → a small frame in which the
place fits.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from c4eo_core.maps.boundaries import boundary_bytes
from c4eo_core.model.grid import to_grid

# How much wider than high the box is that holds the whole place; a wider or a narrower picture shows more
# around it.
ASPECT = 1.3
_MARGIN = 1.07
_SMALLEST_M = 1600.0  # half the height: the City of London is seen with what lies around it
_BEYOND = (3.4, 2.6)  # as far as any picture may show, in frame units: neighbours are cut there


@dataclass(frozen=True)
class Frame:
    """x, y: metres, the middle; half: metres from there to the upper edge. In frame units the box reaches
    from −ASPECT to
    ASPECT and from −1 to 1."""

    x: float
    y: float
    half: float

    def of(self, easting: np.ndarray, northing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return (np.asarray(easting, float) - self.x) / self.half, (
            np.asarray(northing, float) - self.y
        ) / self.half

    def of_lonlat(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self.of(*to_grid(lon, lat))


@cache
def outlines() -> dict[str, tuple[str, tuple[np.ndarray, ...]]]:
    """Code of an authority → its name and the rings of its boundary, [N, 2] metres each; a hole is a ring
    like the others.
    """
    found = {}
    for feature in json.loads(boundary_bytes())["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = tuple(
            np.column_stack(to_grid(*np.array(ring, float).T)) for polygon in polygons for ring in polygon
        )
        found[feature["properties"]["code"]] = (feature["properties"]["name"], rings)
    return found


def frame_of(code: str, lon: np.ndarray, lat: np.ndarray) -> Frame:
    """lon, lat: what must be seen besides the boundary, which is drawn simplified."""
    points = np.vstack([*outlines()[code][1], np.column_stack(to_grid(lon, lat))])
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = (high - low) / 2
    middle = (low + high) / 2
    return Frame(
        float(middle[0]), float(middle[1]), max(float(height), float(width) / ASPECT, _SMALLEST_M) * _MARGIN
    )


@lru_cache(maxsize=8)
def land_around(code: str, frame: Frame) -> tuple[tuple[str, str, tuple[np.ndarray, ...]], ...]:
    """(code, name, rings in frame units) of every authority in sight, cut where no picture reaches; this one
    itself last.
    """
    found = []
    for other, (name, rings) in outlines().items():
        seen = [np.column_stack(frame.of(*ring.T)) for ring in rings]
        if other != code:
            seen = [cut for ring in seen if len(cut := _cut(ring)) > 2]
        if seen:
            found.append((other, name, tuple(seen)))
    return tuple(sorted(found, key=lambda f: f[0] == code))


def _cut(ring: np.ndarray) -> np.ndarray:
    """The ring inside the farthest box (Sutherland and Hodgman 1974), edge by edge."""
    for axis in (0, 1):
        for side in (1, -1):
            inside = side * ring[:, axis] <= _BEYOND[axis]
            if inside.all():
                continue
            if not inside.any():
                return ring[:0]
            ring = _cut_edge(ring, axis, side * _BEYOND[axis], inside)
    return ring


def _cut_edge(ring: np.ndarray, axis: int, at: float, inside: np.ndarray) -> np.ndarray:
    following, next_in = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    kept = []
    for here, there, now, then in zip(ring, following, inside, next_in, strict=True):
        if now:
            kept.append(here)
        if now != then:
            share = (at - here[axis]) / (there[axis] - here[axis])
            kept.append(here + share * (there - here))
    return np.array(kept).reshape(-1, 2)


def middle_of(rings: tuple[np.ndarray, ...]) -> tuple[float, float, float]:
    """(x, y, area) of the largest ring's centre of gravity, in frame units, as far as the box shows it."""
    best = (0.0, 0.0, 0.0)
    for ring in rings:
        inner = np.column_stack([np.clip(ring[:, 0], -ASPECT, ASPECT), np.clip(ring[:, 1], -1, 1)])
        x, y = inner.T
        cross = x * np.roll(y, -1) - np.roll(x, -1) * y
        area = cross.sum() / 2
        if abs(area) > best[2]:
            cx, cy = ((v + np.roll(v, -1)) @ cross / (6 * area) for v in (x, y))
            best = (float(cx), float(cy), float(abs(area)))
    return best


def holds(rings: tuple[np.ndarray, ...], x: float, y: float) -> bool:
    """Is the point inside? A ring within a ring is a hole."""
    crossings = 0
    for ring in rings:
        a, b = ring, np.roll(ring, -1, axis=0)
        between = (a[:, 1] > y) != (b[:, 1] > y)
        rise = np.where(between, b[:, 1] - a[:, 1], 1.0)
        crossings += int((between & (x < a[:, 0] + (y - a[:, 1]) / rise * (b[:, 0] - a[:, 0]))).sum())
    return crossings % 2 == 1


def scale_km(frame: Frame) -> float:
    """A round length of about a quarter of the box's width."""
    wanted = frame.half * ASPECT / 2000
    return max((n * 10.0**p for p in range(-2, 3) for n in (1, 2, 5) if n * 10.0**p <= wanted), default=0.01)

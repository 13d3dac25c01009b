"""The map of a school's surroundings, drawn as SVG: small areas shaded by income deprivation,
names, schools.
"""

from dataclasses import dataclass
from html import escape

import numpy as np

from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import CIRCLE, SchoolCommunity
from c4eo_core.charts.theme import Look

WIDTH, HEIGHT = 366, 304
FONT = "'Source Sans Pro', 'Source Sans 3', 'Segoe UI', Roboto, Arial, sans-serif"
# Deciles up to and with this one → how strongly the area is filled; the strongest are the most deprived
# tenth.
STEPS = ((1, 0.92), (2, 0.68), (3, 0.46), (5, 0.28), (10, 0.13))
_MOST_NAMES, _MOST_TOWNS, _MOST_SCHOOLS = 4, 3, 40
_LEAST_HALF_M = 450.0


@dataclass(frozen=True)
class Frame:
    """Metres → pixels, north up."""

    west: float
    north: float
    scale: float

    def at(self, easting: np.ndarray, northing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return (np.asarray(easting) - self.west) * self.scale, (
            self.north - np.asarray(northing)
        ) * self.scale


def school_map(sg: SchoolData, c: SchoolCommunity, look: Look) -> str:
    """An SVG element with a title and a description for who cannot see it."""
    frame = _frame(sg, c)
    land = "#e9edf0" if look.name == "light" else "#1f2830"
    inside = set(c.area.rows.tolist())
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{land}"/>']
    parts += _areas(sg, c, frame, look, land, inside)
    if c.area.asked.kind == CIRCLE and c.area.asked.km:
        x, y = frame.at(np.array([c.school.easting]), np.array([c.school.northing]))
        radius = c.area.asked.km * 1000 * frame.scale
        parts.append(
            f'<circle cx="{x[0]:.1f}" cy="{y[0]:.1f}" r="{radius:.1f}" fill="none" stroke="{look.ink}"'
            ' stroke-width="1.5" stroke-dasharray="5 4"/>'
        )
    parts += _schools(sg, c, frame, look)
    parts += _labels(sg, c, frame, look)
    parts.append(_home(c, frame, look))
    parts.append(_scale(frame, look))
    title = escape(f"Map of the small areas around {c.school.name}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}. The list below names them."'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}"><clipPath id="m"><rect width="{WIDTH}"'
        f' height="{HEIGHT}"/></clipPath><g clip-path="url(#m)">{"".join(parts)}</g><rect x=".5" y=".5"'
        f' width="{WIDTH - 1}" height="{HEIGHT - 1}" fill="none" stroke="{look.faint}"/></svg>'
    )


def _frame(sg: SchoolData, c: SchoolCommunity) -> Frame:
    """Holds the school, the centres of the small areas and the circle, with a margin."""
    small, s = sg.ground.places.small_areas, c.school
    e, n = small.easting[c.area.rows].astype(float), small.northing[c.area.rows].astype(float)
    if c.area.asked.kind != CIRCLE:  # the whole of each small area
        codes = tuple(bytes(small.code[r]).decode() for r in c.area.rows)
        rings = [ring for found in sg.community.outlines(codes).values() for ring in found]
        e, n = (np.concatenate([ring[:, axis] for ring in rings]).astype(float) for axis in (0, 1))
    circle = c.area.radius_km * 1000 if c.area.asked.kind == CIRCLE else 0.0
    west, east = min(e.min(), s.easting - circle), max(e.max(), s.easting + circle)
    south, north = min(n.min(), s.northing - circle), max(n.max(), s.northing + circle)
    width = max(east - west, 2 * _LEAST_HALF_M) * 1.1
    height = max(north - south, 2 * _LEAST_HALF_M) * 1.1
    scale = min(WIDTH / width, HEIGHT / height)
    middle_e, middle_n = (west + east) / 2, (south + north) / 2
    return Frame(middle_e - WIDTH / 2 / scale, middle_n + HEIGHT / 2 / scale, scale)


def _areas(
    sg: SchoolData, c: SchoolCommunity, frame: Frame, look: Look, land: str, inside: set[int]
) -> list[str]:
    small = sg.ground.places.small_areas
    reach = 1.2 * max(WIDTH, HEIGHT) / frame.scale
    middle = frame.west + WIDTH / 2 / frame.scale, frame.north - HEIGHT / 2 / frame.scale
    seen = np.hypot(small.easting - middle[0], small.northing - middle[1]) < reach
    rows = sorted(set(np.flatnonzero(seen).tolist()) | inside, key=lambda r: r in inside)
    outlines = sg.community.outlines(tuple(bytes(small.code[r]).decode() for r in rows))
    line = look.background
    found = []
    for r in rows:
        path = "".join(_ring(frame, ring) for ring in outlines[bytes(small.code[r]).decode()])
        decile = int(small.decile[r])
        fill, opacity = (look.us, strength(decile)) if r in inside else (land, 1.0)
        found.append(
            f'<path d="{path}" fill-rule="evenodd" fill="{fill}" fill-opacity="{opacity}" stroke="{line}"'
            f' stroke-width="{1.6 if r in inside else 1}"/>'
        )
    return found


def strength(decile: int) -> float:
    """How strongly a small area is filled. decile: 1 most deprived; 0 unknown."""
    return next((opacity for last, opacity in STEPS if 0 < decile <= last), 0.08)


def _ring(frame: Frame, ring: np.ndarray) -> str:
    x, y = frame.at(ring[:, 0], ring[:, 1])
    points = "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True))
    return f"M{points}Z"


def _schools(sg: SchoolData, c: SchoolCommunity, frame: Frame, look: Look) -> list[str]:
    """Other schools of the same kind in sight."""
    s = sg.community.schools
    x, y = frame.at(s.easting, s.northing)
    seen = (x > 4) & (x < WIDTH - 4) & (y > 4) & (y < HEIGHT - 4) & (sg.school_kinds == c.school.kind)
    rows = [r for r in np.flatnonzero(seen).tolist() if s.urn[r] != c.school.urn][:_MOST_SCHOOLS]
    return [
        f'<circle cx="{x[r]:.1f}" cy="{y[r]:.1f}" r="4.5" fill="{look.background}" stroke="{look.ink}"'
        ' stroke-width="1.6"/>'
        for r in rows
    ]


def _labels(sg: SchoolData, c: SchoolCommunity, frame: Frame, look: Look) -> list[str]:
    """Neighbourhoods with most children, then towns in sight; none over another, nor over the school."""
    small = sg.ground.places.small_areas
    by_name: dict[str, list[tuple[float, float, int]]] = {}
    for r, a in zip(c.area.rows.tolist(), c.area.small_areas, strict=True):
        by_name.setdefault(a.name, []).append((float(small.easting[r]), float(small.northing[r]), a.children))
    wanted = [
        (name, np.mean([p[0] for p in at]), np.mean([p[1] for p in at]), 13)
        for name, at in sorted(by_name.items(), key=lambda item: -sum(p[2] for p in item[1]))[:_MOST_NAMES]
    ]
    towns = sg.community.towns
    x, y = frame.at(towns.easting, towns.northing)
    seen = np.flatnonzero((x > 30) & (x < WIDTH - 30) & (y > 16) & (y < HEIGHT - 16))[:_MOST_TOWNS]
    wanted += [(towns.name[t], towns.easting[t], towns.northing[t], 12) for t in seen.tolist()]
    hx, hy = frame.at(np.array([c.school.easting]), np.array([c.school.northing]))
    taken = [(float(hx[0]) - 13, float(hy[0]) - 15, float(hx[0]) + 13, float(hy[0]) + 13)]
    found, names = [], set()
    for name, easting, northing, size in wanted:
        x, y = (float(v[0]) for v in frame.at(np.array([easting]), np.array([northing])))
        lines = _two_lines(name)
        wide = max(len(line) for line in lines) * size * 0.52
        tall = len(lines) * (size + 2)
        place = _free(x, y, wide, tall, taken) if name not in names else None
        if not place:
            continue
        names.add(name)
        x, y = place
        taken.append((x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
        found += [
            f'<text x="{x:.1f}" y="{y - tall / 2 + (size + 2) * (k + 0.8):.1f}" text-anchor="middle"'
            f' font-size="{size}" font-weight="600" fill="{look.ink}" stroke="{look.background}"'
            f' stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">{escape(line)}</text>'
            for k, line in enumerate(lines)
        ]
    return found


def _free(
    x: float, y: float, wide: float, tall: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float] | None:
    """A place for a label near (x, y), inside the map and over nothing that stands there already."""
    for step in (0, 22, -22, 40, -40, 60, -60):
        cx = min(max(x, wide / 2 + 4), WIDTH - wide / 2 - 4)
        cy = y + step
        box = cx - wide / 2, cy - tall / 2, cx + wide / 2, cy + tall / 2
        if box[1] < 3 or box[3] > HEIGHT - 16:
            continue
        if not any(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in taken):
            return cx, cy
    return None


def _two_lines(name: str) -> list[str]:
    words = name.split()
    if len(name) <= 16 or len(words) < 2:
        return [name]
    cut = min(range(1, len(words)), key=lambda k: abs(len(" ".join(words[:k])) - len(name) / 2))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _home(c: SchoolCommunity, frame: Frame, look: Look) -> str:
    x, y = (float(v[0]) for v in frame.at(np.array([c.school.easting]), np.array([c.school.northing])))
    return (
        f'<path d="M{x:.1f} {y - 13:.1f} l11 11 h-3.5 v10 h-15 v-10 h-3.5z" fill="{look.second}"'
        f' stroke="{look.background}" stroke-width="2"/>'
    )


def _scale(frame: Frame, look: Look) -> str:
    """A bar of a round length, at the foot."""
    metres = next(m for m in (20000, 10000, 5000, 2000, 1000, 500, 200, 100) if m * frame.scale <= 110)
    wide = metres * frame.scale
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
    y = HEIGHT - 8
    halo = f'stroke="{look.background}" stroke-width="3" paint-order="stroke"'
    return (
        f'<path d="M10 {y} h{wide:.1f}" stroke="{look.background}" stroke-width="5"/><path d="M10 {y}'
        f' h{wide:.1f}" stroke="{look.ink}" stroke-width="2"/><text x="{14 + wide:.1f}" y="{y + 4}"'
        f' font-size="12" fill="{look.ink}" {halo}>{words}</text>'
    )

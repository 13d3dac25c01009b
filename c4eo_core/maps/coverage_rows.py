"""The rows of the map of one authority: land, reach, children, services, schools and chosen sites, all in
frame units.

The map on the page and the picture in a report are drawn from the same rows.
"""

from collections import Counter
from functools import lru_cache

import numpy as np

from c4eo_core.answers.coverage.distances import DEPRIVED
from c4eo_core.answers.coverage.shape import Coverage, SchoolRow
from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.maps.frame import ASPECT, Frame, frame_of, holds, land_around, middle_of, scale_km
from c4eo_core.maps.need_areas import area_paths
from c4eo_core.maps.towns import LETTER, LINE, town_rows

WORDS = ("role", "part", "kind", "id", "name", "a", "b", "c")
NUMBERS = ("n", "x", "y", "r")
REACH, NEED = "reach", "need"
COLOURS = {REACH: "Who is out of reach", NEED: "Where deprived children live"}
LAYERS = {"reach": "Reach", "services": "Services", "schools": "Schools without one near"}
USUAL_LAYERS = ("reach", "services")  # few kinds of mark at first; schools are one press away
_DOTS_COVER = 0.13  # share of the box that all dots together would cover
_BESIDE_SHADING = 0.6  # dots are smaller where their areas are shaded
_LABELS, _FEW, _NAMED = 3, 2, 0.07


def frame_for(answer: Coverage) -> Frame:
    return frame_of(answer.area.code, answer.points.lon, answer.points.lat)


def coverage_rows(
    answer: Coverage,
    colouring: str = REACH,
    layers: tuple[str, ...] = tuple(LAYERS),
    siting: Siting | None = None,
) -> list[dict]:
    """answer: of one authority."""
    frame = frame_for(answer)
    rows = list(_land(answer.area.code, frame))
    if "reach" in layers and answer.listed:
        rows += _discs(answer, frame)
    if colouring == NEED:
        rows += _areas(answer, frame)
    rows += [*_names(answer.area.code, frame), *_children(answer, frame, colouring)]
    if "schools" in layers:
        rows += _schools(answer, frame)
    if "services" in layers:
        rows += _services(answer, frame)
    if siting:
        rows += _chosen(siting, frame)
    wards = _wards(answer, frame) if answer.listed and colouring == REACH else []
    rows += [*wards, *town_rows(answer.area.code, frame, wards)]
    return [*rows, _scale(frame), *_dated(answer)]


def _dated(answer: Coverage) -> list[dict]:
    """How old the list of services is, on the map itself."""
    return (
        [{"role": "dated", "name": f"List of {answer.date_words}"}] if answer.date and answer.listed else []
    )


@lru_cache(maxsize=4)  # large; a place is asked for several times in a row
def _land(code: str, frame: Frame) -> tuple[dict, ...]:
    """The same whatever is asked of a place."""
    rows = []
    for a, (other, _, rings) in enumerate(land_around(code, frame)):
        role = "own" if other == code else "land"
        for k, ring in enumerate(rings):
            closed = np.round(np.vstack([ring, ring[:1]]), 4).tolist()
            rows += [
                {"role": role, "part": f"{a}.{k}", "n": float(n), "x": x, "y": y}
                for n, (x, y) in enumerate(closed)
            ]
    return tuple(rows)


@lru_cache(maxsize=16)
def _names(code: str, frame: Frame) -> tuple[dict, ...]:
    """Neighbours that show enough of themselves to be named."""
    around = land_around(code, frame)
    own = around[-1][2]
    rows = []
    for _, name, rings in around[:-1]:
        x, y, area = middle_of(rings)
        if area > _NAMED and abs(x) < ASPECT - 0.25 and holds(rings, x, y) and not holds(own, x, y):
            rows.append({"role": "place", "name": name, "x": x, "y": y})
    return tuple(rows)


def _discs(answer: Coverage, frame: Frame) -> list[dict]:
    """What a service reaches in the country, wider and below, and in towns."""
    asked, sites = answer.asked, answer.sites
    x, y = frame.of_lonlat(sites.lon, sites.lat)
    wide = [("disc-wide", asked.rural_km)] if not asked.one_distance and answer.country else []
    near = [("disc", asked.urban_km)] if answer.town or not wide else []
    return [
        {"role": role, "x": float(px), "y": float(py), "r": km * 1000 / asked.detour / frame.half}
        for role, km in (*wide, *near)
        for px, py in zip(x, y, strict=True)
    ]


def _areas(answer: Coverage, frame: Frame) -> list[dict]:
    """Small areas shaded by need; the shape of each stands in `name`."""
    p = answer.points
    paths = area_paths(p.code, frame)
    return [
        {"role": "area", "kind": dot_kind(NEED, int(p.decile[i]), None), "name": path, "x": 0.0, "y": 0.0}
        for i, path in enumerate(paths)
        if path
    ]


def dot_kind(colouring: str, decile: int, reached: bool | None) -> str:
    if colouring == NEED:
        return f"need-{(decile + 1) // 2}" if decile else "unknown"
    if reached is None:
        return "unknown"
    return "in" if reached else "out-deprived" if 1 <= decile <= DEPRIVED else "out"


def _children(answer: Coverage, frame: Frame, colouring: str) -> list[dict]:
    p = answer.points
    x, y = frame.of_lonlat(p.lon, p.lat)
    share = p.children / max(p.children.sum(), 1)
    radius = np.sqrt(share * _DOTS_COVER * 4 * ASPECT / np.pi)
    order = np.argsort(-p.children, kind="stable")
    if colouring == REACH and p.reached is not None:
        order = order[np.argsort(~p.reached[order], kind="stable")]  # those left out lie on top
    return [
        {
            "role": "dot",
            "kind": dot_kind(colouring, int(p.decile[i]), None if p.reached is None else bool(p.reached[i])),
            "id": p.code[i],
            "name": p.ward[i],
            "a": f"{p.children[i]:,}",
            "b": decile_words(int(p.decile[i])),
            "c": reached_words(answer, int(i)),
            "x": float(x[i]),
            "y": float(y[i]),
            "r": float(radius[i]) * (_BESIDE_SHADING if colouring == NEED else 1.0),
        }
        for i in order
        if p.children[i]
    ]


def decile_words(decile: int) -> str:
    if not decile:
        return "not known"
    most = ", among the most deprived 30%" if decile <= DEPRIVED else ""
    return f"decile {decile} of 10{most}"


def reached_words(answer: Coverage, i: int) -> str:
    p = answer.points
    if p.reached is None:
        return "no published list"
    far = f"{p.km[i]:.1f} km to the nearest" if np.isfinite(p.km[i]) else "none anywhere near"
    return f"{'in' if p.reached[i] else 'out of'} reach, {far}"


def _services(answer: Coverage, frame: Frame) -> list[dict]:
    s = answer.sites
    x, y = frame.of_lonlat(s.lon, s.lat)
    return [
        {
            "role": "service",
            "kind": "own-list" if s.own[i] else "inside" if s.inside[i] else "outside",
            "id": f"service-{i}",
            "name": s.name[i],
            "a": answer.asked.service.title
            + (
                ", own list, unpublished"
                if s.own[i]
                else ", at a postcode no longer in use"
                if s.old[i]
                else ""
            ),
            "b": s.authority[i],
            "c": f"{int(s.places[i]):,}" if np.isfinite(s.places[i]) else "not known",
            "x": float(x[i]),
            "y": float(y[i]),
        }
        for i in np.argsort(s.inside, kind="stable")
    ]


def _schools(answer: Coverage, frame: Frame) -> list[dict]:
    left = [s for s in answer.schools.rows if not s.within]
    x, y = frame.of_lonlat(np.array([s.lon for s in left]), np.array([s.lat for s in left]))
    return [
        {
            "role": "school",
            "id": f"school-{s.urn}",
            "name": s.name,
            "a": pupils_words(s),
            "b": meals_words(s),
            "c": nearest_words(s),
            "x": float(px),
            "y": float(py),
        }
        for s, px, py in zip(left, x, y, strict=True)
    ]


def pupils_words(s: SchoolRow) -> str:
    return f"{s.pupils:,} pupils" if s.pupils is not None else "pupils not published"


def meals_words(s: SchoolRow) -> str:
    return f"{s.meals:g}%" if s.meals is not None else "not published"


def nearest_words(s: SchoolRow) -> str:
    return f"{s.nearest}, {s.km:.1f} km" if s.nearest is not None else "none anywhere near"


def _chosen(siting: Siting, frame: Frame) -> list[dict]:
    rows = []
    for n, c in enumerate(siting.chosen, start=1):
        x, y = (float(v[0]) for v in frame.of(np.array([c.site.easting]), np.array([c.site.northing])))
        asked = siting.question.asked
        radius = asked.urban_km * 1000 / asked.detour / frame.half
        told = {
            "name": c.site.name,
            "a": f"{c.children:,} children newly in reach",
            "b": f"{c.deprived:,} of them in deciles 1 to 3",
        }
        rows += [
            {"role": "disc-new", "x": x, "y": y, "r": radius},
            {"role": "chosen", "id": f"chosen-{n}", "kind": str(n), "x": x, "y": y, **told},
        ]
    return rows


def _wards(answer: Coverage, frame: Frame) -> list[dict]:
    """Names of the wards with most children out of reach, each where those children are."""
    p = answer.points
    if p.reached is None:
        return []
    out = ~p.reached & (p.children > 0)
    lost: Counter[str] = Counter()
    for ward, children in zip(
        (w for w, o in zip(p.ward, out, strict=True) if o), p.children[out], strict=True
    ):
        lost[ward] += int(children)
    rows: list[dict] = []
    for ward, _ in lost.most_common(_LABELS):
        mine = out & np.array([w == ward for w in p.ward])
        x, y = frame.of_lonlat(p.lon[mine], p.lat[mine])
        at_x, at_y = (float(np.average(v, weights=p.children[mine])) for v in (x, y))
        under = LINE if mine.sum() <= _FEW else 0.0  # a name would hide one or two dots
        rows.append({"role": "ward", "name": ward, **_free_place(ward, at_x, at_y - under, rows)})
    return rows


def _free_place(name: str, x: float, y: float, taken: list[dict]) -> dict:
    """There, or a line or two above or below, so that no name lies on another."""

    def clashes(at: float) -> bool:
        return any(
            abs(at - t["y"]) < LINE and abs(x - t["x"]) < LETTER * (len(name) + len(t["name"])) / 2
            for t in taken
        )

    return {"x": x, "y": next((y + LINE * k for k in (0, 1, -1, 2, -2) if not clashes(y + LINE * k)), y)}


def _scale(frame: Frame) -> dict:
    km = scale_km(frame)
    return {"role": "scale", "name": f"{km:g} km", "r": km * 1000 / frame.half}

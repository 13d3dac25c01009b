"""Where the children out of reach live, which schools have the service near, and the points a map needs."""

import numpy as np

from c4eo_core.answers.coverage.distances import DEPRIVED, CoverageData
from c4eo_core.answers.coverage.shape import (
    CoverageQuestion,
    Place,
    Points,
    SchoolGroup,
    SchoolRow,
    Schools,
    Sites,
)
from c4eo_core.answers.coverage.tally import Tally
from c4eo_core.coverage import reach
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.store.places import SCHOOL_KINDS

_MOST_MEALS = 70  # percentile: the 30 % of schools of a kind with most pupils on free meals


def places_out(
    ground: CoverageData, area: Area, asked: CoverageQuestion, tally: Tally, mine: np.ndarray
) -> tuple[Place, ...]:
    """Wards of an authority, authorities of anything larger; most children out of reach first."""
    small = ground.places.small_areas
    children = small.children(asked.ages)
    by_ward = area.kind is AreaKind.AUTHORITY
    index, count = (small.ward, len(small.wards)) if by_ward else (small.area, len(ground.areas.authorities))
    rows = np.where(mine, index, -1)
    out = children * ~tally.reached
    table = reach.sums(rows, count, children, out, out * ground.deprived)
    found = []
    for i in np.flatnonzero(table[:, 0] > 0):
        code, name = small.wards[i] if by_ward else (ground.areas.areas[i].code, ground.areas.areas[i].name)
        total, lost, deprived = (int(x) for x in table[i])
        found.append(Place(code, name, total, lost, deprived, 100 * (total - lost) / total))
    return tuple(sorted(found, key=lambda p: (-p.out_of_reach, p.name)))


def schools_of(
    ground: CoverageData, area: Area, asked: CoverageQuestion, tally: Tally, members: np.ndarray, listed: bool
) -> Schools:
    s = ground.places.schools
    if not asked.service.schools:
        return Schools(
            (), (), f"Schools are not looked at here: {asked.service.many} are schools themselves."
        )
    if not listed:
        return Schools((), (), "Without a list nobody can say which schools have one near.")
    if area.kind is not AreaKind.AUTHORITY:
        return Schools((), (), "Choose one authority to see its schools.")
    rows = np.flatnonzero(s.of_kinds(asked.service.schools) & np.isin(s.area, members))
    if not len(rows):
        return Schools((), (), f"{area.name} has no state-funded school of the kind that is looked at here.")
    xy = reach.ground(s.easting[rows], s.northing[rows], ground.island[s.area[rows]])
    distance, near = reach.nearest(xy, tally.layer.xy)
    within = distance <= reach.limits(s.rural[rows], asked.urban_km, asked.rural_km, asked.detour)
    most = _most_meals(ground, rows)
    lon, lat = ground.lonlat(s.easting[rows], s.northing[rows])
    order = sorted(range(len(rows)), key=lambda k: (-distance[k], int(s.urn[rows[k]])))
    found = tuple(
        SchoolRow(
            urn=int(s.urn[r]),
            name=s.names[int(r)].as_py(),
            kind=SCHOOL_KINDS[s.kind[r]],
            pupils=None if np.isnan(s.pupils[r]) else int(s.pupils[r]),
            meals=None if np.isnan(s.meals[r]) else round(float(s.meals[r]), 1),
            most_meals=most[k],
            decile=int(s.decile[r]) or None,
            nearest=tally.layer.name(int(near[k])) if near[k] >= 0 else None,
            km=float(distance[k]) / 1000 if near[k] >= 0 else None,
            within=bool(within[k]),
            lon=float(lon[k]),
            lat=float(lat[k]),
        )
        for k, r in ((k, rows[k]) for k in order)
    )
    return Schools(found, _school_groups(found))


def _most_meals(ground: CoverageData, rows: np.ndarray) -> list[bool | None]:
    """Is a school among the 30 % of its kind in England with most pupils on free meals?"""
    s = ground.places.schools
    edges = {}
    for kind in np.unique(s.kind[rows]):
        meals = s.meals[(s.kind == kind) & np.isfinite(s.meals)]
        edges[kind] = np.percentile(meals, _MOST_MEALS) if len(meals) else np.inf
    return [None if np.isnan(s.meals[r]) else bool(s.meals[r] > edges[s.kind[r]]) for r in rows]


def _school_groups(rows: tuple[SchoolRow, ...]) -> tuple[SchoolGroup, ...]:
    parts = (
        ("all schools looked at", lambda r: True),
        (
            "schools with most pupils on free meals (the top 30% of their kind in England)",
            lambda r: r.most_meals is True,
        ),
        ("the other schools", lambda r: r.most_meals is False),
        ("schools whose free-meal share is not published", lambda r: r.most_meals is None),
        (
            f"schools standing in small areas of deciles 1 to {DEPRIVED}",
            lambda r: r.decile is not None and r.decile <= DEPRIVED,
        ),
    )
    found = (
        SchoolGroup(words, len(c), sum(r.within for r in c))
        for words, test in parts
        if (c := [r for r in rows if test(r)])
    )
    return tuple(found)


def points_of(
    ground: CoverageData, asked: CoverageQuestion, tally: Tally, mine: np.ndarray, listed: bool
) -> Points:
    small = ground.places.small_areas
    rows = np.flatnonzero(mine)
    lon, lat = ground.lonlat(small.easting[rows], small.northing[rows])
    km = tally.distance[rows].astype(float) / 1000
    return Points(
        code=tuple(c.decode() for c in small.code[rows]),
        ward=tuple(small.wards[w][1] for w in small.ward[rows]),
        lon=lon,
        lat=lat,
        children=small.children(asked.ages)[rows],
        decile=small.decile[rows],
        rural=small.rural[rows],
        reached=tally.reached[rows] if listed else None,
        km=np.where(np.isfinite(km), km, np.nan) if listed else np.full(len(rows), np.nan),
    )


def sites_of(ground: CoverageData, tally: Tally, mine: np.ndarray, members: np.ndarray) -> Sites:
    """Services of these authorities, and others within reach of their children."""
    layer = tally.layer
    inside = np.isin(layer.area, members)
    near = reach.serving(layer.xy, ground.xy[mine], tally.limit[mine])
    rows = np.flatnonzero(inside | near)
    lon, lat = ground.lonlat(layer.easting[rows], layer.northing[rows])
    return Sites(
        name=tuple(layer.name(int(r)) for r in rows),
        authority=tuple(ground.areas.areas[a].name for a in layer.area[rows]),
        lon=lon,
        lat=lat,
        places=layer.places[rows],
        inside=inside[rows],
        own=layer.own[rows],
        old=layer.old[rows],
    )

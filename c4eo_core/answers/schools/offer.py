"""What children around a school can reach of the five parts of the extended offer, and the
nearest one missing.
"""

from collections import Counter

import numpy as np

from c4eo_core.answers.coverage.distances import Layer
from c4eo_core.answers.schools.school_data import SchoolData
from c4eo_core.answers.schools.shape import NearbyService, PartReach, School, ServiceReach, Surroundings
from c4eo_core.coverage import reach
from c4eo_core.coverage.catchment import FEWEST
from c4eo_core.model.service import OwnService, ServiceType

# Left out: counted within two others; too few in the country to be expected; schools are not what they open.
_NOT_SHOWN = ("childcare", "nursery-school", "state-primary", "state-secondary")
_SHOWN = 3


def offer_of(
    sg: SchoolData, school: School, area: Surroundings, own: tuple[OwnService, ...], adds: bool
) -> tuple[PartReach, ...]:
    """The five parts, in the catalogue's order. own: the trust's own list of services."""
    mine = {s.type for s in own}
    parts = []
    for part in sg.ground.book.parts:
        types = [t for t in sg.ground.book.types.values() if t.part == part and t.id not in _NOT_SHOWN]
        known = [t for t in types if t.published or t.id in mine]
        parts.append(
            PartReach(
                part,
                tuple(_service(sg, school, area, t, own, adds) for t in known),
                tuple(t for t in types if t not in known),
            )
        )
    return tuple(parts)


def _service(
    sg: SchoolData,
    school: School,
    area: Surroundings,
    service: ServiceType,
    own: tuple[OwnService, ...],
    adds: bool,
) -> ServiceReach:
    within_km = service.rural_km if school.rural else service.urban_km
    mine = [s for s in own if s.type == service.id]
    layer = sg.ground.with_own(service, school.authority, mine, adds) if mine else sg.ground.layer(service)
    listed = bool(layer.listed[sg.areas.index[school.authority.code]])
    near, count, nearest = _near(sg, school, layer, None if mine else service, within_km)
    children, out, where = (
        _out(sg, area, layer, None if mine else service, service) if listed else (0, None, ())
    )
    return ServiceReach(
        service=service,
        listed=listed,
        within_km=within_km,
        near=near,
        count=count,
        nearest=nearest if listed else None,
        children=children,
        out=out,
        where=where,
        date_words=layer.words,
    )


def _near(
    sg: SchoolData, school: School, layer: Layer, kept: ServiceType | None, within_km: float
) -> tuple[tuple[NearbyService, ...], int, NearbyService | None]:
    """(the nearest within the distance, how many there are, the nearest anywhere). kept: the service whose
    tree is kept, None for an own list."""
    centre = np.array(sg.point(school.easting, school.northing, school.authority))
    if not len(layer.xy):
        return (), 0, None
    tree = sg.services_tree(kept) if kept else None
    if tree is not None:
        count = int(tree.query_ball_point(centre, 1000 * within_km, return_length=True))
        distance, rows = (np.atleast_1d(x) for x in tree.query(centre, k=_SHOWN))
        there = rows < tree.n
        rows, distance = rows[there], distance[there]
    else:
        away = np.hypot(*(layer.xy - centre).T)
        count, rows = int((away <= 1000 * within_km).sum()), np.argsort(away, kind="stable")[:_SHOWN]
        distance = away[rows]
    if not len(rows) or distance[0] > 1e6:  # nothing on this island
        return (), 0, None
    found = [_named(sg, layer, int(r), float(d) / 1000) for r, d in zip(rows, distance, strict=True)]
    return tuple(n for n in found if n.km <= within_km), count, found[0]


def _named(sg: SchoolData, layer: Layer, row: int, km: float) -> NearbyService:
    places = layer.places[row]
    return NearbyService(
        name=layer.name(row),
        km=km,
        places=None if np.isnan(places) else int(places),
        authority=sg.areas.areas[int(layer.area[row])].name,
        own=bool(layer.own[row]),
        old=bool(layer.old[row]),
    )


def _out(
    sg: SchoolData, area: Surroundings, layer: Layer, kept: ServiceType | None, service: ServiceType
) -> tuple[int, int | None, tuple[str, ...]]:
    """(children of the area in the service's ages, those beyond the distance, where most of them live)."""
    small, rows = sg.ground.places.small_areas, area.rows
    distance = sg.ground.nearest(kept)[0][rows] if kept else reach.nearest(sg.ground.xy[rows], layer.xy)[0]
    limit = reach.limits(small.rural[rows], service.urban_km, service.rural_km)
    children = sg.kept(f"children {service.ages}", lambda: small.children(service.ages))[rows]
    beyond = children * (distance > limit)
    where: Counter[str] = Counter()
    for a, n in zip(area.small_areas, beyond.tolist(), strict=True):
        where[a.name] += n
    out = int(beyond.sum())
    names = tuple(name for name, n in where.most_common(3) if n >= FEWEST)
    return int(children.sum()), None if 0 < out < FEWEST else out, names

"""Children in reach, counted by authority, for all of England at once; kept for the published lists."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from c4eo_core.answers.coverage.distances import CoverageData, Layer
from c4eo_core.answers.coverage.shape import CoverageQuestion, Reach
from c4eo_core.coverage import provision, reach
from c4eo_core.model.area import Area

# Beyond this the catchments of all England are too many pairs to hold; the area's own are still worked out.
_WIDEST_EVERYWHERE_KM = 6.0


@dataclass(frozen=True, eq=False)
class Tally:
    """distance, row: to the nearest service from each small area; reached: within distance; children,
    in_reach: [authorities, 3] all, deciles 1 to 3, the others."""

    layer: Layer
    distance: np.ndarray
    row: np.ndarray
    limit: np.ndarray
    reached: np.ndarray
    children: np.ndarray
    in_reach: np.ndarray

    def reach_of(self, rows: np.ndarray) -> Reach:
        """rows: of authorities; those without a list count nowhere."""
        rows = rows[self.layer.listed[rows]]
        return reach_from(self.in_reach[rows].sum(axis=0), self.children[rows].sum(axis=0))


def reach_from(part: np.ndarray, whole: np.ndarray) -> Reach:
    return Reach(*(None if np.isnan(x) else float(x) for x in reach.per_cent(part, whole)))


def tally_of(ground: CoverageData, area: Area, asked: CoverageQuestion) -> Tally:
    """Raises NotCovered for a service without a published list when the trust gives none of its own."""
    if not any(s.type == asked.service.id for s in asked.own):
        return _published(ground, asked.without_own())
    layer = ground.with_own(asked.service, area, asked.own, asked.adds)
    return _tally(ground, asked, layer, *reach.nearest(ground.xy, layer.xy))


def beside(ground: CoverageData, area: Area, asked: CoverageQuestion, tally: Tally) -> Tally | None:
    """What others are compared by: published lists only, so that a trust's own never shows in a figure of
    anybody else.
    """
    if tally.layer.own.any() or asked.own:
        return _published(ground, asked.without_own()) if asked.service.published else None
    return tally


@lru_cache(maxsize=32)
def _published(ground: CoverageData, asked: CoverageQuestion) -> Tally:
    return _tally(ground, asked, ground.layer(asked.service), *ground.nearest(asked.service))


def _tally(
    ground: CoverageData, asked: CoverageQuestion, layer: Layer, distance: np.ndarray, row: np.ndarray
) -> Tally:
    small = ground.places.small_areas
    limit = reach.limits(small.rural, asked.urban_km, asked.rural_km, asked.detour)
    reached = distance <= limit
    children = small.children(asked.ages)
    groups = [children, children * ground.deprived, children * ground.other]
    count = len(ground.areas.authorities)
    return Tally(
        layer=layer,
        distance=distance,
        row=row,
        limit=limit,
        reached=reached,
        children=reach.sums(small.area, count, *groups),
        in_reach=reach.sums(small.area, count, *(g * reached for g in groups)),
    )


def catchments(ground: CoverageData, asked: CoverageQuestion, tally: Tally, mine: np.ndarray) -> np.ndarray:
    """[mine] places per 100 children at these small areas. The services near them are shared with all
    children near those services, whatever authority they live in."""
    children = ground.places.small_areas.children(asked.ages).astype(float)
    rows = np.flatnonzero(mine)
    _, near = provision.pairs(ground.xy[rows], tally.limit[rows], tally.layer.xy)
    sites = np.unique(near)
    i, j = provision.pairs(ground.xy, tally.limit, tally.layer.xy[sites])
    return provision.two_step(children, tally.layer.places[sites], i, j)[rows]


@lru_cache(maxsize=8)
def catchments_everywhere(ground: CoverageData, asked: CoverageQuestion) -> np.ndarray | None:
    """[authorities, 3] mean places per 100 children, all, deciles 1 to 3, the others; None for distances so
    wide that it would take too long, and for services without places."""
    tally = _published(ground, asked)
    if (
        max(asked.urban_km, asked.rural_km) / asked.detour > _WIDEST_EVERYWHERE_KM
        or not np.isfinite(tally.layer.places).any()
    ):
        return None
    per_100 = catchments(ground, asked, tally, np.ones(len(ground.xy), bool))
    return weighted(ground, asked, per_100)


def weighted(ground: CoverageData, asked: CoverageQuestion, per_100: np.ndarray) -> np.ndarray:
    """[authorities, 3] mean of a figure over small areas, each counting as many times as it has children."""
    small = ground.places.small_areas
    children = small.children(asked.ages)
    groups = [children, children * ground.deprived, children * ground.other]
    count = len(ground.areas.authorities)
    return (
        reach.per_cent(
            reach.sums(small.area, count, *(g * per_100 for g in groups)),
            reach.sums(small.area, count, *groups),
        )
        / 100
    )

"""Who can reach a service, and who cannot: one answer with all that a page, a map, a file and the terminal
show.
"""

from collections.abc import Callable, Sequence

import numpy as np

from c4eo_core.answers.coverage import words as say
from c4eo_core.answers.coverage.distances import CoverageData
from c4eo_core.answers.coverage.places import places_out, points_of, schools_of, sites_of
from c4eo_core.answers.coverage.shape import (
    Coverage,
    CoverageQuestion,
    Group,
    Neighbours,
    Other,
    Provision,
    Reach,
)
from c4eo_core.answers.coverage.tally import (
    Tally,
    beside,
    catchments,
    catchments_everywhere,
    reach_from,
    tally_of,
    weighted,
)
from c4eo_core.answers.desk import Desk
from c4eo_core.catalogue.services import AGE_GROUPS
from c4eo_core.indicators.standing import MIN_NEIGHBOURS
from c4eo_core.model.area import Area, AreaKind

NO_REACH = Reach(None, None, None)


def coverage_of(desk: Desk, ground: CoverageData, area: Area, asked: CoverageQuestion) -> Coverage:
    """Raises NotCovered for an abolished authority, or a service without any list."""
    members = ground.members(area)
    tally = tally_of(ground, area, asked)
    with_list = members[tally.layer.listed[members]]
    listed = len(with_list) > 0
    counted = with_list if listed else members
    mine = np.isin(ground.places.small_areas.area, counted)
    whole = tally.children[counted].sum(axis=0)
    inside = tally.in_reach[counted].sum(axis=0)  # nobody, where there is no list: said as not known
    others = beside(ground, area, asked, tally)
    places = places_out(ground, area, asked, tally, mine) if listed else ()
    found = Coverage(
        area=area,
        asked=asked,
        date=tally.layer.date,
        date_words=tally.layer.words,
        source=tally.layer.source,
        licence=tally.layer.licence,
        children_words=ground.places.origins["small_areas"].words,
        listed=listed,
        complete=bool(tally.layer.listed[members].all()),
        areas_with_list=len(with_list),
        areas=len(members),
        children=int(whole[0]),
        out_of_reach=int(whole[0] - inside[0]) if listed else None,
        reach=reach_from(inside, whole) if listed else NO_REACH,
        median_km=_median_km(ground, asked, tally, mine) if listed else None,
        ages=tuple(_group(ground, g, AGE_GROUPS[g], tally, mine, listed) for g in AGE_GROUPS),
        town=_ground_group(ground, asked, tally, mine, listed, rural=False),
        country=_ground_group(ground, asked, tally, mine, listed, rural=True),
        places=places,
        england=others.reach_of(np.arange(len(ground.areas.authorities))) if others else NO_REACH,
        england_with_list=int(others.layer.listed.sum()) if others else 0,
        authorities=len(ground.areas.authorities),
        region=_region(ground, area, others, asked) if others else None,
        neighbours=_neighbours(desk, ground, area, others, asked) if others else None,
        provision=_provision(ground, area, asked, tally, mine) if listed else None,
        schools=schools_of(ground, area, asked, tally, counted, listed),
        points=points_of(ground, asked, tally, mine, listed),
        sites=sites_of(ground, tally, mine, counted),
        words=(),
        warnings=(),
        methods=say.methods(asked, ground.places.origins["small_areas"].words),
    )
    return say.with_words(found, say.warnings(ground, found, tally, mine))


def _group(
    ground: CoverageData,
    ages: str,
    words: str,
    tally: Tally,
    mine: np.ndarray,
    listed: bool,
    only: np.ndarray | None = None,
) -> Group:
    mine = mine if only is None else mine & only
    children = ground.places.small_areas.children(ages)
    split = [mine, mine & ground.deprived, mine & ground.other]
    whole = np.array([children[m].sum() for m in split])
    inside = np.array([children[m & tally.reached].sum() for m in split])
    if not listed:
        return Group(ages, words, int(whole[0]), None, NO_REACH)
    return Group(ages, words, int(whole[0]), int(whole[0] - inside[0]), reach_from(inside, whole))


def _ground_group(
    ground: CoverageData, asked: CoverageQuestion, tally: Tally, mine: np.ndarray, listed: bool, rural: bool
) -> Group | None:
    only = ground.places.small_areas.rural == rural
    if not (mine & only).any():
        return None
    found = _group(
        ground,
        asked.ages,
        "in villages and the country" if rural else "in towns and cities",
        tally,
        mine,
        listed,
        only,
    )
    return Group("rural" if rural else "urban", found.words, found.children, found.out_of_reach, found.reach)


def _median_km(ground: CoverageData, asked: CoverageQuestion, tally: Tally, mine: np.ndarray) -> float | None:
    """Straight-line distance that half the children have to the nearest service."""
    distance, children = tally.distance[mine], ground.places.small_areas.children(asked.ages)[mine]
    if not children.sum() or not np.isfinite(distance).any():
        return None
    order = np.argsort(distance)
    middle = np.searchsorted(np.cumsum(children[order]), children.sum() / 2)
    km = float(distance[order][middle]) / 1000
    return km if np.isfinite(km) else None


def _other(ground: CoverageData, area: Area, closeness: str, tally: Tally, asked: CoverageQuestion) -> Other:
    rows = ground.members(area)
    with_list = int(tally.layer.listed[rows].sum())
    listed = with_list > 0
    everywhere = (
        catchments_everywhere(ground, asked.without_own()) if listed and asked.service.published else None
    )
    per_100 = float(_mean_over(tally, everywhere[:, 0], rows)) if everywhere is not None else None
    return Other(
        area, closeness, listed, with_list, len(rows), tally.reach_of(rows) if listed else NO_REACH, per_100
    )


def _mean_over(tally: Tally, figure: np.ndarray, rows: np.ndarray) -> float:
    rows = rows[tally.layer.listed[rows] & np.isfinite(figure[rows])]
    return float(np.average(figure[rows], weights=tally.children[rows, 0]))


def _region(ground: CoverageData, area: Area, tally: Tally, asked: CoverageQuestion) -> Other | None:
    if area.kind is not AreaKind.AUTHORITY or not area.region:
        return None
    return _other(ground, ground.areas.by_code(area.region), "", tally, asked)


def _neighbours(
    desk: Desk, ground: CoverageData, area: Area, tally: Tally, asked: CoverageQuestion
) -> Neighbours | None:
    listed = desk.figures.neighbours.get(area.code, ())
    if area.kind is not AreaKind.AUTHORITY or not listed:
        return None
    others = tuple(_other(ground, ground.areas.by_code(n.code), n.closeness, tally, asked) for n in listed)
    have = [o.reach for o in others if o.listed]
    enough = len(have) >= MIN_NEIGHBOURS
    mean, median = (_over(have, f) if enough else NO_REACH for f in (np.mean, np.median))
    return Neighbours(others, len(have), mean, median, desk.figures.neighbour_date)


def _over(reaches: Sequence[Reach], figure: Callable[[list[float]], np.floating]) -> Reach:
    values = []
    for name in ("all", "deprived", "other"):
        known = [v for r in reaches if (v := getattr(r, name)) is not None]
        values.append(float(figure(known)) if len(known) >= MIN_NEIGHBOURS else None)
    return Reach(*values)


def _provision(
    ground: CoverageData, area: Area, asked: CoverageQuestion, tally: Tally, mine: np.ndarray
) -> Provision | None:
    places = tally.layer.places
    here = np.isin(tally.layer.area, np.unique(ground.places.small_areas.area[mine]))
    services, known = int(here.sum()), int(np.isfinite(places[here]).sum())
    if not np.isfinite(places).any() or not services:
        return None
    if not known:
        return Provision(NO_REACH, None, 0, services, say.provision_words(asked, None, None, 0, services))
    every = np.zeros(len(mine))
    every[mine] = catchments(ground, asked, tally, mine)
    by_authority = weighted(ground, asked, every)
    rows = np.unique(ground.places.small_areas.area[mine])
    children = tally.children[rows]
    mean = [
        (
            float(np.nansum(by_authority[rows, g] * children[:, g]) / children[:, g].sum())
            if children[:, g].sum()
            else None
        )
        for g in range(3)
    ]
    everywhere = catchments_everywhere(ground, asked.without_own()) if asked.service.published else None
    all_rows = np.arange(len(ground.areas.authorities))
    england = _mean_over(tally, everywhere[:, 0], all_rows) if everywhere is not None else None
    return Provision(
        Reach(*mean), england, known, services, say.provision_words(asked, mean[0], england, known, services)
    )

"""One service everywhere: the reach of every authority, and the schools of England without one near, for the
map of England.
"""

from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.coverage.distances import CoverageData
from c4eo_core.answers.coverage.phrases import children_words, one, share, within_words
from c4eo_core.answers.coverage.shape import CoverageQuestion, Reach
from c4eo_core.answers.coverage.tally import tally_of
from c4eo_core.coverage import reach
from c4eo_core.model.area import Area

ALL, DEPRIVED, OTHER = "all", "deprived", "other"
GROUPS = {ALL: "All children", DEPRIVED: "In deciles 1 to 3, the most deprived", OTHER: "In deciles 4 to 10"}


@dataclass(frozen=True)
class PlaceReach:
    """One authority. out_of_reach and reach are None without a published list; reach also where a group has
    nobody.
    """

    area: Area
    listed: bool
    children: int
    out_of_reach: int | None
    reach: Reach


@dataclass(frozen=True)
class EnglandReach:
    """rows: every authority of today, by name. england: over those with a list, of which there
    are `listed`.
    """

    asked: CoverageQuestion
    date_words: str
    source: str
    rows: tuple[PlaceReach, ...]
    england: Reach
    listed: int
    words: str


@dataclass(frozen=True, eq=False)
class SchoolPoints:
    """Schools of the kinds a service is looked at from, in authorities with a list, without one in reach: [S]
    each.
    """

    name: tuple[str, ...]
    lon: np.ndarray
    lat: np.ndarray
    km: np.ndarray


def england_reach(ground: CoverageData, asked: CoverageQuestion) -> EnglandReach:
    """Published lists only. Raises NotCovered for a service without any."""
    asked = asked.without_own()
    tally = tally_of(ground, ground.areas.england, asked)
    rows = tuple(
        PlaceReach(
            area=area,
            listed=bool(tally.layer.listed[i]),
            children=int(tally.children[i, 0]),
            out_of_reach=int(tally.children[i, 0] - tally.in_reach[i, 0]) if tally.layer.listed[i] else None,
            reach=tally.reach_of(np.array([i])) if tally.layer.listed[i] else Reach(None, None, None),
        )
        for i, area in enumerate(ground.areas.authorities)
    )
    everybody = tally.reach_of(np.arange(len(rows)))
    listed = sum(r.listed for r in rows)
    found = EnglandReach(
        asked,
        tally.layer.words,
        tally.layer.source,
        tuple(sorted(rows, key=lambda r: r.area.name)),
        everybody,
        listed,
        "",
    )
    return EnglandReach(**{**vars(found), "words": _words(found)})


def _words(e: EnglandReach) -> str:
    where = (
        "England"
        if e.listed == len(e.rows)
        else f"the {e.listed} of {len(e.rows)} authorities with a published list"
    )
    known = [r.reach.all for r in e.rows if r.reach.all is not None]
    spread = (
        f" Between authorities it goes from {share(min(known))} to {share(max(known))}."
        if len(known) > 1
        else ""
    )
    split = (
        f"in the most deprived small areas {share(e.england.deprived)}, elsewhere {share(e.england.other)}"
    )
    return (
        f"In {where}, {share(e.england.all)} of {children_words(e.asked)} live {within_words(e.asked)} of"
        f" {one(e.asked)}; {split} (list of {e.date_words}).{spread}"
    )


def schools_without(ground: CoverageData, asked: CoverageQuestion) -> SchoolPoints:
    asked = asked.without_own()
    layer, s = ground.layer(asked.service), ground.places.schools
    rows = np.flatnonzero(s.of_kinds(asked.service.schools) & layer.listed[s.area])
    distance, _ = reach.nearest(
        reach.ground(s.easting[rows], s.northing[rows], ground.island[s.area[rows]]), layer.xy
    )
    out = distance > reach.limits(s.rural[rows], asked.urban_km, asked.rural_km, asked.detour)
    lon, lat = ground.lonlat(s.easting[rows[out]], s.northing[rows[out]])
    return SchoolPoints(tuple(s.names[int(r)].as_py() for r in rows[out]), lon, lat, distance[out] / 1000)

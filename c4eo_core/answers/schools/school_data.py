"""Small areas, schools and services together: the counts of every measure in one array, worked out once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
from scipy.spatial import KDTree

from c4eo_core.answers.coverage.distances import CoverageData, open_coverage_data, prepared_coverage_data
from c4eo_core.answers.schools.measures import BANDS, BROAD, MEASURES, SCORES, Measure
from c4eo_core.coverage import catchment, reach
from c4eo_core.folders import community_folder
from c4eo_core.model.area import Area
from c4eo_core.model.service import ServiceType
from c4eo_core.store.community import Community, read_community

SMALL = tuple(m for m in MEASURES if not m.middle)
MIDDLE = tuple(m for m in MEASURES if m.middle)
T = TypeVar("T")
_AGES = {
    "nursery": (2, 4),
    "primary": (4, 10),
    "middle-primary": (9, 12),
    "middle-secondary": (9, 12),
    "secondary": (11, 15),
    "all-through": (4, 15),
    "sixteen-plus": (16, 17),
}
_OTHER_AGES = (4, 15)


@dataclass(frozen=True, eq=False)
class Counts:
    """[N, C] counts and wholes of each measure in its order."""

    measures: tuple[Measure, ...]
    counts: np.ndarray
    wholes: np.ndarray


class SchoolData:
    """Everything here is public and read-only. Small areas stand in the order of `ground.places`."""

    def __init__(self, ground: CoverageData, community: Community):
        self.ground, self.community, self.areas = ground, community, ground.areas
        wanted = ground.places.small_areas.code
        self.row = np.minimum(np.searchsorted(community.code, wanted), len(community.code) - 1)
        if not (community.code[self.row] == wanted).all():
            raise ValueError("The small areas of the places and of the community are not the same ones.")
        self._tree_of = lru_cache(maxsize=32)(self._make_tree)
        self._kept: dict[str, object] = {}

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What is the same for every school, worked out when first needed."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    @property
    def version(self) -> str:
        return f"{self.ground.places.version} {self.community.version}"

    def column(self, name: str) -> np.ndarray:
        """[N] one column, in the order of the ground."""
        return self.kept(f"column {name}", lambda: self.community.counts[name][self.row])

    @cached_property
    def scores(self) -> np.ndarray:
        """[N, scores]."""
        return np.column_stack([self.column(s.column) for s in SCORES]).astype(float)

    @cached_property
    def tree(self) -> KDTree:
        return KDTree(self.ground.xy)

    @cached_property
    def bands(self) -> np.ndarray:
        """[N, 3] children aged 0-4, 5-11 and 12-17."""
        return np.column_stack([self.column(b) for b in BANDS]).astype(float)

    @cached_property
    def middle_of(self) -> np.ndarray:
        return self.community.middle_of[self.row]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.community.names[i] for i in self.row.tolist())

    @cached_property
    def small(self) -> Counts:
        columns = {name: values[self.row].astype(float) for name, values in self.community.counts.items()}
        return _counts(SMALL, columns)

    @cached_property
    def middle(self) -> Counts:
        return _counts(MIDDLE, {name: v.astype(float) for name, v in self.community.middle.items()})

    @cached_property
    def middle_authority(self) -> np.ndarray:
        """[M] index of the authority of each middle area: the one its small areas lie in."""
        found = np.full(len(self.community.middle_code), -1)
        found[self.middle_of] = self.ground.places.small_areas.area
        return found

    @lru_cache(maxsize=200)  # noqa: B019 - one ground a process
    def totals(self, area: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Shares of all small measures and all middle measures, per cent, for an authority or for England."""
        found = []
        for part, place in (
            (self.small, self.ground.places.small_areas.area),
            (self.middle, self.middle_authority),
        ):
            rows = slice(None) if area is None else place == area
            counts, wholes = part.counts[rows], part.wholes[rows]
            found.append(reach.per_cent(*catchment.totals(counts, wholes, np.ones(len(counts)))))
        return found[0], found[1]

    @lru_cache(maxsize=200)  # noqa: B019 - one ground a process
    def middle_scores(self, area: int | None) -> tuple[float, ...]:
        """The middle small area of an authority, or of England, on each score."""
        rows = slice(None) if area is None else self.ground.places.small_areas.area == area
        return tuple(float(np.median(self.column(s.column)[rows])) for s in SCORES)

    def point(self, easting: float, northing: float, area: Area) -> tuple[float, float]:
        """A position in the ground's own plane, in which no straight line leads to an island."""
        island = self.ground.island[self.areas.index[area.code]]
        x, y = reach.ground(np.array([easting]), np.array([northing]), np.array([island]))[0]
        return float(x), float(y)

    def services_tree(self, service: ServiceType) -> KDTree | None:
        return self._tree_of(service.id)

    def _make_tree(self, service_id: str) -> KDTree | None:
        xy = self.ground.layer(self.ground.book.types[service_id]).xy
        return KDTree(xy) if len(xy) else None

    @cached_property
    def school_kinds(self) -> np.ndarray:
        return np.array(self.community.schools.kind)

    @cached_property
    def school_small_area(self) -> np.ndarray:
        """[S] row of the nearest small area's centre."""
        s = self.community.schools
        at = np.column_stack([s.easting, s.northing])
        return np.asarray(KDTree(np.column_stack([*self._plain])).query(at)[1])

    @property
    def _plain(self) -> tuple[np.ndarray, np.ndarray]:
        small = self.ground.places.small_areas
        return small.easting, small.northing

    @cached_property
    def school_authority(self) -> np.ndarray:
        """[S] index of the authority: as published, else that of the nearest small area."""
        given = [self.areas.index[c] if c else -1 for c in self.community.schools.area]
        near = self.ground.places.small_areas.area[self.school_small_area]
        return np.where(np.array(given) >= 0, given, near)

    def ages_of(self, i: int) -> tuple[tuple[int, int], bool]:
        """((youngest, oldest), whether published). The upper age of a school is that at which pupils leave,
        so its oldest children are a year younger; beyond 17 nobody is counted."""
        schools = self.community.schools
        low, high = int(schools.youngest[i]), int(schools.oldest[i])
        if low < 0 or high <= low or low > 17:
            return _AGES.get(schools.kind[i], _OTHER_AGES), False
        return (low, min(high - 1, 17) if high <= 18 else 17), True


def _counts(measures: tuple[Measure, ...], columns: dict[str, np.ndarray]) -> Counts:
    counts, wholes = [], []
    for m in measures:
        whole = sum(columns[c] for c in m.whole)
        counts.append(
            columns[m.count[0]] / 1000 * sum(columns[b] for b in BROAD)
            if m.tenths
            else sum(columns[c] for c in m.count)
        )
        wholes.append(whole)
    return Counts(measures, np.column_stack(counts), np.column_stack(wholes))


def open_school_data(folder: Path | None = None, places: Path | None = None) -> SchoolData:
    """Raises CommunityMissing or PlacesMissing."""
    ground = open_coverage_data(places) if places else prepared_coverage_data()
    return SchoolData(ground, read_community(folder or community_folder()))


@cache
def prepared_school_data() -> SchoolData:
    """The app's own, opened when first asked for."""
    return open_school_data()

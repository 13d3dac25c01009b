"""The ground: places with the distances from every child to every kind of service, worked out once for all
readers.

A trust's own list makes a layer of its own each time it is asked about; it never enters what is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from c4eo_core.catalogue.areas import AreaBook, load_areas
from c4eo_core.catalogue.services import ServiceBook, load_services
from c4eo_core.coverage import reach
from c4eo_core.folders import places_folder
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.grid import to_lonlat
from c4eo_core.model.known import known
from c4eo_core.model.service import OwnService, ServiceType
from c4eo_core.store.places import Places, read_places

DEPRIVED = 3  # deciles 1 to 3: the 30 % of small areas with most children in low-income families


class NotCovered(LookupError):
    """The question cannot be put to this place or service. The message is one sentence that
    says what to do.
    """


@dataclass(frozen=True)
class Layer:
    """The services of one type. [J]: xy (islands apart), easting, northing, places (NaN unknown), area (index
    of authority), own (from the trust's list), old (placed by a postcode no longer in use). name: row → its
    name. listed: bool [authorities]. date, words, source, licence: of the published list, None when there is
    none."""

    service: ServiceType
    xy: np.ndarray
    easting: np.ndarray
    northing: np.ndarray
    places: np.ndarray
    area: np.ndarray
    own: np.ndarray
    old: np.ndarray
    name: Callable[[int], str]
    listed: np.ndarray
    date: str | None
    words: str
    source: str
    licence: str | None
    unplaced: dict[str, int]


class CoverageData:
    """Everything here is public and read-only."""

    def __init__(self, places: Places, book: ServiceBook):
        self.places, self.book, self.areas = places, book, places.areas
        self._layer, self._nearest = (
            lru_cache(maxsize=32)(self._make_layer),
            lru_cache(maxsize=32)(self._find_nearest),
        )

    @cached_property
    def island(self) -> np.ndarray:
        """[areas] 0 for the mainland, else which island."""
        island = np.zeros(len(self.areas.areas))
        for number, code in enumerate(self.book.islands, start=1):
            island[self.areas.index[code]] = number
        return island

    @cached_property
    def xy(self) -> np.ndarray:
        s = self.places.small_areas
        return reach.ground(s.easting, s.northing, self.island[s.area])

    @cached_property
    def deprived(self) -> np.ndarray:
        decile = self.places.small_areas.decile
        return (decile >= 1) & (decile <= DEPRIVED)

    @cached_property
    def other(self) -> np.ndarray:
        return self.places.small_areas.decile > DEPRIVED

    def authority_at(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        """Index of the authority of the nearest small area: good to a street or two along a border."""
        s = self.places.small_areas
        _, row = reach.nearest(np.column_stack([easting, northing]), np.column_stack([s.easting, s.northing]))
        return s.area[row]

    def school(self, urn: int) -> tuple[int, int] | None:
        """Easting and northing of the open school with this number."""
        s = self.places.schools
        row = s.row(urn)
        return None if row is None else (int(s.easting[row]), int(s.northing[row]))

    def layer(self, service: ServiceType) -> Layer:
        """The published list. Raises NotCovered where there is none for England."""
        if not service.published:
            raise NotCovered(
                f"No list of {service.many} is published for England; add your own list to see who can reach"
                " them."
            )
        return self._layer(service.id)

    def nearest(self, service: ServiceType) -> tuple[np.ndarray, np.ndarray]:
        """From every small area to the nearest service of the published list: metres, and its row in the
        layer.
        """
        self.layer(service)
        return self._nearest(service.id)

    def _find_nearest(self, service_id: str) -> tuple[np.ndarray, np.ndarray]:
        distance, row = reach.nearest(self.xy, self._layer(service_id).xy)
        distance, row = distance.astype(np.float32), row.astype(np.int32)
        distance.setflags(write=False), row.setflags(write=False)
        return distance, row

    def _make_layer(self, service_id: str) -> Layer:
        service, places = self.book.types[service_id], self.places
        origin = places.origins[known(service.layer)]
        table = places.schools if service.layer == "schools" else places.sites
        rows = np.flatnonzero(table.of_kinds(service.kinds))
        seats = np.full(len(rows), np.nan) if table is places.schools else places.sites.places[rows]
        lost: dict[str, int] = {}
        for kind in service.kinds:
            for code, count in origin.unplaced.get(kind, {}).items():
                lost[code] = lost.get(code, 0) + count
        return Layer(
            service=service,
            xy=reach.ground(table.easting[rows], table.northing[rows], self.island[table.area[rows]]),
            easting=table.easting[rows],
            northing=table.northing[rows],
            places=seats,
            area=table.area[rows],
            own=np.zeros(len(rows), bool),
            old=np.zeros(len(rows), bool) if service.layer == "schools" else places.sites.old_postcode[rows],
            name=lambda i, names=table.names, rows=rows: names[int(rows[i])].as_py(),
            listed=origin.listed,
            date=origin.date or None,
            words=origin.words,
            source=f"{origin.title} ({origin.publisher})",
            licence=origin.licence,
            unplaced=lost,
        )

    def with_own(self, service: ServiceType, area: Area, own: Sequence[OwnService], adds: bool) -> Layer:
        """The published list, with the trust's own for its authority: in place of the published entries
        there, or beside them when `adds`. The authority then has a list."""
        own = [s for s in own if s.type == service.id]
        if not area.is_authority:
            raise NotCovered(f"An own list belongs to one authority; {area.name} is none.")
        here = self.areas.index[area.code]
        e, n = (np.array([getattr(s, name) for s in own], float) for name in ("easting", "northing"))
        place = self.authority_at(e, n) if own else np.zeros(0, int)
        base = self._layer(service.id) if service.published else None
        kept = np.flatnonzero((base.area != here) | adds) if base else np.zeros(0, int)
        names = [s.name for s in own]

        def name(i: int) -> str:
            return known(base).name(int(kept[i])) if i < len(kept) else names[i - len(kept)]

        def joined(published: np.ndarray | None, mine: np.ndarray) -> np.ndarray:
            return mine if published is None else np.concatenate([published[kept], mine])

        listed = base.listed.copy() if base else np.zeros(len(self.areas.authorities), bool)
        listed[here] = True
        return Layer(
            service=service,
            xy=joined(base and base.xy, reach.ground(e, n, self.island[place])),
            easting=joined(base and base.easting, e),
            northing=joined(base and base.northing, n),
            places=joined(
                base and base.places, np.array([np.nan if s.places is None else s.places for s in own], float)
            ),
            area=joined(base and base.area, place),
            own=np.concatenate([np.zeros(len(kept), bool), np.ones(len(own), bool)]),
            old=joined(base and base.old, np.zeros(len(own), bool)),
            name=name,
            listed=listed,
            date=base.date if base else None,
            words=base.words if base else "your own list",
            source=f"your own list in {area.name}"
            + (f"; {base.source} elsewhere" if base and not adds else f"; {base.source}" if base else ""),
            licence=base.licence if base else None,
            unplaced={c: k for c, k in base.unplaced.items() if adds or c != area.code} if base else {},
        )

    def members(self, area: Area) -> np.ndarray:
        """Indices of the authorities of today that an authority, region, part of London or England consists
        of.
        """
        if area.kind is AreaKind.ABOLISHED:
            successors = ", ".join(self.areas.by_code(c).name for c in area.successors)
            raise NotCovered(
                f"{area.name} no longer exists; ask for {successors or 'the authority that followed it'}."
            )
        tests = {
            AreaKind.AUTHORITY: lambda a: a.code == area.code,
            AreaKind.REGION: lambda a: a.region == area.code,
            AreaKind.LONDON_PART: lambda a: a.part == area.code,
            AreaKind.ENGLAND: lambda a: True,
        }
        return np.array([i for i, a in enumerate(self.areas.authorities) if tests[area.kind](a)], int)

    def lonlat(self, easting: ArrayLike, northing: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        return to_lonlat(easting, northing)


def open_coverage_data(folder: Path | None = None, areas: AreaBook | None = None) -> CoverageData:
    """Raises PlacesMissing when there are no built places."""
    return CoverageData(read_places(folder or places_folder(), areas or load_areas()), load_services())


@cache
def prepared_coverage_data() -> CoverageData:
    """The ground of the app's own places, opened when first asked for."""
    return open_coverage_data()

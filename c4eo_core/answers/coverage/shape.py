"""What a question about coverage is, and what its answer holds."""

from dataclasses import dataclass, replace

import numpy as np

from c4eo_core.catalogue.services import AGE_GROUPS
from c4eo_core.model.area import Area
from c4eo_core.model.service import OwnService, ServiceType

LONGEST_KM = 30.0
LONGEST_DETOUR = 3.0


class WrongQuestion(ValueError):
    """A distance, an age group or a detour that cannot be. The message is one sentence."""


@dataclass(frozen=True)
class CoverageQuestion:
    """ages: a key of AGE_GROUPS. detour: how much longer the way is than the straight line. own: the trust's
    own list, of any types; adds: it stands beside the published list of the authority rather than in its
    place."""

    service: ServiceType
    ages: str
    urban_km: float
    rural_km: float
    detour: float = 1.0
    own: tuple[OwnService, ...] = ()
    adds: bool = False

    def __post_init__(self) -> None:
        if self.ages not in AGE_GROUPS:
            raise WrongQuestion(
                f"Children are known by small area for ages {', '.join(AGE_GROUPS)} only, not '{self.ages}';"
                " choose one of these."
            )
        for km in (self.urban_km, self.rural_km):
            if not 0 < km <= LONGEST_KM:
                raise WrongQuestion(
                    f"A distance must be more than 0 and no more than {LONGEST_KM:g} km, not {km:g}."
                )
        if not 1 <= self.detour <= LONGEST_DETOUR:
            raise WrongQuestion(
                f"The way cannot be shorter than the straight line, nor over {LONGEST_DETOUR:g} times as"
                f" long; {self.detour:g} cannot be."
            )

    @property
    def one_distance(self) -> bool:
        return self.urban_km == self.rural_km

    def without_own(self) -> "CoverageQuestion":
        return replace(self, own=(), adds=False)


def question_of(
    service: ServiceType, km: float | None = None, ages: str | None = None, detour: float = 1.0
) -> CoverageQuestion:
    """The usual question about a service; one distance given holds in town and country. Raises
    WrongQuestion.
    """
    urban, rural = (service.urban_km, service.rural_km) if km is None else (km, km)
    return CoverageQuestion(service, ages or service.ages, urban, rural, detour)


@dataclass(frozen=True)
class Reach:
    """Per cent of children within distance: all, in deciles 1 to 3, in the others; None where there is
    nobody, or no list.
    """

    all: float | None
    deprived: float | None
    other: float | None

    @property
    def gap(self) -> float | None:
        """Percentage points by which deprived small areas are better off."""
        return None if self.deprived is None or self.other is None else self.deprived - self.other


@dataclass(frozen=True)
class Group:
    """One group of children. out_of_reach: None where no list is published."""

    id: str
    words: str
    children: int
    out_of_reach: int | None
    reach: Reach


@dataclass(frozen=True)
class Place:
    """A ward, or an authority of a region: its children and those out of reach, of them those in deciles 1 to
    3.
    """

    code: str
    name: str
    children: int
    out_of_reach: int
    deprived_out: int
    reach: float | None


@dataclass(frozen=True)
class Other:
    """Another area beside this one. reach: all None without a published list; with_list, of: of its
    authorities.
    """

    area: Area
    closeness: str
    listed: bool
    with_list: int
    of: int
    reach: Reach
    per_100: float | None


@dataclass(frozen=True)
class Neighbours:
    """list: the published ten, nearest first; listed: how many have a list of services; mean, median: None
    under five.
    """

    list: tuple[Other, ...]
    listed: int
    mean: Reach
    median: Reach
    date: str


@dataclass(frozen=True)
class SchoolRow:
    """meals: per cent on free meals, None unknown; decile: of the ground it stands on; km, nearest: of the
    nearest service,
    None without any."""

    urn: int
    name: str
    kind: str
    pupils: int | None
    meals: float | None
    most_meals: bool | None
    decile: int | None
    nearest: str | None
    km: float | None
    within: bool
    lon: float
    lat: float


@dataclass(frozen=True)
class SchoolGroup:
    words: str
    schools: int
    within: int

    @property
    def share(self) -> float | None:
        return 100 * self.within / self.schools if self.schools else None


@dataclass(frozen=True)
class Schools:
    """rows: farthest first; groups: all, most free meals, the others, free meals unknown; why_none: when not
    looked at.
    """

    rows: tuple[SchoolRow, ...]
    groups: tuple[SchoolGroup, ...]
    why_none: str = ""


@dataclass(frozen=True)
class Provision:
    """per_100: places per 100 children in reach, weighted by children (no percentage); england: the same over
    all authorities with a list. known: of the services in the area, those with a number of places."""

    per_100: Reach
    england: float | None
    known: int
    services: int
    words: str


@dataclass(frozen=True, eq=False)
class Points:
    """The small areas of the area, for a map: [N] each. reached: None without a list; km: to the nearest, NaN
    without any.
    """

    code: tuple[str, ...]
    ward: tuple[str, ...]
    lon: np.ndarray
    lat: np.ndarray
    children: np.ndarray
    decile: np.ndarray
    rural: np.ndarray
    reached: np.ndarray | None
    km: np.ndarray


@dataclass(frozen=True, eq=False)
class Sites:
    """The services in the area, and those outside that are near enough to serve its children: [J] each. old:
    placed by a postcode no longer in use.
    """

    name: tuple[str, ...]
    authority: tuple[str, ...]
    lon: np.ndarray
    lat: np.ndarray
    places: np.ndarray
    inside: np.ndarray
    own: np.ndarray
    old: np.ndarray


@dataclass(frozen=True, eq=False)
class Coverage:
    """Who can reach a service. reach and out_of_reach stand for `asked.ages`; children: those of authorities
    with a list, or of the area itself when it has none. places: wards of an authority, authorities of
    anything larger, most out of reach first. town, country: the same for urban and rural small areas, None
    where there are none. date, date_words: of the list of services; children_words: of the children."""

    area: Area
    asked: CoverageQuestion
    date: str | None
    date_words: str
    source: str
    licence: str | None
    children_words: str
    listed: bool
    complete: bool
    areas_with_list: int
    areas: int
    children: int
    out_of_reach: int | None
    reach: Reach
    median_km: float | None
    ages: tuple[Group, ...]
    town: Group | None
    country: Group | None
    places: tuple[Place, ...]
    england: Reach
    england_with_list: int
    authorities: int
    region: Other | None
    neighbours: Neighbours | None
    provision: Provision | None
    schools: Schools
    points: Points
    sites: Sites
    words: tuple[str, ...]
    warnings: tuple[str, ...]
    methods: tuple[str, ...]

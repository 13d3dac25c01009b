"""What a question about a school's community is, and what its answer holds."""

from dataclasses import dataclass

import numpy as np

from c4eo_core.answers.schools.measures import Measure, Score
from c4eo_core.coverage.catchment import Spread
from c4eo_core.model.area import Area
from c4eo_core.model.service import Part, ServiceType

USUAL, CIRCLE, PUPILS = AREA_KINDS = ("usual", "circle", "pupils")
SHORTEST_KM, LONGEST_KM = 0.3, 15.0
FEWEST_POSTCODES = 30


class UnknownSchool(LookupError):
    """No open school has this number. The message is one sentence that says what to do."""


class NoSuchArea(ValueError):
    """An area around a school that cannot be. The message is one sentence."""


@dataclass(frozen=True)
class CommunityQuestion:
    """kind: `usual`, the nearest small areas that hold as many children of its ages as the school has pupils;
    `circle` of `km`; `pupils`: homes counted to small areas, (row, pupils) each."""

    kind: str = USUAL
    km: float | None = None
    homes: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if self.kind == CIRCLE and not SHORTEST_KM <= (self.km or 0) <= LONGEST_KM:
            raise NoSuchArea(
                f"The circle must be from {SHORTEST_KM:g} to {LONGEST_KM:g} km, not {self.km or 0:g}; choose"
                " another distance."
            )


@dataclass(frozen=True)
class School:
    """pupils: None where not published; pupils_of: the school before, whose number of pupils and ages are
    taken; ages_known: False where the usual ages of its kind are taken; meals: per cent, None unknown;
    groups: group → per cent of pupils, those with fewer than ten pupils left out; few_groups: how many those
    are."""

    urn: int
    name: str
    kind: str
    authority: Area
    pupils: int | None
    pupils_of: int | None
    ages: tuple[int, int]
    ages_known: bool
    meals: float | None
    groups: dict[str, float]
    few_groups: int
    postcode: str
    town: str
    easting: int
    northing: int
    lon: float
    lat: float
    rural: bool


@dataclass(frozen=True)
class SmallArea:
    """name: everyday name of the middle area it lies in. deprived: per cent of its children in
    income-deprived families, None where suppressed or under ten. weight: pupils who live there, 1 where
    nobody said."""

    code: str
    name: str
    authority: str
    children: int
    of_ages: float
    deprived: float | None
    decile: int
    km: float
    weight: float


@dataclass(frozen=True)
class Surroundings:
    """The area looked at. rows: of the small areas in the ground's own order. radius_km: of the circle, or to
    the farthest centre. across: other authorities it reaches into."""

    asked: CommunityQuestion
    rows: np.ndarray
    small_areas: tuple[SmallArea, ...]
    words: str
    radius_km: float
    people: int
    children: int
    of_ages: int
    across: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a.name for a in self.small_areas))


@dataclass(frozen=True)
class Share:
    """Per cent. value: None where under ten or suppressed. count: rounded, None with the value. spread: over
    the small areas (over the middle areas for a measure known for these only)."""

    measure: Measure
    value: float | None
    count: int | None
    authority: float
    england: float
    spread: Spread


@dataclass(frozen=True)
class ScoreSpread:
    """authority, england: the middle small area of each."""

    score: Score
    lowest: float
    middle: float
    highest: float
    authority: float
    england: float


@dataclass(frozen=True)
class NearbyService:
    """One service near the school. places: None where not known. own: from the trust's own list; old: placed
    by a postcode no longer in use, so it may have closed."""

    name: str
    km: float
    places: int | None
    authority: str
    own: bool = False
    old: bool = False


@dataclass(frozen=True)
class ServiceReach:
    """One kind of service. listed: whether the authority has a published list, or an own one; within_km: the
    distance that counts as near; near: those within it, nearest first, at most three; count: how many in all;
    nearest: the nearest one anywhere, None without a list; out: children of the area beyond the distance,
    None without a list or under ten; where: neighbourhoods most of them live in."""

    service: ServiceType
    listed: bool
    within_km: float
    near: tuple[NearbyService, ...]
    count: int
    nearest: NearbyService | None
    children: int
    out: int | None
    where: tuple[str, ...]
    date_words: str

    @property
    def missing(self) -> bool:
        return self.listed and self.count == 0


@dataclass(frozen=True)
class PartReach:
    """One of the five parts of the extended offer. unlisted: services without a published list
    for England.
    """

    part: Part
    services: tuple[ServiceReach, ...]
    unlisted: tuple[ServiceType, ...]

    @property
    def missing(self) -> ServiceReach | None:
        """The missing service whose nearest one is nearest: what a family would look for first."""
        gone = [s for s in self.services if s.missing and s.nearest]
        return min(gone, key=lambda s: s.nearest.km if s.nearest else 0.0) if gone else None


@dataclass(frozen=True)
class OwnPupils:
    """Free meals beside schools of its kind in areas like this. usual: (low, high), the middle half of those
    schools; like: how many; words: what the difference may mean, empty where nothing can be said."""

    meals: float | None
    usual: tuple[float, float] | None
    like: int
    words: str


@dataclass(frozen=True)
class SchoolCommunity:
    school: School
    area: Surroundings
    shares: dict[str, Share]
    scores: tuple[ScoreSpread, ...]
    own: OwnPupils
    reach: tuple[PartReach, ...]
    finding: str
    questions: tuple[str, ...]
    unknown: tuple[str, ...]
    sources: tuple[str, ...]
    methods: tuple[str, ...]

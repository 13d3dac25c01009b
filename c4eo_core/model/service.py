"""Services children may reach: the types we know, and one service of a trust's own list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One of the five parts of the extended-services offer."""

    id: str
    title: str


@dataclass(frozen=True)
class ServiceType:
    """layer: the published list it comes from, None when there is none for England; kinds: the kinds of that
    list that count. urban_km, rural_km: usual distances. ages: the group of children it is for. schools: the
    kinds of school it is looked at from. many: the plural as it stands in a sentence. caution: what the
    reader must know before using it.
    """

    id: str
    title: str
    one: str
    many: str
    part: Part
    layer: str | None
    kinds: tuple[str, ...]
    urban_km: float
    rural_km: float
    ages: str
    schools: tuple[str, ...]
    caution: str
    aliases: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        """True where some list is published; the rest comes from a trust's own list only."""
        return self.layer is not None


@dataclass(frozen=True)
class OwnService:
    """One service of a trust's own list. easting, northing: metres. places: None when not given. ages: from,
    to. placed_by: postcode, grid reference, coordinates or school number. where: its row, in words.
    """

    name: str
    type: str
    easting: int
    northing: int
    places: int | None
    opening: str
    ages: tuple[int, int] | None
    placed_by: str
    where: str

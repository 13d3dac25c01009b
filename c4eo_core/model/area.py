"""Areas: authorities that exist, authorities that were abolished, regions, England."""

from dataclasses import dataclass
from enum import Enum


class AreaKind(Enum):
    AUTHORITY = "authority"
    ABOLISHED = "abolished"
    REGION = "region"
    LONDON_PART = "london_part"
    ENGLAND = "england"


@dataclass(frozen=True)
class Area:
    """One place. Areas join on `code` (nine characters), never on `name`.

    `number` is the education department's three digits; `aliases` are other codes the place has or had;
    `successors` are the codes of what an abolished authority became, which `began` the day after; `part` is
    E13… for London boroughs.
    """

    code: str
    number: int
    name: str
    kind: AreaKind
    region: str | None = None
    part: str | None = None
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    ended: str | None = None
    began: str | None = None

    @property
    def is_authority(self) -> bool:
        """True for the authorities that exist today: only these are ranked."""
        return self.kind is AreaKind.AUTHORITY


@dataclass(frozen=True)
class Neighbour:
    """One statistical neighbour: its code, its place on the published list (1 is nearest) and the closeness
    word.
    """

    code: str
    order: int
    closeness: str

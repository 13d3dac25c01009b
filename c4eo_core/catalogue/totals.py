"""Which measures add up to another (data/catalogue/totals.yaml)."""

from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE


@dataclass(frozen=True)
class Total:
    """Ids of indicators."""

    total: str
    parts: tuple[str, ...]


@cache
def totals() -> tuple[Total, ...]:
    return tuple(Total(e["total"], tuple(e["parts"])) for e in read_yaml(CATALOGUE / "totals.yaml"))

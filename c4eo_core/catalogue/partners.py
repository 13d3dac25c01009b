"""Whom to think of when a group asks who the partners are."""

from dataclasses import dataclass
from functools import cache

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import EVIDENCE


@dataclass(frozen=True)
class KnownPartner:
    """evidence: ids of the messages that name them; may_bring: a hint, no fact."""

    name: str
    evidence: tuple[str, ...]
    may_bring: str


@cache
def known_partners() -> dict[str, KnownPartner]:
    """By name, in the order to show them."""
    return {
        row["name"]: KnownPartner(row["name"], tuple(row["from"]), row["may_bring"])
        for row in read_yaml(EVIDENCE / "partners.yaml")
    }

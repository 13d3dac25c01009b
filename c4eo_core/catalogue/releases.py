"""The releases that a copy is kept fresh from (data/catalogue/releases.yaml)."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE


@dataclass(frozen=True)
class Release:
    """One file of one publisher. adapter: how it is fetched; file: the name it is kept under; group: 'tool'
    for the authority tool's own files, 'other' for releases beside it, 'places' for what lies on maps; next:
    the day the following release is due, where the publisher has said one; options: what the adapter needs.
    """

    id: str
    title: str
    adapter: str
    url: str
    file: str
    group: str
    licence: str
    rhythm: str
    next: dt.date | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def due(self, today: dt.date) -> bool:
        """Whether its next date has passed."""
        return self.next is not None and self.next < today


def load_releases(path: Path = CATALOGUE / "releases.yaml") -> tuple[Release, ...]:
    """Raises ValueError naming the entry that is malformed."""
    found = []
    for entry in read_yaml(path):
        try:
            found.append(Release(**entry))
        except TypeError as error:
            raise ValueError(f"{path.name}: entry {entry.get('id', '?')}: {error}") from error
    names = [r.id for r in found]
    if len(set(names)) < len(names):
        raise ValueError(f"{path.name}: two entries share an id")
    return tuple(found)


@cache
def releases() -> tuple[Release, ...]:
    return load_releases()

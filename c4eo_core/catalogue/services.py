"""The services we know, the files their lists come from, and what the ground asks us to remember."""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.model.service import Part, ServiceType

LICENCE = "Open Government Licence v3.0"
AGE_GROUPS = {"0-4": "aged 0 to 4", "5-15": "aged 5 to 15", "0-15": "aged 0 to 15"}


class UnknownService(LookupError):
    """No service goes by that id. The message names the nearest."""


@dataclass(frozen=True)
class LayerFile:
    """What is known of one published file. start: how its name begins; date: ISO, as exact as known; words:
    the same in words; listed: "all" where the publisher covers every authority, "present" where only those in
    the file have a list.
    """

    start: str
    layer: str
    file: str
    publisher: str
    title: str
    date: str
    words: str
    listed: str
    licence: str

    def dated(self, path: Path) -> tuple[str, str]:
        """(date, in words) of this file; of a release we have not met, what its name says."""
        if path.name == self.file:
            return self.date, self.words
        found = re.search(r"20\d\d(?:-\d\d){0,2}", path.name)
        return (found[0], found[0]) if found else ("", "date not known")


@dataclass(frozen=True)
class ServiceBook:
    """types by id, in the order of the catalogue; islands, borders: authority codes, borders with the
    neighbour's name.
    """

    parts: tuple[Part, ...]
    types: dict[str, ServiceType]
    files: tuple[LayerFile, ...]
    islands: tuple[str, ...]
    borders: dict[str, str]

    def find(self, text: str) -> ServiceType:
        """Raises UnknownService."""
        wanted = _slug(text)
        keys = {}
        for t in self.types.values():
            for name in (t.id, t.title, t.one, t.many, *t.aliases):
                keys.setdefault(_slug(name), t)
        if wanted in keys:
            return keys[wanted]
        near = difflib.get_close_matches(wanted, list(keys), n=1, cutoff=0.6)
        hint = f" Did you mean {keys[near[0]].id}?" if near else ""
        raise UnknownService(
            f"'{str(text).strip()}' is not a service we know; the services are {', '.join(self.types)}.{hint}"
        )

    def published(self) -> tuple[ServiceType, ...]:
        return tuple(t for t in self.types.values() if t.published)

    def file_of(self, layer: str) -> LayerFile:
        return next(f for f in self.files if f.layer == layer)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", str(text).casefold().replace("'", "").replace("’", "")).strip("-")


@cache
def load_services(path: Path = CATALOGUE / "services.yaml") -> ServiceBook:
    """Raises ValueError naming the entry when one is malformed."""
    raw = read_yaml(path)
    parts = {key: Part(key, title) for key, title in raw["parts"].items()}
    types = {}
    for entry in raw["services"]:
        try:
            types[entry["id"]] = _type(entry, parts, raw)
        except (KeyError, ValueError, TypeError) as error:
            raise ValueError(f"{path.name}: service {entry.get('id', '?')}: {error}") from error
    files = tuple(_file(start, entry) for start, entry in raw["files"].items())
    return ServiceBook(tuple(parts.values()), types, files, tuple(raw["islands"]), dict(raw["borders"]))


def _type(entry: dict, parts: dict[str, Part], raw: dict) -> ServiceType:
    if entry["ages"] not in AGE_GROUPS:
        raise ValueError(f"ages {entry['ages']} are not one of {', '.join(AGE_GROUPS)}")
    layer = entry.get("layer")
    return ServiceType(
        id=entry["id"],
        title=entry["title"],
        one=entry["one"],
        many=entry["many"],
        part=parts[entry["part"]],
        layer=layer,
        kinds=tuple(entry["kinds"]) if layer else (),
        urban_km=float(entry.get("urban_km", raw["distances"]["urban"])),
        rural_km=float(entry.get("rural_km", raw["distances"]["rural"])),
        ages=entry["ages"],
        schools=tuple(entry["schools"]),
        caution=entry["caution"] if layer else raw["no_published_list"],
        aliases=tuple(entry.get("aliases") or ()),
    )


def _file(start: str, entry: dict) -> LayerFile:
    return LayerFile(
        start=start,
        layer=entry["layer"],
        file=entry["file"],
        publisher=entry["publisher"],
        title=entry["title"],
        date=entry["date"],
        words=entry["words"],
        listed=entry.get("listed", "all"),
        licence=entry.get("licence", LICENCE),
    )

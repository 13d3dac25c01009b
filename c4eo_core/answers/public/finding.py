"""What somebody means by a few words: a place, a town, a postcode, a council of the past, an indicator.

Whoever types is helped over spelling, but never led to a place without being told which.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache, cached_property

import numpy as np
from rapidfuzz import fuzz, process
from scipy.spatial import KDTree

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.desk import Desk, prepared_desk
from c4eo_core.answers.public.place import KINDS, public_areas, slug
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.catalogue.choices import national_indicators, priorities
from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import AREAS, CATALOGUE
from c4eo_core.model.area import Area, AreaKind
from c4eo_core.model.indicator import Indicator

MOST = 12
_CLOSE = 79  # of 100: below this two words are not the same word misspelt
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
_DISTRICT = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ?([0-9]))?")
_NATIONAL = re.compile(r"(?:ni|national indicator)\s*0*(\d{1,3})")
# Words that many councils share: "Leeds City Council" is Leeds.
_TITLES = re.compile(
    r"\b(?:london borough|royal borough|metropolitan borough|city|county|borough|district|council|unitary"
    r" authority|local authority|metropolitan|the|of|upon|on|and)\b"
)


@dataclass(frozen=True)
class Hit:
    """kind: place, former, district, town, postcode, indicator or national-indicator.

    id: the code of an area, the id of an indicator, the postcode or the number of a National Indicator as
    written; address: where the light pages say it.
    """

    kind: str
    id: str
    title: str
    address: str


@dataclass(frozen=True)
class _Named:
    key: str
    hit: Hit
    size: int


class Finder:
    """Everything that can be found by name, made once. Only published names: the same for everybody."""

    def __init__(self, desk: Desk):
        self.desk, self.areas = desk, desk.figures.areas

    def find(self, words: str) -> tuple[Hit, ...]:
        """Best first, at most MOST; empty when nothing is meant."""
        typed = " ".join(words.split())[:100]
        if not typed:
            return ()
        if hits := self._postcode(typed.upper()) or self._national(typed.casefold()):
            return hits
        exact, close = self._places(typed)
        hits = [*exact, *self._indicators(typed), *close]
        return _once(hits or self._indicators(typed, mend=True))[:MOST]

    def _postcode(self, typed: str) -> tuple[Hit, ...]:
        if _POSTCODE.fullmatch(typed):
            book, code = prepared_coverage_data().places.postcodes, re.sub(r"\s", "", typed)
            found, name = book.find(typed), f"{code[:-3]} {code[-3:]}"
            # A new or ended postcode lies where the others of its sector do.
            around = [found.position] if found.position else book.positions(code[:-3], code[-3])
            words = f"{name} is not on our list; postcodes like it are in"
            if found.position:
                words = f"{name} is no longer in use; it was in" if found.closed else f"{name} is in"
            return tuple(_place_hit("postcode", name, area, words) for area in self._around(around))
        match = _DISTRICT.fullmatch(typed)
        if not match or not any(c.isdigit() for c in typed):
            return ()
        positions = prepared_coverage_data().places.postcodes.positions(match[1], match[2] or "")
        name = f"{match[1]} {match[2]}" if match[2] else match[1]
        return tuple(
            _place_hit("postcode", name, area, f"{name} is at least partly in")
            for area in self._around(positions)
        )

    def _around(self, positions: list[tuple[int, int]]) -> list[Area]:
        """The authorities of the small areas nearest to some positions, the one with most of them first."""
        if not positions:
            return []
        at = self._centres.query(np.array(positions))[1]
        areas, counts = np.unique(prepared_coverage_data().places.small_areas.area[at], return_counts=True)
        return [self.areas.areas[int(areas[i])] for i in np.argsort(-counts, kind="stable")][:5]

    @cached_property
    def _centres(self) -> KDTree:
        small = prepared_coverage_data().places.small_areas
        return KDTree(np.column_stack([small.easting, small.northing]))

    def _national(self, typed: str) -> tuple[Hit, ...]:
        match = _NATIONAL.fullmatch(typed)
        if not match:
            return ()
        hits = []
        for old in national_indicators():
            if int(match[1]) in old.numbers:
                now = [i for i in old.successors if i in self.desk.figures.index]
                at = f"/indicator/{now[0]}" if now else "/about"
                hits.append(Hit("national-indicator", old.ni, f"{old.ni}: {old.title}", at))
                hits += [_indicator_hit(self.desk.find(i)) for i in now]
        return _once(hits)

    def _places(self, typed: str) -> tuple[list[Hit], list[Hit]]:
        """Those that are named so, and those that are nearly."""
        key, short = plain(typed), bare(typed)
        exact = [n for n in self._names if n.key == key] or [
            n for n, name in zip(self._names, self._bare, strict=True) if short and name == short
        ]
        exact += self._known_to_the_area_book(typed) if not exact else []
        begun = [n for n in self._names if len(key) > 2 and n.key.startswith(key)]
        inside = [n for n in self._names if len(key) > 2 and f" {key}" in n.key]
        rest = begun + inside
        if not exact and not rest and len(key) > 3:
            near = process.extract(short or key, self._bare, scorer=fuzz.ratio, limit=5, score_cutoff=_CLOSE)
            rest = [self._names[i] for _, _, i in near]
        by_size = sorted(rest, key=lambda n: (_ORDER.index(n.hit.kind), -n.size))
        return [n.hit for n in sorted(exact, key=lambda n: (_ORDER.index(n.hit.kind), -n.size))], [
            n.hit for n in by_size
        ]

    def _known_to_the_area_book(self, typed: str) -> list[_Named]:
        """By a code, a number or a short form that the book of areas understands."""
        try:
            area = self.areas.find(typed)
        except UnknownArea:
            return []
        heirs = [self.areas.by_code(c) for c in area.successors] or [area]
        return [_Named("", _place_hit("place", a.code, a), 0) for a in heirs if a.kind in KINDS]

    @cached_property
    def _names(self) -> list[_Named]:
        by_code = {a.code: a for a in self.areas.areas}
        names = [_Named(plain(a.name), _place_hit("place", a.code, a), 0) for a in public_areas(self.desk)]
        for gone in self.areas.abolished:
            for heir in (by_code[c] for c in gone.successors if c in by_code):
                title = f"{gone.name} (a council until {(gone.ended or '')[:4]}), now in"
                names.append(
                    _Named(plain(gone.name.split(" (")[0]), _place_hit("former", gone.code, heir, title), 0)
                )
        for entry in read_yaml(AREAS / "former_councils.yaml"):
            for code in entry["now"]:
                title = f"{entry['name']} (a council until {entry['ended']}), now in"
                names.append(
                    _Named(plain(entry["name"]), _place_hit("former", code, by_code[code], title), 0)
                )
        return names + [
            _Named(
                plain(row["name"]),
                _place_hit(row["kind"], row["area"], by_code[row["area"]], f"{row['name']}, in"),
                int(row["population"]),
            )
            for row in _place_names()
            if plain(row["name"]) != bare(by_code[row["area"]].name)  # the place itself is named already
        ]

    @cached_property
    def _bare(self) -> list[str]:
        return [bare(n.key) or n.key for n in self._names]

    def _indicators(self, typed: str, mend: bool = False) -> list[Hit]:
        """Indicators whose title, definition or synonyms hold every word; those with it in the title first.

        mend: words that no indicator has are taken for the nearest one that some has.
        """
        said = plain(typed)
        for synonym in _synonyms():
            said = re.sub(rf"\b{re.escape(plain(synonym['typed']))}\b", plain(synonym["means"]), said)
        words = [self._spelt(w) if mend else w for w in map(_stem, said.split()) if w not in _SMALL]
        if not words or None in words:
            return []
        ranked = []
        for indicator, title, text in self._texts:
            if all(any(t.startswith(w) for t in text) for w in words if w):
                in_title = sum(any(t.startswith(w) for t in title) for w in words if w)
                is_headline = indicator.id in self._headlines
                ranked.append((-in_title, not is_headline, len(title), indicator.id, indicator))
        return [_indicator_hit(row[-1]) for row in sorted(ranked, key=lambda r: r[:4])[:8]]

    def _spelt(self, word: str) -> str | None:
        """The word as some indicator has it, if this is that word misspelt; None where none has."""
        if any(v.startswith(word) for v in self._vocabulary):
            return word
        near = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return near[0] if near and len(word) > 3 else None

    @cached_property
    def _texts(self) -> list[tuple[Indicator, set[str], set[str]]]:
        rows = []
        for i in self.desk.figures.indicators:
            title = set(plain(f"{i.title} {i.short}").split())
            rows.append((i, title, title | set(plain(f"{i.definition} {i.id.replace('-', ' ')}").split())))
        return rows

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted({w for _, _, text in self._texts for w in text if w})

    @cached_property
    def _headlines(self) -> set[str]:
        return {self.desk.find(h.key).id for p in priorities().values() for h in p.headlines}


_ORDER = ("place", "former", "district", "town", "postcode", "indicator", "national-indicator")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with", "who"})


def plain(text: str) -> str:
    """As names are compared: no accents, no marks, small letters; '&' is and, 'st.' is saint."""
    spread = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^a-z0-9 ]+", " ", spread.casefold().replace("'", ""))
    return " ".join("saint" if w == "st" else w for w in letters.split())


def _stem(word: str) -> str:
    """Without the s of a plural: words are compared by how they begin."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def bare(text: str) -> str:
    """Without the words that councils have before or behind their name."""
    return " ".join(_TITLES.sub(" ", plain(text)).split())


def find(words: str) -> tuple[Hit, ...]:
    """In the app's own figures and places."""
    return _finder(prepared_desk().figures.version).find(words)


def as_json(hits: Iterable[Hit]) -> list[dict[str, str]]:
    return [asdict(hit) for hit in hits]


@cache
def _finder(_version: str) -> Finder:
    return Finder(prepared_desk())


@cache
def _place_names() -> list[dict[str, str]]:
    path = AREAS / "place_names.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _synonyms() -> list[dict[str, str]]:
    return read_yaml(CATALOGUE / "synonyms.yaml")


def _place_hit(kind: str, id: str, area: Area, before: str = "") -> Hit:
    title = f"{before} {area.name}" if before else area.name
    if kind == "place" and area.kind is AreaKind.REGION:
        title = f"{area.name} (region)"
    return Hit(kind, id, title, f"/place/{slug(area.name)}")


def _indicator_hit(indicator: Indicator) -> Hit:
    return Hit("indicator", indicator.id, indicator.title, f"/indicator/{indicator.id}")


def _once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each title once, in order."""
    return tuple({(h.title, h.address): h for h in hits}.values())

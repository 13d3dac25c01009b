"""Where children, schools and services are: read-only arrays, loaded when first asked for, the same for
everybody.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.sources.places.postcodes import PostcodeBook
from c4eo_core.store.columns import coded, numbers, read_columns

SCHOOL_KINDS = (
    "nursery",
    "primary",
    "middle-primary",
    "middle-secondary",
    "secondary",
    "all-through",
    "sixteen-plus",
    "special",
    "alternative",
    "independent",
    "other",
)
SITE_KINDS = ("full-day", "sessional", "out-of-school", "childcare-other", "library", "family-hub")


class PlacesMissing(FileNotFoundError):
    """There are no built places in the folder named, or they are damaged."""


@dataclass(frozen=True)
class SmallAreas:
    """[N] each, ordered by authority and ward. code: S9; easting, northing: metres, population-weighted
    centre; young, older: children 0-4 and 5-15; decile: of income deprivation affecting children, 1 most
    deprived, 0 unknown; area: authority's index in the area book; ward: index into wards, (code, name)."""

    code: np.ndarray
    easting: np.ndarray
    northing: np.ndarray
    young: np.ndarray
    older: np.ndarray
    decile: np.ndarray
    rural: np.ndarray
    area: np.ndarray
    ward: np.ndarray
    wards: tuple[tuple[str, str], ...]

    def children(self, ages: str) -> np.ndarray:
        """ages: 0-4, 5-15 or 0-15."""
        if ages == "0-15":
            return self.young.astype(np.int32) + self.older
        return {"0-4": self.young, "5-15": self.older}[ages].astype(np.int32)


@dataclass(frozen=True)
class Schools:
    """[S] each, ordered by number. kind: index into SCHOOL_KINDS; pupils, meals (per cent on free meals): NaN
    unknown; decile, rural: of the small area the school stands in."""

    urn: np.ndarray
    names: pa.Array
    kind: np.ndarray
    pupils: np.ndarray
    meals: np.ndarray
    easting: np.ndarray
    northing: np.ndarray
    area: np.ndarray
    decile: np.ndarray
    rural: np.ndarray

    def of_kinds(self, kinds: tuple[str, ...]) -> np.ndarray:
        return np.isin(self.kind, [SCHOOL_KINDS.index(k) for k in kinds])

    def row(self, urn: int) -> int | None:
        i = int(np.searchsorted(self.urn, urn))
        return i if i < len(self.urn) and self.urn[i] == urn else None


@dataclass(frozen=True)
class Sites:
    """[J] services other than schools. kind: index into SITE_KINDS; places: NaN unknown; old_postcode: placed
    by a postcode no longer in use, so it may have closed.
    """

    names: pa.Array
    kind: np.ndarray
    easting: np.ndarray
    northing: np.ndarray
    places: np.ndarray
    area: np.ndarray
    old_postcode: np.ndarray

    def of_kinds(self, kinds: tuple[str, ...]) -> np.ndarray:
        return np.isin(self.kind, [SITE_KINDS.index(k) for k in kinds])


@dataclass(frozen=True)
class Origin:
    """Where a layer comes from. listed: which authorities have a list, bool [authorities of today]; unplaced:
    kind → authority code → entries that could not be placed. date: ISO, as exact as known; words: the same in
    words.
    """

    layer: str
    publisher: str
    title: str
    date: str
    words: str
    licence: str
    count: int
    listed: np.ndarray
    unplaced: dict[str, dict[str, int]]

    @property
    def complete(self) -> bool:
        return bool(self.listed.all())


@dataclass(frozen=True)
class Places:
    areas: AreaBook
    small_areas: SmallAreas
    schools: Schools
    sites: Sites
    origins: dict[str, Origin]
    manifest: dict
    folder: Path

    def __post_init__(self) -> None:
        for part in (self.small_areas, self.schools, self.sites):
            for array in vars(part).values():
                if isinstance(array, np.ndarray):
                    array.setflags(write=False)

    @cached_property
    def postcodes(self) -> PostcodeBook:
        closed = self.folder / "closed_postcodes.parquet"
        return PostcodeBook(self.folder / "postcodes.parquet", self.origins["postcodes"].words, closed)

    @property
    def version(self) -> str:
        """Changes whenever the places do: the key of every cache."""
        return self.manifest["version"]


def read_places(folder: Path, areas: AreaBook) -> Places:
    """Raises PlacesMissing when the folder holds no places, or some that cannot be read."""
    if not (folder / "manifest.json").exists():
        raise PlacesMissing(
            f"There are no built places in {folder}. Run `c4eo build --layers DIR` to make them."
        )
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        places = Places(
            areas=areas,
            small_areas=_small_areas(_table(folder, "small_areas"), areas),
            schools=_schools(_table(folder, "schools"), areas),
            sites=_sites(_table(folder, "sites"), areas),
            origins={o["layer"]: _origin(o, areas) for o in manifest["origins"]},
            manifest=manifest,
            folder=folder,
        )
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise PlacesMissing(
            f"The places in {folder} are damaged ({type(error).__name__}). Run `c4eo build --layers DIR`"
            " again."
        ) from error
    pa.default_memory_pool().release_unused()
    return places


def _table(folder: Path, name: str) -> pa.Table:
    return read_columns(folder / f"{name}.parquet")


def _small_areas(t: pa.Table, areas: AreaBook) -> SmallAreas:
    ward, codes = coded(t["ward"])
    names = dict(zip(codes, _first_of_each(ward, t["ward_name"], len(codes)), strict=True))
    return SmallAreas(
        code=np.array(t["code"].to_pylist(), "S9"),
        **{name: numbers(t[name]) for name in ("easting", "northing", "young", "older", "decile", "rural")},
        area=_areas(t, areas),
        ward=ward.astype(np.int16),
        wards=tuple((code, names[code]) for code in codes),
    )


def _schools(t: pa.Table, areas: AreaBook) -> Schools:
    columns = {
        name: numbers(t[name])
        for name in ("urn", "pupils", "meals", "easting", "northing", "decile", "rural")
    }
    return Schools(names=_names(t), kind=_kinds(t, SCHOOL_KINDS), area=_areas(t, areas), **columns)


def _sites(t: pa.Table, areas: AreaBook) -> Sites:
    columns = {name: numbers(t[name]) for name in ("easting", "northing", "places")}
    known = "old_postcode" in t.column_names  # not in places built before
    columns["old_postcode"] = numbers(t["old_postcode"]) if known else np.zeros(t.num_rows, bool)
    return Sites(names=_names(t), kind=_kinds(t, SITE_KINDS), area=_areas(t, areas), **columns)


def _names(t: pa.Table) -> pa.Array:
    return t["name"].chunk(0) if t.num_rows else pa.array([], pa.string())


def _areas(t: pa.Table, areas: AreaBook) -> np.ndarray:
    indices, codes = coded(t["area"])
    return np.array([areas.index[c] for c in codes], np.int16)[indices]


def _kinds(t: pa.Table, kinds: tuple[str, ...]) -> np.ndarray:
    indices, names = coded(t["kind"])
    return np.array([kinds.index(n) for n in names], np.int8)[indices]


def _first_of_each(index: np.ndarray, column: pa.ChunkedArray, count: int) -> list[str]:
    first = np.zeros(count, np.int64)
    first[index[::-1]] = np.arange(len(index))[::-1]
    words = column.combine_chunks()
    return [words[i].as_py() for i in first.tolist()]


def _origin(o: dict, areas: AreaBook) -> Origin:
    listed = set(o["listed"])
    return Origin(
        listed=np.array([a.code in listed for a in areas.authorities]),
        **{
            name: o[name]
            for name in ("layer", "publisher", "title", "date", "words", "licence", "count", "unplaced")
        },
    )

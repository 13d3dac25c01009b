"""What is known of small areas and of schools: read-only, loaded when first asked for, the same for
everybody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from c4eo_core.store.columns import numbers, read_columns

# Groups the school census publishes for each school.
PUPIL_GROUPS = (
    "white_british",
    "irish",
    "other_white",
    "indian",
    "pakistani",
    "bangladeshi",
    "chinese",
    "other_asian",
    "black_african",
    "black_caribbean",
)
_WORDS = ("code", "middle", "name", "area", "kind", "postcode", "town")


class CommunityMissing(FileNotFoundError):
    """Nothing is built about small areas and schools in the folder named, or it is damaged."""


@dataclass(frozen=True)
class SchoolList:
    """[S] each, ordered by number. area: code of the authority, empty where only the ground can tell; pupils,
    meals (per cent): NaN unknown; pupils_of: number of the school whose pupils, ages and postcode these are,
    0 its own; youngest, oldest: −1 unknown; groups: [S, 10] per cent of pupils, NaN unknown.
    """

    urn: np.ndarray
    name: tuple[str, ...]
    kind: tuple[str, ...]
    area: tuple[str, ...]
    postcode: tuple[str, ...]
    town: tuple[str, ...]
    easting: np.ndarray
    northing: np.ndarray
    pupils: np.ndarray
    pupils_of: np.ndarray
    meals: np.ndarray
    youngest: np.ndarray
    oldest: np.ndarray
    groups: np.ndarray

    def row(self, urn: int) -> int | None:
        i = int(np.searchsorted(self.urn, urn))
        return i if i < len(self.urn) and self.urn[i] == urn else None


@dataclass(frozen=True)
class ClosedSchool:
    """successor: number of the school that took its place, None where none is known."""

    urn: int
    name: str
    area: str
    successor: int | None


@dataclass(frozen=True)
class Towns:
    """[T] each, the largest first."""

    name: tuple[str, ...]
    easting: np.ndarray
    northing: np.ndarray
    population: np.ndarray


@dataclass(frozen=True)
class Community:
    """counts: column → [N] in the order of `code`; middle: column → [M] in the order of `middle_code`;
    middle_of: [N] row of the middle area that holds each small area; names: [N] everyday name of it."""

    folder: Path
    manifest: dict
    code: np.ndarray
    counts: Mapping[str, np.ndarray]
    names: tuple[str, ...]
    middle_code: tuple[str, ...]
    middle: Mapping[str, np.ndarray]
    middle_of: np.ndarray
    schools: SchoolList
    closed: Mapping[int, ClosedSchool]
    towns: Towns

    @property
    def version(self) -> str:
        """Changes whenever the figures do: the key of every cache."""
        return self.manifest["version"]

    @cached_property
    def origins(self) -> dict[str, dict]:
        return {o["layer"]: o for o in self.manifest["origins"]}

    @cached_property
    def _outlines(self) -> "Outlines":
        return read_outlines(self.folder)

    def outlines(self, codes: tuple[str, ...]) -> dict[str, list[np.ndarray]]:
        """As `Outlines.of`."""
        return self._outlines.of(codes)


@dataclass(frozen=True, eq=False)
class Outlines:
    """Rings of small areas, for colouring only: they are simplified. code: [R] of each ring, in order;
    starts: [R + 1] where each begins; easting, northing: steps from corner to corner."""

    code: np.ndarray
    starts: np.ndarray
    easting: np.ndarray
    northing: np.ndarray

    def of(self, codes: tuple[str, ...]) -> dict[str, list[np.ndarray]]:
        """code → its rings, each [corners, 2] in metres."""
        found: dict[str, list[np.ndarray]] = {}
        for code in codes:
            first, last = (int(np.searchsorted(self.code, code.encode(), side)) for side in ("left", "right"))
            parts = [slice(self.starts[i], self.starts[i + 1]) for i in range(first, last)]
            found[code] = [
                np.cumsum(np.column_stack([self.easting[p], self.northing[p]]), axis=0) for p in parts
            ]
        return found


def read_outlines(folder: Path) -> Outlines:
    """Outlines alone, for a map. Raises CommunityMissing."""
    try:
        table = read_columns(folder / "outlines.parquet")
    except OSError as error:
        raise CommunityMissing(
            f"There are no outlines in {folder}. Run `c4eo build --small-areas DIR`."
        ) from error
    codes = np.array(table["code"].to_pylist(), "S9")
    rings = table["easting"].combine_chunks(), table["northing"].combine_chunks()
    starts = np.frombuffer(rings[0].buffers()[1], np.int32)[: len(codes) + 1]
    return Outlines(codes, starts, *(numbers(r.values) for r in rings))


def read_community(folder: Path) -> Community:
    """Raises CommunityMissing when the folder holds nothing, or something that cannot be read."""
    if not (folder / "manifest.json").exists():
        raise CommunityMissing(
            f"Nothing about small areas and schools is built in {folder}. Run `c4eo build --small-areas DIR`."
        )
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return _read(folder, manifest)
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise CommunityMissing(
            f"What is built about small areas and schools in {folder} is damaged ({type(error).__name__})."
            " Run `c4eo build --small-areas DIR` again."
        ) from error


def _read(folder: Path, manifest: dict) -> Community:
    small, middle = (read_columns(folder / f"{name}.parquet") for name in ("small_areas", "middle_areas"))
    codes = middle["code"].to_pylist()
    row = {code: i for i, code in enumerate(codes)}
    return Community(
        folder=folder,
        manifest=manifest,
        code=np.array(small["code"].to_pylist(), "S9"),
        counts=_numbers(small),
        names=tuple(small["name"].to_pylist()),
        middle_code=tuple(codes),
        middle=_numbers(middle),
        middle_of=np.array([row[c] for c in small["middle"].to_pylist()], np.int32),
        schools=_schools(read_columns(folder / "schools.parquet")),
        closed=_closed(read_columns(folder / "schools_closed.parquet")),
        towns=read_towns(folder),
    )


def _numbers(table: pa.Table) -> dict[str, np.ndarray]:
    found = {name: numbers(table[name]) for name in table.column_names if name not in _WORDS}
    for array in found.values():
        array.setflags(write=False)
    return found


def _schools(t: pa.Table) -> SchoolList:
    figures = _numbers(t)
    words = {name: tuple(t[name].to_pylist()) for name in ("name", "kind", "area", "postcode", "town")}
    kept = ("urn", "easting", "northing", "pupils", "pupils_of", "meals", "youngest", "oldest")
    groups = np.column_stack([figures[g] for g in PUPIL_GROUPS])
    columns: dict[str, Any] = words | {name: figures[name] for name in kept}
    return SchoolList(groups=groups, **columns)


def _closed(t: pa.Table) -> dict[int, ClosedSchool]:
    columns = (t[name].to_pylist() for name in ("urn", "name", "area", "successor"))
    return {
        u: ClosedSchool(u, name, area, after or None) for u, name, area, after in zip(*columns, strict=True)
    }


def read_towns(folder: Path) -> Towns:
    """Towns alone, for the names on a map. Raises CommunityMissing."""
    try:
        t = read_columns(folder / "towns.parquet")
    except OSError as error:
        raise CommunityMissing(
            f"There are no towns in {folder}. Run `c4eo build --small-areas DIR`."
        ) from error
    figures = _numbers(t)
    return Towns(tuple(t["name"].to_pylist()), figures["easting"], figures["northing"], figures["population"])

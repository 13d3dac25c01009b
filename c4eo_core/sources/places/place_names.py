"""Names people look for a place by: towns and the districts of the 2021 small areas, each with its authority.

Towns come from GeoNames (CC BY 4.0) with a position: the authority is that of the nearest small area's
centre. Districts come from the names of middle areas of 2021 ("Allerdale 001"): the authority that most of
theirs lie in.
"""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from scipy.spatial import KDTree

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.grid import to_grid
from c4eo_core.model.problem import Problem, SourceProblems

COLUMNS = ("kind", "name", "area", "easting", "northing", "population")


class Centres(Protocol):
    """Small areas, [N] each: code, centre in metres, and the authority's index in the area book."""

    @property
    def code(self) -> np.ndarray: ...
    @property
    def easting(self) -> np.ndarray: ...
    @property
    def northing(self) -> np.ndarray: ...
    @property
    def area(self) -> np.ndarray: ...


@dataclass(frozen=True)
class PlaceName:
    """area: code of the authority of today; easting, northing: metres, 0 where a name has no one position."""

    kind: str
    name: str
    area: str
    easting: int = 0
    northing: int = 0
    population: int = 0


def read_towns(path: Path, small_areas: Centres, areas: AreaBook) -> list[PlaceName]:
    """Raises SourceProblems when the file is not the list of towns."""
    rows = list(_rows(path, ("name", "latitude", "longitude", "population")))
    east, north = to_grid(
        np.array([float(r["longitude"]) for r in rows]), np.array([float(r["latitude"]) for r in rows])
    )
    centres = np.column_stack([small_areas.easting, small_areas.northing])
    nearest = small_areas.area[KDTree(centres).query(np.column_stack([east, north]))[1]]
    return [
        PlaceName("town", r["name"], areas.areas[a].code, round(e), round(n), int(r["population"]))
        for r, a, e, n in zip(rows, nearest, east, north, strict=True)
    ]


def read_districts(path: Path, small_areas: Centres, areas: AreaBook) -> list[PlaceName]:
    """Every district whose name is not an authority's of today. Raises SourceProblems."""
    home = dict(zip(small_areas.code.astype(str), small_areas.area, strict=True))
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for row in _rows(path, ("lsoa21", "msoa_name")):
        if row["lsoa21"] in home:
            votes[row["msoa_name"].rsplit(" ", 1)[0]][int(home[row["lsoa21"]])] += 1
    known = {a.name.casefold() for a in areas.authorities}
    return [
        PlaceName("district", name, areas.areas[count.most_common(1)[0][0]].code)
        for name, count in sorted(votes.items())
        if name.casefold() not in known
    ]


def write_names(names: Sequence[PlaceName], path: Path) -> None:
    ordered = sorted(names, key=lambda n: (n.kind, n.name, n.area, -n.population))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(n, column) for column in COLUMNS] for n in ordered)


def read_names(path: Path) -> tuple[PlaceName, ...]:
    """What `write_names` wrote; nothing where there is no file."""
    if not path.exists():
        return ()
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(
            PlaceName(
                r["kind"], r["name"], r["area"], int(r["easting"]), int(r["northing"]), int(r["population"])
            )
            for r in csv.DictReader(file)
        )


def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        reader = csv.DictReader(file)
        missing = [c for c in wanted if c not in (reader.fieldnames or ())]
        if missing:
            raise SourceProblems(
                [
                    Problem(
                        path.name,
                        f"there is no column {', '.join(missing)}.",
                        f"the columns {', '.join(wanted)}.",
                        "Use the file as published.",
                    )
                ]
            )
        yield from reader

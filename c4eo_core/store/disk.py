"""The store on disk: written whole or not at all, read in one go."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Neighbour
from c4eo_core.model.indicator import Break, Indicator, Listing
from c4eo_core.model.kinds import Polarity, Status, Unit, YearType
from c4eo_core.model.period import Period
from c4eo_core.store.columns import coded, numbers, read_columns
from c4eo_core.store.figures import NOTES, Figures
from c4eo_core.store.swap import exchange

_SWAPPED = 12  # readings before we give up: a busy machine reads slowly while stores change places
_NOTE_CODES = [n.value if n else "" for n in NOTES]


class StoreMissing(FileNotFoundError):
    """There is no built store in the folder named, or it is damaged."""


class NotAStore(ValueError):
    """The folder named for a store holds something else, which must not be lost."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A folder beside `target` that takes its place only if the block ends well: a failed build changes
    nothing.

    Raises NotAStore when `target` holds anything but a store.
    """
    if target.exists() and not (
        target.is_dir() and ((target / "manifest.json").exists() or not any(target.iterdir()))
    ):
        raise NotAStore(
            f"{target} exists and holds no store; nothing there was touched. Give an empty or a new folder"
            " after --out."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        yield scratch
        scratch.chmod(0o755)
        if target.exists():
            exchange(target, scratch)
        else:
            scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_store(figures: Figures, folder: Path) -> None:
    _write_observations(figures, folder / "observations.parquet")
    noise = pa.table({a.code: figures.noise[:, i] for i, a in enumerate(figures.areas.authorities)})
    pq.write_table(noise, folder / "noise.parquet", compression="zstd")
    catalogue = {
        "indicators": [_plain(i) for i in figures.indicators],
        "neighbours": {code: [_plain(n) for n in ns] for code, ns in figures.neighbours.items()},
        "neighbour_date": figures.neighbour_date,
    }
    (folder / "catalogue.json").write_text(
        json.dumps(catalogue, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    (folder / "manifest.json").write_text(
        json.dumps(figures.manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def _write_observations(figures: Figures, path: Path) -> None:
    m, a, t = np.nonzero(~np.isnan(figures.published) | (figures.notes > 0))
    ids = [i.id for i in figures.indicators]
    codes = [area.code for area in figures.areas.areas]
    table = pa.table(
        {
            "indicator": pa.DictionaryArray.from_arrays(pa.array(m, pa.int16()), pa.array(ids)),
            "area": pa.DictionaryArray.from_arrays(pa.array(a, pa.int16()), pa.array(codes)),
            "end_year": pa.array(figures.end_years[t], pa.int16()),
            "value": pa.array(figures.published[m, a, t], from_pandas=True),
            "note": pa.DictionaryArray.from_arrays(
                pa.array(figures.notes[m, a, t], pa.int8()), pa.array(_NOTE_CODES)
            ),
        }
    )
    pq.write_table(table, path, compression="zstd", compression_level=15)


def read_store(folder: Path, areas: AreaBook) -> Figures:
    """Raises StoreMissing when the folder holds no store, or one that cannot be read."""
    if not (folder / "manifest.json").exists():
        raise StoreMissing(
            f"There are no built figures in {folder}. Run `c4eo build --lait DIR` to make them."
        )
    try:
        return _read_one(folder, areas)
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise StoreMissing(
            f"The figures in {folder} are damaged ({type(error).__name__}). Run `c4eo build --lait DIR`"
            " again."
        ) from error


def store_version(folder: Path) -> str | None:
    """The version of the store that lies in the folder now; None without one."""
    try:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None


def _read_one(folder: Path, areas: AreaBook) -> Figures:
    """All from one store: another that took its place while we read means reading again."""
    manifest = folder / "manifest.json"
    for _ in range(_SWAPPED):
        before = manifest.stat()
        found = _read(folder, areas)
        after = manifest.stat()
        if (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns):
            return found
    raise OSError("the store kept changing")


def _read(folder: Path, areas: AreaBook) -> Figures:
    catalogue = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))
    indicators = tuple(_indicator(entry) for entry in catalogue["indicators"])
    neighbours = {code: tuple(Neighbour(**n) for n in ns) for code, ns in catalogue["neighbours"].items()}
    end_years, published, notes = _read_observations(folder / "observations.parquet", indicators, areas)
    noise = read_columns(folder / "noise.parquet", [a.code for a in areas.authorities])
    return Figures(
        indicators=indicators,
        areas=areas,
        end_years=end_years,
        published=published,
        values=trusted(published, notes),
        notes=notes,
        noise=np.column_stack([numbers(c) for c in noise.columns]).astype(float),
        neighbours=neighbours,
        neighbour_index=neighbour_index(neighbours, areas),
        neighbour_date=catalogue["neighbour_date"],
        manifest=json.loads((folder / "manifest.json").read_text(encoding="utf-8")),
    )


def neighbour_index(neighbours: dict[str, tuple[Neighbour, ...]], areas: AreaBook) -> np.ndarray:
    """int16 [A, 10] of area indices in the order of the published list, -1 where there is none."""
    index = np.full((len(areas.areas), 10), -1, dtype=np.int16)
    for code, listed in neighbours.items():
        for column, neighbour in enumerate(listed[:10]):
            index[areas.index[code], column] = areas.index[neighbour.code]
    return index


def _read_observations(
    path: Path, indicators: tuple[Indicator, ...], areas: AreaBook
) -> tuple[np.ndarray, ...]:
    table = read_columns(path)
    years = numbers(
        table["end_year"]
    )  # int16, as all the indices here: the load should leave no mountain of memory behind
    end_years = np.arange(years.min(), years.max() + 1)
    place = {i.id: m for m, i in enumerate(indicators)}
    m = _codes(table["indicator"], place)
    a = _codes(table["area"], areas.index)
    t = years - end_years[0]
    shape = (len(indicators), len(areas.areas), len(end_years))
    published, notes = np.full(shape, np.nan), np.zeros(shape, np.uint8)
    published[m, a, t] = numbers(table["value"])
    notes[m, a, t] = _codes(table["note"], {code: n for n, code in enumerate(_NOTE_CODES)})
    del table
    pa.default_memory_pool().release_unused()
    return end_years, published, notes


def trusted(published: np.ndarray, notes: np.ndarray) -> np.ndarray:
    """Published values without those that carry a note all the same: the ones we withhold."""
    return np.where(notes > 0, np.nan, published)


def _codes(column: pa.ChunkedArray, place: dict[str, int]) -> np.ndarray:
    index, words = coded(column)
    return np.array([place[word] for word in words], dtype=np.int16)[index]


def _plain(thing: Any) -> object:
    """A dataclass as JSON takes it; defaults are kept so that the file reads by itself."""
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, tuple | list):
        return [_plain(x) for x in thing]
    if hasattr(thing, "__dataclass_fields__"):
        return {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}
    return thing


def _indicator(entry: dict) -> Indicator:
    kinds = {"unit": Unit, "polarity": Polarity, "year_type": YearType}
    entry = {name: kinds[name](value) if name in kinds else value for name, value in entry.items()}
    if entry.get("source_polarity"):
        entry["source_polarity"] = Polarity(entry["source_polarity"])
    entry["updated"] = date.fromisoformat(entry["updated"]) if entry["updated"] else None
    for name, kind in (("breaks", Break), ("listings", Listing), ("periods", _period)):
        entry[name] = tuple(kind(**row) for row in entry[name])
    return Indicator(**entry)


def _period(**row: Any) -> Period:
    status = row.pop("status")
    row["start"], row["end"] = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
    return Period(**row, status=Status(status) if status else None)


def with_noise(figures: Figures, noise: np.ndarray) -> Figures:
    return replace(figures, noise=np.array(noise, dtype=float))

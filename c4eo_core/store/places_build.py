"""Published files of places → the places on disk, written whole or not at all."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.spatial import KDTree

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.catalogue.services import LICENCE, ServiceBook
from c4eo_core.model.problem import SourceProblems
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.layers import find_layers
from c4eo_core.sources.places.places import PlaceReader, Tables
from c4eo_core.sources.places.postcode_files import read_closed, read_postcodes, write_postcodes
from c4eo_core.store.disk import staged

_KINDS = {
    "code": pa.string(),
    "name": pa.string(),
    "ward_name": pa.string(),
    "easting": pa.int32(),
    "northing": pa.int32(),
    "young": pa.int16(),
    "older": pa.int16(),
    "decile": pa.int8(),
    "rural": pa.bool_(),
    "old_postcode": pa.bool_(),
    "urn": pa.int32(),
    "pupils": pa.float32(),
    "meals": pa.float32(),
    "places": pa.float32(),
}
_WORDS = ("area", "ward", "kind")
_COLUMNS = {
    "small_areas": (
        "code",
        "area",
        "ward",
        "ward_name",
        "easting",
        "northing",
        "young",
        "older",
        "decile",
        "rural",
    ),
    "schools": ("urn", "name", "kind", "area", "easting", "northing", "pupils", "meals", "decile", "rural"),
    "sites": ("name", "kind", "area", "easting", "northing", "places", "old_postcode"),
}


@dataclass(frozen=True)
class Prepared:
    """Places read and found right, not yet written."""

    tables: Tables
    postcodes: pd.DataFrame
    manifest: dict
    areas: AreaBook
    closed: pd.DataFrame | None = None

    def write(self, out: Path) -> None:
        with staged(out) as scratch:
            for name, columns in _COLUMNS.items():
                _write(
                    _coded(getattr(self.tables, name), self.areas)[list(columns)], scratch / f"{name}.parquet"
                )
            write_postcodes(self.postcodes, scratch / "postcodes.parquet")
            if self.closed is not None:
                write_postcodes(self.closed, scratch / "closed_postcodes.parquet")
            (scratch / "manifest.json").write_text(
                json.dumps(self.manifest, ensure_ascii=False, indent=1), encoding="utf-8"
            )


def prepare_places(layers: Path, areas: AreaBook, book: ServiceBook, today: dt.date) -> Prepared:
    """Raises SourceProblems with everything wrong; nothing is written."""
    ledger = Ledger()
    paths, problems = find_layers(layers, book.files, ledger)
    if problems:
        raise SourceProblems(problems)
    files = {f.layer: f for f in book.files}
    closed = read_closed(layers)
    reader = PlaceReader(areas, ledger, closed)
    reader.small_areas(paths["small_areas"], files["small_areas"])
    reader.schools(paths["schools"], files["schools"])
    reader.sites(paths, files)
    postcodes, faults = read_postcodes(paths["postcodes"], files["postcodes"], ledger)
    if reader.problems or faults:
        raise SourceProblems([*reader.problems, *faults])
    tables = reader.tables
    tables.schools = _ground_of(tables.schools, tables.small_areas, ledger)
    manifest = _manifest(paths, files, tables, len(postcodes), areas, ledger, today)
    if closed is not None:
        manifest["origins"].append(_closed_origin(layers, len(closed), areas))
    return Prepared(tables, postcodes, manifest, areas, closed)


def _closed_origin(layers: Path, count: int, areas: AreaBook) -> dict:
    """Where the postcodes no longer in use come from."""
    path = max(layers.rglob("postcodes_closed_*.parquet"), key=lambda p: p.name)
    return {
        "layer": "closed_postcodes",
        "publisher": "Office for National Statistics",
        "title": "ONS Postcode Directory, postcodes no longer in use",
        "published": "November 2025",
        "date": "2025-11",
        "words": "November 2025",
        "licence": LICENCE,
        "url": None,
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "count": count,
        "listed": [a.code for a in areas.authorities],
        "unplaced": {},
    }


def _ground_of(schools: pd.DataFrame, small_areas: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Schools with the decile and rurality of the small area they stand in; of the nearest one where none is
    named.
    """
    ground = small_areas.drop_duplicates("code").set_index("code")
    row = (
        pd.Series(np.arange(len(ground)), ground.index)
        .reindex(schools["small_area"].astype("string"))
        .to_numpy(copy=True)
    )
    unknown = np.isnan(row)
    nearest = KDTree(ground[["easting", "northing"]]).query(schools.loc[unknown, ["easting", "northing"]])[1]
    row[unknown] = nearest
    ledger.mended(
        "schools without a small area we know",
        int(unknown.sum()),
        "the nearest one's deprivation and rurality is taken",
    )
    at = row.astype(int)
    return schools.assign(decile=ground["decile"].to_numpy()[at], rural=ground["rural"].to_numpy()[at])


def _coded(table: pd.DataFrame, areas: AreaBook) -> pd.DataFrame:
    return table.assign(area=[areas.areas[i].code for i in table["area"]])


def _write(table: pd.DataFrame, path: Path) -> None:
    columns = {}
    for name in table:
        if name in _WORDS:
            columns[name] = pa.array(table[name].astype(str).to_numpy(), pa.string()).dictionary_encode()
        else:
            columns[name] = pa.array(table[name], _KINDS[name], from_pandas=True)
    pq.write_table(pa.table(columns), path, compression="zstd", compression_level=19)


def _manifest(
    paths: dict[str, Path],
    files: dict,
    tables: Tables,
    postcodes: int,
    areas: AreaBook,
    ledger: Ledger,
    today: dt.date,
) -> dict:
    counts = {"small_areas": len(tables.small_areas), "schools": len(tables.schools), "postcodes": postcodes}
    counts |= tables.sites["layer"].value_counts().to_dict()
    everyone = [a.code for a in areas.authorities]
    origins = []
    for layer, path in paths.items():
        known = files[layer]
        date, words = known.dated(path)
        origins.append(
            {
                "layer": layer,
                "publisher": known.publisher,
                "title": known.title,
                "published": words,
                "date": date,
                "words": words,
                "licence": known.licence,
                "url": None,
                "file": path.name,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "count": int(counts[layer]),
                "listed": tables.listed.get(layer, everyone),
                "unplaced": tables.unplaced.get(layer, {}),
            }
        )
    version = hashlib.sha256("".join(o["sha256"] for o in origins).encode()).hexdigest()[:12]
    return {"built": today.isoformat(), "version": version, "origins": origins, "ledger": ledger.as_dicts()}

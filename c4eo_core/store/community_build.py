"""Published files about small areas and schools → what is known of a school's community, written whole or not
at all.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.catalogue.community import community_files
from c4eo_core.catalogue.services import LayerFile
from c4eo_core.model.problem import SourceProblems
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.layers import find_layers
from c4eo_core.sources.places.school_files import PUPIL_GROUPS, read_schools
from c4eo_core.sources.places.small_area_files import (
    SCORES,
    read_middle,
    read_outlines,
    read_small_areas,
    read_towns,
)
from c4eo_core.store.disk import staged

_WORDS = ("code", "middle", "name", "area", "kind", "postcode", "town")
_FRACTIONS = (*SCORES.values(), "deprived_children", "pupils", "meals", *PUPIL_GROUPS)


@dataclass(frozen=True)
class PreparedCommunity:
    """Read and found right, not yet written."""

    tables: dict[str, pd.DataFrame]
    manifest: dict

    def write(self, out: Path) -> None:
        """Raises NotAStore when `out` holds something else."""
        with staged(out) as scratch:
            for name, table in self.tables.items():
                _write(table, scratch / f"{name}.parquet")
            (scratch / "manifest.json").write_text(
                json.dumps(self.manifest, ensure_ascii=False, indent=1), encoding="utf-8"
            )


def prepare_community(folder: Path, areas: AreaBook, today: dt.date) -> PreparedCommunity:
    """Raises SourceProblems with what is wrong; nothing is written."""
    ledger, files = Ledger(), community_files()
    paths, problems = find_layers(folder, files.values(), ledger)
    if problems:
        raise SourceProblems(problems)
    schools, closed = read_schools(paths, files, areas, ledger)
    tables = {
        "small_areas": read_small_areas(paths, files, ledger),
        "middle_areas": read_middle(paths, files),
        "outlines": _steps(read_outlines(paths["outlines"])),
        "towns": read_towns(paths, files)[["name", "easting", "northing", "population"]].round(),
        "schools": schools,
        "schools_closed": closed,
    }
    origins = [_origin(files[layer], path) for layer, path in paths.items()]
    version = hashlib.sha256("".join(o["sha256"] for o in origins).encode()).hexdigest()[:12]
    return PreparedCommunity(
        tables,
        {"built": today.isoformat(), "version": version, "origins": origins, "ledger": ledger.as_dicts()},
    )


def _origin(known: LayerFile, path: Path) -> dict:
    date, words = known.dated(path)
    return {
        "layer": known.layer,
        "publisher": known.publisher,
        "title": known.title,
        "published": words,
        "date": date,
        "words": words,
        "licence": known.licence,
        "url": None,
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _steps(outlines: pd.DataFrame) -> pd.DataFrame:
    """Corners as steps from the one before: a quarter of the size on the disk."""
    stepped = {
        axis: [np.diff(ring, prepend=0).astype(np.int32) for ring in outlines[axis]]
        for axis in ("easting", "northing")
    }
    return outlines.assign(**stepped)


def _write(table: pd.DataFrame, path: Path) -> None:
    columns = {}
    for name in table:
        values = table[name]
        if name in _WORDS:
            columns[name] = pa.array(values.astype(str).to_numpy(), pa.string())
        elif len(values) and isinstance(values.iloc[0], np.ndarray):
            columns[name] = pa.array(values.to_list(), pa.list_(pa.int32()))
        elif name in _FRACTIONS:
            columns[name] = pa.array(values.astype("float32"), pa.float32(), from_pandas=True)
        else:
            columns[name] = pa.array(values.astype(int), pa.int32())
    pq.write_table(pa.table(columns), path, compression="zstd", compression_level=19)

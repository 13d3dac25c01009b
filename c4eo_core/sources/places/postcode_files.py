"""The published list of postcodes, and the packed file made of it.

One row a postcode, sorted: the postcode as a number and its position in metres. Parquet's own delta coding
makes five megabytes of 1.5 million.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from c4eo_core.catalogue.services import LayerFile
from c4eo_core.model.problem import Problem
from c4eo_core.sources.ledger import Ledger
from c4eo_core.sources.places.layers import placed, read_layer, text
from c4eo_core.sources.places.postcodes import PAD, WHOLE, WIDTH

_BLOCK = 16_384
_FEWEST = 1_000_000  # fewer than this is a file cut off
_COLUMNS = {"pc": "postcode", "easting": "easting", "northing": "northing"}


def read_postcodes(path: Path, known: LayerFile, ledger: Ledger) -> tuple[pd.DataFrame, list[Problem]]:
    """Columns key, easting, northing, sorted by key."""
    table, problems = read_layer(path, known, _COLUMNS)
    if problems:
        return table, problems
    code = text(table["postcode"]).str.upper().str.replace(" ", "", regex=False)
    good = code.str.fullmatch(WHOLE.pattern) & placed(table)
    ledger.dropped(
        "postcodes that are not whole or lie outside England",
        int((~good).sum()),
        "no use for placing anything",
    )
    table = pd.DataFrame(
        {
            "key": _keys(code[good]),
            "easting": table.loc[good, "easting"],
            "northing": table.loc[good, "northing"],
        }
    )
    if len(table) < _FEWEST:
        problems = [
            Problem(
                path.name,
                f"{len(table):,} postcodes.",
                "about 1.5 million.",
                "The file may be cut off: download it again.",
            )
        ]
    return table.drop_duplicates("key").sort_values("key").reset_index(drop=True), problems


def read_closed(folder: Path) -> pd.DataFrame | None:
    """Postcodes no longer in use, from the newest file of them in the folder; None where there is none.
    Columns as above.
    """
    found = sorted(folder.rglob("postcodes_closed_*.parquet"), key=lambda p: p.name)
    if not found:
        return None
    table = pd.read_parquet(found[-1], columns=["pc", "easting", "northing"])
    code = text(table["pc"]).str.upper().str.replace(" ", "", regex=False)
    good = (code.str.fullmatch(WHOLE.pattern) & placed(table)).to_numpy()
    made = table.loc[good, ["easting", "northing"]].assign(key=_keys(code[good]))
    return made.drop_duplicates("key").sort_values("key").reset_index(drop=True)


def _keys(codes: pd.Series) -> np.ndarray:
    padded = (codes.str[:-3].str.ljust(WIDTH - 3) + codes.str[-3:]).to_numpy("U7")
    letters = padded.view("U1").reshape(len(padded), WIDTH).view(np.uint32).astype(np.int64)
    worth = np.select([letters == 32, letters <= 57], [0, letters - 47], letters - 54)
    return worth @ (PAD + 1) ** np.arange(WIDTH - 1, -1, -1, dtype=np.int64)


def write_postcodes(table: pd.DataFrame, path: Path) -> None:
    columns = {"key": pa.int64(), "easting": pa.int32(), "northing": pa.int32()}
    packed = pa.table({name: pa.array(table[name].to_numpy(), kind) for name, kind in columns.items()})
    pq.write_table(
        packed,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding=dict.fromkeys(columns, "DELTA_BINARY_PACKED"),
        row_group_size=_BLOCK,
    )

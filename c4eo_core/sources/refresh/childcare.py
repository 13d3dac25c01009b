"""Ofsted's list of registered childcare, in the layout of either side of November 2025 → the form that the
places are built from.

The file has rows of title before its header, and most childminders are in it without name or place: those
rows are left out.
"""

from pathlib import Path

import pandas as pd

from c4eo_core.model.problem import Problem
from c4eo_core.sources.refresh.client import NotFetched

# Our column → what it is called: before November 2025, and since.
_COLUMNS = {
    "Provider URN": ("Provider URN", "Provider unique reference number (URN)"),
    "Provider type": ("Provider type", "Provider type (legacy)", "Registration type"),
    "Provider subtype": ("Provider subtype", "Provision type"),
    "Provider name": ("Provider name", "Setting name"),
    "Postcode": ("Postcode", "Setting postcode"),
    "Local authority": ("Local authority", "Local authority name"),
    "Places": ("Places", "Places including estimates", "Number of registered places"),
}
_WITHHELD = ("redacted", "")
_TITLE_ROWS = 12


def as_layer(file: Path, to: Path) -> int:
    """Writes `to` (parquet) and gives the number of settings. Raises NotFetched when the columns are of
    neither layout.
    """
    table = _with_header(file)
    found = {ours: next((n for n in names if n in table), None) for ours, names in _COLUMNS.items()}
    missing = [names[-1] for ours, names in _COLUMNS.items() if found[ours] is None]
    if missing:
        raise NotFetched(
            Problem(
                file.name,
                f"there is no column {', '.join(missing)}.",
                "the columns of the list before or since November 2025.",
                "The publisher has changed its columns again: this copy keeps the list it has.",
            )
        )
    layer = pd.DataFrame({ours: table[name].astype(str).str.strip() for ours, name in found.items()})
    placed = ~layer["Postcode"].str.casefold().isin(_WITHHELD)
    layer = layer[placed & ~layer["Provider name"].str.casefold().isin(_WITHHELD)]
    layer = layer.assign(Places=pd.to_numeric(layer["Places"], errors="coerce").astype("Int64"))
    scratch = to.with_name(to.name + ".part")
    layer.to_parquet(scratch, index=False)
    scratch.replace(to)
    return len(layer)


def _with_header(file: Path) -> pd.DataFrame:
    """The header is the first row that names the local authority."""
    head = pd.read_csv(
        file,
        dtype=str,
        header=None,
        keep_default_na=False,
        nrows=_TITLE_ROWS,
        names=range(200),
        encoding="utf-8-sig",
    )
    wanted = set(_COLUMNS["Local authority"])
    row = next((n for n, cells in enumerate(head.to_numpy().tolist()) if wanted & set(cells)), None)
    if row is None:
        raise NotFetched(
            Problem(
                file.name,
                "no row names the local authority.",
                "a header after the rows of title.",
                "Look at the file: it may be another one.",
            )
        )
    return pd.read_csv(file, dtype=str, keep_default_na=False, skiprows=row, encoding="utf-8-sig")

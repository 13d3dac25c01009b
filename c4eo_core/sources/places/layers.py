"""Finding and opening the published files of places: small areas, schools, lists of services, postcodes."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from c4eo_core.catalogue.services import LayerFile
from c4eo_core.model.grid import EASTINGS, NORTHINGS
from c4eo_core.model.problem import Problem
from c4eo_core.sources.ledger import Ledger


def find_layers(
    folder: Path, wanted: Iterable[LayerFile], ledger: Ledger
) -> tuple[dict[str, Path], list[Problem]]:
    """Layer → its file, the newest by name when there are several."""
    if not folder.is_dir():
        return {}, [
            Problem(
                str(folder),
                "there is no such folder.",
                "the folder of the published files of places.",
                "Check the path after --layers.",
            )
        ]
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    found, problems = {}, []
    for known in wanted:
        paths = [
            p for p in files if p.name.startswith(known.start) and p.suffix in (".parquet", ".csv", ".gz")
        ]
        if not paths:
            problems.append(
                Problem(
                    str(folder),
                    f"no file like {known.file}.",
                    f"{known.title} ({known.publisher}).",
                    "Put the file into the folder.",
                )
            )
            continue
        found[known.layer] = max(paths, key=lambda p: p.name)
        ledger.dropped(
            f"older files of {known.title}",
            len(paths) - 1,
            f"{found[known.layer].name} is the newest by its name",
        )
    return found, problems


def read_layer(
    path: Path, known: LayerFile, columns: dict[str, str], welcome: dict[str, str] | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The columns wanted, under our names. columns: the source's name → ours; welcome: the same of columns
    that a file may do without."""
    try:
        table = pd.read_parquet(path) if path.suffix == ".parquet" else _read_csv(path)
    except Exception as error:  # noqa: BLE001 - whatever a broken file raises becomes one sentence for the reader
        return pd.DataFrame(), [
            Problem(
                path.name,
                f"it cannot be read ({type(error).__name__}).",
                f"{known.title}, whole.",
                "The file may be cut off: download it again.",
            )
        ]
    missing = [c for c in columns if c not in table]
    if missing:
        return pd.DataFrame(), [
            Problem(
                path.name,
                f"there is no column {', '.join(missing)}.",
                f"the columns {', '.join(columns)}.",
                "Use the file as published, or rename the column back.",
            )
        ]
    if table.empty:
        return pd.DataFrame(), [
            Problem(path.name, "the file has no rows.", f"{known.title}.", "Download it again.")
        ]
    columns = columns | {source: ours for source, ours in (welcome or {}).items() if source in table}
    return table[list(columns)].rename(columns=columns), []


def _read_csv(path: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return pd.read_csv(path, encoding=encoding, low_memory=False)
        except UnicodeDecodeError:
            continue
    raise UnicodeError("neither UTF-8 nor Windows text")


def placed(table: pd.DataFrame) -> pd.Series:
    """Which rows have a position in England."""
    e, n = pd.to_numeric(table["easting"], errors="coerce"), pd.to_numeric(table["northing"], errors="coerce")
    return e.between(*EASTINGS) & n.between(*NORTHINGS)


def text(column: pd.Series) -> pd.Series:
    return column.astype("string").fillna("").str.strip()

"""The year under way on disk, beside the figures it belongs to: a small file, read on first use."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

RELEASES = "attendance_ytd_releases_kept.parquet"  # all of them, as they stood on each day
_NAME = "under_way.json"
_DECIMALS = 4


def write_under_way(folder: Path, version: str, rows: list[dict[str, Any]]) -> None:
    """rows: one for each indicator; arrays of figures become lists, NaN becomes null."""
    plain = [{name: _listed(value) for name, value in row.items()} for row in rows]
    text = json.dumps({"belongs_to": version, "indicators": plain}, ensure_ascii=False)
    (folder / _NAME).write_text(text, encoding="utf-8")


def read_under_way(folder: Path | None, version: str) -> list[dict[str, Any]]:
    """Empty without a file, with one of other figures, or with a damaged one: then nothing is said of the
    year under way.
    """
    if folder is None:
        return []
    try:
        kept = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return kept["indicators"] if kept["belongs_to"] == version else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def seed_releases(store: Path, histories: list[Path]) -> None:
    """The releases that came with the store, where a folder of downloads has none yet: a nowcast needs the
    same week of the year before.
    """
    kept = store / RELEASES
    for history in histories:
        if kept.exists() and not history.exists():
            scratch = history.with_name(history.name + ".part")
            shutil.copyfile(kept, scratch)
            scratch.replace(history)


def _listed(value: object) -> object:
    if not isinstance(value, np.ndarray):
        return value
    rounded = np.round(value.astype(float), _DECIMALS)
    return _without_nan(rounded.tolist())


def _without_nan(value: list | float) -> list | float | None:
    if isinstance(value, list):
        return [_without_nan(v) for v in value]
    return value if value == value else None

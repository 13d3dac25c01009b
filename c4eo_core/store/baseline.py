"""What is learnt from the figures once and kept beside them: the baseline's arrays, and how right such
baselines have been.
"""

import contextlib
import json
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from c4eo_core.store.figures import Figures

ARRAYS, TREND, RECORD = "baseline.npz", "trend.npz", "backtest.json"
_BELONGS_TO = "belongs_to"


def write_arrays(figures: Figures, folder: Path, arrays: dict[str, np.ndarray], name: str = ARRAYS) -> None:
    """Whole or not at all, so that a reader beside us never sees half a file. Raises OSError."""
    handle, scratch = tempfile.mkstemp(prefix=".baseline-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays, **{_BELONGS_TO: _owner(figures)})
        os.chmod(scratch, 0o644)
        os.replace(scratch, folder / name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(scratch)


def read_arrays(figures: Figures, folder: Path, name: str = ARRAYS) -> dict[str, np.ndarray] | None:
    """None when there is no such file, it is damaged, or it belongs to other figures."""
    try:
        with np.load(folder / name, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    return arrays if np.array_equal(arrays.pop(_BELONGS_TO, None), _owner(figures)) else None


def write_record(folder: Path, record: dict) -> None:
    (folder / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")


def read_record(folder: Path) -> dict | None:
    try:
        return json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _owner(figures: Figures) -> np.ndarray:
    """The figures' version, indicators and authorities, in order: arrays hold positions, not names."""
    return np.array(
        [figures.version, *(i.id for i in figures.indicators), *(a.code for a in figures.areas.authorities)]
    )

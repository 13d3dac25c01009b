"""The year so far, as the publisher's file says it today → one more release among those we have."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from c4eo_core.model.problem import Problem
from c4eo_core.sources.published.attendance import COLUMNS
from c4eo_core.sources.refresh.client import NotFetched, modified_on

# Our name → what the publisher has called it, oldest first.
_NAMES = {
    "phase": ("school_type", "education_phase"),
    "persistent_absence_pct": ("pa_perc", "persistent_absence_perc"),
    "absence_pct": ("overall_absence_perc",),
}


def fold_in(file: Path, history: Path, headers: Mapping[str, str], today: dt.date) -> None:
    """Adds the file's rows to `history` under the day it was last changed; the same day again replaces them.
    Raises NotFetched when its columns have changed.
    """
    table = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    names = {ours: next((n for n in theirs if n in table), None) for ours, theirs in _NAMES.items()}
    missing = [theirs[-1] for ours, theirs in _NAMES.items() if names[ours] is None]
    missing += [c for c in ("time_period", "geographic_level", "new_la_code") if c not in table]
    if missing:
        raise NotFetched(
            Problem(
                file.name,
                f"there is no column {', '.join(missing)}.",
                "the year to date by authority and phase.",
                "The publisher has changed its columns: this copy keeps the releases it has.",
            )
        )
    rows = table[table["geographic_level"].str.casefold() == "local authority"]
    released = modified_on(headers) or today.isoformat()
    new = pd.DataFrame(
        {
            "released": released,
            "time_period": rows["time_period"],
            "la_code": rows["new_la_code"],
            "phase": rows[names["phase"]],
            "persistent_absence_pct": pd.to_numeric(rows[names["persistent_absence_pct"]], errors="coerce"),
            "absence_pct": pd.to_numeric(rows[names["absence_pct"]], errors="coerce"),
        }
    )
    new = new[new["time_period"] == new["time_period"].max()]
    if history.exists():
        before = pd.read_parquet(history, columns=list(COLUMNS))
        new = pd.concat([before[before["released"] != released], new], ignore_index=True)
    scratch = history.with_name(history.name + ".part")
    new.to_parquet(scratch, index=False)
    scratch.replace(history)

"""Series and older years that a new build has no file for: carried over from the store in use."""

import numpy as np
import pandas as pd

from c4eo_core.sources.published.series import HISTORY_COLUMNS
from c4eo_core.store.figures import NOTES, Figures


def carried_rows(store: Figures, have: set[str]) -> pd.DataFrame:
    """In the shape of `read_history`: every series of another release, and every year before the main file's,
    whose source key is not in `have`.
    """
    rows = []
    for m, indicator in enumerate(store.indicators):
        if indicator.source_key is None or indicator.source_key in have:
            continue
        for period in indicator.periods:
            if indicator.beside or period.end.year < indicator.main_from:
                rows += _cells(store, m, indicator.source_key, period.published, period.end.year)
    return pd.DataFrame(rows, columns=list(HISTORY_COLUMNS))


def _cells(store: Figures, m: int, key: str, label: str, end_year: int) -> list[tuple]:
    t = store.column[end_year]
    values, notes = store.published[m, :, t], store.notes[m, :, t]
    there = np.flatnonzero(np.isfinite(values) | (notes > 0))
    return [
        (key, store.areas.areas[a].code, label, *_value_or_note(values[a], notes[a]), "carried over")
        for a in there
    ]


def _value_or_note(value: float, note: int) -> tuple[float | None, str | None]:
    """A value that we withhold is carried as the value: the rule that withholds it is applied anew."""
    if np.isfinite(value):
        return float(value), None
    held = NOTES[note]
    return None, held.value if held else None

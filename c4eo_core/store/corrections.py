"""Declared corrections (data/catalogue/corrections.yaml) and zeros that stand for suppression.

Nothing published is overwritten: a withheld cell keeps its value beside a note, and the note wins in
everything we compare.
"""

import warnings
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.sources.ledger import Ledger
from c4eo_core.store.figures import NOTES

_UNRELIABLE = NOTES.index(Note.UNRELIABLE)
# A share whose lowest twentieth of authorities stands this high does not fall to nothing in one of them.
_HIGH_FLOOR = 20.0
_MARKS_OF_FEW = np.array([100, 50, 100 / 3, 200 / 3, 25, 75])
_MARK_WIDTH, _FEWEST_OTHERS = 0.06, 2


class _Inputs(Protocol):
    @property
    def corrections(self) -> list[dict]: ...

    @property
    def areas(self) -> AreaBook: ...


def relabelled(table: pd.DataFrame, corrections: list[dict], ledger: Ledger) -> pd.DataFrame:
    """The observations with figures moved to the period they belong to, where the file printed another."""
    table = table.copy()
    for rule in corrections:
        if rule["act"] == "relabel":
            rows = (table["source_key"] == rule["source_key"]) & table["label"].isin(rule["labels"])
            table.loc[rows, "label"] = rule["to"]
            ledger.mended(
                f"{rule['source_key']}: {', '.join(rule['labels'])} read as {rule['to']}",
                int(rows.sum()),
                rule["why"],
            )
    return table


def withheld(
    published: np.ndarray,
    notes: np.ndarray,
    indicators: Sequence[Indicator],
    end_years: np.ndarray,
    inputs: _Inputs,
    ledger: Ledger,
) -> np.ndarray:
    """`notes` with UNRELIABLE on each cell that cannot be right. Shapes [M, A, T]."""
    notes = notes.copy()
    place = {i.source_key: m for m, i in enumerate(indicators)}
    for rule in inputs.corrections:
        if rule["act"] == "withhold" and rule["source_key"] in place:
            m = place[rule["source_key"]]
            cells = _declared(rule, indicators[m], end_years, inputs.areas) & np.isfinite(published[m])
            notes[m][cells] = _UNRELIABLE
            ledger.doubtful(f"values of {indicators[m].id} withheld", int(cells.sum()), rule["why"])
    zeros = suppressed_zeros(
        published[:, : len(inputs.areas.authorities)], indicators, not_yet(inputs.areas, end_years)
    )
    notes[:, : zeros.shape[1]][zeros] = _UNRELIABLE
    for m in map(int, np.flatnonzero(zeros.any(axis=(1, 2)))):
        why = "far below every other authority, so more likely suppression than a fact"
        ledger.doubtful(f"zeros of {indicators[m].id} withheld", int(zeros[m].sum()), why)
    return notes


def _declared(rule: dict, indicator: Indicator, end_years: np.ndarray, areas: AreaBook) -> np.ndarray:
    chosen = np.ones(len(areas.areas), bool)
    if rule["areas"] != "all":
        chosen = np.isin(np.arange(len(areas.areas)), [areas.index[code] for code in rule["areas"]])
    years = [
        p.end.year for p in indicator.periods if rule["labels"] == "all" or p.published in rule["labels"]
    ]
    return chosen[:, None] & np.isin(end_years, years)[None, :]


def not_yet(areas: AreaBook, end_years: np.ndarray) -> np.ndarray:
    """Bool [L, T]: the authority began after the periods that end in this year."""
    began = np.array([int(a.began[:4]) if a.began else 0 for a in areas.authorities])
    return end_years[None] < began[:, None]


def suppressed_zeros(
    published: np.ndarray, indicators: Sequence[Indicator], absent: np.ndarray
) -> np.ndarray:
    """Bool [M, L, T]: zeros of an authority that was not there yet (absent [L, T]), and zeros where the rest
    of the country is nowhere near zero, unless the authority's group is tiny.
    """
    values = np.where(np.isfinite(published), published, np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", RuntimeWarning
        )  # a year without any value has no percentiles, and needs none
        low, middle = np.nanpercentile(values, [5, 50], axis=1, keepdims=True)
    share = np.array([i.unit is Unit.PERCENTAGE for i in indicators])[:, None, None]
    far = (share & (low >= _HIGH_FLOOR)) | (low - 3 * (middle - low) > 0)
    return (published == 0) & (absent[None] | (far & ~_tiny_group(values)[:, :, None]))


def _tiny_group(values: np.ndarray) -> np.ndarray:
    """Bool [M, L]: an authority whose other figures on the indicator are those of a handful of children
    (none, all, a half, a third, a quarter), or who has fewer than two others: there a zero is likely true.
    """
    marks = np.isclose(values[..., None], _MARKS_OF_FEW, atol=_MARK_WIDTH).any(axis=-1) & (values != 0)
    zeros = (values == 0).sum(axis=2)
    others = np.isfinite(values).sum(axis=2) - zeros
    return marks.any(axis=2) | (zeros > 1) | (others < _FEWEST_OTHERS)

"""The long table of figures of the Department for Education's local authority tool → observations.

Text in, values or notes out: every cell becomes one or the other, and every row left out is counted with its
reason.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.kinds import Note
from c4eo_core.model.problem import Problem
from c4eo_core.sources.ledger import Ledger

# '-' is the source's only mark for "no value"; it hides suppression, absence and abolition alike.
_SYMBOLS = {
    "-": Note.WITHHELD,
    "c": Note.SUPPRESSED,
    "z": Note.NOT_APPLICABLE,
    "x": Note.NOT_AVAILABLE,
    "..": Note.NOT_AVAILABLE,
    ".": Note.NOT_AVAILABLE,
    "": Note.NOT_AVAILABLE,
    "nan": Note.NOT_AVAILABLE,
    "na": Note.NOT_AVAILABLE,
    "n/a": Note.NOT_AVAILABLE,
    "low": Note.LOW,
    "k": Note.LOW,
    "u": Note.UNRELIABLE,
    "r": Note.UNRELIABLE,
}

# Above this share of strangers two files are not of one release.
_MIXED = 0.2
# Above this share of dictionary entries without a figure the table ends early.
_UNFIGURED = 0.1


@dataclass(frozen=True)
class Observations:
    """Columns: source_key, area (index in the area book), label (published year), value (float, NaN), note
    (code or None).
    """

    table: pd.DataFrame
    ledger: Ledger


def clean_figures(
    raw: pd.DataFrame, dictionary: pd.DataFrame, areas: AreaBook, where: str
) -> tuple[Observations, list[Problem]]:
    """One row an observation. Problems are faults that make the whole file unusable, all of them."""
    ledger = Ledger()
    table = pd.DataFrame(
        {
            "source_key": raw["Short Desc"].astype(str).str.strip(),
            "label": raw["Years"].astype(str).str.strip(),
            "area": _area_index(raw["LA Number"], areas, ledger),
        }
    )
    table["value"], table["note"] = _values(raw["Values"], ledger)
    problems = [
        *(_strangers(table, dictionary, where) or _unfigured(table, dictionary, where)),
        *_truncation(table, where),
        *_without_england(table, areas, where),
    ]
    table = _keep_known(table, dictionary, ledger)
    return Observations(table, ledger), problems


def _area_index(numbers: pd.Series, areas: AreaBook, ledger: Ledger) -> pd.Series:
    lookup = {a.number: i for i, a in enumerate(areas.areas)}
    index = pd.to_numeric(numbers, errors="coerce").map(lookup)
    unknown = index.isna()
    for number, count in numbers[unknown].astype(str).value_counts().items():
        ledger.dropped(f"rows of area number {number}", count, "not an area we know")
    return index.fillna(-1).astype(int)


def _values(cells: pd.Series, ledger: Ledger) -> tuple[pd.Series, pd.Series]:
    text = cells.astype(str).str.strip()
    value = pd.to_numeric(text.str.replace(",", "", regex=False), errors="coerce").astype(float)
    value = value.where(np.isfinite(value))
    note = text.str.casefold().map({k: n.value for k, n in _SYMBOLS.items()}).where(value.isna())
    unread = value.isna() & note.isna()
    for symbol, count in text[unread].value_counts().items():
        ledger.doubtful(
            f"cells reading '{symbol}'", count, "neither a number nor a mark we know; taken as not available"
        )
    noisy = value.notna() & (text.str.len() > 14)
    ledger.mended(
        "values with binary noise in their last digits",
        int(noisy.sum()),
        "shown and ranked without it, kept as published",
    )
    return value, note.where(~unread, Note.NOT_AVAILABLE.value)


def _strangers(table: pd.DataFrame, dictionary: pd.DataFrame, where: str) -> list[Problem]:
    in_data, in_dictionary = set(table["source_key"]), set(dictionary["Measure_short"])
    share = len(in_data - in_dictionary) / max(len(in_data), 1)
    if share <= _MIXED:
        return []
    return [
        Problem(
            where,
            f"{share:.0%} of its indicators are not in the data dictionary.",
            "figures and dictionary of one release.",
            "Use both files from the same download.",
        )
    ]


def _truncation(table: pd.DataFrame, where: str) -> list[Problem]:
    """A table cut off in the middle breaks off inside its last indicator-year, or leaves many without most
    authorities.
    """
    known = table[table["area"] >= 0].assign(year=table["label"].str[:4])
    count = known.groupby(["source_key", "year"], sort=False)["area"].nunique()
    if count.empty:
        return []
    usual = int(count.mode().max())
    last = (known["source_key"].iloc[-1], known["year"].iloc[-1])
    short = count[count < usual / 2]
    if count[last] >= usual and len(short) <= len(count) / 100:
        return []
    key, year = last if count[last] < usual else short.index[0]
    return [
        Problem(
            where,
            f"{key} {year} has {count[(key, year)]} areas where others have {usual}.",
            "a row for each area in each year.",
            "The file may be cut off: download it again.",
        )
    ]


def _unfigured(table: pd.DataFrame, dictionary: pd.DataFrame, where: str) -> list[Problem]:
    wanted = set(dictionary["Measure_short"])
    absent = wanted - set(table["source_key"])
    if len(absent) <= _UNFIGURED * len(wanted):
        return []
    return [
        Problem(
            where,
            f"{len(absent)} of the {len(wanted)} indicators of the data dictionary have no figures, among"
            f" them {min(absent)}.",
            "figures for nearly all.",
            "The file may be cut off, or of another release: download both again.",
        )
    ]


def _without_england(table: pd.DataFrame, areas: AreaBook, where: str) -> list[Problem]:
    if (table["area"] == areas.index[areas.england.code]).any():
        return []
    return [
        Problem(
            where,
            "there is no row for England (number 970).",
            "England beside the authorities.",
            "Use the file as published.",
        )
    ]


def _keep_known(table: pd.DataFrame, dictionary: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    stranger = ~table["source_key"].isin(set(dictionary["Measure_short"]))
    for key, count in table.loc[stranger, "source_key"].value_counts().items():
        ledger.dropped(f"rows of {key}", count, "the data dictionary does not know the indicator")
    table = table[(table["area"] >= 0) & ~stranger]
    repeated = table.duplicated(["source_key", "label", "area"], keep="last")
    ledger.dropped(
        "repeated rows", int(repeated.sum()), "the same indicator, year and area twice: the last one is kept"
    )
    return table[~repeated].reset_index(drop=True)

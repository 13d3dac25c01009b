"""Finding and opening the files of the Department for Education's local authority tool."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from c4eo_core.model.problem import Problem

FIGURE_COLUMNS = ("Short Desc", "Years", "LA Number", "Values")
DICTIONARY_COLUMNS = ("Topic", "Measure", "Measure_short", "Polarity", "y_axis_name", "dps", "Year_Type")
OPTIONAL_DICTIONARY_COLUMNS = (
    "Chart_title",
    "state_funded_flag",
    "Table_status",
    "Last Update",
    "Next Update",
    "Hyperlink(s)",
    "No_Quartile",
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


@dataclass(frozen=True)
class LaitFiles:
    """The files of one release. `neighbours` newest first, as (date '2025-05', path)."""

    figures: tuple[Path, ...]
    dictionary: Path
    neighbours: tuple[tuple[str, Path], ...]


def find_files(folder: Path) -> tuple[LaitFiles | None, list[Problem]]:
    if not folder.is_dir():
        return None, [
            Problem(
                str(folder),
                "there is no such folder.",
                "the folder of the published files.",
                "Check the path after --lait.",
            )
        ]
    names = sorted(folder.iterdir(), key=lambda p: p.name.casefold())
    figures = tuple(p for p in names if re.search(r"^bds_long.*\.(parquet|csv)$", p.name, re.IGNORECASE))
    dictionary = _first(names, r"data[ _]dictionary.*\.csv$")
    neighbours = tuple(
        sorted(
            ((_list_date(p.name), p) for p in names if re.match(r"(?i)^sn_.*\.xlsx$", p.name)), reverse=True
        )
    )
    problems = [
        Problem(
            str(folder), f"no file like {name}.", what, "Download the release again, whole, into one folder."
        )
        for found, name, what in (
            (figures, "bds_long_0.parquet", "the long table of figures."),
            (dictionary, "lait_data_dictionary.csv", "the data dictionary of the same release."),
            (neighbours, "sn_may_2025.xlsx", "at least one list of statistical neighbours."),
        )
        if not found
    ]
    return (
        (None, problems)
        if problems or dictionary is None
        else (LaitFiles(figures, dictionary, neighbours), [])
    )


def _first(paths: list[Path], pattern: str) -> Path | None:
    return next((p for p in paths if re.search(pattern, p.name, re.IGNORECASE)), None)


def _list_date(name: str) -> str:
    """'sn_may_2025.xlsx' → '2025-05'; '0000-00' when the name carries no date."""
    year = re.search(r"(20\d\d)", name)
    month = next((i for i, m in enumerate(_MONTHS, 1) if m in name.casefold()), 0)
    return f"{year[1] if year else '0000'}-{month:02d}"


def read_figures(paths: Sequence[Path]) -> tuple[pd.DataFrame, list[Problem]]:
    """The long table as text, its parts one under another; columns FIGURE_COLUMNS at least."""
    parts, problems = zip(*(_read_part(path) for path in paths), strict=True)
    faults = [p for found in problems for p in found]
    return (pd.DataFrame() if faults else pd.concat(parts, ignore_index=True)), faults


def _read_part(path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    try:
        table = pd.read_parquet(path) if path.suffix == ".parquet" else _read_csv(path)
    except Exception as error:  # noqa: BLE001 - whatever a broken file raises becomes one sentence for the reader
        return pd.DataFrame(), [
            Problem(
                path.name,
                f"it cannot be read ({type(error).__name__}).",
                "a whole parquet or CSV file.",
                "The file may be cut off: download it again.",
            )
        ]
    return _columns(path, table, FIGURE_COLUMNS)


def read_dictionary(path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """The data dictionary as text; 'NA' and blanks become ''."""
    try:
        table = _read_csv(path)
    except Exception as error:  # noqa: BLE001 - as above
        return pd.DataFrame(), [
            Problem(
                path.name, f"it cannot be read ({type(error).__name__}).", "a CSV file.", "Download it again."
            )
        ]
    table, problems = _columns(path, table, DICTIONARY_COLUMNS)
    if problems:
        return table, problems
    for column in OPTIONAL_DICTIONARY_COLUMNS:
        if column not in table:
            table[column] = ""
    keep = [*DICTIONARY_COLUMNS, *OPTIONAL_DICTIONARY_COLUMNS]
    return table[keep].apply(lambda c: c.astype(str).str.strip().replace({"NA": "", "nan": ""})), []


def _read_csv(path: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return pd.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding)
        except UnicodeDecodeError:
            continue
    raise UnicodeError("neither UTF-8 nor Windows text")


def _columns(path: Path, table: pd.DataFrame, wanted: tuple[str, ...]) -> tuple[pd.DataFrame, list[Problem]]:
    problems = []
    for column in wanted:
        if column not in table:
            near = difflib.get_close_matches(column, map(str, table.columns), n=1, cutoff=0.5)
            found = f"there is no column '{column}'" + (f"; '{near[0]}' looks like it." if near else ".")
            problems.append(
                Problem(
                    path.name,
                    found,
                    f"the columns {', '.join(wanted)}.",
                    "Rename the column back, or use the file as published.",
                )
            )
    if not problems and table.empty:
        problems.append(Problem(path.name, "the file has no rows.", "figures.", "Download it again."))
    return table, problems

"""A published CSV file, plain or packed → a table of text, and how its faults are put into words."""

import csv
import difflib
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from c4eo_core.model.problem import Problem


def unpacked(path: Path) -> tuple[bytes, list[Problem]]:
    name = path.name.casefold()
    if not path.is_file():
        return b"", [
            problem_in(path, "there is no such file.", "a zip, csv or csv.gz file.", "Check the path.")
        ]
    try:
        if name.endswith(".zip"):
            return _data_in_zip(path)
        return (gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()), []
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, RuntimeError, NotImplementedError):
        kind = name.rpartition(".")[2]
        return b"", [
            problem_in(
                path,
                f"it is called .{kind} and cannot be unpacked.",
                f"a whole {kind} file.",
                "The file may be cut off, locked, or another kind under this name: download it again.",
            )
        ]


def _data_in_zip(path: Path) -> tuple[bytes, list[Problem]]:
    with zipfile.ZipFile(path) as archive:
        names = [
            n for n in archive.namelist() if n.casefold().endswith(".csv") and not n.startswith("__MACOSX")
        ]
        names = [n for n in names if not n.casefold().endswith(".meta.csv")]
        if len(names) != 1:
            found = f"it holds {len(names)} data files" + (f": {', '.join(names[:5])}." if names else ".")
            return b"", [
                problem_in(
                    path, found, "one data file (.csv) and its .meta.csv.", "Use the zip as published."
                )
            ]
        return archive.read(names[0]), []


def parsed(path: Path, data: bytes) -> tuple[pd.DataFrame, list[Problem]]:
    again, table = "Download it again, and do not save it from a spreadsheet.", pd.DataFrame()
    try:
        table = pd.read_csv(
            io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig", index_col=False
        )
    except UnicodeDecodeError:
        return table, [problem_in(path, "its letters are not in UTF-8.", "a CSV file in UTF-8.", again)]
    except pd.errors.EmptyDataError:
        pass
    except pd.errors.ParserError:
        return table, [
            problem_in(
                path, "its rows differ in length.", "a CSV file with as many cells in each row.", again
            )
        ]
    if table.empty:
        return table, [
            problem_in(
                path, "the file holds no rows.", "a line of column names, and figures under it.", again
            )
        ]
    last = data.rstrip(b"\r\n").rpartition(b"\n")[2].decode("utf-8")
    if len(next(csv.reader([last]))) < len(table.columns):
        return table, [
            problem_in(path, "its last row stops short.", "as many cells in each row as columns.", again)
        ]
    return table, []


def missing_columns(path: Path, table: pd.DataFrame, wanted: tuple[str, ...]) -> list[Problem]:
    return [
        problem_in(
            path,
            f"there is no column '{column}'.{nearest_words(column, table.columns)}",
            f"the columns {', '.join(wanted)}.",
            "Use the file as published.",
        )
        for column in wanted
        if column not in table
    ]


def nearest_words(word: str, choices: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, map(str, choices), n=1, cutoff=0.5)
    return f" '{close[0]}' looks like it." if close else ""


def row_of(mask: pd.Series) -> int:
    """The line of the file (the column names are line 1) in which the first marked row stands."""
    return int(mask.index[mask][0]) + 2


def problem_in(path: Path, found: str, expected: str, do: str) -> Problem:
    return Problem(path.name, found, expected, do)

"""Published tables that are not in the tidy layout: the catalogue says which column holds the place and
which the year.

A layout names
  area      columns that may hold an area's code; the first that does wins
  england   {column: value} of the rows that are about England and carry no code
  period    the column of the year; or `year`, one year for the whole file
  note      a column that says why a cell is blank
  rows      {column: [values]} to keep; without it, all
  finer     how the codes of areas within an authority begin: such rows are left out
"""

import re
from pathlib import Path

import pandas as pd

from c4eo_core.model.problem import Problem
from c4eo_core.sources.published.csv_file import missing_columns, parsed, problem_in, row_of, unpacked

ENGLAND = "E92000001"


def read_laid_out(path: Path, layout: dict) -> tuple[pd.DataFrame, list[Problem]]:
    """Text, with `area_code`, `period_label` ('2006/07', '2018') and `end_year` (int) added; rows without a
    code are left out. Empty whenever there is a problem.
    """
    data, problems = unpacked(path)
    table, problems = parsed(path, data) if not problems else (pd.DataFrame(), problems)
    if not problems:
        england = layout.get("england") or {}
        named = [*layout["area"], *england, *(layout.get("rows") or {})]
        named += [layout[k] for k in ("period", "note") if layout.get(k)]
        problems = missing_columns(path, table, tuple(named))
    if problems:
        return pd.DataFrame(), problems
    for column, kept in (layout.get("rows") or {}).items():
        table = table[table[column].str.strip().isin([str(k) for k in kept])]
    table = table.assign(area_code=_area_codes(table, layout))
    table = table[table["area_code"].str.fullmatch(r"[A-Z]\d{8}")]
    for start in layout.get("finer") or ():
        table = table[~table["area_code"].str.startswith(start)]
    if layout.get("note"):
        table = _with_notes(table, layout["note"])
    table, problems = _with_years(path, table, layout)
    if not problems and table.empty:
        problems = [
            problem_in(
                path,
                "no row is about England, a region or an authority.",
                "nine-character codes such as E06000001.",
                "Use the file as published.",
            )
        ]
    return (pd.DataFrame(), problems) if problems else (table, [])


def _area_codes(table: pd.DataFrame, layout: dict) -> pd.Series:
    code = pd.Series("", index=table.index)
    for column in layout["area"]:
        code = code.mask(code == "", table[column].str.strip())
    for column, value in (layout.get("england") or {}).items():
        code = code.mask(table[column].str.strip() == str(value), ENGLAND)
    return code


def _with_notes(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Blank cells take the reason that stands beside them."""
    notes = table[column].str.strip()
    others = [c for c in table.columns if c != column]
    return table.assign(**{c: table[c].mask(table[c].str.strip() == "", notes) for c in others})


def _with_years(path: Path, table: pd.DataFrame, layout: dict) -> tuple[pd.DataFrame, list[Problem]]:
    """A year of the layout's own stands for the whole file."""
    if layout.get("year"):
        words = pd.Series(str(layout["year"]), index=table.index)
    else:
        words = table[layout["period"]].str.strip()
    read = {w: year_in(w) for w in words.unique()}
    problems = [
        problem_in(
            path,
            f"'{word}' is not a year we can read (first in row {row_of(words == word)}).",
            "2017, 201617, 2016/17, or a day and a length such as 2016-04-01/P1Y.",
            "Use the file as published.",
        )
        for word, (label, _) in read.items()
        if not label
    ]
    labels, ends = [read[w][0] for w in words], [read[w][1] for w in words]
    return table.assign(period_label=labels, end_year=ends), problems


def year_in(text: str) -> tuple[str, int]:
    """('2006/07', 2007) for 200607, 2006/07 and 2006-09-01/P1Y; ('2024', 2024) for 2024 and 2024-05-15; else
    ('', 0).
    """
    if match := re.fullmatch(r"(\d{4})(?:/|-)?(\d{2})|(\d{4})-\d{2}-\d{2}/P1Y", text):
        first = int(match[1] or match[3])
        if match[3] or int(match[2]) == (first + 1) % 100:
            return f"{first}/{(first + 1) % 100:02d}", first + 1
    if match := re.fullmatch(r"(\d{4})(-\d{2}-\d{2})?", text):
        return match[1], int(match[1])
    return "", 0


def years_later(label: str, years: int) -> str:
    """('2024/25', 1) → '2025/26'."""
    first, slash, _ = label.partition("/")
    year = int(first) + years
    return f"{year}/{(year + 1) % 100:02d}" if slash else str(year)

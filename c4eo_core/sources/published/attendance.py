"""The fortnightly releases of attendance, as they stood on each day → the year so far."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from c4eo_core.catalogue.areas import AreaBook, UnknownArea
from c4eo_core.model.problem import Problem
from c4eo_core.model.so_far import SoFar

COLUMNS = ("released", "time_period", "la_code", "phase", "persistent_absence_pct", "absence_pct")
NAME = "attendance_ytd_releases*.parquet"


def files_of_attendance(paths: Iterable[Path]) -> list[Path]:
    """The files of releases among these files and folders."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob(NAME)) if path.is_dir() else [path] * path.match(NAME)
    return found


def read_attendance(path: Path, areas: AreaBook) -> tuple[tuple[SoFar, ...], list[Problem]]:
    try:
        table = pd.read_parquet(path)
    except Exception as error:  # noqa: BLE001 - whatever a broken file raises becomes one sentence for the reader
        return (), [_problem(path, f"it cannot be read ({type(error).__name__}).", "a whole parquet file.")]
    missing = [c for c in COLUMNS if c not in table]
    if missing or table.empty:
        found = f"there is no column {', '.join(missing)}." if missing else "the file has no rows."
        return (), [_problem(path, found, f"the columns {', '.join(COLUMNS)}, and figures.")]
    place = _places(table["la_code"].unique(), areas)
    table = table.assign(
        place=table["la_code"].map(place),
        day=pd.to_datetime(table["released"], errors="coerce", format="%Y-%m-%d"),
    )
    faults = _faults(path, table)
    if faults:
        return (), faults
    table = table[table["place"] >= 0]
    measures = ("persistent_absence_pct", "absence_pct")
    phases = [p for p in ("Primary", "Secondary", "Special") if (table["phase"] == p).any()]
    return tuple(_one(table, p, m, len(areas.authorities)) for p in phases for m in measures), []


def _faults(path: Path, table: pd.DataFrame) -> list[Problem]:
    problems = []
    odd = table.loc[table["day"].isna(), "released"].astype(str).unique()
    if odd.size:
        problems.append(_problem(path, f"'{odd[0]}' is not a day ({odd.size} such).", "days as 2026-07-23."))
    strange = [t for t in table["time_period"].astype(str).unique() if not _end_year(t)]
    if strange:
        problems.append(_problem(path, f"'{strange[0]}' is not a school year.", "school years as 202526."))
    for measure in ("persistent_absence_pct", "absence_pct"):
        values = table[measure].dropna()
        if not values.between(0, 100).all():
            problems.append(
                _problem(path, f"{measure} holds a figure outside 0 to 100.", "shares in per cent.")
            )
    return problems


def _one(table: pd.DataFrame, phase: str, measure: str, count: int) -> SoFar:
    rows = table[(table["phase"] == phase) & table[measure].notna()]
    days = sorted(rows["day"].unique())
    at = {day: n for n, day in enumerate(days)}
    values = np.full((len(days), count), np.nan)
    ends = np.zeros(len(days), int)
    index = rows["day"].map(at).to_numpy()
    values[index, rows["place"].to_numpy(int)] = rows[measure].to_numpy(float)
    ends[index] = [_end_year(t) for t in rows["time_period"].astype(str)]
    return SoFar(phase, measure, tuple(pd.Timestamp(d).date() for d in days), ends, values)


def _end_year(text: str) -> int:
    """2026 for 202526; 0 when it is no school year."""
    if len(text) == 6 and text.isdigit() and (int(text[:4]) + 1) % 100 == int(text[4:]):
        return int(text[:4]) + 1
    return 0


def _places(codes: Iterable[str], areas: AreaBook) -> dict[str, int]:
    places = {}
    for code in codes:
        try:
            area = areas.by_code(str(code))
            places[code] = areas.index[area.code] if area.is_authority else -1
        except UnknownArea:
            places[code] = -1
    return places


def _problem(path: Path, found: str, expected: str) -> Problem:
    return Problem(path.name, found, expected, "Download it again, or leave it out.")

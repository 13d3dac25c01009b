"""The published lists of statistical neighbours (a spreadsheet with a block for abolished
authorities below).
"""

import re
from pathlib import Path

import pandas as pd

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import Neighbour
from c4eo_core.model.problem import Problem
from c4eo_core.sources.ledger import Ledger

CLOSENESS = ("extremely close", "very close", "close", "somewhat close", "not close")


def read_neighbours(
    path: Path, areas: AreaBook, ledger: Ledger
) -> tuple[dict[str, tuple[Neighbour, ...]], list[Problem]]:
    """Area code → its neighbours, nearest first. An authority without a list is left out."""
    try:
        sheet = pd.read_excel(path, header=None, dtype=object)
    except Exception as error:  # noqa: BLE001 - a spreadsheet can be broken in any way; the reader gets one sentence
        return {}, [
            Problem(
                path.name,
                f"it cannot be read ({type(error).__name__}).",
                "an Excel workbook.",
                "Download it again.",
            )
        ]
    header = next((i for i, row in sheet.iterrows() if "SN1" in {str(c).strip() for c in row}), None)
    if header is None:
        return {}, [
            Problem(
                path.name,
                "no row holds the headings SN1, SN2 …",
                "one row an authority, headed LA num, SN1 to SN10.",
                "Use the list as published.",
            )
        ]
    lists, problems = _lists(sheet, header, areas, ledger, path.name)
    missing = [a.name for a in areas.authorities if a.code not in lists]
    if len(missing) > len(areas.authorities) / 2:
        problems.append(
            Problem(
                path.name,
                f"{len(missing)} of {len(areas.authorities)} authorities have no list.",
                "a list for each.",
                "Use the list as published.",
            )
        )
    return lists, problems


def _lists(
    sheet: pd.DataFrame, header: int, areas: AreaBook, ledger: Ledger, file: str
) -> tuple[dict[str, tuple[Neighbour, ...]], list[Problem]]:
    """The rows below the headings, one an authority."""
    headings = [str(c).strip() for c in sheet.loc[header]]
    places = [headings.index(h) for h in headings if re.fullmatch(r"SN\d+", h)]
    numbers = {a.number: a.code for a in areas.areas}
    lists, problems = {}, []
    for i, row in sheet.loc[header + 1 :].iterrows():
        number = _number(row.iloc[0])
        own = numbers.get(number) if number is not None else None
        if own is None:
            if number is not None:
                ledger.dropped(
                    f"the neighbours of area number {_number(row.iloc[0])}", 1, "not an area we know"
                )
            continue
        found, faults = _one_list(row, places, numbers, f"{file}, row {i + 1}")
        problems += faults
        if found:
            lists[own] = found
    return lists, problems


def _one_list(
    row: pd.Series, places: list[int], numbers: dict[int, str], where: str
) -> tuple[tuple[Neighbour, ...], list[Problem]]:
    found, problems = [], []
    for order, column in enumerate(places, 1):
        number = _number(row.iloc[column])
        if number is None:
            continue
        if number not in numbers:
            problems.append(
                Problem(
                    where,
                    f"neighbour number {number} is not an area we know.",
                    "a three-digit number.",
                    "Correct it in the list.",
                )
            )
            continue
        word = str(row.iloc[column + 1]).strip().casefold() if column + 1 < len(row) else ""
        found.append(Neighbour(numbers[number], order, word if word in CLOSENESS else ""))
    return tuple(found), problems


def _number(cell: object) -> int | None:
    try:
        return int(float(cell))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None

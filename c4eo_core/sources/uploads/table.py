"""A small table somebody brings, CSV or Excel, as text: nothing in it is worked out, followed or trusted."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.workbook import Refused, first_sheet

MOST_BYTES = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 40, 300
_TITLES = 12
_SHEETS_NAMED, _SHEET_NAME = 4, 40
# Sheets that our own workbooks have beside the figures.
_OF_OURS = {"about", "how to fill it in"}
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
# What a spreadsheet would take for a formula, did the text come back to it.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class OwnTable:
    """rows: (row number as the person sees it, its cells as trimmed text, one a heading). uneven: numbers of
    the rows left
    out because they have text beyond the last heading, so that nobody can say which cell is which. unread:
    what to say of the
    other sheets of a workbook."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    uneven: tuple[int, ...]
    unread: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.uneven)


def read_table(content: bytes, filename: str) -> tuple[OwnTable | None, list[Problem]]:
    """The first sheet, or the CSV file. Rows without any text are left out."""
    filename = plain_name(filename)
    if len(content) > MOST_BYTES:
        return None, [
            Problem(
                filename,
                f"the file has {len(content) / 1e6:.1f} MB.",
                f"at most {MOST_BYTES / 1e6:g} MB.",
                "Keep only the columns that are asked for, or split it.",
            )
        ]
    if not content.strip():
        return None, [
            Problem(
                filename,
                "the file is empty.",
                "a row of headings and rows below it.",
                "Choose the file again.",
            )
        ]
    name, unread = filename.casefold(), ()
    if name.endswith(".xlsx"):
        grid, problem, unread = _excel(content, filename)
    elif name.endswith((".csv", ".txt", ".tsv")):
        grid, problem = _csv(content, filename)
    else:
        problem = Problem(
            filename,
            "the name does not end in .csv or .xlsx.",
            "a CSV or Excel file.",
            "Save it as one of these.",
        )
        grid = []
    if problem:
        return None, [problem]
    table, problems = _shaped(grid, filename)
    return (replace(table, unread=unread), problems) if table else (None, [*problems, *unread])


def plain_name(filename: str) -> str:
    """The name alone, without any folder, of letters one can see."""
    name = PureWindowsPath(filename.replace("\0", "")).name or "file"
    return "".join(c if c.isprintable() else " " for c in name).strip()[:120] or "file"


def text_of(content: bytes) -> str | None:
    """UTF-8, the UTF-16 that spreadsheets call Unicode text, or the letters of Windows; None when it is no
    text.
    """
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return None if "\0" in text else text
    return None


def csv_rows(text: str) -> Iterator[list[str]]:
    """Raises csv.Error."""
    first = text.lstrip().partition("\n")[0]
    return csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))


def _csv(content: bytes, filename: str) -> tuple[list[list[str]], Problem | None]:
    text = text_of(content)
    if text is None:
        return [], Problem(
            filename, "it is not plain text.", "a CSV file.", "Save it from the spreadsheet as 'CSV UTF-8'."
        )
    try:
        return [row for row, _ in zip(csv_rows(text), range(MOST_ROWS + 2), strict=False)], None
    except csv.Error as error:
        return [], Problem(
            filename,
            f"it cannot be read as a table ({error}).",
            "a CSV file.",
            "Save it again as 'CSV UTF-8'.",
        )


def _excel(content: bytes, filename: str) -> tuple[list[list[str]], Problem | None, tuple[Problem, ...]]:
    try:
        grid, others = first_sheet(content, MOST_ROWS, MOST_COLUMNS)
    except Refused as refused:
        return [], Problem(filename, refused.found, "a plain Excel workbook (.xlsx).", refused.do), ()
    return grid, None, _left_unread(others, filename)


def _left_unread(others: list[str], filename: str) -> tuple[Problem, ...]:
    others = [name for name in others if name.casefold() not in _OF_OURS]
    if not others:
        return ()
    named = ", ".join(f"'{_clean(name)[:_SHEET_NAME]}'" for name in others[:_SHEETS_NAMED])
    more = f" and {len(others) - _SHEETS_NAMED} more" if len(others) > _SHEETS_NAMED else ""
    what = "another sheet" if len(others) == 1 else f"{len(others)} other sheets"
    return (
        Problem(
            filename,
            f"it has {what}: {named}{more}. Only the first sheet is read.",
            "what you want read on the first sheet.",
            "Move the right sheet to the front, or save it as a file of its own.",
        ),
    )


def _shaped(grid: list[list[str]], filename: str) -> tuple[OwnTable | None, list[Problem]]:
    start = _heading_row(grid)
    if start is None:
        return None, [
            Problem(
                filename,
                "the file is empty.",
                "a row of headings and rows below it.",
                "Choose the file again.",
            )
        ]
    headings = [_clean(c) for c in grid[start]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        return None, [
            Problem(
                filename,
                f"it has more than {MOST_COLUMNS} columns.",
                "a few columns.",
                "Keep only the columns that are asked for.",
            )
        ]
    written = [row for row in grid[start + 1 :] if any(c.strip() for c in row)]
    width = max(
        len(grid[start]), min(map(len, written), default=0)
    )  # some programs end every row with one comma more
    rows, uneven = [], []
    for number, row in enumerate(grid[start + 1 :], start=start + 2):
        if len(row) > width or any(c.strip() for c in row[len(headings) :]):
            uneven.append(number)
            continue
        cells = [_clean(c) for c in row[: len(headings)]] + [""] * (len(headings) - len(row))
        if any(cells):
            rows.append((number, tuple(cells)))
    if len(rows) + len(uneven) > MOST_ROWS:
        return None, [
            Problem(filename, f"it has more than {MOST_ROWS:,} rows.", f"at most {MOST_ROWS:,}.", "Split it.")
        ]
    if not rows and not uneven:
        return None, [
            Problem(
                filename,
                "there is no row below the headings.",
                "a row of headings and rows below it.",
                "Fill it in.",
            )
        ]
    return OwnTable(tuple(headings), tuple(rows), tuple(uneven)), []


def _heading_row(grid: list[list[str]]) -> int | None:
    """The first row with more than one cell filled: above it some tables have a title."""
    filled = [(i, sum(bool(c.strip()) for c in row)) for i, row in enumerate(grid[:_TITLES])]
    return next(
        (i for i, n in filled if n > 1),
        next((i for i, row in enumerate(grid) if any(c.strip() for c in row)), None),
    )


def _clean(cell: str) -> str:
    """Without what cannot be seen; a line break in a cell is a space."""
    return cell.strip() if cell.isprintable() else _UNSEEN.sub(" ", cell).strip()

"""A small table somebody brings, CSV or Excel, as text: nothing in it is worked out, followed or trusted."""

import csv
import io
import zipfile
from dataclasses import dataclass

from c4eo_core.model.problem import Problem

MOST_BYTES = 2_000_000
MOST_UNPACKED = 60_000_000  # a workbook is a zip file and may unfold to far more than it seems
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 40, 300
# What a spreadsheet would take for a formula, did the text come back to it.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class OwnTable:
    """rows: (row number as the person sees it, its cells as trimmed text, one a heading). uneven: numbers of the rows left
    out because they have text beyond the last heading, so that nobody can say which cell is which."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    uneven: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.uneven)


def read_table(content: bytes, filename: str) -> tuple[OwnTable | None, list[Problem]]:
    """The first sheet, or the CSV file. Rows without any text are left out."""
    if len(content) > MOST_BYTES:
        return None, [Problem(filename, f"the file has {len(content) / 1e6:.1f} MB.", f"at most {MOST_BYTES / 1e6:g} MB.",
                              "Keep only the columns that are asked for, or split the list.")]  # fmt: skip
    if not content.strip():
        return None, [Problem(filename, "the file is empty.", "a heading row and one row a service.", "Choose the file again.")]
    name = filename.casefold()
    if name.endswith(".xlsx"):
        grid, problem = _excel(content, filename)
    elif name.endswith((".csv", ".txt", ".tsv")):
        grid, problem = _csv(content, filename)
    else:
        problem = Problem(filename, "the name does not end in .csv or .xlsx.", "a CSV or Excel file.", "Save the list as one of these.")
        grid = []
    return (None, [problem]) if problem else _shaped(grid, filename)


def _csv(content: bytes, filename: str) -> tuple[list[list[str]], Problem | None]:
    text = None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\0" in text:
        return [], Problem(filename, "it is not plain text.", "a CSV file.", "Save it from the spreadsheet as 'CSV UTF-8'.")
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    mark = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return [row for row, _ in zip(reader, range(MOST_ROWS + 2), strict=False)], None
    except csv.Error as error:
        return [], Problem(filename, f"it cannot be read as a table ({error}).", "a CSV file.", "Save it again as 'CSV UTF-8'.")


def _excel(content: bytes, filename: str) -> tuple[list[list[str]], Problem | None]:
    broken = Problem(filename, "it cannot be opened.", "an Excel workbook without a password.", "Save it again as .xlsx, or as CSV.")
    import openpyxl  # only who brings a workbook needs its ten megabytes

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(i.file_size for i in packed.infolist()) > MOST_UNPACKED:
                return [], Problem(filename, "it unfolds to far more than a list of services needs.", "a plain list.",
                                   "Copy the list into a new workbook, or save it as CSV.")  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
            return [[_text(cell) for cell in row] for row in rows], None
        finally:
            book.close()
    except Exception:  # noqa: BLE001 - a workbook can be broken in any way; the person gets one sentence
        return [], broken


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _shaped(grid: list[list[str]], filename: str) -> tuple[OwnTable | None, list[Problem]]:
    start = next((i for i, row in enumerate(grid) if any(c.strip() for c in row)), None)
    if start is None:
        return None, [Problem(filename, "the file is empty.", "a heading row and one row a service.", "Choose the file again.")]
    headings = [c.strip() for c in grid[start]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        return None, [
            Problem(filename, f"it has more than {MOST_COLUMNS} columns.", "a few columns.", "Keep only the columns that are asked for.")
        ]
    written = [row for row in grid[start + 1 :] if any(c.strip() for c in row)]
    width = max(len(grid[start]), min(map(len, written), default=0))  # some programs end every row with one comma more
    rows, uneven = [], []
    for number, row in enumerate(grid[start + 1 :], start=start + 2):
        if len(row) > width or any(c.strip() for c in row[len(headings) :]):
            uneven.append(number)
            continue
        cells = [c.strip() for c in row[: len(headings)]] + [""] * (len(headings) - len(row))
        if any(cells):
            rows.append((number, tuple(cells)))
    if len(rows) + len(uneven) > MOST_ROWS:
        return None, [Problem(filename, f"it has more than {MOST_ROWS:,} rows.", f"at most {MOST_ROWS:,}.", "Split the list.")]
    if not rows and not uneven:
        return None, [Problem(filename, "there is no row below the headings.", "one row a service.", "Fill in the list.")]
    return OwnTable(tuple(headings), tuple(rows), tuple(uneven)), []

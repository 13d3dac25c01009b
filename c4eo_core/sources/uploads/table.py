"""A small table somebody brings, CSV or Excel, as text: nothing in it is worked out, followed or trusted."""

import csv
import re
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from c4eo_core.model.problem import Problem
from c4eo_core.sources.uploads.cells import looks_like_a_year
from c4eo_core.sources.uploads.heading_rows import Headings, has_a_table, headings_of
from c4eo_core.sources.uploads.headings import series_role, service_column
from c4eo_core.sources.uploads.text import csv_rows, rows_of, separator_of, text_of
from c4eo_core.sources.uploads.workbook import Refused, Sheet, read_sheet

__all__ = ["FORMULA_MARKS", "OwnTable", "View", "csv_rows", "plain_name", "read_table", "text_of"]
MOST_BYTES = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 40, 300
_MOST_READ = 400  # columns, before those nobody needs are dropped
_SHEETS_NAMED, _SHEET_NAME, _TITLE_LENGTH = 4, 40, 120
# Sheets that our own workbooks have beside the figures.
_OF_OURS = {"about", "how to fill it in"}
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
# What a spreadsheet would take for a formula, did the text come back to it.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_NO_TEXT = "it is not plain text."
_FILL_IN = "a row of headings and rows below it."


@dataclass(frozen=True)
class View:
    """How somebody wants a file read; None: as it seems right. heading_row: from one, as it is seen."""

    sheet: str | None = None
    separator: str | None = None
    heading_row: int | None = None


@dataclass(frozen=True)
class OwnTable:
    """headings: of each column, several rows of them joined; parts: the same apart. rows: (row number as the
    person sees it, its cells as trimmed text, one a heading). uneven: numbers of the rows left out because
    they have text beyond the last heading, so that nobody can say which cell is which. titles: (row number,
    text) of what stands above the headings. unread: what to say of other sheets and columns. sheet, sheets:
    of a workbook; separator: of a text; heading_row: from one, the lowest of them.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    uneven: tuple[int, ...]
    unread: tuple[Problem, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    titles: tuple[tuple[int, str], ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    separator: str | None = None
    heading_row: int = 1

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.uneven)


def read_table(
    content: bytes, filename: str, view: View | None = None
) -> tuple[OwnTable | None, list[Problem]]:
    """One sheet, or the CSV file. Rows without any text are left out."""
    filename, view = plain_name(filename), view or View()
    if refused := _refused(content, filename):
        return None, [refused]
    unread: tuple[Problem, ...] = ()
    sheet: Sheet | None = None
    separator = None
    if filename.casefold().endswith(".xlsx"):
        try:
            sheet = read_sheet(content, MOST_ROWS, _MOST_READ, view.sheet, has_a_table)
        except Refused as error:
            return None, [Problem(filename, error.found, "a plain Excel workbook (.xlsx).", error.do)]
        grid, problem, unread = sheet.grid, None, _left_unread(sheet, filename)
    else:
        grid, separator, problem = _csv(content, filename, view.separator)
    if problem:
        return None, [problem]
    table, problems = _shaped(grid, filename, view.heading_row, separator)
    if table is None:
        return None, [*problems, *unread]
    where = {
        "sheet": sheet.name if sheet else None,
        "sheets": sheet.names if sheet else (),
        "separator": separator,
    }
    return replace(table, unread=(*unread, *table.unread), **where), problems


def _refused(content: bytes, filename: str) -> Problem | None:
    if len(content) > MOST_BYTES:
        return Problem(
            filename,
            f"the file has {len(content) / 1e6:.1f} MB.",
            f"at most {MOST_BYTES / 1e6:g} MB.",
            "Keep only the columns that are asked for, or split it.",
        )
    if not content.strip():
        return Problem(filename, "the file is empty.", _FILL_IN, "Choose the file again.")
    if not filename.casefold().endswith((".xlsx", ".csv", ".txt", ".tsv")):
        return Problem(
            filename,
            "the name does not end in .csv or .xlsx.",
            "a CSV or Excel file.",
            "Save it as one of these.",
        )
    return None


def plain_name(filename: str) -> str:
    """The name alone, without any folder, of letters one can see."""
    name = PureWindowsPath(filename.replace("\0", "")).name or "file"
    return "".join(c if c.isprintable() else " " for c in name).strip()[:120] or "file"


def _csv(
    content: bytes, filename: str, wanted: str | None
) -> tuple[list[list[str]], str | None, Problem | None]:
    text = text_of(content)
    if text is None:
        do = "Save it from the spreadsheet as 'CSV UTF-8'."
        return [], None, Problem(filename, _NO_TEXT, "a CSV file.", do)
    separator = wanted or separator_of(text)
    try:
        return (
            [row for row, _ in zip(rows_of(text, separator), range(MOST_ROWS + 62), strict=False)],
            separator,
            None,
        )
    except csv.Error as error:
        found = f"it cannot be read as a table ({error})."
        return [], None, Problem(filename, found, "a CSV file.", "Save it again as 'CSV UTF-8'.")


def _left_unread(sheet: Sheet, filename: str) -> tuple[Problem, ...]:
    others = [name for name in sheet.names if name != sheet.name and name.casefold() not in _OF_OURS]
    if not others:
        return ()
    named = ", ".join(f"'{_clean(name)[:_SHEET_NAME]}'" for name in others[:_SHEETS_NAMED])
    more = f" and {len(others) - _SHEETS_NAMED} more" if len(others) > _SHEETS_NAMED else ""
    what = "another sheet" if len(others) == 1 else f"{len(others)} other sheets"
    first = sheet.name == sheet.names[0]
    one = "the first sheet" if first else f"the sheet '{_clean(sheet.name)[:_SHEET_NAME]}'"
    return (
        Problem(
            filename,
            f"it has {what}: {named}{more}. Only {one} is read.",
            "what you want read on one sheet.",
            "Choose another sheet, or save it as a file of its own.",
        ),
    )


def _shaped(
    grid: list[list[str]], filename: str, wanted: int | None, separator: str | None
) -> tuple[OwnTable | None, list[Problem]]:
    if max(map(len, grid), default=0) > _MOST_READ * 5:
        return None, [_too_wide(filename)]
    found = headings_of(grid, wanted - 1 if wanted else None)
    if found is None:
        return None, [Problem(filename, "the file is empty.", _FILL_IN, "Choose the file again.")]
    body = grid[found.last + 1 :]
    rows, uneven = _rows(body, found, separator)
    width = max([len(found.parts), *(len(cells) for _, cells in rows)])
    parts = tuple(tuple(map(_clean, p)) for p in (*found.parts, *((),) * (width - len(found.parts))))
    columns, unread, problem = _columns(parts, rows, filename)
    if problem:
        return None, [problem]
    kept = [(n, tuple(cells[i] if i < len(cells) else "" for i in columns)) for n, cells in rows]
    kept = [(n, cells) for n, cells in kept if any(cells)]
    if len(kept) + len(uneven) > MOST_ROWS:
        return None, [
            Problem(filename, f"it has more than {MOST_ROWS:,} rows.", f"at most {MOST_ROWS:,}.", "Split it.")
        ]
    if not kept and not uneven:
        return None, [Problem(filename, "there is no row below the headings.", _FILL_IN, "Fill it in.")]
    titles = tuple(
        (i + 1, text[:_TITLE_LENGTH])
        for i, row in enumerate(grid[: found.first])
        if (text := " ".join(filter(None, map(_clean, row))))
    )
    headings = tuple(": ".join(parts[i]) for i in columns)
    table = OwnTable(headings, tuple(kept), tuple(uneven), unread, tuple(parts[i] for i in columns), titles)
    return replace(table, heading_row=found.last + 1), []


def _rows(
    body: list[list[str]], found: Headings, separator: str | None
) -> tuple[list[tuple[int, tuple[str, ...]]], list[int]]:
    """A text row with more cells than its headings may have lost a quotation mark; a sheet has no such
    thing.
    """
    written = [len(row) for row in body if any(c.strip() for c in row)]
    width = max(len(found.parts), min(written, default=0))  # some programs end every row with one comma more
    rows: list[tuple[int, tuple[str, ...]]] = []
    uneven: list[int] = []
    for number, row in enumerate(body, start=found.last + 2):
        cells = tuple(_clean(c) for c in row)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            continue
        if separator is not None and len(row) > width:
            uneven.append(number)
            continue
        rows.append((number, cells))
    return rows, uneven


def _columns(
    parts: tuple[tuple[str, ...], ...], rows: list[tuple[int, tuple[str, ...]]], filename: str
) -> tuple[list[int], tuple[Problem, ...], Problem | None]:
    """The columns that hold anything; of very many only those that somebody could need. A column of notes
    without a heading is read as one that is not used.
    """
    holds = {i for _, cells in rows for i, c in enumerate(cells) if c}
    columns = [i for i, p in enumerate(parts) if p or i in holds]
    unread: list[Problem] = []
    bare = [i + 1 for i in columns if not parts[i] and i > 0]
    if bare:
        names = ", ".join(map(str, bare[:6]))
        what = f"column {names} has no heading" if len(bare) == 1 else f"columns {names} have no heading"
        unread.append(
            Problem(filename, f"{what}.", "a heading.", "It is not used unless you say what it means.")
        )
    plain = [i for i in columns if not any(looks_like_a_year(p) for p in parts[i])]
    if len(plain) > MOST_COLUMNS:
        needed = [i for i in plain if _is_needed(": ".join(parts[i]))]
        dropped = len(plain) - len(needed)
        if not 2 <= len(needed) <= MOST_COLUMNS:
            return [], (), _too_wide(filename)
        columns = [i for i in columns if i in needed or i not in plain]
        unread.append(
            Problem(
                filename, f"{dropped} columns with other headings are not read.", "a few columns.", "Nothing."
            )
        )
    if len(columns) > _MOST_READ:
        problem = Problem(filename, f"it has more than {_MOST_READ} columns.", "fewer.", "Split it.")
        return [], (), problem
    return columns, tuple(unread), None


def _too_wide(filename: str) -> Problem:
    do = "Keep only the columns that are asked for."
    return Problem(filename, f"it has more than {MOST_COLUMNS} columns.", "a few columns.", do)


def _is_needed(heading: str) -> bool:
    return service_column(heading) is not None or series_role(heading) not in (None, "unused")


def _clean(cell: str) -> str:
    """Without what cannot be seen; a line break in a cell is a space."""
    return cell.strip() if cell.isprintable() else _UNSEEN.sub(" ", cell).strip()

"""One sheet of a workbook somebody brings, as text, read in one stream: nothing in it is worked out,
followed or unfolded beyond its limits. A program for workbooks would take in all of it before the limits
could be looked at.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import basename, join, normpath
from typing import NoReturn
from xml.parsers import expat

from c4eo_core.sources.uploads.workbook_cells import DAY_OF_1904, EMPTY_DAY, LONGEST, SheetRows, as_shown

MOST_UNPACKED = 30_000_000  # of the parts that are read
_MOST_FILES, _MOST_RATIO, _MOST_MARKS = 2_000, 300, 1_200_000
_CHUNK = 1 << 16
_MOST_SHEETS = 8  # looked at for a table, when nobody says which one
_DATES = {*range(14, 23), *range(45, 48)}  # built-in number formats that are days or times
_PERCENTAGES = {9, 10}
_AGAIN = "Copy the table into a new workbook, or save it as CSV."


class Refused(Exception):
    """found, do: two parts of the sentence for whoever brought the file."""

    def __init__(self, found: str, do: str = _AGAIN):
        self.found, self.do = found, do
        super().__init__(found)


@dataclass(frozen=True)
class Sheet:
    """grid: rows of cells as text. name: of the sheet that was read; names: of all that one can see."""

    grid: list[list[str]]
    name: str
    names: tuple[str, ...]


def read_sheet(
    content: bytes,
    most_rows: int,
    most_columns: int,
    wanted: str | None = None,
    good: Callable[[list[list[str]]], bool] | None = None,
) -> Sheet:
    """The sheet of that name, else the first one that can be seen and is `good`, else the first one; one row
    and one column more than asked for where there are more. Raises Refused.
    """
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise Refused(
            "it is an old workbook (.xls), or one with a password.",
            "Save it as .xlsx without a password, or as CSV.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _chosen_sheet(_Book(packed), (most_rows + 2, most_columns + 1), wanted, good)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        KeyError,
        IndexError,
    ):
        raise Refused(
            "it cannot be opened.", "Save it again as .xlsx without a password, or as CSV."
        ) from None
    except expat.ExpatError:
        raise Refused(
            "it is damaged inside.", "Open it, save it again as .xlsx, or save it as CSV."
        ) from None


def _chosen_sheet(book: "_Book", most: tuple[int, int], wanted: str | None, good: Callable | None) -> Sheet:
    parts = book.sheets()
    names = tuple(name for name, _ in parts)
    tried = [i for i, name in enumerate(names) if name == wanted] or list(
        range(min(len(parts), _MOST_SHEETS))
    )
    first: Sheet | None = None
    for i in tried:
        found = Sheet(book.sheet(parts[i][1], *most), names[i], names)
        if good is None or len(tried) == 1 or good(found.grid):
            return found
        first = first or found
    if first is None:
        raise Refused("it has no sheet that can be read.")
    return first


class _Book:
    def __init__(self, packed: zipfile.ZipFile):
        self._packed, self._left, self._marks = packed, MOST_UNPACKED, _MOST_MARKS
        self._first_day = EMPTY_DAY
        parts = packed.infolist()
        if len(parts) > _MOST_FILES:
            raise Refused("it is made of too many parts.")
        self._parts = {p.filename: p for p in parts}
        if len(self._parts) < len(parts):
            raise Refused("two of its parts have one name.")
        if any(basename(name).casefold() == "vbaproject.bin" for name in self._parts):
            raise Refused(
                "it holds macros.", "Save it as an ordinary workbook (.xlsx), without macros, or as CSV."
            )

    def sheet(self, part: str, most_rows: int, most_columns: int) -> list[list[str]]:
        rows = SheetRows(most_rows, most_columns)
        self._read(part, rows.start, rows.end, rows.text, lambda: rows.full)
        words = self._words({i for _, _, kind, i in rows.cells if kind == "s" and isinstance(i, int)})
        styles = self._styles() if "xl/styles.xml" in self._parts else {}
        grid: list[list[str]] = []
        for r, c, kind, value in rows.cells:
            while len(grid) <= r:
                grid.append([])
            grid[r] += [""] * (c + 1 - len(grid[r]))
            grid[r][c] = (
                words.get(int(value), "") if kind == "s" else as_shown(kind, value, styles, self._first_day)
            )
        return grid

    def sheets(self) -> list[tuple[str, str]]:
        """(name, part) of every sheet one can see, in their order."""
        seen: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def sheet(name: str, has: dict[str, str]) -> None:
            if name == "sheet" and has.get("state", "visible") == "visible":
                link = next((v for k, v in has.items() if k.rpartition(":")[2] == "id"), "")
                seen.append((has.get("name", ""), link))
            elif name == "workbookPr" and has.get("date1904", "").casefold() in ("1", "true", "on"):
                self._first_day = DAY_OF_1904

        def relation(name: str, has: dict[str, str]) -> None:
            if name == "Relationship" and has.get("TargetMode") != "External":
                targets[has.get("Id", "")] = has.get("Target", "")

        self._read("xl/workbook.xml", sheet)
        self._read("xl/_rels/workbook.xml.rels", relation)
        found = []
        for name, link in seen:
            target = targets.get(link, "")
            part = normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
            if target and part.startswith("xl/worksheets/") and part in self._parts:
                found.append((name, part))
        if not found:
            raise Refused("it has no sheet that can be read.")
        return found

    def _words(self, wanted: set[int]) -> dict[int, str]:
        """The shared texts that are asked for, by number."""
        if not wanted or "xl/sharedStrings.xml" not in self._parts:
            return {}
        found: dict[int, str] = {}
        here, state = [], {"n": -1, "in": 0, "skip": 0}

        def start(name: str, _has: dict[str, str]) -> None:
            if name == "si":
                state["n"] += 1
                here.clear()
            state["skip"] += name == "rPh"  # how to pronounce it
            state["in"] = name == "t" and not state["skip"]

        def end(name: str) -> None:
            state["in"] = 0
            state["skip"] -= name == "rPh"
            if name == "si" and state["n"] in wanted:
                found[state["n"]] = "".join(here)

        def text(piece: str) -> None:
            if state["in"] and state["n"] in wanted and sum(map(len, here)) < LONGEST:
                here.append(piece[:LONGEST])

        last = max(wanted)
        self._read("xl/sharedStrings.xml", start, end, text, lambda: last in found)
        return found

    def _styles(self) -> dict[int, str]:
        """Style → 'date' or 'percentage', for those that are one."""
        formats: dict[int, str] = dict.fromkeys(_DATES, "date") | dict.fromkeys(_PERCENTAGES, "percentage")
        found: list[str] = []
        inside = {"cellXfs": False}

        def start(name: str, has: dict[str, str]) -> None:
            if name == "numFmt" and has.get("numFmtId", "").isdigit():
                code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", has.get("formatCode", "")[:200]).casefold()
                kind = "percentage" if "%" in code else "date" if re.search("[dy]", code) else ""
                formats[int(has["numFmtId"][:9])] = kind
            elif name == "cellXfs":
                inside[name] = True
            elif name == "xf" and inside["cellXfs"]:
                number = has.get("numFmtId", "0")
                found.append(formats.get(int(number[:9]), "") if number.isdigit() else "")

        def end(name: str) -> None:
            if name == "cellXfs":
                inside[name] = False

        self._read("xl/styles.xml", start, end)
        return {i: kind for i, kind in enumerate(found) if kind}

    def _read(
        self,
        part: str,
        start: Callable,
        end: Callable | None = None,
        text: Callable | None = None,
        enough: Callable | None = None,
    ) -> None:
        info = self._parts.get(part)
        if info is None:
            raise Refused("it is no workbook inside.")
        if info.file_size > self._left or info.file_size > _MOST_RATIO * max(info.compress_size, 1_000):
            raise Refused("it unfolds to far more than a table needs.")
        parser = expat.ParserCreate(namespace_separator=None)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _no_doctype
        parser.ExternalEntityRefHandler = _no_doctype

        def counted(name: str, has: dict[str, str]) -> None:
            self._marks -= 1
            if self._marks < 0:
                raise Refused("it holds far more cells than a table needs.")
            start(name.rpartition(":")[2], has)

        parser.StartElementHandler = counted
        if end is not None:
            parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        with self._packed.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:  # whatever its table of contents says
                    raise Refused("it unfolds to far more than a table needs.")
                parser.Parse(chunk, False)
                if enough is not None and enough():
                    return
            parser.Parse(b"", True)


def _no_doctype(*_what: object) -> NoReturn:
    raise Refused("it defines words of its own inside, as no spreadsheet does.")

"""The text of a file somebody brings, and the rows of it: which letters, and what divides the cells."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from c4eo_core.sources.uploads.cells import looks_like_a_figure, looks_like_a_year
from c4eo_core.sources.uploads.headings import is_known

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright line"}
_LOOKED_AT, _LONGEST_LINE = 60, 20_000
_SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*$", re.I)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f]")


def text_of(content: bytes) -> str | None:
    """UTF-8 (also with an odd byte in it), UTF-16, or the letters of Windows; None when it is no text."""
    text = _decoded(content)
    if text is None or "\0" in text:
        return None
    return None if len(_CONTROL.findall(text[:20_000])) * 50 > len(text[:20_000]) + 49 else text


def _decoded(content: bytes) -> str | None:
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _or_none(content, "utf-16")
    if content[1:2] == b"\0" or content[:1] == b"\0":
        return _or_none(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    if (text := _or_none(content, "utf-8-sig")) is not None:
        return text
    mixed = content.decode("utf-8-sig", errors="surrogateescape")
    odd = sum("\udc80" <= c <= "\udcff" for c in mixed)
    written = sum(c > "\x7f" for c in mixed) - odd
    if written * 2 >= odd:  # letters of several bytes do not come about by chance
        return re.sub("[\udc80-\udcff]", lambda m: _windows(ord(m[0]) - 0xDC00), mixed)
    return "".join(map(_windows, content)) if len(content) < 100_000 else _long_windows(content)


def _or_none(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", errors="replace")


def _long_windows(content: bytes) -> str:
    return content.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """What divides most rows into the same number of cells, cells that mean something before others: the
    first line may be a title with a semicolon of its own.
    """
    lines = text.lstrip("\ufeff").splitlines()[: _LOOKED_AT + 20]
    if lines and (said := _SEP_LINE.match(lines[0])):
        return said[1]
    head = "\n".join(line[:_LONGEST_LINE] for line in lines)
    return max(SEPARATORS, key=lambda s: (_fits(head, s), -SEPARATORS.index(s)))


def _fits(head: str, separator: str) -> float:
    if separator not in head:
        return 0.0
    try:
        rows = [
            r
            for r, _ in zip(
                csv.reader(io.StringIO(head), delimiter=separator), range(_LOOKED_AT), strict=False
            )
        ]
    except csv.Error:
        return 0.0
    rows = [r for r in rows if any(c.strip() for c in r)]
    widths = Counter(len(r) for r in rows if len(r) > 1)
    if not widths:
        return 0.0
    width, alike = max(widths.items(), key=lambda x: (x[1], x[0]))
    cells = [c.strip() for r in rows if len(r) == width for c in r[:12] if c.strip()]
    known = sum(is_known(c) or looks_like_a_year(c) or looks_like_a_figure(c) for c in cells)
    return alike / len(rows) * (1 + known / max(len(cells), 1)) + min(width, 40) / 1_000


def rows_of(text: str, separator: str) -> Iterator[list[str]]:
    """Raises csv.Error. A line that only names the separator is an empty row, so that numbers stay as they
    are seen.
    """
    for n, row in enumerate(
        csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    ):
        yield [] if n == 0 and _SEP_LINE.match(separator.join(row)) else row


def csv_rows(text: str) -> Iterator[list[str]]:
    """Raises csv.Error."""
    return rows_of(text, separator_of(text))

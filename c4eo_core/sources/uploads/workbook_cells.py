"""The cells of one sheet of a workbook, as they pass by in its stream, and how each is shown as text."""

import re
from datetime import datetime, timedelta

LONGEST = 1_000  # letters kept of one cell


EMPTY_DAY, DAY_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


class SheetRows:
    """Cells as (row, column, kind, value), both counted from nought; value: a text, or for kind 's' the
    number of a shared one.
    """

    def __init__(self, most_rows: int, most_columns: int):
        self.cells: list[tuple[int, int, str, str | int]] = []
        self.full = False
        self._most = (most_rows, most_columns)
        self._row, self._column, self._kind, self._style = -1, -1, "", 0
        self._inside, self._value, self._formula = "", "", ""

    def start(self, name: str, has: dict[str, str]) -> None:
        if name == "row":
            number = has.get("r", "")
            self._row = int(number) - 1 if number.isdigit() and len(number) < 9 else self._row + 1
            self._column, self.full = -1, self._row >= self._most[0]
        elif name == "c":
            letters = re.match(r"([A-Z]{1,3})\d", has.get("r", ""))
            self._column = _column(letters[1]) if letters else self._column + 1
            self._kind, style = has.get("t", "n"), has.get("s", "0")
            self._style = int(style[:9]) if style.isdigit() else 0
            self._value = self._formula = ""
        elif name in ("v", "f", "t"):
            self._inside = name

    def text(self, piece: str) -> None:
        if self._inside in ("v", "t") and len(self._value) < LONGEST:
            self._value += piece[:LONGEST]
        elif self._inside == "f" and len(self._formula) < LONGEST:
            self._formula += piece[:LONGEST]

    def end(self, name: str) -> None:
        self._inside = ""
        if name != "c" or self.full or self._row < 0 or not 0 <= self._column < self._most[1]:
            return
        if self._kind == "s" and self._value.isdigit() and len(self._value) < 9:
            self.cells.append((self._row, self._column, "s", int(self._value)))
        elif self._value:
            kind = f"n{self._style}" if self._kind == "n" else self._kind
            self.cells.append((self._row, self._column, kind, self._value))
        elif self._formula:  # a program that works formulas out keeps what came of them beside them
            self.cells.append((self._row, self._column, "str", f"={self._formula}"))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def as_shown(kind: str, value: str | int, styles: dict[int, str], first_day: datetime) -> str:
    """As the spreadsheet shows it: days as days, percentages with their sign, numbers without the noise of
    binary digits.
    """
    text = str(value)
    if kind == "d":
        return text[:10]
    if not kind.startswith("n"):
        return {"1": "TRUE", "0": "FALSE"}.get(text, text) if kind == "b" else text
    style = styles.get(int(kind[1:] or 0), "")
    try:
        number = float(text)
    except ValueError:
        return text
    if style == "date" and 0 < number < 200_000:
        return (first_day + timedelta(days=number)).date().isoformat()
    plain = f"{number * 100:.12g}%" if style == "percentage" else f"{number:.15g}"
    return plain if "e" not in plain else text

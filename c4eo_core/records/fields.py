"""What a field of a record may hold. Each check gives back the tidy value or raises ValueError with words.

A helper is typed as the value it holds, as `dataclasses.field` is: `title: str = text(SHORT)`.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import TypeVar, cast

LONG, SHORT, FORM = 4_000, 300, 40_000
_MOST_ROWS, _MOST_CELLS = 200, 16

V = TypeVar("V")
# A table as it was on the day: numbers, short texts, yes or no, and None.
Cell = float | int | str | bool | None
Table = tuple[tuple[Cell, ...], ...]


def number(cell: Cell) -> float:
    """Raises ValueError for a cell that holds none."""
    if not isinstance(cell, int | float):
        raise ValueError(f"a number is needed where {cell!r} stands")
    return cell


def _field(check: Callable[[object], V], default: V) -> V:
    return field(default=default, metadata={"check": check})


def text(limit: int = LONG) -> str:
    return _field(lambda value: _text(value, limit), "")


def one_of(*allowed: str) -> str:
    """The first one is what it is when nobody has said."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"it must be one of: {', '.join(a or 'nothing' for a in allowed)}.")
        return value

    return _field(check, allowed[0])


def flag(default: bool = False) -> bool:
    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError("it must be yes or no.")
        return value

    return _field(check, default)


def whole(low: int, high: int, default: int = 0) -> int:
    return _field(lambda value: _whole(value, low, high), default)


def maybe_whole(low: int, high: int) -> int | None:
    return _field(lambda value: None if value is None else _whole(value, low, high), None)


def day() -> str:
    """An ISO date, or an empty text for none."""

    def check(value: object) -> str:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        return _iso(value, date.fromisoformat, "a date such as 2026-11-05") if value != "" else ""

    return _field(check, "")


def moment() -> str | None:
    """An ISO date and time, or None."""
    return _field(
        lambda value: None if value is None else _iso(value, datetime.fromisoformat, "a date and time"), None
    )


def reference() -> str | None:
    """The id of another item, or None."""
    return _field(lambda value: None if value is None else _text(value, SHORT), None)


def names(most: int) -> tuple[str, ...]:
    """A tuple of short texts, such as ids."""
    return _field(lambda value: tuple(_text(v, SHORT) for v in _listed(value, most)), ())


def wholes(most: int, low: int, high: int) -> tuple[int, ...]:
    return _field(lambda value: tuple(_whole(v, low, high) for v in _listed(value, most)), ())


def points() -> tuple[tuple[int, float], ...]:
    """A tuple of (year, value), in order of years."""

    def check(value: object) -> tuple[tuple[int, float], ...]:
        pairs = value.items() if isinstance(value, dict) else _listed(value, 30)
        each = (tuple(pair) for pair in cast(Iterable[Iterable[object]], pairs))
        return tuple(sorted((_whole(_as_year(year), 1900, 2200), _number(v)) for year, v in each))

    return _field(check, ())


def rows(most: int = _MOST_ROWS) -> Table:
    """A tuple of tuples of numbers, short texts and None: a table as it was on the day."""

    def check(value: object) -> Table:
        return tuple(tuple(_cell(c) for c in _listed(row, _MOST_CELLS)) for row in _listed(value, most))

    return _field(check, ())


def _text(value: object, limit: int) -> str:
    if not isinstance(value, str):
        raise ValueError("it must be a text.")
    # A database refuses these two; nobody can type them.
    clean = value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if len(clean) > limit:
        raise ValueError(
            f"it has {len(clean):,} characters; {limit:,} fit. Nothing was cut: please shorten it or use a"
            " second note."
        )
    return clean


def _whole(value: object, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"it must be a whole number from {low} to {high}.")
    return value


def _as_year(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdigit() else value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("it must be a number.")
    return float(value)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, bool):
        return value
    return _text(value, SHORT) if isinstance(value, str) else _number(value)


def _listed(value: object, most: int) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError("it must be a list.")
    if len(value) > most:
        raise ValueError(f"there are {len(value)}; {most} at most.")
    return value


def _iso(value: object, parse: Callable[[str], date], expected: str) -> str:
    try:
        return parse(cast(str, value)).isoformat()  # anything else raises TypeError
    except (TypeError, ValueError):
        raise ValueError(f"it must be {expected}.") from None

"""What a field of a record may hold. Each check gives back the tidy value or raises ValueError with words."""

import math
from collections.abc import Callable, Sequence
from dataclasses import Field, field
from datetime import date, datetime

LONG, SHORT, FORM = 4_000, 300, 40_000
_MOST_ROWS, _MOST_CELLS = 200, 16

Check = Callable[[object], object]


def _field(check: Check, default: object) -> Field:
    return field(default=default, metadata={"check": check})


def text(limit: int = LONG) -> Field:
    return _field(lambda value: _text(value, limit), "")


def one_of(*allowed: str) -> Field:
    """The first one is what it is when nobody has said."""

    def check(value: object) -> str:
        if value not in allowed:
            raise ValueError(f"it must be one of: {', '.join(a or 'nothing' for a in allowed)}.")
        return value

    return _field(check, allowed[0])


def flag(default: bool = False) -> Field:
    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError("it must be yes or no.")
        return value

    return _field(check, default)


def whole(low: int, high: int, default: int = 0) -> Field:
    return _field(lambda value: _whole(value, low, high), default)


def maybe_whole(low: int, high: int) -> Field:
    return _field(lambda value: None if value is None else _whole(value, low, high), None)


def day() -> Field:
    """An ISO date, or an empty text for none."""

    def check(value: object) -> str:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        return _iso(value, date.fromisoformat, "a date such as 2026-11-05") if value != "" else ""

    return _field(check, "")


def moment() -> Field:
    """An ISO date and time, or None."""
    return _field(
        lambda value: None if value is None else _iso(value, datetime.fromisoformat, "a date and time"), None
    )


def reference() -> Field:
    """The id of another item, or None."""
    return _field(lambda value: None if value is None else _text(value, SHORT), None)


def names(most: int) -> Field:
    """A tuple of short texts, such as ids."""
    return _field(lambda value: tuple(_text(v, SHORT) for v in _listed(value, most)), ())


def wholes(most: int, low: int, high: int) -> Field:
    return _field(lambda value: tuple(_whole(v, low, high) for v in _listed(value, most)), ())


def points() -> Field:
    """A tuple of (year, value), in order of years."""

    def check(value: object) -> tuple[tuple[int, float], ...]:
        pairs = value.items() if isinstance(value, dict) else _listed(value, 30)
        return tuple(sorted((_whole(_as_year(y), 1900, 2200), _number(v)) for y, v in map(tuple, pairs)))

    return _field(check, ())


def rows(most: int = _MOST_ROWS) -> Field:
    """A tuple of tuples of numbers, short texts and None: a table as it was on the day."""

    def check(value: object) -> tuple[tuple[object, ...], ...]:
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


def _cell(value: object) -> object:
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
        return parse(value).isoformat()
    except (TypeError, ValueError):
        raise ValueError(f"it must be {expected}.") from None

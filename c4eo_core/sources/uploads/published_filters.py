"""The columns of a tidy published file that tell its rows apart, and which words of them come together."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

_MOST_TOGETHER = 20_000


MOST_WORDS = 80


TOTALS = (
    "total",
    "all",
    "all pupils",
    "all schools",
    "all characteristics",
    "state-funded",
    "total state-funded",
)


_NO_FILTER = re.compile(r"percent|rate|count|number|headcount|pupils|_pct|average|score|total|sess_|enrol")


Rows = Callable[[], Iterator[Sequence[str]]]


def dividing_columns(
    rows: Rows, headings: tuple[str, ...], values: list[int], words: Mapping[int, Counter]
) -> set[int]:
    """Columns of numbers that tell rows apart, such as an age: without them one year comes twice for a
    place.
    """
    able = [
        i for i in values if 1 < len(words[i]) <= MOST_WORDS and not _NO_FILTER.search(headings[i].casefold())
    ]
    keys = [i for i in range(len(headings)) if i not in values]
    found: set[int] = set()
    clashes = _clashes(rows, keys, len(headings)) if able and len(values) > 1 else 0
    while clashes and len(able) > len(found) and len(found) + 1 < len(values):
        left = {i: _clashes(rows, [*keys, *found, i], len(headings)) for i in able if i not in found}
        best = min(left, key=lambda i: (left[i], len(words[i]), i))
        if left[best] >= clashes:
            break
        found.add(best)
        clashes = left[best]
    return found


def _clashes(rows: Rows, keys: Sequence[int], width: int) -> int:
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows()):
        if number and len(row) == width:
            key = tuple(row[i].strip() for i in keys)
            seen[key] = seen.get(key, 0) + 1
        if number > 20_000:
            break
    return sum(n - 1 for n in seen.values())


def words_together(
    rows: Rows, headings: tuple[str, ...], filters: list[str], level: int
) -> frozenset[tuple[str, ...]]:
    """Of the rows about authorities."""
    places, found = [headings.index(name) for name in filters], set()
    for row in rows():
        if (
            len(found) < _MOST_TOGETHER
            and len(row) == len(headings)
            and row[level].strip().casefold() == "local authority"
        ):
            found.add(tuple(row[i].strip() for i in places))
    return frozenset(found)


def usual_word_first(words: Counter) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda w: (w.casefold() not in TOTALS, -words[w], w.casefold())))

"""Which rows of a table are its headings: below titles, run dates and cover notes, in one row or in
several.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from c4eo_core.sources.uploads.cells import is_a_number, looks_like_a_figure, looks_like_a_year
from c4eo_core.sources.uploads.headings import is_known

_LOOKED_AT, _BELOW, _WIDEST, _MOST_ROWS = 60, 10, 60, 3
_SURE = 3  # so much must speak for a row that is not the first one
Grid = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Headings:
    """first, last: rows of the grid, from nought. parts: of each column its headings from the top down, none
    of them empty.
    """

    first: int
    last: int
    parts: tuple[tuple[str, ...], ...]


def headings_of(grid: Grid, wanted: int | None = None) -> Headings | None:
    """wanted: the row somebody has named, from nought. None for a table without any text."""
    last = wanted if wanted is not None and 0 <= wanted < len(grid) else _best(grid)
    if last is None:
        return None
    first, low = last, last
    if wanted is None:
        low = last + 1 if _goes_on(grid, last) else last
    while first > 0 and low - first + 1 < _MOST_ROWS and _groups(grid, first - 1, first):
        first -= 1
    return Headings(first, low, _parts(grid, first, low))


def has_a_table(grid: Grid) -> bool:
    """Whether a sheet holds headings with figures or known columns below them; a cover does not."""
    row = _best(grid)
    return row is not None and _worth(grid, row) > 1 and any(_filled(r) for r in grid[row + 1 :])


def _filled(row: Sequence[str]) -> list[int]:
    return [i for i, cell in enumerate(row[:_WIDEST]) if cell.strip()]


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _best(grid: Grid) -> int | None:
    rows = [i for i, row in enumerate(grid[:_LOOKED_AT]) if _filled(row)]
    if not rows:
        return next((i for i, row in enumerate(grid) if _filled(row)), None)
    wide = [i for i in rows if len(_filled(grid[i])) > 1 or _is_one_year(grid[i])]
    worth = {i: _worth(grid, i) for i in wide}
    best = max(wide, key=lambda i: (worth[i], -i), default=rows[0])
    first = next(iter(wide), rows[0])
    if worth.get(best, 0) < (_SURE if best != first else 0.1):
        return first
    return next((i for i in wide if i < best and worth[i] >= 3 and _has_a_body(grid, i, best)), best)


def _is_one_year(row: Sequence[str]) -> bool:
    """A year above the second column, and nothing above the first."""
    filled = _filled(row)
    return len(filled) == 1 and filled[0] > 0 and looks_like_a_year(_cell(row, filled[0]))


def _worth(grid: Grid, at: int) -> float:
    """Known headings, and cells with figures or years right below them; numbers are no headings."""
    below = [row for row in grid[at + 1 : at + 1 + _BELOW] if _filled(row)]
    worth = 0.0
    for i in _filled(grid[at]):
        cell = _cell(grid[at], i)
        year = looks_like_a_year(cell)
        under = [c for row in below if (c := _cell(row, i))]
        near = bool(below) and _holds(_cell(below[0], i))
        if is_known(cell):
            worth += 2 if len(cell) > 1 else 0.5
        elif year:
            worth += near
        elif is_a_number(cell):
            worth -= 2
        if near and not (year and looks_like_a_year(under[0])) and not (not year and is_a_number(cell)):
            worth += sum(map(_holds, under)) > 0.6 * len(under)
    return worth


def _holds(cell: str) -> bool:
    return bool(cell) and (looks_like_a_figure(cell) or looks_like_a_year(cell))


def _has_a_body(grid: Grid, at: int, until: int) -> bool:
    """Whether figures stand between a row and a later one: then the later one heads another table."""
    rows = [row for row in grid[at + 1 : until] if len(_filled(row)) > 1]
    return len(rows) >= 2 and sum(any(is_a_number(_cell(r, i)) for i in _filled(r)[1:]) for r in rows) >= 2


def _goes_on(grid: Grid, at: int) -> bool:
    """Whether the row below is one more row of headings: words over columns of figures."""
    if at + 2 >= len(grid):
        return False
    row, after = grid[at + 1], grid[at + 2]
    filled = _filled(row)
    if (
        not filled
        or filled == [0]
        or any(_holds(_cell(row, i)) and not is_known(_cell(row, i)) for i in filled)
    ):
        return False
    over = sum(_holds(_cell(after, i)) for i in filled)
    return over * 3 >= len(filled) * 2 and (not _cell(row, 0) or over == len(filled))


def _groups(grid: Grid, above: int, row: int) -> bool:
    """Whether a row names groups of the columns headed in the next one; a title does not."""
    top, low = grid[above], grid[row]
    filled, under = _filled(top), _filled(low)
    if (
        not filled
        or filled == [0]
        or any(is_a_number(_cell(top, i)) and not looks_like_a_year(_cell(top, i)) for i in filled)
    ):
        return False
    if any(i and i not in under and i + 1 not in under for i in filled):
        return False
    years = any(looks_like_a_year(_cell(top, i)) for i in filled if i) and not any(
        looks_like_a_year(_cell(low, i)) and i == 0 for i in under
    )
    fills = any(i not in under for i in filled if i < max(under, default=0))
    spans = not _cell(top, 0) and all(not _cell(top, i + 1) for i in filled) and len(filled) < len(under)
    return (years and len(filled) <= len(under)) or fills or spans


def _parts(grid: Grid, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """A group reaches to the right until the next one, over columns that have a heading of their own."""
    width = max(len(grid[i]) for i in range(first, last + 1))
    rows = []
    for i in range(first, last + 1):
        held, cells = "", []
        for k in range(width):
            cell = _cell(grid[i], k)
            lower = any(_cell(grid[n], k) for n in range(i + 1, last + 1))
            held = cell or (held if i < last and lower and k else "")
            cells.append(held)
        rows.append(cells)
    return tuple(tuple(dict.fromkeys(filter(None, (row[k] for row in rows)))) for k in range(width))

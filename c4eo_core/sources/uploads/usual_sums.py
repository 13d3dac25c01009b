"""Sums that are known by what the cells are: groups and their total, places in a
region, years counted together.
"""

from collections.abc import Callable, Iterator, Sequence

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.area import AreaKind
from c4eo_core.sources.uploads.series_cells import Cell
from c4eo_core.sources.uploads.small_numbers import Sum

_AS_ONE = 0.5  # counts are whole numbers


def sums_of_cells(cells: Sequence[Cell], areas: AreaBook) -> Iterator[Sum]:
    yield from _of_groups(cells)
    yield from _of_places(cells, areas)
    yield from _of_years(cells)


def _of_groups(cells: Sequence[Cell]) -> Iterator[Sum]:
    """Groups beside their total. A column may hold several ways to divide one whole: those are told apart by
    what they add up to.
    """
    for same in _alike(cells, lambda c: (c.measure, c.area, c.period.start, c.period.end)):
        total = next((i for i in same if cells[i].total), None)
        parts = [i for i in same if not cells[i].total]
        if total is None or not parts:
            continue
        whole, counts = cells[total].count, {i: cells[i].count for i in parts}
        known = {i: n for i, n in counts.items() if n is not None}
        if whole is None or len(known) < len(parts) or sum(known.values()) <= whole + _AS_ONE:
            yield Sum(total, tuple(parts))
            continue
        run: list[int] = []
        for i in parts:
            run.append(i)
            if abs(sum(known[k] for k in run) - whole) < _AS_ONE:
                yield Sum(total, tuple(run))
                run = []
        for i in run:  # whatever it is part of, the rest must not be few
            yield Sum(total, (i,))


def _of_places(cells: Sequence[Cell], areas: AreaBook) -> Iterator[Sum]:
    """Authorities in their region, regions in England."""
    for same in _alike(cells, lambda c: (c.measure, c.group, c.period.start, c.period.end)):
        places = {cells[i].area: i for i in same}
        if len(places) < 2:
            continue
        kinds = {code: areas.by_code(code) for code in places}
        for code, place in kinds.items():
            if place.kind is AreaKind.ENGLAND:
                inside = [i for c, i in places.items() if kinds[c].kind is AreaKind.REGION]
            else:
                inside = [
                    i
                    for c, i in places.items()
                    if code in (kinds[c].region, kinds[c].part) and kinds[c].is_authority
                ]
            if inside and not place.is_authority:
                yield Sum(places[code], tuple(inside))


def _of_years(cells: Sequence[Cell]) -> Iterator[Sum]:
    """Years counted together beside the single ones in them."""
    for same in _alike(cells, lambda c: (c.measure, c.group, c.area)):
        for i in [i for i in same if cells[i].period.pooled]:
            whole = cells[i].period
            inside = [
                k
                for k in same
                if not cells[k].period.pooled
                and whole.start <= cells[k].period.start
                and cells[k].period.end <= whole.end
            ]
            if inside:
                yield Sum(i, tuple(inside))


def _alike(cells: Sequence[Cell], key: Callable[[Cell], tuple]) -> Iterator[list[int]]:
    found: dict[tuple, list[int]] = {}
    for i, cell in enumerate(cells):
        found.setdefault(key(cell), []).append(i)
    return (same for same in found.values() if len(same) > 1)

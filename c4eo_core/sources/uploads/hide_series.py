"""Cells of a trust's series with small counts hidden, and whatever would give one away: rows and columns
that add up, shares of a known base, places, pooled years, and what the trust shows elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from c4eo_core.catalogue.areas import AreaBook
from c4eo_core.model.kinds import Note, Unit
from c4eo_core.sources.uploads.related_columns import related
from c4eo_core.sources.uploads.series_cells import Cell
from c4eo_core.sources.uploads.small_numbers import Share, Sum, hide
from c4eo_core.sources.uploads.sums import sums_among
from c4eo_core.sources.uploads.totals import TOTALS
from c4eo_core.sources.uploads.usual_sums import sums_of_cells

_MOST_BESIDE = 60
Where = tuple[str, object, object]  # area, first and last day


@dataclass(frozen=True)
class Shown:
    """A series the trust shows already: its figures by area and period. same: the series this one is a newer
    version of.
    """

    title: str
    figures: Mapping[Where, float]
    same: tuple[str, str] | None = None


@dataclass(frozen=True)
class Masked:
    """cells: with the reason 'c' and without any count in the place of what is hidden. small, to_protect,
    marked: how many were hidden here for each reason, and by the file itself; unchecked: figures that rest
    on no count, so that nobody can tell; exposed: figures that are hidden and follow all the same from what
    is shown elsewhere.
    """

    cells: tuple[Cell, ...]
    small: int
    to_protect: int
    marked: int
    unchecked: int
    exposed: tuple[Cell, ...] = ()


def masked(
    cells: Sequence[Cell], unit: Unit, threshold: int, areas: AreaBook, beside: Sequence[Shown] = ()
) -> Masked:
    """Of the whole file, whatever of it is taken. Raises ValueError for a threshold under five."""
    nan = float("nan")
    line = _Lines(cells, unit, beside)
    counts = [nan if c.count is None else c.count for c in cells] + line.extra
    of = [nan if c.of is None else c.of for c in cells] + [nan] * len(line.extra)
    marked = [c.note is Note.SUPPRESSED for c in cells] + [False] * len(line.extra)
    shares = line.shares()
    for share in shares:
        counts[share.share] = line.value(share.share)
    fixed = line.fixed()
    found = hide(
        counts,
        of,
        marked,
        [*sums_of_cells(cells, areas), *line.sums(counts)],
        threshold,
        shares,
        fixed,
        line.linked(),
    )
    mine = slice(0, len(cells))
    # A part may rest on a count although the figure of it is missing; what has no figure shows nothing.
    small, more = (
        np.array([c.value is not None for c in cells], bool) & h[mine]
        for h in (found.small, found.to_protect)
    )
    bare = [c.value is not None and c.count is None and (c.unit or unit) is not Unit.COUNT for c in cells]
    kept = tuple(_hidden(c) if h else c for c, h in zip(cells, found.all[mine], strict=True))
    exposed = tuple(c for c, e in zip(cells, found.exposed[mine], strict=True) if e)
    return Masked(kept, int(small.sum()), int(more.sum()), sum(marked), sum(bare), exposed)


def _hidden(cell: Cell) -> Cell:
    if cell.value is None:
        return replace(cell, count=None, of=None)
    return replace(
        cell,
        value=None,
        count=None,
        of=None,
        note=Note.SUPPRESSED,
        hidden=True,
        lower=None,
        upper=None,
        status="",
    )


class _Lines:
    """The cells of a file as rows of figures, with series of the trust that stand beside them: the positions
    after the cells' own.
    """

    def __init__(self, cells: Sequence[Cell], unit: Unit, beside: Sequence[Shown]):
        self.cells, self.unit = cells, unit
        self.beside = [s for s in beside if s.same is None][:_MOST_BESIDE]
        self.before = [s for s in beside if s.same is not None]
        self.extra: list[float] = []
        self.at: list[dict[Where, int]] = []
        here = {(c.area, c.period.start, c.period.end) for c in cells}
        for series in self.beside:
            places = {}
            for where, value in series.figures.items():
                if where in here:
                    places[where] = len(cells) + len(self.extra)
                    self.extra.append(value)
            self.at.append(places)

    def value(self, position: int) -> float:
        """The figure as it would be shown, whatever it counts."""
        if position >= len(self.cells):
            return self.extra[position - len(self.cells)]
        value = self.cells[position].value
        return float("nan") if value is None else value

    def fixed(self) -> list[bool]:
        """Shown elsewhere with the same value: hiding it here hides nothing."""
        found = []
        for c in self.cells:
            where = c.area, c.period.start, c.period.end
            before = [s.figures.get(where) for s in self.before if s.same == c.series]
            found.append(
                any(b is not None and c.value is not None and abs(b - c.value) < 1e-6 for b in before)
            )
        return found + [True] * len(self.extra)

    def sums(self, counts: Sequence[float]) -> Iterator[Sum]:
        """Along groups and measures of the file, and over its series and those beside it."""
        ways: list[Callable[[Cell], tuple]] = [
            lambda c: (c.groups or (c.group,), c.area, c.period.start, c.period.end)
        ]
        width = max((len(c.groups) for c in self.cells), default=0)
        for d in range(max(width, 1)):
            ways.append(
                lambda c, d=d: (
                    c.measure,
                    _without(c.groups or (c.group,), d),
                    c.area,
                    c.period.start,
                    c.period.end,
                )
            )
        for n, way in enumerate(ways):
            label = (lambda c: c.measure) if n == 0 else (lambda c, d=n - 1: _word(c, d))
            yield from self._along(counts, way, label)
        if self.extra:
            yield from self._with_others(counts)

    def _along(self, counts: Sequence[float], way: Callable, label: Callable) -> Iterator[Sum]:
        """Cells that are alike but for one thing, side by side for every year and place."""
        columns: dict[tuple, dict[str, int]] = {}
        for i, cell in enumerate(self.cells):
            columns.setdefault(way(cell), {}).setdefault(label(cell), i)
        together: dict[tuple, list[dict[str, int]]] = {}
        for key, column in columns.items():
            if len(column) > 1:
                together.setdefault(key[:-3], []).append(column)
        for alike in together.values():
            labels = list(dict.fromkeys(name for column in alike for name in column))
            yield from self._found(counts, alike, labels, [name.casefold() in TOTALS for name in labels])

    def _found(
        self, counts: Sequence[float], columns: list[dict], labels: list, named: list[bool]
    ) -> Iterator[Sum]:
        table = np.full((len(labels), len(columns)), np.nan)
        for k, column in enumerate(columns):
            for r, name in enumerate(labels):
                if name in column:
                    table[r, k] = counts[column[name]]
        for total, parts in sums_among(table, named):
            for column in columns:
                there = [column[labels[p]] for p in parts if labels[p] in column]
                if labels[total] in column and there:
                    yield Sum(column[labels[total]], tuple(there))

    def _with_others(self, counts: Sequence[float]) -> Iterator[Sum]:
        columns: dict[Where, dict[object, int]] = {}
        for i, c in enumerate(self.cells):
            columns.setdefault((c.area, c.period.start, c.period.end), {}).setdefault(c.series, i)
        for n, places in enumerate(self.at):
            for where, position in places.items():
                columns[where][n] = position
        labels = list(dict.fromkeys(name for column in columns.values() for name in column))
        yield from self._found(counts, list(columns.values()), labels, [False] * len(labels))

    def shares(self) -> list[Share]:
        """A column that is a share of one other column in another, here or beside: with two of them shown,
        the third is known.
        """
        lines: dict[object, dict[tuple, int]] = {}
        for i, c in enumerate(self.cells):
            where = (*(c.groups or (c.group,)), c.area, c.period.start, c.period.end)
            lines.setdefault(("file", c.measure), {})[where] = i
        for n, places in enumerate(self.at):
            lines[("beside", n)] = {(w[0] and "", *w): p for w, p in places.items()}
        if not 3 <= len(lines) <= 30:
            return []
        return list(_related(lines, self.value, self._is_count))

    def _is_count(self, position: int) -> bool | None:
        if position >= len(self.cells):
            return None
        return (self.cells[position].unit or self.unit) is Unit.COUNT

    def linked(self) -> list[list[int]]:
        """A share beside a single count of the same row: it rests on it, so both go together."""
        rows: dict[tuple, list[int]] = {}
        for i, c in enumerate(self.cells):
            rows.setdefault((c.row, c.groups, c.area, c.period.start), []).append(i)
        found = []
        for alike in rows.values():
            counts = [i for i in alike if self._is_count(i)]
            shares = [i for i in alike if (self.cells[i].unit or self.unit) is Unit.PERCENTAGE]
            if len(counts) == 1 and shares and len(alike) > 1:
                found.append([counts[0], *shares])
        return found


def _related(lines: Mapping, value: Callable, is_count: Callable) -> Iterator[Share]:
    names = list(lines)
    vectors = {}
    everywhere = list(dict.fromkeys(w for line in lines.values() for w in line))
    for name, line in lines.items():
        vectors[name] = np.array([value(line[w]) if w in line else np.nan for w in everywhere])
    whole = {n: bool(np.nanmax(np.abs(v - np.round(v)), initial=0) < 1e-9) for n, v in vectors.items()}
    counts = [n for n in names if whole[n] and is_count(next(iter(lines[n].values()))) is not False]
    for share in [n for n in names if is_count(next(iter(lines[n].values()))) is not True]:
        for count in counts:
            for of in counts:
                if len({count, of, share}) == 3 and (
                    f := related(vectors[count], vectors[of], vectors[share])
                ):
                    common = lines[count].keys() & lines[of].keys() & lines[share].keys()
                    yield from (Share(lines[count][w], lines[of][w], lines[share][w], f) for w in common)


def _without(words: tuple[str, ...], at: int) -> tuple[str, ...]:
    return words[:at] + words[at + 1 :]


def _word(cell: Cell, at: int) -> str:
    words = cell.groups or (cell.group,)
    return words[at] if at < len(words) else ""

"""The curve: an area's whole history on one indicator beside its neighbours, region and England."""

from dataclasses import dataclass
from statistics import median

from c4eo_core.answers.desk import Desk, Desks
from c4eo_core.answers.fitted.slips import doubted
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.indicators.gaps import GapMove, gap_move
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Break, Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.known import known
from c4eo_core.model.period import Period
from c4eo_core.store.figures import NOTES


@dataclass(frozen=True)
class Series:
    """One line. values align with the curve's periods; notes say why a value is missing."""

    name: str
    values: tuple[float | None, ...]
    notes: tuple[Note | None, ...]


@dataclass(frozen=True)
class Curve:
    """Everything the curve chart shows. `runs`: for each period the number of the stretch of like definition
    it is in. to_check: positions of the area's figures that look like a slip at source.
    """

    progress: Progress
    periods: tuple[Period, ...]
    area: Series
    neighbours: tuple[Series, ...]
    neighbour_median: Series
    region: Series | None
    england: Series
    parts: tuple[Series, ...]
    breaks: tuple[Break, ...]
    runs: tuple[int, ...]
    last_available: tuple[Period, float] | None
    gap_move: GapMove | None
    gap_from: Period | None
    to_check: tuple[int, ...] = ()

    @property
    def indicator(self) -> Indicator:
        return self.progress.indicator

    @property
    def place(self) -> Area:
        return self.progress.area


def curve_of(desk: Desks, area: Area, indicator: Indicator) -> Curve:
    desk = desk.of(indicator)
    figures = desk.figures
    progress = progress_of(desk, area, [indicator])[0]
    around = [n.area for n in progress.neighbours.list]
    last = [progress.region] if progress.region else []
    own, england, *others = _series(desk, [area, figures.areas.england, *around, *last], indicator)
    neighbours = tuple(others[: len(around)])
    region = others[-1] if last else None
    return Curve(
        progress=progress,
        periods=indicator.periods,
        area=own,
        neighbours=neighbours,
        neighbour_median=_median(neighbours, len(indicator.periods), progress.neighbours.chosen),
        region=region if region and any(v is not None for v in region.values) else None,
        england=england,
        parts=_parts(desk, area, indicator),
        breaks=indicator.breaks,
        runs=_runs(indicator),
        last_available=_last_available(progress, own),
        gap_move=_moved(desk, area, progress),
        gap_from=progress.change_from if indicator.concern else None,
        to_check=_to_check(desk, progress),
    )


def _to_check(desk: Desk, progress: Progress) -> tuple[int, ...]:
    figures, indicator = desk.figures, progress.indicator
    m, place = figures.index[indicator.id], figures.areas.index[progress.area.code]
    if place >= figures.authority_count:
        return ()
    marked = doubted(figures, m, desk.small[m, : figures.authority_count])[place]
    ends = figures.end_years[marked].tolist()
    return tuple(k for k, p in enumerate(indicator.periods) if p.end.year in ends)


def _series(desk: Desk, areas: list[Area], indicator: Indicator) -> list[Series]:
    values, notes = desk.figures.block(indicator, areas)
    return [
        Series(
            area.name,
            tuple(None if v != v else v for v in row),
            tuple(NOTES[n] if v != v else None for v, n in zip(row, marks, strict=True)),
        )
        for area, row, marks in zip(areas, values, notes, strict=True)
    ]


def _median(neighbours: tuple[Series, ...], length: int, chosen: bool) -> Series:
    """The middle of the neighbours in each period; not said for fewer than five."""
    values = []
    for k in range(length):
        there = [v for s in neighbours if (v := s.values[k]) is not None]
        values.append(float(median(there)) if len(there) >= 5 else None)
    name = "Chosen neighbours' median" if chosen else "Neighbours' median"
    return Series(name, tuple(values), tuple(None if v is not None else Note.NOT_AVAILABLE for v in values))


def _parts(desk: Desk, area: Area, indicator: Indicator) -> tuple[Series, ...]:
    """Both lines of a gap, over the gap's own periods."""
    if not indicator.concern:
        return ()
    ends = [p.end.year for p in indicator.periods]
    parts = []
    for part in (indicator.concern, indicator.reference):
        other = desk.figures.find(known(part))
        by_end = {p.end.year: (v, n) for p, v, n in desk.figures.cells(other, area)}
        rows = [by_end.get(y, (None, Note.NOT_AVAILABLE)) for y in ends]
        parts.append(Series(other.short, tuple(v for v, _ in rows), tuple(n for _, n in rows)))
    return tuple(parts)


def _runs(indicator: Indicator) -> tuple[int, ...]:
    """A new run at each break and after each missing period: no line is drawn from one run to the next."""
    runs, run = [], 0
    for before, period in zip((None, *indicator.periods), indicator.periods, strict=False):
        if before is not None:
            broken = any(before.end.year < b.from_year <= period.end.year for b in indicator.breaks)
            missing = period.end.year - before.end.year > 1
            run += broken or missing
        runs.append(run)
    return tuple(runs)


def _last_available(progress: Progress, own: Series) -> tuple[Period, float] | None:
    """The newest value there is, when the newest period has none: shown beside the note, never
    in its place.
    """
    if progress.value is not None:
        return None
    known = [(p, v) for p, v in zip(progress.indicator.periods, own.values, strict=True) if v is not None]
    return known[-1] if known else None


def _moved(desk: Desk, area: Area, progress: Progress) -> GapMove | None:
    indicator = progress.indicator
    if not indicator.concern or progress.change_from is None:
        return None
    years = progress.change_from.end.year, progress.period.end.year
    pairs = []
    for part in (indicator.concern, indicator.reference):
        by_end = {p.end.year: v for p, v, _ in desk.figures.cells(desk.figures.find(known(part)), area)}
        pairs.append(tuple(by_end[y] for y in years))
    return gap_move(*pairs)

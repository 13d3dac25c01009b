"""How is an area doing? One answer an indicator, with everything a page, a report or the terminal prints of
it.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from c4eo_core.answers.desk import Desk, Desks
from c4eo_core.answers.standing.conventions import Convention, Reading, read_dfe, read_ours
from c4eo_core.answers.standing.recent_trend import RecentTrend
from c4eo_core.answers.standing.trend_of_area import TrendOfArea
from c4eo_core.indicators.five_year_rule import Direction
from c4eo_core.indicators.significance import Verdict
from c4eo_core.indicators.standing import BANDS
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note, Status
from c4eo_core.model.period import Period
from c4eo_core.store.figures import NOTES

VERDICT_WORDS = {
    Verdict.NOT_COMPARED: "not compared",
    Verdict.BETTER: "better",
    Verdict.SIMILAR: "similar",
    Verdict.WORSE: "worse",
    Verdict.HIGHER: "higher",
    Verdict.LOWER: "lower",
}
DIRECTION_WORDS = {
    Direction.TOO_FEW: None,
    Direction.CANNOT_TELL: "cannot tell",
    Direction.IMPROVING: "improving",
    Direction.WORSENING: "worsening",
    Direction.RISING: "rising",
    Direction.FALLING: "falling",
}


@dataclass(frozen=True)
class NeighbourValue:
    area: Area
    closeness: str
    value: float | None


@dataclass(frozen=True)
class NeighbourFigures:
    """list: the published neighbours, nearest first; place: position among those of the eleven that have a
    value. chosen: by a trust, in the place of the published ones."""

    list: tuple[NeighbourValue, ...]
    mean: float | None
    median: float | None
    best: float | None
    with_value: int
    place: int | None
    placed_of: int | None
    chosen: bool = False


@dataclass(frozen=True)
class FiveYearRule:
    """What the rule of other tools says; direction None where five consecutive periods are wanting."""

    direction: str | None
    chi2: float | None
    periods: int
    change: float | None


@dataclass(frozen=True)
class Progress:
    """An area on one indicator at its newest period. `value` is None exactly where `note` says why.

    small: so few children stand behind the figure that one of them moves it; cohort: about how many do.
    """

    area: Area
    indicator: Indicator
    period: Period
    value: float | None
    note: Note | None
    status: Status | None
    change: float | None
    change_from: Period | None
    rank: int | None
    ranked: int | None
    quartile: str | None
    quartile_bounds: tuple[float, ...] | None
    england: float | None
    region: Area | None
    region_value: float | None
    neighbours: NeighbourFigures
    against_england: str
    against_neighbours: str
    trend: RecentTrend
    five_years: FiveYearRule
    small: bool = False
    cohort: float | None = None


def progress_of(
    desk: Desks,
    area: Area,
    indicators: list[Indicator] | None = None,
    convention: Convention = Convention.OURS,
) -> list[Progress]:
    """The answers for one area, for all indicators or those named, in the order of the store
    (or as named).
    """
    desk = desk.of(indicators[0] if indicators else None)
    # What belongs to one trust is put together anew each time and kept by nobody.
    assembled = _assembled.__wrapped__ if desk.alone else _assembled
    reading, assembler = assembled(desk, area, convention)
    chosen = (
        [desk.figures.index[i.id] for i in indicators]
        if indicators is not None
        else reading.indicators.tolist()
    )
    return [assembler.answer(m) for m in chosen]


@lru_cache(maxsize=8)
def _reading(desk: Desk, convention: Convention) -> Reading:
    return read_dfe(desk) if convention is Convention.DFE else read_ours(desk)


@lru_cache(maxsize=12)
def _assembled(desk: Desk, area: Area, convention: Convention) -> tuple[Reading, "_Assembler"]:
    """Kept: a page asks about one area a few dozen times."""
    reading = _reading.__wrapped__(desk, convention) if desk.alone else _reading(desk, convention)
    return reading, _Assembler(desk, reading, area)


class _Assembler:
    """The slices of the arrays for one area, as plain lists: 330 answers in a few milliseconds."""

    def __init__(self, desk: Desk, reading: Reading, area: Area):
        figures, s = desk.figures, reading.standing
        a = figures.areas.index[area.code]
        rows = np.arange(len(reading.newest))
        self.area, self.indicators, self.areas = area, figures.indicators, figures.areas.areas
        self.newest, self.previous = reading.newest.tolist(), reading.previous.tolist()
        self.end_years = figures.end_years.tolist()
        self.periods = figures.periods_by_end
        self.latest = s.latest[:, a].tolist()
        self.before = reading.values[rows, a, reading.previous].tolist()
        self.notes = figures.notes[rows, a, reading.newest].tolist()
        self.rank, self.ranked = s.rank[:, a].tolist(), s.ranked.tolist()
        self.band, self.bounds = s.band[:, a].tolist(), s.bounds.tolist()
        england = figures.areas.index[figures.areas.england.code]
        self.england = s.latest[:, england].tolist()
        region = reading.region_row[:, a]
        self.region = region.tolist()
        self.region_value = np.where(region >= 0, s.latest[rows, np.maximum(region, 0)], np.nan).tolist()
        self.listed, self.chosen = figures.neighbours.get(area.code, ()), desk.chosen_for == area.code
        places = [figures.areas.index[n.code] for n in self.listed]
        self.neighbour_areas = [self.areas[p] for p in places]
        self.neighbour_values = s.latest[:, places].tolist()
        self.neighbour_figures = np.column_stack(
            [s.neighbour_mean[:, a], s.neighbour_median[:, a], s.neighbour_best[:, a]]
        ).tolist()
        self.neighbour_count = s.neighbour_count[:, a].tolist()
        self.place, self.placed_of = s.place[:, a].tolist(), s.placed_of[:, a].tolist()
        self.verdicts = np.column_stack([desk.against_england[:, a], desk.against_neighbours[:, a]]).tolist()
        five = desk.five_years
        self.five_years = np.column_stack(
            [five.direction[:, a], five.chi2[:, a], five.periods[:, a], five.change[:, a]]
        ).tolist()
        self.trends = TrendOfArea(desk, a, reading.newest)
        self.small = desk.small[:, a].tolist()
        within = a < figures.authority_count
        self.cohort = desk.cohorts[:, a].tolist() if within else [math.nan] * len(rows)

    def answer(self, m: int) -> Progress:
        value, previous = _number(self.latest[m]), self.previous[m]
        period = self.periods[m][self.end_years[self.newest[m]]]
        before = _number(self.before[m]) if previous >= 0 else None
        change = value - before if value is not None and before is not None else None
        return Progress(
            area=self.area,
            indicator=self.indicators[m],
            period=period,
            value=value,
            note=NOTES[self.notes[m]] if value is None else None,
            status=period.status,
            change=change,
            change_from=self.periods[m][self.end_years[previous]] if change is not None else None,
            rank=self.rank[m] or None,
            ranked=self.ranked[m] or None,
            quartile=BANDS[self.band[m]] or None,
            quartile_bounds=None if self.bounds[m][0] != self.bounds[m][0] else tuple(self.bounds[m]),
            england=_number(self.england[m]),
            region=self.areas[self.region[m]] if self.region[m] >= 0 else None,
            region_value=_number(self.region_value[m]),
            neighbours=self._neighbours(m),
            against_england=VERDICT_WORDS[self.verdicts[m][0]],
            against_neighbours=VERDICT_WORDS[self.verdicts[m][1]],
            trend=self.trends.answer(m, value),
            five_years=self._five_years(m),
            small=self.small[m],
            cohort=_number(self.cohort[m]),
        )

    def _five_years(self, m: int) -> FiveYearRule:
        direction, chi2, periods, change = self.five_years[m]
        words = DIRECTION_WORDS[Direction(int(direction))]
        return FiveYearRule(words, _number(chi2), int(periods), _number(change))

    def _neighbours(self, m: int) -> NeighbourFigures:
        mean, median, best = map(_number, self.neighbour_figures[m])
        values = zip(self.listed, self.neighbour_areas, self.neighbour_values[m], strict=True)
        return NeighbourFigures(
            list=tuple(NeighbourValue(area, n.closeness, _number(v)) for n, area, v in values),
            mean=mean,
            median=median,
            best=best,
            with_value=self.neighbour_count[m],
            place=self.place[m] or None,
            placed_of=self.placed_of[m] or None,
            chosen=self.chosen,
        )


def _number(x: float) -> float | None:
    return None if x != x else x

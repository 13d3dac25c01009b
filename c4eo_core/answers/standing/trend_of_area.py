"""The recent trends of one area, taken out of the desk's arrays."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.fitted.inputs import years_left_out_of
from c4eo_core.answers.standing.recent_trend import RecentTrend
from c4eo_core.model.period import Period


@dataclass(frozen=True)
class _Cell:
    """One cell of the desk's trend, None for what cannot be said."""

    side: int
    own_p: float | None
    england_p: float | None
    anchor: int
    first: int
    figures: int
    noticeable: float | None
    moved: float | None
    widespread: bool


class TrendOfArea:
    """newest [M]: column of the newest period of each indicator."""

    def __init__(self, desk: Desk, a: int, newest: np.ndarray):
        figures = desk.figures
        self._indicators, self._periods = figures.indicators, figures.periods_by_end
        self._end_years, self._newest = figures.end_years.tolist(), newest.tolist()
        self._values, self._wider = figures.values[:, a], a >= figures.authority_count
        self._cells, self._alone = _cells(desk, a), desk.alone

    def answer(self, m: int, value: float | None) -> RecentTrend:
        """value: the area's newest figure."""
        known, indicator = self._cells[m], self._indicators[m]
        if known is None:
            return RecentTrend(indicator, None, None, None, None, None, None, False, 0, wider=self._wider)
        ahead = indicator.concern is not None and value is not None and value > 0
        too_early = known.own_p is None or value is None or ahead
        newest = self._end_years[self._newest[m]]
        left_out = [e.why for e in years_left_out_of(indicator) if newest in e.years] if too_early else []
        return RecentTrend(
            indicator=indicator,
            side=None if too_early else known.side,
            since=None if too_early else self._period(m, known.anchor),
            own_p=None if too_early else known.own_p,
            england_p=None if too_early else known.england_p,
            noticeable=known.noticeable,
            moved=None if too_early else known.moved,
            as_elsewhere=known.widespread and not too_early and not self._alone,
            figures=known.figures,
            first=self._period(m, known.first),
            changed=self._changed(m, known.first, value) if too_early else None,
            left_out=left_out[0] if left_out else None,
            stale=value is None,
            ahead=ahead,
        )

    def _changed(self, m: int, first: int, value: float | None) -> float | None:
        if value is None or first < 0 or first == self._newest[m]:
            return None
        before = float(self._values[m, first])
        return abs(value) - abs(before) if self._indicators[m].is_gap else value - before

    def _period(self, m: int, column: int) -> Period | None:
        return self._periods[m].get(self._end_years[column]) if column >= 0 else None


def _cells(desk: Desk, a: int) -> Sequence[_Cell | None]:
    """For one area; None for an area that is no authority of today, of which nothing is learnt."""
    trend = desk.trend
    if a >= trend.side.shape[1]:
        return [None] * len(trend.side)
    columns = {f.name: getattr(trend, f.name)[:, a].tolist() for f in fields(_Cell)}
    if desk.alone:  # no figure of England stands behind a series that came alone
        columns["england_p"] = [math.nan] * len(trend.side)
    return [_cell(dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]


def _cell(row: dict[str, Any]) -> _Cell:
    known: dict[str, Any] = {k: _number(x) if isinstance(x, float) else x for k, x in row.items()}
    return _Cell(**known)


def _number(x: float) -> float | None:
    return None if x != x else x

"""The year under way in the place of a baseline's first year: what is published so far, and what the official
figure is likely to be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from c4eo_core.answers.forecasts.shape import Ahead, Forecast, YearUnderWay
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.model.display import rounded
from c4eo_core.projections import LEVELS

if TYPE_CHECKING:
    from c4eo_core.answers.desk import Desk

_SAID = 80


def with_year_under_way(desk: Desk, found: Forecast, place: int) -> Forecast:
    """The forecast unchanged when nothing is published of the year after its last figure. The later years
    move with the first: they start from a better known place, and are no less sure than before.
    """
    row = next((r for r in desk.under_way if r["indicator"] == found.indicator.id), None)
    if row is None or not found.baseline or found.baseline[0].period.end.year != row["end_year"]:
        return found
    first = found.baseline[0]
    year = _year(row, first, place)
    if year is None:
        return found
    shift = year.nowcast.median - first.median
    later = tuple(_moved(ahead, shift) for ahead in found.baseline[1:])
    words = _words(found, year)
    return replace(found, baseline=(year.nowcast, *later), words=words, under_way=replace(year, words=words))


def as_json(year: YearUnderWay) -> dict:
    return {
        "period": year.period.label,
        "released": year.released.isoformat(),
        "so_far": year.so_far,
        "nowcast": year.nowcast.median,
        **{f"p{level}": list(year.nowcast.intervals[level]) for level in LEVELS},
        "replayed": {
            "releases": year.releases,
            "error": year.error,
            "error_of_last_figure": year.error_of_last,
        },
        "words": year.words,
    }


def _year(row: dict, first: Ahead, place: int) -> YearUnderWay | None:
    so_far, middle = row["so_far"][place], row["middle"][place]
    if so_far is None or middle is None:
        return None
    bounds = [(low[place], high[place]) for low, high in zip(row["lower"], row["upper"], strict=True)]
    same_day = _about_the_day(row)
    return YearUnderWay(
        period=first.period,
        released=dt.date.fromisoformat(row["released"]),
        so_far=so_far,
        nowcast=Ahead(first.period, middle, dict(zip(LEVELS, bounds, strict=True))),
        releases=len(row["replayed"]),
        error=_mean(r["error"] for r in same_day),
        error_of_last=_mean(r["last_figure"] for r in same_day),
        words="",
    )


def _about_the_day(row: dict) -> list[dict]:
    """The past releases nearest to the same day, one of each year; the record of a release in July is not
    that of one in February.
    """
    day = dt.date.fromisoformat(row["released"])
    nearest: dict[int, tuple[int, dict]] = {}
    for replay in row["replayed"]:
        other = dt.date.fromisoformat(replay["released"])
        apart = abs((other.replace(year=day.year) - day).days)
        if apart < nearest.get(replay["end_year"], (366, {}))[0]:
            nearest[replay["end_year"]] = apart, replay
    return [replay for _, replay in nearest.values()]


def _moved(year: Ahead, shift: float) -> Ahead:
    def within(value: float) -> float:
        return min(max(value + shift, 0.0), 100.0)

    intervals = {level: (within(low), within(high)) for level, (low, high) in year.intervals.items()}
    return Ahead(year.period, within(year.median), intervals)


def _words(found: Forecast, year: YearUnderWay) -> str:
    i = found.indicator
    low, high = year.nowcast.intervals[_SAID]
    day = f"{year.released.day} {year.released:%B %Y}"
    return (
        f"So far in {year.period.label}: {with_unit(year.so_far, i)} (published {day})."
        " The official figure is counted in another way and comes next spring."
        f" It is likely (4 in 5) to be between {with_unit(low, i)} and {with_unit(high, i)}."
        f" At this time in earlier years such an estimate was out by {rounded(year.error, 2)} points, and the"
        f" last official figure by {rounded(year.error_of_last, 2)}."
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else float("nan")

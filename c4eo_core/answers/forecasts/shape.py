"""What a forecast is: the curve if nothing changes, year by year with its intervals."""

import datetime as dt
from dataclasses import dataclass

from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Note
from c4eo_core.model.period import Period

USUAL_HORIZON, LONGEST_HORIZON = 5, 10  # years


class NoForecast(LookupError):
    """There is no baseline for this place, or not as far ahead."""


@dataclass(frozen=True)
class Ahead:
    """One year to come, in the indicator's own unit. intervals: 50, 80, 95 → (low, high)."""

    period: Period
    median: float
    intervals: dict[int, tuple[float, float]]


@dataclass(frozen=True)
class Narrower:
    """Chance that the gap is narrower than today, and that it is no wider than a size somebody named, in one
    year to come.
    """

    period: Period
    than_today: float | None
    within_size: float | None


@dataclass(frozen=True)
class YearUnderWay:
    """The year after the last official figure, while it runs. so_far: as published on the day `released`,
    never an official figure; nowcast: what the official figure is likely to be; error, error_of_last: how far
    such estimates, and the last official figure, were from it at about the same day of earlier years (root
    mean square over authorities, in the indicator's unit); releases: how many past releases were replayed.
    """

    period: Period
    released: dt.date
    so_far: float
    nowcast: Ahead
    releases: int
    error: float
    error_of_last: float
    words: str


@dataclass(frozen=True)
class Forecast:
    """The baseline of one area on one indicator.

    origin: the last period it rests on; built: the day the figures were put together. baseline, relative:
    the years to come, the second as if England stood still; both empty where nothing can be said. points:
    how many figures of its own it rests on. gap: for gaps only; size: the one asked about. words, own_words,
    record_words: plain sentences: how wide and why; when it has few figures of its own; how often such
    intervals have been right. under_way: set when the first year ahead is a nowcast of the year that runs.
    """

    area: Area
    indicator: Indicator
    origin: Period
    built: dt.date
    method: str
    history: tuple[tuple[Period, float | None, Note | None], ...]
    baseline: tuple[Ahead, ...]
    relative: tuple[Ahead, ...]
    points: int
    gap: tuple[Narrower, ...]
    size: float | None
    words: str
    own_words: str | None
    record_words: str | None
    under_way: YearUnderWay | None = None

"""A baseline as it stood on the day of a workshop: kept in the records, and read back years later."""

import datetime as dt

from c4eo_core.answers.forecasts.shape import Ahead, Forecast
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.workshop.notes import Frozen as FrozenNote
from c4eo_core.model.period import Period, parse_period
from c4eo_core.projections import LEVELS
from c4eo_core.records.fields import Cell, number
from c4eo_core.records.kinds import Frozen

# Where the ends of the 80 % interval stand in a row of the baseline: label, end year, middle, then low and
# high a level.
_LOW_80 = 3 + 2 * LEVELS.index(80)


def frozen_of(forecast: Forecast, figures_version: str, on: dt.date) -> Frozen:
    """history: [label, end year, value or None]; baseline: [label, end year, middle, low and high of 50, 80
    and 95 %].
    """
    return Frozen(
        indicator=forecast.indicator.id,
        title=forecast.indicator.title,
        area=forecast.area.code,
        origin=forecast.origin.label,
        figures_version=figures_version,
        frozen_on=on.isoformat(),
        method=forecast.method,
        history=tuple((period.label, period.end.year, value) for period, value, _ in forecast.history),
        baseline=tuple(
            (
                a.period.label,
                a.period.end.year,
                a.median,
                *(end for level in LEVELS for end in a.intervals[level]),
            )
            for a in forecast.baseline
        ),
    )


def as_note(frozen: Frozen) -> FrozenNote | None:
    """What a report and `turned_since` take; None when there is no baseline in it."""
    if not frozen.baseline:
        return None
    return FrozenNote(
        indicator=frozen.indicator,
        frozen_on=frozen.frozen_on,
        origin=frozen.origin,
        history=tuple(
            (int(number(year)), None if value is None else number(value))
            for _, year, value, *_ in frozen.history
        ),
        baseline=tuple(
            (int(number(row[1])), number(row[2]), number(row[_LOW_80]), number(row[_LOW_80 + 1]))
            for row in frozen.baseline
        ),
        figures_version=frozen.figures_version,
    )


def as_forecast(frozen: Frozen, curve: Curve) -> Forecast | None:
    """The frozen baseline as a forecast, to be drawn on the curve as it is today; None without one."""
    if not frozen.baseline:
        return None
    known = {p.end.year: p for p in curve.periods}

    def period(label: Cell, year: Cell) -> Period:
        return known.get(int(number(year))) or parse_period(str(label), curve.indicator.year_type)

    history = tuple(
        (period(label, year), None if value is None else number(value), None)
        for label, year, value, *_ in frozen.history
    )
    ahead = tuple(
        Ahead(
            period(row[0], row[1]),
            number(row[2]),
            {level: (number(row[3 + 2 * n]), number(row[4 + 2 * n])) for n, level in enumerate(LEVELS)},
        )
        for row in frozen.baseline
    )
    return Forecast(
        area=curve.place,
        indicator=curve.indicator,
        origin=next((p for p, _, _ in history if p.label == frozen.origin), history[-1][0])
        if history
        else ahead[0].period,
        built=dt.date.fromisoformat(frozen.frozen_on),
        method=frozen.method,
        history=history,
        baseline=ahead,
        relative=(),
        points=sum(value is not None for _, value, _ in history),
        gap=(),
        size=None,
        words="",
        own_words=None,
        record_words=None,
    )

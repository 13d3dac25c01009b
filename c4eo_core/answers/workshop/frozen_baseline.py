"""A baseline as it stood on the day of a workshop: kept in the records, and read back years later."""

import datetime as dt

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.workshop.notes import Frozen as FrozenNote
from c4eo_core.projections import LEVELS
from c4eo_core.records.fields import number
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

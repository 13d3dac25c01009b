"""A forecast of a gap in the sizes that are shown: charts, files and JSON draw from these."""

from dataclasses import replace

from c4eo_core.answers.forecasts.shape import Ahead, Forecast
from c4eo_core.model.gap_size import size_of, span_of
from c4eo_core.model.indicator import Indicator


def forecast_in_sizes(found: Forecast) -> Forecast:
    """The same forecast for what is no gap."""
    i = found.indicator
    if not i.is_gap:
        return found
    return replace(
        found,
        history=tuple((p, size_of(v, i), n) for p, v, n in found.history),
        baseline=years_in_sizes(found.baseline, i),
        relative=years_in_sizes(found.relative, i),
    )


def years_in_sizes(years: tuple[Ahead, ...], indicator: Indicator) -> tuple[Ahead, ...]:
    """Years to come of this indicator as they are shown."""
    return tuple(_year(y, indicator) for y in years) if indicator.is_gap else years


def _year(year: Ahead, indicator: Indicator) -> Ahead:
    intervals = {level: span_of(low, high, indicator) for level, (low, high) in year.intervals.items()}
    return replace(year, median=abs(year.median), intervals=intervals)

"""What the room puts beside the baseline: its own forecast, and where it wants the curve to go."""

from dataclasses import dataclass

from c4eo_core.answers.desk import Desks
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.answers.scenarios.what_if import in_sizes, what_if_of
from c4eo_core.answers.scenarios.what_if_form import OWN, WhatIfForm
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.workshop.notes import GroupForecast, TurnedCurve
from c4eo_core.model.display import rounded
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit

GROUP_YEARS = 3
_FINER = 1


@dataclass(frozen=True)
class Ambition:
    """values: (end year, value) up to the year of the goal, none where nothing needs bending. basis: group or
    neighbours. words: sentences on what it would take, or why there is none."""

    values: tuple[tuple[int, float], ...]
    basis: str
    words: tuple[str, ...]


def group_curve(
    curve: Curve, forecast: Forecast | None, group: GroupForecast | None, ambition: TurnedCurve | None
) -> ReportCurve:
    """The curve as a report shows it, so that screen and report draw the same lines."""
    return ReportCurve(
        curve=curve,
        forecast=forecast if forecast and forecast.baseline else None,
        no_forecast="",
        verdict=None,
        group=group,
        ambition=ambition,
        turned=None,
        factors=(),
    )


def starting_values(forecast: Forecast) -> tuple[tuple[int, float], ...]:
    """The baseline of the next years, to one decimal more than the figure is shown with: where the room
    begins.
    """
    return tuple(
        (a.period.end.year, _fine(a.median, forecast.indicator))
        for a in forecast_in_sizes(forecast).baseline[:GROUP_YEARS]
    )


def latest(forecast: Forecast) -> float | None:
    """The newest figure the baseline rests on; of a gap its size."""
    known = (v for p, v, _ in forecast.history if p == forecast.origin)
    return size_of(next(known, None), forecast.indicator)


def sloped_values(forecast: Forecast, slope: float) -> tuple[tuple[int, float], ...]:
    """From the newest figure, so much more or less each year; kept within what the unit can be, of a gap its
    size. Without a figure, from the baseline.
    """
    forecast = forecast_in_sizes(forecast)
    start = latest(forecast)
    first = start if start is not None else forecast.baseline[0].median - slope
    origin, (low, high) = forecast.origin.end.year, limits(forecast.indicator)
    values = []
    for ahead in forecast.baseline[:GROUP_YEARS]:
        value = first + slope * (ahead.period.end.year - origin)
        values.append((ahead.period.end.year, _fine(min(max(value, low), high), forecast.indicator)))
    return tuple(values)


def limits(indicator: Indicator) -> tuple[float, float]:
    """What a value of this unit can be at all."""
    if indicator.unit is Unit.PERCENTAGE:
        return 0.0, 100.0
    if indicator.unit is Unit.SCORE:
        return -1e6, 1e6
    return 0.0, 1e9


def ambition_of(desk: Desks, curve: Curve, goal: str, year: int, own: float | None) -> Ambition:
    """The baseline bent so that it reaches the goal in that year."""
    basis = "group" if goal == OWN else "neighbours"
    try:
        found = what_if_of(desk, curve.place, curve.indicator, WhatIfForm(goal, year, own))
    except NoForecast as error:
        return Ambition((), basis, (str(error),))
    years = [a.period.end.year for a in found.forecast.baseline]
    turned = in_sizes(found).turned
    values = tuple((y, v) for y, v in zip(years, turned, strict=False) if y <= year)
    if not values and found.scenario.target is not None:
        return Ambition(
            (), basis, (*found.sentences, "The baseline gets there by itself: choose a goal further on.")
        )
    return Ambition(tuple((y, _fine(v, curve.indicator)) for y, v in values), basis, found.sentences)


def _fine(value: float, indicator: Indicator) -> float:
    return float(rounded(value, indicator.decimals + _FINER))

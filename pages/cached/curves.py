"""Answers the same for everybody, worked out once for each area and indicator.

Few are kept: pages keep what they make of an answer, which is a tenth of its size.
"""

from functools import lru_cache

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.standing.curve import Curve, curve_of
from pages.session import neighbours_in_use

_KEPT = 60


@lru_cache(maxsize=_KEPT)
def _kept_curve(version: str, area: str, indicator: str) -> Curve:
    desk = neighbours_in_use.desk_at(version)
    return curve_of(
        desk, desk.figures.areas.by_code(area), desk.figures.indicators[desk.figures.index[indicator]]
    )


@lru_cache(maxsize=_KEPT)
def _kept_forecast(_version: str, area: str, indicator: str) -> Forecast | None:
    desk = prepared_desk()
    try:
        return forecast_of(desk, desk.figures.areas.by_code(area), desk.figures.find(indicator))
    except NoForecast:
        return None


def forecast_for(area: str, indicator: str) -> Forecast | None:
    """The baseline, None where there can be none."""
    return _kept_forecast(prepared_desk().figures.version, area, indicator)


def curve_for(area: str, indicator: str, version: str | None = None) -> Curve:
    """version: see `near`; without it that of this page."""
    return _kept_curve(version or neighbours_in_use.version(), area, indicator)

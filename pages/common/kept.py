"""Answers the same for everybody, worked out once for each area and indicator.

Few are kept: pages keep what they make of an answer, which is a tenth of its size.
"""

from functools import lru_cache

from c4eo_core.answers.curve import Curve, curve_of
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecast import Forecast, NoForecast, forecast_of
from pages.common import near

_KEPT = 60


@lru_cache(maxsize=_KEPT)
def _kept_curve(version: str, area: str, indicator: str) -> Curve:
    desk = near.desk_at(version)
    return curve_of(desk, desk.figures.areas.by_code(area), desk.figures.indicators[desk.figures.index[indicator]])


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
    return _kept_curve(version or near.version(), area, indicator)

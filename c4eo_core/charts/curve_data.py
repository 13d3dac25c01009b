"""The data of the curve chart: points, labels at line ends, breaks, the extent of the axes, the words on the
picture.
"""

import math
from collections.abc import Sequence

from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve, Series
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.charts.curve_fan import FANS, SIZING, ahead_rows, cut, rests_on_one_old_figure
from c4eo_core.charts.curve_labels import labels, line_height
from c4eo_core.charts.curve_words import caption, written
from c4eo_core.charts.theme import SCREEN, Size
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Unit

_ROLES = ("us", "neighbour", "median", "region", "england", "concern", "reference", "baseline")
_LABELLED = tuple(r for r in _ROLES if r != "neighbour")
EVERYBODY = ("neighbours", "region", "england", "ahead")


def curve_rows(
    curve: Curve,
    shown: Sequence[str] = EVERYBODY,
    parts: bool = False,
    size: Size = SCREEN,
    height: int | None = None,
    forecast: Forecast | None = None,
    alone: bool = False,
    workshop: Sequence[dict] = (),
    national_out: bool = False,
) -> list[dict]:
    """The data of one chart: a row a point, plus the labels at line ends, the breaks and the extent of the
    axes.

    shown: which of EVERYBODY to draw beside the area; parts: both lines of a gap instead of the gap.
    forecast: drawn as a dashed line and a fan when "ahead" is shown. alone: for a picture that leaves the
    page, with its caption inside. workshop: lines a room drew, and their labels. national_out: the curve and
    the forecast are given without the national movement, and the picture says so. Empty without a figure.
    """
    curve, forecast = curve_in_sizes(curve), forecast_in_sizes(forecast) if forecast else None
    drawn = _drawn(curve, shown, parts)
    rows = [row for role, series in drawn for row in _series_rows(curve, role, series)]
    if not (parts and curve.parts):
        own = _series_rows(curve, "to-check", curve.area)
        rows += [own[k] | {"series": f"{curve.place.name}: please check at source"} for k in curve.to_check]
    values = [r["value"] for r in rows if r["value"] is not None]
    if not values:
        return []
    ahead = _ahead(curve, forecast) if forecast and "ahead" in shown and not parts else []
    ends, lines = _split(workshop)
    low, high = axis_extent(values + _sizing(ahead) + [r["value"] for r in lines], curve.indicator.unit)
    ahead = cut(ahead, low, high)
    rows += [*ahead, *lines]
    line = line_height(size, height or size.height, low, high)
    rows += labels(curve, drawn, ahead, ends, low, high, line)
    rows += [
        {"role": "break", "year": b.from_year - 0.5, "text": "definition\nchanged", "why": b.why}
        for b in curve.breaks
    ]
    rows += _held_open(curve.periods[0].end.year)
    rows += [{"role": "extent", "year": curve.periods[0].end.year, "value": v} for v in (low, high)]
    words = caption(curve, rows, forecast) if alone else ""
    return rows + written(curve, parts, size, words, national_out)


def _split(rows: Sequence[dict]) -> tuple[list[dict], list[dict]]:
    """Labels, and the rest."""
    return [r for r in rows if r["role"] == "label"], [r for r in rows if r["role"] != "label"]


def _ahead(curve: Curve, forecast: Forecast) -> list[dict]:
    return [] if rests_on_one_old_figure(curve, forecast) else ahead_rows(forecast, curve.indicator)


def _sizing(ahead: list[dict]) -> list[float]:
    """What the years ahead add to the extent of the axis: never the 95 % interval, which would squeeze the
    history.
    """
    wanted = ("baseline", f"fan{SIZING}")
    return [r[end] for r in ahead if r["role"] in wanted for end in ("value", "value2") if end in r]


def _drawn(curve: Curve, shown: Sequence[str], parts: bool) -> list[tuple[str, Series]]:
    if parts and curve.parts:
        return [("concern", curve.parts[0]), ("reference", curve.parts[1])]
    neighbours = [*(("neighbour", s) for s in curve.neighbours), ("median", curve.neighbour_median)]
    drawn = neighbours if "neighbours" in shown else []
    drawn += [("region", curve.region)] if curve.region and "region" in shown else []
    drawn += [("england", curve.england)] if "england" in shown else []
    return [*drawn, ("us", curve.area)]


def _series_rows(curve: Curve, role: str, series: Series) -> list[dict]:
    return [
        {
            "role": role,
            "series": series.name,
            "year": period.end.year,
            "period": period.label,
            "value": value,
            "run": run,
            "shown": figure(value, curve.indicator),
        }
        for period, value, run in zip(curve.periods, series.values, curve.runs, strict=True)
    ]


def axis_extent(values: list[float], unit: Unit) -> tuple[float, float]:
    """A tenth of room either side, on round numbers; a share or count that comes near zero starts at zero."""
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    step = 10 ** math.floor(math.log10((high - low + 2 * room) / 4))
    bottom, top = math.floor((low - room) / step) * step, math.ceil((high + room) / step) * step
    if low >= 0:
        bottom = 0.0 if unit is not Unit.SCORE and bottom < 0.25 * top else max(bottom, 0.0)
    if unit is Unit.PERCENTAGE:
        top = min(top, 100.0) if high <= 100 else top
    return float(bottom), float(top)


def _held_open(year: int) -> list[dict]:
    """A row without a figure for each layer: one with nothing to draw does not upset the scale."""
    ends = [
        {"role": "label", "series_role": role, "year": year, "value": None, "text": "", "brief": ""}
        for role in (*_LABELLED, "fan-end")
    ]
    drawn = (*_ROLES, "fan-cut", "under-way", "to-check")
    lines = [{"role": role, "year": year, "value": None, "run": -1} for role in drawn]
    bands = [*(f"fan{level}" for level in FANS), "leader"]
    fans = [{"role": role, "year": year, "value": None, "value2": None} for role in bands]
    marks = [{"role": role, "year": year, "text": "", "brief": "", "why": ""} for role in ("break", "now")]
    return [*lines, *ends, *fans, *marks]

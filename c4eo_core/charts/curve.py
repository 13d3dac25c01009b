"""The curve: one component on every page, in the report and in the image.

The form of the specification depends only on the look, the size and how the years are written; the area's figures, the title
and the source line are data. So a click changes data, never the chart, and the browser redraws without rebuilding it.
"""

import math
from collections.abc import Sequence
from functools import cache

from c4eo_core.answers.curve import Curve, Series
from c4eo_core.answers.words import source_words
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Unit, YearType

_ROLES = ("us", "neighbour", "median", "region", "england", "concern", "reference")
_YEAR_LABEL = {
    YearType.ACADEMIC: "(datum.value - 1) + '/' + slice(toString(datum.value), 2)",
    YearType.FINANCIAL: "(datum.value - 1) + '-' + slice(toString(datum.value), 2)",
}
_PER_LINE = 1.25


def curve_spec(year_type: YearType, look: Look = LIGHT, size: Size = SCREEN, height: int | None = None) -> dict:
    """The specification without data, built once for each form; do not change it."""
    return _spec(_YEAR_LABEL.get(year_type, "toString(datum.value)"), look, size, height or size.height)


@cache
def _spec(label: str, look: Look, size: Size, height: int) -> dict:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": height,
        "autosize": {"type": "fit", "contains": "padding", "resize": True},
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "encoding": {"x": _x(label, size)},
        "layer": [
            _extent(),
            _breaks(look, size),
            _lines("neighbour", look.faint, 1.1, look, detail="series"),
            _lines("region", look.region, 1.8, look, dash=[2, 3]),
            _lines("england", look.england, 2.0, look, dash=[7, 4]),
            _lines("median", look.second, 2.4, look, dash=[5, 2]),
            _lines("reference", look.fourth, 2.2, look, dash=[1, 2]),
            _lines("concern", look.third, 2.4, look),
            _lines("us", look.us, size.line, look),
            _points("median", look.second, size.point * 0.35, "diamond", look),
            _points("concern", look.third, size.point * 0.6, "triangle-up", look),
            _points("reference", look.fourth, size.point * 0.6, "square", look),
            _points("us", look.us, size.point, "circle", look),
            *[_end_label(role, colour, size) for role, colour in _label_colours(look).items()],
            _written("title", look.ink, size.title, -30, "bold"),
            _written("subtitle", look.quiet, size.label, -12),
            _written("source", look.quiet, size.label - 1, {"expr": f"height + {3.4 * size.label}"}),
        ],
    }


def _x(label: str, size: Size) -> dict:
    axis = {"title": None, "tickMinStep": 1, "labelExpr": label, "labelOverlap": "greedy", "format": "d", "labelFlush": False}
    return {"field": "year", "type": "quantitative", "axis": axis, "scale": {"zero": False, "nice": False, "padding": 12}}


def _y() -> dict:
    return {
        "field": "value", "type": "quantitative", "axis": {"title": None, "tickCount": 6},
        "scale": {"zero": False, "nice": False},
    }  # fmt: skip


def _of(role: str) -> list[dict]:
    return [{"filter": f"datum.role === '{role}'"}]


def _lines(role: str, colour: str, width: float, look: Look, dash: list[int] | None = None, detail: str | None = None) -> dict:
    """Lines broken at missing values and at the end of each run."""
    mark = {"type": "line", "color": colour, "strokeWidth": width, "strokeJoin": "round", "invalid": "break-paths-show-domains", "aria": False}
    if dash:
        mark["strokeDash"] = dash
    details = [{"field": "run", "type": "ordinal"}] + ([{"field": detail, "type": "nominal"}] if detail else [])
    return {"transform": _of(role), "mark": mark, "encoding": {"y": _y(), "detail": details, "tooltip": _tooltip()}}


def _points(role: str, colour: str, area: float, shape: str, look: Look) -> dict:
    mark = {"type": "point", "filled": True, "color": colour, "size": area, "shape": shape, "opacity": 1, "stroke": look.background,
            "strokeWidth": 1, "invalid": "filter"}  # fmt: skip
    return {"transform": _of(role), "mark": mark, "encoding": {"y": _y(), "tooltip": _tooltip()}}


def _tooltip() -> list[dict]:
    return [{"field": f, "title": t} for f, t in (("series", "Area"), ("period", "Period"), ("shown", "Figure"))]


def _breaks(look: Look, size: Size) -> dict:
    return {
        "transform": _of("break"),
        "layer": [
            {"mark": {"type": "rule", "color": look.quiet, "strokeDash": [3, 3], "strokeWidth": 1}, "encoding": {"tooltip": [{"field": "text", "title": "Break"}]}},
            {"mark": {"type": "text", "align": "left", "dx": 4, "y": 2, "baseline": "top", "color": look.quiet, "fontSize": size.label - 1},
             "encoding": {"text": {"value": "definition changed"}}},
        ],
    }  # fmt: skip


def _extent() -> dict:
    """Two unseen points that hold the scale on round numbers, labels or no labels."""
    return {"transform": _of("extent"), "mark": {"type": "point", "opacity": 0, "aria": False, "tooltip": None}, "encoding": {"y": _y()}}


def _label_colours(look: Look) -> dict[str, str]:
    return {
        "us": look.us, "median": look.second_text, "region": look.region, "england": look.england,
        "concern": look.third, "reference": look.fourth,
    }  # fmt: skip


def _end_label(role: str, colour: str, size: Size) -> dict:
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 9, "color": colour, "fontSize": size.label,
            "fontWeight": "bold" if role == "us" else "normal", "limit": 250, "clip": False, "aria": False}  # fmt: skip
    return {
        "transform": [{"filter": f"datum.role === 'label' && datum.series_role === '{role}'"}],
        "mark": mark,
        "encoding": {"y": _y(), "text": {"field": "text"}},
    }


EVERYBODY = ("neighbours", "region", "england")


def _written(role: str, colour: str, size: int, y: object, weight: str = "normal") -> dict:
    """Words that belong to the picture and travel with every copy of it; they are data, so the form stays constant."""
    mark = {"type": "text", "align": "left", "baseline": "bottom", "color": colour, "fontSize": size, "fontWeight": weight, "clip": False, "aria": False}
    return {"transform": _of(role), "mark": mark, "encoding": {"x": {"value": 0}, "y": {"value": y}, "text": {"field": "text"}}}


def curve_rows(
    curve: Curve, shown: Sequence[str] = EVERYBODY, parts: bool = False, size: Size = SCREEN, height: int | None = None
) -> list[dict]:
    """The data of one chart: a row a point, plus the labels at line ends, the breaks and the extent of the axes.

    shown: which of EVERYBODY to draw beside the area; parts: both lines of a gap instead of the gap.
    """
    drawn = _drawn(curve, shown, parts)
    rows = [row for role, series in drawn for row in _series_rows(curve, role, series)]
    values = [r["value"] for r in rows if r["value"] is not None]
    if not values:
        return []
    low, high = axis_extent(values, curve.indicator.unit)
    rows += _labels(curve, drawn, low, high, size, height or size.height)
    rows += [{"role": "break", "year": b.from_year - 0.5, "text": b.why} for b in curve.breaks]
    rows += [{"role": role, "text": text} for role, text in _writing(curve, low, high)]
    rows += [{"role": "extent", "year": curve.periods[0].end.year, "value": v} for v in (low, high)]
    return rows


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
            "role": role, "series": series.name, "year": period.end.year, "period": period.label, "value": value, "run": run,
            "shown": figure(value, curve.indicator),
        }
        for period, value, run in zip(curve.periods, series.values, curve.runs, strict=True)
    ]  # fmt: skip


def axis_extent(values: list[float], unit: Unit) -> tuple[float, float]:
    """A tenth of room either side, on round numbers; a share or count that comes near zero starts at zero."""
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    step = 10 ** math.floor(math.log10((high - low + 2 * room) / 4))
    bottom, top = math.floor((low - room) / step) * step, math.ceil((high + room) / step) * step
    if low >= 0 and unit not in (Unit.GAP, Unit.SCORE) and bottom < 0.25 * top:
        bottom = 0.0
    if unit is Unit.PERCENTAGE:
        top = min(top, 100.0) if high <= 100 else top
    return float(bottom), float(top)


def _labels(curve: Curve, drawn: list[tuple[str, Series]], low: float, high: float, size: Size, height: int) -> list[dict]:
    """One label at the end of each named line, moved apart so that none covers another."""
    ends = []
    for role, series in drawn:
        known = [(p.end.year, v) for p, v in zip(curve.periods, series.values, strict=True) if v is not None]
        if role != "neighbour" and known:
            ends.append({"role": "label", "series_role": role, "year": known[-1][0], "value": known[-1][1],
                         "text": f"{figure(known[-1][1], curve.indicator)}  {series.name}"})  # fmt: skip
    last = max((e["year"] for e in ends), default=0)
    for end in ends:
        end["year"] = last
    return _apart(ends, low, high, size.label * _PER_LINE / (height * 0.86) * (high - low))


def _apart(ends: list[dict], low: float, high: float, distance: float) -> list[dict]:
    ends = sorted(ends, key=lambda e: e["value"])
    for _ in range(40):
        moved = False
        for below, above in zip(ends, ends[1:], strict=False):
            overlap = distance - (above["value"] - below["value"])
            if overlap > 1e-9:
                below["value"], above["value"] = below["value"] - overlap / 2, above["value"] + overlap / 2
                moved = True
        if not moved:
            break
    for end in ends:
        end["value"] = min(max(end["value"], low), high)
    return ends


def _writing(curve: Curve, low: float, high: float) -> list[tuple[str, str]]:
    i = curve.indicator
    span = f"{curve.periods[0].label} to {curve.periods[-1].label}"
    return [
        ("title", i.title),
        ("subtitle", f"{curve.place.name} and its statistical neighbours, {i.unit_words}, {span}. {extent_words(curve, low, high)}"),
        ("source", source_words(i)),
    ]


def extent_words(curve: Curve, low: float, high: float) -> str:
    """Whether the axis starts at zero, said in words."""
    from_zero = "." if low == 0 else ", not from zero."
    return f"The scale runs from {figure(low, curve.indicator)} to {figure(high, curve.indicator)}{from_zero}"


def full_spec(curve: Curve, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960) -> dict:
    """The chart as it leaves the app, with its data: title, source, date and licence are inside."""
    return {**curve_spec(curve.indicator.year_type, look, size), "width": width, "data": {"values": rows}}

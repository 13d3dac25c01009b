"""Several places on one indicator: lines over time, each with its name at its end."""

from functools import cache

from c4eo_core.answers.standing.compare import SeveralAreas
from c4eo_core.answers.standing.curve import Series
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.curve_labels import PER_LINE
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import YearType

_ROOM = "containerSize()[0]"
_YEAR_LABEL = {
    YearType.ACADEMIC: "(datum.value - 1) + '/' + slice(toString(datum.value), 2)",
    YearType.FINANCIAL: "(datum.value - 1) + '-' + slice(toString(datum.value), 2)",
}
_DASHES = ([1, 0], [6, 3], [1, 0], [2, 3], [6, 3], [1, 0], [2, 3], [1, 0])
_SHAPES = (
    "circle",
    "diamond",
    "triangle-up",
    "square",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)


def several_spec(year_type: YearType, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    return _spec(_YEAR_LABEL.get(year_type, "toString(datum.value)"), look, size)


@cache
def _spec(label: str, look: Look, size: Size) -> dict:
    inks = (
        look.us,
        look.second_text,
        look.third,
        look.fourth,
        look.us,
        look.second_text,
        look.third,
        look.fourth,
    )
    slots = [(f"s{k}", ink, _DASHES[k], _SHAPES[k]) for k, ink in enumerate(inks)]
    lines = [
        _line(s, ink, dash, size.line if s == "s0" else size.line * 0.7, look)
        for s, ink, dash, _ in reversed(slots)
    ]
    points = [_point(s, ink, shape, size, look) for s, ink, _, shape in reversed(slots)]
    ends = [_end(s, ink, size) for s, ink, _, _ in slots]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": size.height,
        "autosize": {"type": "fit", "contains": "padding", "resize": True},
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "scale": {"zero": False, "nice": False, "padding": 12},
                "axis": {
                    "title": None,
                    "tickMinStep": 1,
                    "labelExpr": label,
                    "labelOverlap": "greedy",
                    "format": "d",
                },
            }
        },
        "layer": [
            {
                "transform": _of("extent"),
                "mark": {"type": "point", "opacity": 0, "aria": False, "tooltip": None},
                "encoding": {"y": _y()},
            },
            {
                "transform": _of("break"),
                "mark": {"type": "rule", "color": look.quiet, "strokeDash": [3, 3]},
                "encoding": {"tooltip": [{"field": "name", "title": "Definition changed"}]},
            },
            {
                "transform": _of("break"),
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 4,
                    "y": 2,
                    "baseline": "top",
                    "color": look.quiet,
                    "fontSize": size.label - 1,
                    "lineBreak": "\n",
                    "aria": False,
                    "text": {"expr": "datum.shown"},
                },
            },
            _line("england", look.england, [7, 4], 2, look),
            *lines,
            *points,
            _end("england", look.england, size),
            *ends,
        ],
    }


def _of(role: str) -> list[dict]:
    return [{"filter": f"datum.role === '{role}'"}]


def _y() -> dict:
    return {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 6},
        "scale": {"zero": False, "nice": False},
    }


def _tooltip() -> list[dict]:
    return [
        {"field": f, "title": t} for f, t in (("name", "Area"), ("period", "Period"), ("shown", "Figure"))
    ]


def _line(role: str, colour: str, dash: list[int], width: float, look: Look) -> dict:
    mark = {
        "type": "line",
        "color": colour,
        "strokeWidth": width,
        "strokeDash": dash,
        "invalid": "break-paths-show-domains",
        "aria": False,
    }
    return {
        "transform": _of(role),
        "mark": mark,
        "encoding": {"y": _y(), "detail": {"field": "run", "type": "ordinal"}, "tooltip": _tooltip()},
    }


def _point(role: str, colour: str, shape: str, size: Size, look: Look) -> dict:
    mark = {
        "type": "point",
        "filled": True,
        "color": colour,
        "shape": shape,
        "size": size.point,
        "opacity": 1,
        "stroke": look.background,
        "strokeWidth": 1,
        "invalid": "filter",
    }
    return {"transform": _of(role), "mark": mark, "encoding": {"y": _y(), "tooltip": _tooltip()}}


def _end(role: str, colour: str, size: Size) -> dict:
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "dx": 9,
        "color": colour,
        "fontSize": size.label,
        "clip": False,
        "aria": False,
        "fontWeight": "bold" if role == "s0" else "normal",
        "text": {"expr": f"{_ROOM} < 480 ? datum.brief : datum.shown"},
        "limit": {"expr": f"{_ROOM} < 480 ? {size.label * 8.5} : {size.label * 20}"},
    }
    return {"transform": _of(f"end-{role}"), "mark": mark, "encoding": {"y": _y()}}


def several_rows(answer: SeveralAreas, with_england: bool, size: Size = SCREEN) -> list[dict]:
    """The data of one chart; empty when none of the places has a figure."""
    first = answer.curves[0]
    drawn = [(f"s{k}", c.area) for k, c in enumerate(answer.curves)] + (
        [("england", first.england)] if with_england else []
    )
    values = [v for _, s in drawn for v in s.values if v is not None]
    if not values:
        return []
    low, high = _extent(answer, with_england)
    rows = [row for role, series in drawn for row in _series_rows(answer, role, series)]
    rows += _ends(answer, drawn, low, high, size)
    rows += [
        {"role": "break", "year": b.from_year - 0.5, "name": b.why, "shown": "definition\nchanged"}
        for b in first.breaks
    ]
    return rows + [{"role": "extent", "year": first.periods[0].end.year, "value": v} for v in (low, high)]


def _extent(answer: SeveralAreas, with_england: bool) -> tuple[float, float]:
    drawn = [c.area for c in answer.curves] + ([answer.curves[0].england] if with_england else [])
    return axis_extent([v for s in drawn for v in s.values if v is not None], answer.indicator.unit)


def scale_words(answer: SeveralAreas, with_england: bool) -> str:
    """Where the axis runs, in words; nothing when there is nothing to draw."""
    if all(v is None for c in answer.curves for v in c.area.values):
        return ""
    low, high = _extent(answer, with_england)
    return (
        f"The scale runs from {figure(low, answer.indicator)} to"
        f" {figure(high, answer.indicator)}{'' if low == 0 else ', not from zero'}."
    )


def _series_rows(answer: SeveralAreas, role: str, series: Series) -> list[dict]:
    first = answer.curves[0]
    return [
        {
            "role": role,
            "name": series.name,
            "year": p.end.year,
            "period": p.label,
            "value": v,
            "run": run,
            "shown": figure(v, answer.indicator),
        }
        for p, v, run in zip(first.periods, series.values, first.runs, strict=True)
    ]


def _ends(
    answer: SeveralAreas, drawn: list[tuple[str, Series]], low: float, high: float, size: Size
) -> list[dict]:
    """Names at line ends, in the order of the lines, pushed apart until none covers another, and kept on the
    picture.
    """
    periods = answer.curves[0].periods
    ends = []
    for role, series in drawn:
        known = [(p, v) for p, v in zip(periods, series.values, strict=True) if v is not None]
        if known:
            period, value = known[-1]
            text = figure(value, answer.indicator)
            older = f" ({period.label})" if period is not periods[-1] else ""
            ends.append(
                {
                    "role": f"end-{role}",
                    "year": periods[-1].end.year,
                    "value": value,
                    "shown": f"{text}  {series.name}{older}",
                    "brief": f"{text}{older} {series.name}",
                }
            )
    ends.sort(key=lambda e: e["value"])
    room = size.label * PER_LINE / (size.height * 0.86) * (high - low)
    for k, end in enumerate(ends):
        end["value"] = max(end["value"], low if k == 0 else ends[k - 1]["value"] + room)
    ceiling = high
    for end in reversed(ends):
        end["value"] = min(end["value"], ceiling)
        ceiling = end["value"] - room
    return ends

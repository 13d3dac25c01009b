"""The curve: one component on every page, in the report and in the image.

The form of the specification depends only on the look, the size and how the years are written; the area's
figures, the title
and the source line are data. So a click changes data, never the chart, and the browser redraws without
rebuilding it.
"""

from functools import cache

from c4eo_core.answers.standing.curve import Curve
from c4eo_core.charts.curve_data import FANS, PER_LINE
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.model.kinds import YearType

_YEAR_LABEL = {
    YearType.ACADEMIC: "(datum.value - 1) + '/' + slice(toString(datum.value), 2)",
    YearType.FINANCIAL: "(datum.value - 1) + '-' + slice(toString(datum.value), 2)",
}
_ROOM = "containerSize()[0]"


def curve_spec(
    year_type: YearType, look: Look = LIGHT, size: Size = SCREEN, height: int | None = None
) -> dict:
    """The specification without data, built once for each form; do not change it."""
    return _spec(_YEAR_LABEL.get(year_type, "toString(datum.value)"), look, size, height or size.height)


@cache
def _spec(label: str, look: Look, size: Size, height: int) -> dict:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding", "resize": True},
        "padding": {"left": 4, "right": 8, "top": 8, "bottom": 4},
        "encoding": {"x": _x(label, size)},
        "layer": [
            _extent(),
            *[_fan(level, opacity, look) for level, opacity in zip(FANS, (0.10, 0.14, 0.20), strict=True)],
            _now(look, size),
            _breaks(look, size),
            _lines("neighbour", look.faint, 1.1, look, detail="series"),
            _lines("region", look.region, 1.8, look, dash=[2, 3]),
            _lines("england", look.england, 2.0, look, dash=[7, 4]),
            _lines("median", look.second, 2.4, look, dash=[5, 2]),
            _lines("reference", look.fourth, 2.2, look, dash=[1, 2]),
            _lines("concern", look.third, 2.4, look),
            _lines("baseline", look.us, size.line * 0.75, look, dash=[6, 4]),
            _lines("us", look.us, size.line, look),
            _points("median", look.second, size.point * 0.35, "diamond", look),
            _points("concern", look.third, size.point * 0.6, "triangle-up", look),
            _points("reference", look.fourth, size.point * 0.6, "square", look),
            _points("us", look.us, size.point, "circle", look),
            *[_end_label(role, colour, size) for role, colour in _label_colours(look).items()],
            _written("title", look.ink, size.title, 0, "bold"),
            _written("subtitle", look.quiet, size.label, 0),
            _written("source", look.quiet, size.label - 1, {"expr": f"height + {2.6 * size.label}"}),
        ],
    }


def _x(label: str, size: Size) -> dict:
    axis = {
        "title": None,
        "tickMinStep": 1,
        "labelExpr": label,
        "labelOverlap": "greedy",
        "labelSeparation": size.label / 2,
        "format": "d",
        "labelFlush": False,
    }
    return {
        "field": "year",
        "type": "quantitative",
        "axis": axis,
        "scale": {"zero": False, "nice": False, "padding": 12},
    }


def _y() -> dict:
    return {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 6},
        "scale": {"zero": False, "nice": False},
    }


def _of(role: str) -> list[dict]:
    return [{"filter": f"datum.role === '{role}'"}]


def _lines(
    role: str, colour: str, width: float, look: Look, dash: list[int] | None = None, detail: str | None = None
) -> dict:
    """Lines broken at missing values and at the end of each run."""
    mark = {
        "type": "line",
        "color": colour,
        "strokeWidth": width,
        "strokeJoin": "round",
        "invalid": "break-paths-show-domains",
        "aria": False,
    }
    if dash:
        mark["strokeDash"] = dash
    details = [{"field": "run", "type": "ordinal"}] + (
        [{"field": detail, "type": "nominal"}] if detail else []
    )
    return {
        "transform": _of(role),
        "mark": mark,
        "encoding": {"y": _y(), "detail": details, "tooltip": _tooltip()},
    }


def _points(role: str, colour: str, area: float, shape: str, look: Look) -> dict:
    mark = {
        "type": "point",
        "filled": True,
        "color": colour,
        "size": area,
        "shape": shape,
        "opacity": 1,
        "stroke": look.background,
        "strokeWidth": 1,
        "invalid": "filter",
        "aria": False,
    }
    return {"transform": _of(role), "mark": mark, "encoding": {"y": _y(), "tooltip": _tooltip()}}


def _tooltip() -> list[dict]:
    return [
        {"field": f, "title": t} for f, t in (("series", "Area"), ("period", "Period"), ("shown", "Figure"))
    ]


def _breaks(look: Look, size: Size) -> dict:
    return {
        "transform": _of("break"),
        "layer": [
            {
                "mark": {"type": "rule", "color": look.quiet, "strokeDash": [3, 3], "strokeWidth": 1},
                "encoding": {
                    "tooltip": [{"field": "why", "title": "Definition changed"}],
                    "opacity": {"condition": {"test": "datum.text === ''", "value": 0}, "value": 1},
                },
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 4,
                    "y": 2,
                    "baseline": "top",
                    "color": look.quiet,
                    "fontSize": size.label - 1,
                    "lineBreak": "\n",
                },
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }


def _fan(level: int, opacity: float, look: Look) -> dict:
    mark = {
        "type": "area",
        "color": look.us,
        "opacity": opacity,
        "line": False,
        "invalid": "filter",
        "aria": False,
        "tooltip": None,
    }
    return {"transform": _of(f"fan{level}"), "mark": mark, "encoding": {"y": _y(), "y2": {"field": "value2"}}}


def _now(look: Look, size: Size) -> dict:
    rule = {"type": "rule", "color": look.ink, "strokeWidth": 1, "opacity": 0.5}
    word = {
        "type": "text",
        "align": "right",
        "dx": -4,
        "y": 2,
        "baseline": "top",
        "color": look.quiet,
        "fontSize": size.label - 1,
    }
    seen = {"condition": {"test": "datum.text === ''", "value": 0}, "value": 0.5}
    return {
        "transform": _of("now"),
        "layer": [
            {"mark": rule, "encoding": {"opacity": seen}},
            {"mark": word, "encoding": {"text": {"field": "text"}}},
        ],
    }


def _extent() -> dict:
    """Two unseen points that hold the scale on round numbers, labels or no labels."""
    return {
        "transform": _of("extent"),
        "mark": {"type": "point", "opacity": 0, "aria": False, "tooltip": None},
        "encoding": {"y": _y()},
    }


def _label_colours(look: Look) -> dict[str, str]:
    return {
        "us": look.us,
        "median": look.second_text,
        "region": look.region,
        "england": look.england,
        "concern": look.third,
        "reference": look.fourth,
        "baseline": look.us,
    }


def _end_label(role: str, colour: str, size: Size) -> dict:
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "dx": 9,
        "color": colour,
        "fontSize": size.label,
        "fontWeight": "bold" if role == "us" else "normal",
        "limit": 24 * size.label,
        "clip": False,
        "aria": False,
        "text": {"expr": f"{_ROOM} < 480 ? datum.brief : datum.text"},
    }
    return {
        "transform": [{"filter": f"datum.role === 'label' && datum.series_role === '{role}'"}],
        "mark": mark,
        "encoding": {"y": _y()},
    }


def _written(role: str, colour: str, size: int, y: object, weight: str = "normal") -> dict:
    """Words that belong to the picture and travel with every copy of it; they are data, so the form stays
    constant.

    They wrap by the room the chart is given: an image made without a page has the most.
    """
    by_room = "{0} < 480 ? datum.{1}_phone : {0} < 800 ? datum.{1}_tablet : datum.{1}_page"
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "color": colour,
        "fontSize": size,
        "fontWeight": weight,
        "clip": False,
        "aria": False,
        "lineBreak": "\n",
        "lineHeight": round(size * PER_LINE),
        "text": {"expr": by_room.format(_ROOM, "text")},
        "dy": {"expr": by_room.format(_ROOM, "lift")},
    }
    return {"transform": _of(role), "mark": mark, "encoding": {"x": {"value": 0}, "y": {"value": y}}}


def full_spec(
    curve: Curve, rows: list[dict], look: Look = LIGHT, size: Size = SCREEN, width: int = 960
) -> dict:
    """The chart as it leaves the app, with its data: title, source, date and licence are inside."""
    return {**curve_spec(curve.indicator.year_type, look, size), "width": width, "data": {"values": rows}}

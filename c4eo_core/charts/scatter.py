"""Two indicators over all authorities: one dot a place, the place in focus and its neighbours marked."""

import textwrap
from functools import cache

from c4eo_core.answers.standing.compare import Place, Scatter
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.period import Period

_ROOM = "containerSize()[0]"


@cache
def scatter_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": round(size.height * 1.2),
        "autosize": {"type": "fit", "contains": "padding", "resize": True},
        "padding": {"left": 4, "right": 14, "top": 6, "bottom": 4},
        "layer": [
            {
                "transform": _of("extent"),
                "mark": {"type": "point", "opacity": 0, "aria": False, "tooltip": None},
                "encoding": _at(True),
            },
            _dots("other", look.region, "circle", 0.8, look, size, 0.6),
            _dots("neighbour", look.second, "diamond", 1.7, look, size),
            _dots("england", look.england, "square", 1.4, look, size),
            _dots("us", look.us, "circle", 2.6, look, size),
            _label("england", look.background, "normal", size, 4),
            _label("england", look.england, "normal", size),
            _label("us", look.background, "bold", size, 4),
            _label("us", look.us, "bold", size),
            _axis_words("y-words", {"value": 0}, {"value": 0}, look, size),
            _axis_words(
                "x-words", {"value": 0}, {"value": {"expr": f"height + {2.2 * size.label}"}}, look, size
            ),
        ],
    }


def _of(role: str) -> list[dict]:
    return [{"filter": f"datum.role === '{role}'"}]


def _at(with_axis: bool = False) -> dict:
    few = {"expr": f"{_ROOM} < 480 ? 4 : 8"}
    return {
        k: {
            "field": k,
            "type": "quantitative",
            "scale": {"zero": False, "nice": False},
            "axis": {
                "title": None,
                "tickCount": few if k == "x" else 6,
                "grid": True,
                "labelOverlap": "greedy",
            },
        }
        for k in ("x", "y")
    }


def _dots(
    role: str, colour: str, shape: str, weight: float, look: Look, size: Size, opacity: float = 1
) -> dict:
    mark = {
        "type": "point",
        "filled": True,
        "shape": shape,
        "color": colour,
        "opacity": opacity,
        "stroke": look.background,
        "strokeWidth": 0.8,
        "size": weight * size.point * 1.15,
    }
    tooltip = [
        {"field": f, "title": t} for f, t in (("name", "Authority"), ("across", "Across"), ("up", "Up"))
    ]
    return {"transform": _of(role), "mark": mark, "encoding": {**_at(), "tooltip": tooltip}}


def _label(role: str, colour: str, weight: str, size: Size, halo: int = 0) -> dict:
    """halo: drawn first and wider in the colour of the ground, so that the name can be read over dots."""
    mark = {
        "type": "text",
        "color": colour,
        "fontWeight": weight,
        "fontSize": size.label,
        "aria": False,
        "baseline": "middle",
        "align": {"expr": "datum.align"},
        "dx": {"expr": "datum.align === 'left' ? 10 : -10"},
        "text": {"expr": "datum.text"},
        "stroke": colour,
        "strokeWidth": halo,
        "limit": {"expr": f"{_ROOM} < 480 ? 125 : 320"},
    }
    return {"transform": _of(f"label-{role}"), "mark": mark, "encoding": _at()}


def _axis_words(role: str, x: dict, y: dict, look: Look, size: Size) -> dict:
    """What each axis measures is data, so that a change of indicator keeps the chart's form."""
    lines = round(size.label * 1.25)
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "top",
        "color": look.ink,
        "fontSize": size.label,
        "fontWeight": "bold",
        "clip": False,
        "aria": False,
        "lineBreak": "\n",
        "lineHeight": lines,
        "text": {"expr": f"{_ROOM} < 480 ? datum.brief : datum.text"},
    }
    if role == "y-words":
        mark["dy"] = {"expr": f"-8 - {lines} * ({_ROOM} < 480 ? datum.brief_lines : datum.text_lines)"}
    return {"transform": _of(role), "mark": mark, "encoding": {"x": x, "y": y}}


def scatter_rows(
    s: Scatter, shown: tuple[str, ...] = ("neighbours", "england"), size: Size = SCREEN
) -> list[dict]:
    """The data of one scatter; empty when no place has both figures."""
    if not s.places:
        return []
    drawn = [*s.places, *([s.england] if s.england and "england" in shown else [])]
    xs, ys = (
        axis_extent([p.x_size for p in drawn], s.x.unit),
        axis_extent([p.y_size for p in drawn], s.y.unit),
    )
    rows = [{"role": "extent", "x": x, "y": y} for x, y in zip(xs, ys, strict=True)]
    sides = _sides(drawn, xs)
    for p in drawn:
        role = "other" if p.role == "neighbour" and "neighbours" not in shown else p.role
        rows.append(
            {
                "role": role,
                "x": p.x_size,
                "y": p.y_size,
                "name": p.area.name,
                "across": figure(p.x_size, s.x),
                "up": figure(p.y_size, s.y),
            }
        )
        if role in ("us", "england"):
            rows.append(
                {
                    "role": f"label-{role}",
                    "x": p.x_size,
                    "y": p.y_size,
                    "text": p.area.name,
                    "align": sides[role],
                }
            )
    return [
        *rows,
        _words("y-words", "Up", s.y, s.y_period, size),
        _words("x-words", "Across", s.x, s.x_period, size),
    ]


def _sides(drawn: list[Place], extent: tuple[float, float]) -> dict[str, str]:
    """Names stand on the sides turned away from each other, and inside the picture."""
    named = {p.role: p.x_size for p in drawn if p.role in ("us", "england")}
    sides = {}
    for role, x in named.items():
        share = (x - extent[0]) / (extent[1] - extent[0])
        other = named.get("england" if role == "us" else "us")
        to_the_right = share < 0.5 if other is None else x > other or (x == other and role == "us")
        sides[role] = "right" if share > 0.8 else "left" if share < 0.2 or to_the_right else "right"
    return sides


def _words(role: str, side: str, i: Indicator, period: Period, size: Size) -> dict:
    wide = 14 / size.label
    what = "size of the gap in " if i.is_gap else ""
    text = f"{side}: {i.short}, {what}{i.unit_words}, {period.label}"
    row = {"role": role}
    for name, width in (("text", 120), ("brief", 42)):
        lines = textwrap.wrap(text, round(width * wide))
        row |= {name: "\n".join(lines), f"{name}_lines": len(lines)}
    return row

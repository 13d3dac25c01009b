"""The map of one authority as a Vega-Lite chart: works without a graphics card, tells what one points at,
fits any width.

The form is constant; land, circles, dots and marks are rows (coverage_rows), in units of a frame that holds
the place, so that
a change of authority changes data only. Circles are true to scale: S is the number of pixels of one frame
unit.
"""

from functools import cache

from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config
from c4eo_core.maps.frame import ASPECT

_INKS = {
    "light": {
        "sea": "#ffffff",
        "land": "#f1f2f3",
        "own": "#ffffff",
        "edge": "#c3c8cb",
        "disc": "#cfe3f2",
        "disc-wide": "#e6f0f8",
        "in": "#6b93b8",
        "out": "#ffffff",
        "out-deprived": "#E4570F",
        "out-edge": "#C94F12",
        "out-solid": "#F0A883",
        "unknown": "#8a9297",
        "need-1": "#5b1245",
        "need-2": "#93497b",
        "need-3": "#b98bad",
        "need-4": "#cdb9cb",
        "need-5": "#dfd7de",
        "service": "#12436D",
        "outside": "#6F777B",
        "own-list": "#1d6f68",
        "school": "#801650",
        "new": "#0b0c0c",
    },
    "dark": {
        "sea": "#11151a",
        "land": "#1a1f26",
        "own": "#11151a",
        "edge": "#4d565d",
        "disc": "#1e3d55",
        "disc-wide": "#172a3a",
        "in": "#6f98bf",
        "out": "#11151a",
        "out-deprived": "#FF8A47",
        "out-edge": "#FF9B61",
        "out-solid": "#A35F3B",
        "unknown": "#9aa2a7",
        "need-1": "#ffd0f0",
        "need-2": "#d983b6",
        "need-3": "#9c5c85",
        "need-4": "#6b4560",
        "need-5": "#463543",
        "service": "#bfe0ff",
        "outside": "#A5ADB2",
        "own-list": "#56D0C5",
        "school": "#F5B5DA",
        "new": "#f3f2f1",
    },
}
DOTS = ("in", "out", "out-deprived", "unknown", *(f"need-{k}" for k in range(1, 6)))
SMALLEST, LARGEST = 2.4, 11.0  # radius of a dot in pixels
PICKED = ("dots", "schools", "services")


def inks(look: Look) -> dict[str, str]:
    """Name of a part of the map → its colour."""
    return _INKS[look.name]


def coverage_height(size: Size) -> int:
    return round(size.height * 1.4)


@cache
def coverage_spec(look: Look = LIGHT, size: Size = SCREEN, choosing: bool = True) -> dict:
    """The specification without data, built once for each form; do not change it. choosing: a click picks a
    mark, and
    the choice goes by the name of its layer (PICKED)."""
    ink = inks(look)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size) | {"view": {"stroke": ink["edge"], "cornerRadius": 4}},
        "width": "container",
        "height": coverage_height(size),
        "padding": {"left": 1, "right": 1, "top": 1, "bottom": 1},
        "params": [{"name": "S", "expr": f"height/2*min(1, width/height/{ASPECT})"}],
        "encoding": {"x": _axis("x", "width"), "y": _axis("y", "height")},
        "layer": [
            _shape("land", ink["land"], None, 0),
            _shape("own", ink["own"], None, 0),
            _disc("disc-wide", ink["disc-wide"]),
            _disc("disc", ink["disc"]),
            _shape("land", None, ink["edge"], 1),
            _shape("own", None, look.ink, 1.8),
            _words("place", look.quiet, look.background, size, weight="normal"),
            *(
                _pickable(layer, choosing)
                for layer in (_dots(look), _schools(ink, size), _services(look, size))
            ),
            *_chosen(ink, look, size),
            _words("ward", look.ink, look.background, size, halo=True),
            _words("ward", look.ink, look.background, size),
            *_scale(look, size),
        ],
    }


def _pickable(layer: dict, choosing: bool) -> dict:
    """Each layer has a choice of its own: one shared by several is more than Vega-Lite can build."""
    if not choosing:
        return layer
    select = {"type": "point", "on": "click", "fields": ["id"], "toggle": False}
    return layer | {"params": [{"name": layer["name"], "select": select}]}


def _axis(field: str, side: str) -> dict:
    ends = [{"expr": f"-{side}/2/S"}, {"expr": f"{side}/2/S"}]
    scale = {"domain": ends, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _only(role: str) -> list[dict]:
    return [{"filter": f"datum.role === '{role}'"}]


def _shape(role: str, fill: str | None, edge: str | None, width: float) -> dict:
    mark = {
        "type": "line",
        "clip": True,
        "aria": False,
        "tooltip": None,
        "strokeJoin": "round",
        "strokeWidth": width,
        "fill": fill or "transparent",
        "stroke": edge or "transparent",
    }
    return {
        "transform": _only(role),
        "mark": mark,
        "encoding": {"detail": {"field": "part"}, "order": {"field": "n", "type": "quantitative"}},
    }


def _disc(role: str, colour: str) -> dict:
    """All in one colour, so that circles together show the ground they cover."""
    mark = {
        "type": "point",
        "shape": "circle",
        "filled": True,
        "color": colour,
        "opacity": 1,
        "stroke": None,
        "clip": True,
        "aria": False,
        "tooltip": None,
        "size": {"expr": "PI*pow(datum.r*S, 2)"},
    }
    return {"transform": _only(role), "mark": mark}


# What a screen reader says of one mark.
_SPOKEN = {"expr": "datum.name + ': ' + datum.a + ', ' + datum.b + ', ' + datum.c"}


def _told(*titles: str) -> list[dict]:
    return [{"field": f, "title": t} for f, t in zip(("name", "a", "b", "c"), titles, strict=False)]


def fills(look: Look) -> dict[str, str]:
    """Kind of a dot or of a service → its fill."""
    ink = inks(look)
    return {k: ink[k] for k in DOTS} | {
        "inside": ink["service"],
        "outside": look.background,
        "own-list": ink["own-list"],
    }


def edges(look: Look) -> dict[str, str]:
    ink = inks(look)
    ringed = {"out": ink["out-edge"], "out-deprived": ink["out-edge"], "outside": ink["outside"]}
    return {k: ringed.get(k, look.background) for k in fills(look)}


def _by_kind(scale: dict[str, str]) -> dict:
    """One scale for dots and services: layers of one chart share theirs."""
    return {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(scale), "range": list(scale.values())},
    }


def _dots(look: Look) -> dict:
    mark = {
        "type": "point",
        "shape": "circle",
        "filled": True,
        "opacity": 1,
        "clip": True,
        "description": _SPOKEN,
        "strokeWidth": {"expr": "datum.kind === 'out' ? 2 : datum.kind === 'out-deprived' ? 1.2 : 0.7"},
        "size": {"expr": f"PI*pow(clamp(datum.r*S, {SMALLEST}, {LARGEST}), 2)"},
    }
    encoding = {
        "fill": _by_kind(fills(look)),
        "stroke": _by_kind(edges(look)),
        "tooltip": _told("Ward", "Children", "Deprivation", "Nearest"),
    }
    return {"name": "dots", "transform": _only("dot"), "mark": mark, "encoding": encoding}


def _schools(ink: dict[str, str], size: Size) -> dict:
    mark = {
        "type": "point",
        "shape": "M-1,-1L1,1M-1,1L1,-1",
        "filled": False,
        "stroke": ink["school"],
        "strokeWidth": size.line * 0.75,
        "opacity": 1,
        "size": size.point * 0.75,
        "clip": True,
        "aria": False,
    }
    told = _told("School without one near", "Size", "On free meals", "Nearest")
    return {"name": "schools", "transform": _only("school"), "mark": mark, "encoding": {"tooltip": told}}


def _services(look: Look, size: Size) -> dict:
    shapes = {"inside": "square", "outside": "square", "own-list": "triangle-up"}
    mark = {
        "type": "point",
        "filled": True,
        "opacity": 1,
        "strokeWidth": 1.3,
        "size": size.point * 1.5,
        "clip": True,
        "description": _SPOKEN,
    }
    encoding = {
        "fill": _by_kind(fills(look)),
        "stroke": _by_kind(edges(look)),
        "shape": _by_kind(shapes),
        "tooltip": _told("Service", "Kind", "Stands in", "Places"),
    }
    return {"name": "services", "transform": _only("service"), "mark": mark, "encoding": encoding}


def _chosen(ink: dict[str, str], look: Look, size: Size) -> list[dict]:
    ring = {
        "type": "point",
        "shape": "circle",
        "filled": False,
        "stroke": ink["new"],
        "strokeWidth": 1.6,
        "strokeDash": [5, 3],
        "opacity": 1,
        "clip": True,
        "aria": False,
        "tooltip": None,
        "size": {"expr": "PI*pow(datum.r*S, 2)"},
    }
    mark = {
        "type": "point",
        "shape": "circle",
        "filled": True,
        "fill": ink["new"],
        "stroke": look.background,
        "strokeWidth": 1.5,
        "opacity": 1,
        "size": size.point * 6,
        "clip": True,
        "aria": False,
    }
    number = {
        "type": "text",
        "fontWeight": "bold",
        "color": look.background,
        "fontSize": size.label,
        "clip": True,
        "aria": False,
        "tooltip": None,
        "text": {"expr": "datum.kind"},
    }
    told = _told("Possible site", "Would add", "Deprived", "")[:3]
    return [
        {"transform": _only("disc-new"), "mark": ring},
        {"name": "chosen", "transform": _only("chosen"), "mark": mark, "encoding": {"tooltip": told}},
        {"transform": _only("chosen"), "mark": number},
    ]


def _words(role: str, colour: str, ground: str, size: Size, weight: str = "bold", halo: bool = False) -> dict:
    mark = {
        "type": "text",
        "clip": True,
        "aria": False,
        "tooltip": None,
        "fontWeight": weight,
        "fontSize": size.label,
        "color": ground if halo else colour,
        "opacity": 1,
        "text": {"expr": "datum.name"},
    }
    if halo:
        mark |= {"stroke": ground, "strokeWidth": 4, "strokeJoin": "round"}
    return {"transform": _only(role), "mark": mark}


def _scale(look: Look, size: Size) -> list[dict]:
    """A length in the lower left corner, whatever the width."""
    corner = [
        *_only("scale"),
        {"calculate": "(14 - width/2)/S", "as": "x"},
        {"calculate": "datum.x + datum.r", "as": "x2"},
        {"calculate": f"({size.label} - height/2)/S", "as": "y"},
    ]
    bar = {"type": "rule", "stroke": look.ink, "strokeWidth": 3, "aria": False, "tooltip": None}
    words = {
        "type": "text",
        "align": "left",
        "baseline": "bottom",
        "dy": -5,
        "color": look.ink,
        "fontSize": size.label,
        "aria": False,
        "tooltip": None,
        "text": {"expr": "datum.name"},
    }
    return [
        {"transform": corner, "mark": bar, "encoding": {"x2": {"field": "x2"}}},
        {"transform": corner, "mark": words},
    ]

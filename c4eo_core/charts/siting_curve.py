"""The curve of new sites: the share of children in reach with none, one, two … ten of them."""

from functools import cache

from c4eo_core.answers.coverage.siting import Siting
from c4eo_core.answers.coverage.words import share
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size, config

WORDS, NUMBERS = ("series", "shown", "gain"), ("sites", "value", "chosen", "lift")
_ALL, _DEPRIVED = "all children", "deciles 1 to 3"
_CLOSE = 0.12  # of the height: nearer than this, names would lie on each other


@cache
def siting_spec(look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    colours = {"domain": [_ALL, _DEPRIVED], "range": [look.us, look.second]}
    colour = {"field": "series", "type": "nominal", "legend": None, "scale": colours}
    dash = {
        "field": "series",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": colours["domain"], "range": [[1, 0], [6, 3]]},
    }
    x = {
        "field": "sites",
        "type": "quantitative",
        "scale": {"domain": [0, 11.6], "nice": False},
        "axis": {"title": "new sites", "values": list(range(11)), "tickMinStep": 1, "format": "d"},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        "axis": {"title": None, "tickCount": 5, "labelExpr": "datum.label + '%'"},
    }
    told = [
        {"field": "sites", "title": "New sites"},
        {"field": "series", "title": "Of"},
        {"field": "shown", "title": "In reach"},
        {"field": "gain", "title": "Newly in reach"},
    ]
    point = {
        "type": "point",
        "filled": True,
        "opacity": 1,
        "size": {"expr": f"datum.chosen ? {size.point * 2.4:g} : {size.point}"},
    }
    words = {
        "type": "text",
        "align": "left",
        "dx": 10,
        "fontWeight": "bold",
        "fontSize": size.label,
        "aria": False,
        "tooltip": None,
        "dy": {"expr": "datum.lift"},
        "text": {"expr": "datum.series"},
        "limit": 150,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "config": config(look, size),
        "width": "container",
        "height": round(size.height * 0.62),
        "padding": {"left": 6, "right": 100, "top": 10, "bottom": 4},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": size.line * 0.8, "aria": False},
                "encoding": {"color": colour, "strokeDash": dash},
            },
            {"mark": point, "encoding": {"color": colour, "tooltip": told}},
            {"transform": [{"filter": "datum.sites === 10"}], "mark": words, "encoding": {"color": colour}},
        ],
    }


def siting_rows(answer: Siting) -> list[dict]:
    """Nothing for a group that has nobody."""
    steps = [(0, 0, 0, answer.before), *((s.sites, s.children, s.deprived, s.reach) for s in answer.curve)]
    lifts = _lifts(answer)
    return [
        {
            "series": series,
            "sites": float(sites),
            "value": value,
            "shown": share(value),
            "gain": f"{gain:,} children",
            "chosen": float(sites == len(answer.chosen)),
            "lift": lifts[series],
        }
        for sites, children, deprived, reach in steps
        for series, value, gain in ((_ALL, reach.all, children), (_DEPRIVED, reach.deprived, deprived))
        if value is not None
    ]


def _lifts(answer: Siting) -> dict[str, float]:
    """By how many pixels a name stands above or below the end of its line, so that two that meet can both be
    read.
    """
    end = answer.curve[-1].reach
    if end.deprived is None or abs(end.deprived - end.all) > _CLOSE * max(
        100 - min(answer.before.all, answer.before.deprived), 1
    ):
        return {_ALL: 0.0, _DEPRIVED: 0.0}
    above = _ALL if end.all >= end.deprived else _DEPRIVED
    return {name: -9.0 if name == above else 9.0 for name in (_ALL, _DEPRIVED)}

"""Maps to move and zoom (pydeck): points come from addresses of this server, and nothing is asked of any
other.

Without a base map: land is our own boundaries. `map_style` must not be given at all, or Streamlit asks for
one far away.
"""

import json
from collections.abc import Sequence
from math import cos, log2, radians

import numpy as np
import pydeck

from c4eo_core.answers.coverage.shape import Coverage, Points
from c4eo_core.charts.theme import Look
from c4eo_core.maps.boundaries import ADDRESS
from c4eo_core.maps.coverage_inks import edges, fills, inks
from c4eo_core.maps.coverage_rows import (
    decile_words,
    dot_kind,
    meals_words,
    nearest_words,
    pupils_words,
    reached_words,
)
from c4eo_core.maps.frame import Frame
from c4eo_core.model.grid import to_lonlat

ENGLAND_VIEW = {"longitude": -1.6, "latitude": 52.7, "zoom": 5.25}
_TILE_M = 40_075_017 / 512  # metres of the equator on one pixel at zoom 0


class Deck(pydeck.Deck):
    """As pydeck's own, sent without the spaces that make up most of it."""

    def to_json(self) -> str:
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))


def rgb(colour: str) -> list[int]:
    return [int(colour[k : k + 2], 16) for k in (1, 3, 5)]


def view_of(frame: Frame, height: int) -> dict[str, float]:
    lon, lat = to_lonlat(np.array([frame.x]), np.array([frame.y]))
    zoom = log2(_TILE_M * cos(radians(lat[0])) * height / (2 * frame.half))
    return {"longitude": float(lon[0]), "latitude": float(lat[0]), "zoom": round(zoom - 0.05, 3)}


def deck(layers: Sequence[pydeck.Layer], view: dict[str, float], look: Look, height: int) -> Deck:
    # The words are put in as text, never as HTML: names come from lists anybody may have written.
    tip = {
        "text": "{t}\n{h}",
        "style": {
            "backgroundColor": look.ink,
            "color": look.background,
            "fontSize": "14px",
            "maxWidth": "320px",
        },
    }
    state = pydeck.ViewState(**view, min_zoom=4.5, max_zoom=15)
    return Deck(  # pydeck is annotated by its default values alone
        list(layers),
        initial_view_state=state,
        map_provider=None,  # pyright: ignore[reportArgumentType]
        tooltip=tip,  # pyright: ignore[reportArgumentType]
        height=height,
    )


def land(look: Look, code: str | None = None, outline: str | None = None) -> list[pydeck.Layer]:
    """code: of the authority in focus; outline: the address of its boundary."""
    ink = inks(look)
    fill: object = rgb(ink["land"])
    if code:
        fill = f"properties.code == '{code}' ? {rgb(ink['own'])} : {rgb(ink['land'])}"
    found = [
        pydeck.Layer(
            "GeoJsonLayer",
            ADDRESS,
            id="land",
            get_fill_color=fill,
            get_line_color=rgb(ink["edge"]),
            line_width_min_pixels=1,
            pickable=False,
        )
    ]
    if outline:
        found.append(
            pydeck.Layer(
                "GeoJsonLayer",
                outline,
                id="own",
                filled=False,
                get_line_color=rgb(look.ink),
                line_width_min_pixels=2,
                pickable=False,
            )
        )
    return found


def discs(data: object, look: Look, wide_m: float, near_m: float) -> list[pydeck.Layer]:
    """What each service reaches, true to scale; 0 leaves one out."""
    ink = inks(look)
    return [
        pydeck.Layer(
            "ScatterplotLayer",
            data,
            id=name,
            get_position="p",
            get_radius=metres,
            get_fill_color=rgb(ink[name]),
            pickable=False,
        )
        for name, metres in (("disc-wide", wide_m), ("disc", near_m))
        if metres
    ]


def dots(data: object, least: float = 3.0, ringed: bool = True) -> pydeck.Layer:
    return pydeck.Layer(
        "ScatterplotLayer",
        data,
        id="dots",
        get_position="p",
        get_radius="r",
        radius_min_pixels=least,
        radius_max_pixels=16,
        get_fill_color="c",
        get_line_color="e",
        stroked=ringed,
        line_width_min_pixels=1,
        pickable=True,
        auto_highlight=True,
    )


def services(data: object, look: Look, least: float = 5.0) -> pydeck.Layer:
    return pydeck.Layer(
        "ScatterplotLayer",
        data,
        id="services",
        get_position="p",
        get_radius=60,
        radius_min_pixels=least,
        radius_max_pixels=9,
        stroked=True,
        get_fill_color=rgb(look.background),
        get_line_color="c",
        line_width_min_pixels=least * 0.7,
        pickable=True,
        auto_highlight=True,
    )


def crosses(data: object, look: Look, size: int = 17) -> pydeck.Layer:
    return pydeck.Layer(
        "TextLayer",
        data,
        id="schools",
        get_position="p",
        get_text="m",
        get_size=size,
        get_color=rgb(inks(look)["school"]),
        font_weight=700,
        pickable=True,
    )


def numbers(data: list[dict], look: Look) -> list[pydeck.Layer]:
    """Chosen sites: a filled mark with its number."""
    ink = rgb(inks(look)["new"])
    mark = pydeck.Layer(
        "ScatterplotLayer",
        data,
        id="new",
        get_position="p",
        get_radius=80,
        radius_min_pixels=11,
        radius_max_pixels=14,
        get_fill_color=ink,
        pickable=True,
    )
    words = pydeck.Layer(
        "TextLayer",
        data,
        id="numbers",
        get_position="p",
        get_text="m",
        get_size=15,
        get_color=rgb(look.background),
        font_weight=700,
        pickable=False,
    )
    return [mark, words]


def dot_data(answer: Coverage, colouring: str, look: Look, solid: bool = False) -> list[dict]:
    """One small area each: p where, r metres, c fill, e edge, t and h what is said of it; those left out
    last, on top.

    solid: no rings, for dots as small as those of all England.
    """
    p, fill, edge = answer.points, fills(look), edges(look)
    if solid:
        fill = fill | {"out": inks(look)["out-solid"]}
    radius = dot_metres(p)
    order = range(len(p.code)) if p.reached is None else np.argsort(~p.reached, kind="stable").tolist()
    return [
        {
            "p": [round(float(p.lon[i]), 5), round(float(p.lat[i]), 5)],
            "r": round(float(radius[i])),
            "c": rgb(fill[kind]),
            "e": rgb(edge[kind]),
            "t": p.ward[i],
            "h": f"{p.children[i]:,} children; {decile_words(int(p.decile[i]))}; {reached_words(answer, i)}",
        }
        for i in order
        if p.children[i]
        for kind in (
            dot_kind(colouring, int(p.decile[i]), None if p.reached is None else bool(p.reached[i])),
        )
    ]


def dot_metres(p: Points) -> np.ndarray:
    """Larger the more children; 300 children make a dot of about 170 metres."""
    return 170 * np.sqrt(p.children / 300)


def service_data(answer: Coverage, look: Look) -> list[dict]:
    s, ink = answer.sites, inks(look)
    colour = {"own-list": ink["own-list"], "inside": ink["service"], "outside": ink["outside"]}
    return [
        {
            "p": [round(float(s.lon[i]), 5), round(float(s.lat[i]), 5)],
            "c": rgb(colour["own-list" if s.own[i] else "inside" if s.inside[i] else "outside"]),
            "t": s.name[i],
            "h": (
                f"{answer.asked.service.title}, {s.authority[i]}; places"
                f" {int(s.places[i]) if np.isfinite(s.places[i]) else 'not known'}"
            ),
        }
        for i in range(len(s.name))
    ]


def school_data(answer: Coverage) -> list[dict]:
    return [
        {
            "p": [round(s.lon, 5), round(s.lat, 5)],
            "m": "x",
            "t": s.name,
            "h": (
                f"No {answer.asked.service.one} near; {pupils_words(s)}; free meals {meals_words(s)}; nearest"
                f" {nearest_words(s)}"
            ),
        }
        for s in answer.schools.rows
        if not s.within
    ]


def outline_geojson(code: str, rings: Sequence[np.ndarray]) -> dict:
    """rings: metres on the national grid. A line only: holes are authorities of their own, drawn already."""
    lines = [
        [[round(float(x), 5), round(float(y), 5)] for x, y in zip(*to_lonlat(*ring.T), strict=True)]
        for ring in rings
    ]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "MultiPolygon", "coordinates": [[line] for line in lines]},
    }


def school_points(data: object, look: Look) -> pydeck.Layer:
    """Schools without a service near, all England: dots, for thousands of letters would be too many."""
    return pydeck.Layer(
        "ScatterplotLayer",
        data,
        id="schools",
        get_position="p",
        get_radius=80,
        radius_min_pixels=1.6,
        radius_max_pixels=6,
        get_fill_color=rgb(inks(look)["school"]),
        pickable=True,
    )

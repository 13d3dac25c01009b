"""The picture that stands beside a link where it is shared: one for each place, measure and curve.

Drawn with Pillow: thousands are made for the site of files, and the converter that draws our larger pictures
takes seven times as long over the letters of each.
"""

import io
import json
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from c4eo_core.answers.public.everywhere import Everywhere
from c4eo_core.answers.public.place import PublicCurve, PublicPlace, slug
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.charts.theme import LIGHT
from c4eo_core.maps.boundaries import boundary_bytes
from c4eo_core.reports.images import FONTS
from c4eo_core.reports.site.curve_picture import Box, Plot
from c4eo_core.reports.site.frame import NAME
from c4eo_core.reports.site.map_picture import HEIGHT as MAP_HEIGHT
from c4eo_core.reports.site.map_picture import WIDTH as MAP_WIDTH
from c4eo_core.reports.site.map_picture import position
from c4eo_core.reports.site.placing import shortened, spread, ticks, year_words

WIDTH, HEIGHT = 900, 472
_FINE = 2  # lines are drawn at twice the size, then made smaller, so that they are smooth
_COLOURS = 32
_BOX = Box(900, 262, 70, 196, 10, 30, 17, True)
_CHART_TOP, _MAP_LEFT, _MAP_TOP, _MAP_SCALE = 156, 590, 110, 0.66
_FIFTHS = ("#f3f5f7", "#d4e3f0", "#a3c4e0", "#6299c9", "#2d6ba3", LIGHT.us)
# Role → colour, width, dash and gap, and the short name at the line's end.
_LINES: tuple[tuple[str, str, int, tuple[int, int] | None, str], ...] = (
    ("region", LIGHT.region, 2, (2, 5), ""),
    ("england", LIGHT.england, 2, (9, 5), "England"),
    ("median", LIGHT.second, 3, (6, 4), "similar areas"),
    ("baseline", LIGHT.us, 2, (6, 6), ""),
    ("us", LIGHT.us, 4, None, ""),
)
_LABELLED = ("us", "median", "england")


def place_picture_path(place: str) -> str:
    return f"share/place/{slug(place)}.png"


def curve_picture_path(place: str, indicator: str) -> str:
    return f"share/place/{slug(place)}/{indicator}.png"


def measure_picture_path(indicator: str) -> str:
    return f"share/measure/{indicator}.png"


def curve_share_picture(of: PublicCurve, rows: Sequence[dict[str, Any]]) -> bytes:
    """PNG. rows: of its chart; without one the words stand alone."""
    p, i = of.curve.progress, of.curve.indicator
    newest = with_unit(p.value, i) if p.value is not None else "No figure"
    whole = _ground(of.curve.place.name, i.title, f"{newest}, {p.period.label}")
    if rows:
        plot = Plot(rows, _BOX, i, of.curve.periods[-1].end.year)
        whole.paste(_lines(plot), (0, _CHART_TOP))
        _letters(ImageDraw.Draw(whole), plot, shortened(of.curve.place.name, 15))
    return _png(whole)


def place_share_picture(place: PublicPlace) -> bytes:
    """PNG: the three tallies of the place."""
    whole = _ground(place.area.name, "How are children doing?", "")
    draw = ImageDraw.Draw(whole)
    for k, card in enumerate(place.cards):
        draw.text((36, 150 + 88 * k), card.title, fill=LIGHT.us, font=_font(22, True))
        _wrapped(draw, card.said[-1].sentence, (36, 178 + 88 * k), 19, 100, 2)
    return _png(whole)


def measure_share_picture(of: Everywhere) -> bytes:
    """PNG: England by council, darker where the figure is higher."""
    value = of.answer.england
    words = (
        f"England, {of.answer.period.label}: {with_unit(value, of.indicator)}" if value is not None else ""
    )
    whole = _ground("Every council in England", of.indicator.title, words)
    _wrapped(ImageDraw.Draw(whole), of.indicator.definition, (36, 190), 20, 58, 7)
    whole.paste(_map({row.area.code: row.fifth for row in of.rows}), (_MAP_LEFT, _MAP_TOP))
    return _png(whole)


def _ground(place: str, title: str, newest: str) -> Image.Image:
    whole = Image.new("RGB", (WIDTH, HEIGHT), LIGHT.background)
    draw = ImageDraw.Draw(whole)
    draw.rectangle((0, 0, WIDTH, 11), fill=LIGHT.us)
    draw.text((36, 24), place, fill=LIGHT.ink, font=_font(34, True))
    draw.text((36, 70), textwrap.shorten(title, 84, placeholder=" …"), fill=LIGHT.ink, font=_font(24))
    draw.text((36, 106), newest, fill=LIGHT.us, font=_font(28, True))
    draw.text((36, 438), f"{NAME}: published figures in plain words", fill=LIGHT.quiet, font=_font(18))
    return whole


@cache
def _font(size: int, heavy: bool = False) -> ImageFont.FreeTypeFont:
    name = f"SourceSansPro-{'Semibold' if heavy else 'Regular'}.otf"
    return ImageFont.truetype(str(FONTS / name), size)


def _lines(plot: Plot) -> Image.Image:
    fine = Image.new("RGB", (_BOX.width * _FINE, _BOX.height * _FINE), LIGHT.background)
    draw = ImageDraw.Draw(fine)
    right = _BOX.width - _BOX.right
    for value, _ in ticks(plot.low, plot.high, plot.indicator, 4):
        y = plot.y(value) / 10 * _FINE
        draw.line((_BOX.left * _FINE, y, right * _FINE, y), fill=LIGHT.faint, width=_FINE)
    fan = [r for r in plot.of("fan80") if r["value"] is not None]
    if fan:
        there = [_at(plot, r["year"], r["value2"]) for r in fan]
        draw.polygon(there + [_at(plot, r["year"], r["value"]) for r in reversed(fan)], fill="#dde5ec")
    for role, colour, width, dash, _ in _LINES:
        for stroke in _strokes(plot, role):
            for part in _dashed(stroke, dash) if dash else [stroke]:
                draw.line(part, fill=colour, width=width * _FINE, joint="curve")
            for x, y in stroke if role == "us" else ():
                draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=colour)
    return fine.reduce(_FINE)


def _at(plot: Plot, year: float, value: float) -> tuple[float, float]:
    return plot.x(year) / 10 * _FINE, plot.y(value) / 10 * _FINE


def _strokes(plot: Plot, role: str) -> list[list[tuple[float, float]]]:
    """Broken where a value is missing or a definition changes."""
    strokes: list[list[tuple[float, float]]] = []
    before: object = None
    for r in plot.of(role):
        value = r["value"]
        here = None if value is None else r["run"]
        if value is not None:
            if here != before:
                strokes.append([])
            strokes[-1].append(_at(plot, r["year"], value))
        before = here
    return strokes


def _dashed(stroke: Sequence[tuple[float, float]], dash: tuple[int, int]) -> list[tuple[float, ...]]:
    parts: list[tuple[float, ...]] = []
    on, off = (length * _FINE for length in dash)
    for (ax, ay), (bx, by) in zip(stroke, stroke[1:], strict=False):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        begin = 0.0
        while begin < length:
            end = min(begin + on, length)
            parts.append(
                (
                    ax + (bx - ax) * begin / length,
                    ay + (by - ay) * begin / length,
                    ax + (bx - ax) * end / length,
                    ay + (by - ay) * end / length,
                )
            )
            begin += on + off
    return parts


def _letters(draw: ImageDraw.ImageDraw, plot: Plot, place: str) -> None:
    """The scale, the first and the newest year, and the names at the line ends."""
    for value, words in ticks(plot.low, plot.high, plot.indicator, 4):
        at = (_BOX.left - 8, _CHART_TOP + plot.y(value) / 10)
        draw.text(at, words, fill=LIGHT.quiet, font=_font(17), anchor="rm")
    for year in dict.fromkeys((plot.first, plot.newest, plot.last)):
        at = (plot.x(year) / 10, _CHART_TOP + _BOX.floor + 18)
        words = year_words(int(year), plot.indicator.year_type)
        draw.text(at, words, fill=LIGHT.quiet, font=_font(17), anchor="mm")
    names = {role: name for role, *_, name in _LINES} | {"us": place}
    ends = sorted(
        (plot.y(r["value"]) / 10, role, r["text"].split("  ")[0])
        for role in _LABELLED
        for r in plot.of("label")
        if r.get("value") is not None and r["series_role"] == role
    )
    heights = spread([y for y, _, _ in ends], 22, _BOX.top, _BOX.floor)
    for height, (_, role, value) in zip(heights, ends, strict=True):
        colour = {"us": LIGHT.us, "median": LIGHT.second_text}.get(role, LIGHT.england)
        at = (_BOX.width - _BOX.right + 8, _CHART_TOP + height)
        draw.text(at, f"{value} {names[role]}", fill=colour, font=_font(18, role == "us"), anchor="lm")


def _map(classes: Mapping[str, int]) -> Image.Image:
    size = round(MAP_WIDTH * _MAP_SCALE), round(MAP_HEIGHT * _MAP_SCALE)
    fine = Image.new("RGB", (size[0] * _FINE, size[1] * _FINE), LIGHT.background)
    draw = ImageDraw.Draw(fine)
    for code, rings in _rings():
        for ring in rings:
            draw.polygon(ring, fill=_FIFTHS[classes.get(code, 0)], outline=LIGHT.background)
    return fine.reduce(_FINE)


@cache
def _rings() -> tuple[tuple[str, tuple[list[tuple[float, float]], ...]], ...]:
    """Area code and its outlines, in the finer picture's pixels."""
    scale = _MAP_SCALE * _FINE / 10
    found = []
    for feature in json.loads(boundary_bytes())["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [[position(lon, lat) for lon, lat in polygon[0]] for polygon in parts]
        found.append(
            (
                feature["properties"]["code"],
                tuple([(x * scale, y * scale) for x, y in ring] for ring in rings),
            )
        )
    return tuple(found)


def _png(whole: Image.Image) -> bytes:
    """With a palette: a quarter of the bytes, and no edge of a letter is seen to change."""
    out = io.BytesIO()
    small = whole.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _wrapped(
    draw: ImageDraw.ImageDraw, words: str, at: tuple[int, int], size: int, room: int, most: int
) -> None:
    lines = textwrap.wrap(words, room, max_lines=most, placeholder=" …")
    draw.multiline_text(at, "\n".join(lines), fill=LIGHT.ink, font=_font(size), spacing=7)

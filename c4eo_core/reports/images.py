"""Charts as image files, made on this machine, with title, source, date and licence inside."""

import json
from functools import cache
from pathlib import Path

import vl_convert

_SCALE = 2
# Source Sans Pro, SIL Open Font License 1.1 (the licence lies beside it): the same letters on every machine.
FONTS = Path(__file__).parent / "templates" / "fonts"


@cache
def _ready() -> None:
    vl_convert.register_font_directory(str(FONTS))


def chart_png(spec: dict) -> bytes:
    """spec: a complete Vega-Lite specification with its data."""
    _ready()
    return vl_convert.vegalite_to_png(json.dumps(spec), scale=_SCALE)


def chart_svg(spec: dict) -> bytes:
    _ready()
    return vl_convert.vegalite_to_svg(json.dumps(spec)).encode()


def svg_png(svg: str) -> bytes:
    """svg: a drawing of our own, such as a map."""
    _ready()
    return vl_convert.svg_to_png(svg, scale=_SCALE)

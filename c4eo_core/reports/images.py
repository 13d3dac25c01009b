"""Charts as image files, made on this machine, with title, source, date and licence inside."""

import json
from functools import cache
from pathlib import Path
from types import ModuleType

_SCALE = 2
# Source Sans Pro, SIL Open Font License 1.1 (the licence lies beside it): the same letters on every machine.
FONTS = Path(__file__).parent / "templates" / "fonts"


@cache
def _converter() -> ModuleType:
    """Loaded with the first picture: a server that makes none does without its weight."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def chart_png(spec: dict) -> bytes:
    """spec: a complete Vega-Lite specification with its data."""
    return _converter().vegalite_to_png(json.dumps(spec), scale=_SCALE)


def chart_svg(spec: dict) -> bytes:
    return _converter().vegalite_to_svg(json.dumps(spec)).encode()


def svg_png(svg: str) -> bytes:
    """svg: a drawing of our own, such as a map."""
    return _converter().svg_to_png(svg, scale=_SCALE)

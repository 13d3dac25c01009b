"""Charts as image files, made on this machine, with title, source, date and licence inside."""

import json

import vl_convert

_SCALE = 2


def chart_png(spec: dict) -> bytes:
    """spec: a complete Vega-Lite specification with its data."""
    return vl_convert.vegalite_to_png(json.dumps(spec), scale=_SCALE)


def chart_svg(spec: dict) -> bytes:
    return vl_convert.vegalite_to_svg(json.dumps(spec)).encode()

"""The site's sheet of styles, script and icon. Colours are those of every chart."""

import hashlib
import os
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import cast

from c4eo_core.charts import curve
from c4eo_core.charts.theme import DARK, LIGHT, Look
from c4eo_core.reports.site.data_files import charts_json

_FOLDER = Path(__file__).parent
_JUDGED = {  # text and ground of what goes well and what needs a look
    "light": {
        "good": "#1d6f68",
        "good-soft": "#e3f3f1",
        "bad": "#9a3d0b",
        "bad-soft": "#fdeee4",
        "soft": "#f3f5f7",
        "line": "#b1b4b6",
        "near": "#b1b4b6",
        "bar": "#12436D",
    },
    "dark": {
        "good": "#7fdcd2",
        "good-soft": "#12322f",
        "bad": "#ffb58a",
        "bad-soft": "#3a2114",
        "soft": "#1c232b",
        "line": "#4d565d",
        "near": "#5d676f",
        "bar": "#173a5a",
    },
}


def chart_library() -> bytes:
    """Out of the package that also draws our pictures: nothing is fetched."""
    import vl_convert

    # Its stub asks for a snippet, which it does without.
    return cast("Callable[[], str]", vl_convert.javascript_bundle)().encode()


def site_assets(library: Callable[[], bytes] = chart_library) -> dict[str, Callable[[], bytes]]:
    """Path → what makes its content, in the order of `Setting`. A name changes with the content, so that a
    browser may keep it for ever; the two that take seconds to make are named by what they are made from.
    """
    makers = {"site.css": style, "site.js": script, "icon.svg": icon}
    named: dict[str, Callable[[], bytes]] = {_named(n, make()): make for n, make in makers.items()}
    named[_named("charts.json", _inputs_of_charts())] = charts_json
    named[_named("vega.js", version("vl-convert-python").encode())] = library
    return named


def _inputs_of_charts() -> bytes:
    own = sorted(Path(curve.__file__).parent.glob("*.py"))
    return b"".join(p.read_bytes() for p in own) + version("altair").encode()


def _named(name: str, content: bytes) -> str:
    stem, ending = os.path.splitext(name)
    return f"assets/{stem}-{hashlib.sha256(content).hexdigest()[:10]}{ending}"


def style() -> bytes:
    light, dark = _colours(LIGHT), _colours(DARK)
    # A printed page is light whatever the device shows.
    modes = f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    return (modes + _tight((_FOLDER / "site.css").read_text(encoding="utf-8"))).encode()


def _tight(sheet: str) -> str:
    """Without remarks and room: every page waits for the sheet."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/|\n", " ", sheet, flags=re.DOTALL)).strip()


def _colours(look: Look) -> str:
    named = {
        "background": look.background,
        "ink": look.ink,
        "quiet": look.quiet,
        "us": look.us,
        "second": look.second,
        "second-text": look.second_text,
        "england": look.england,
        "region": look.region,
    }
    return "".join(f"--{name}:{colour};" for name, colour in (named | _JUDGED[look.name]).items())


def script() -> bytes:
    return (_FOLDER / "site.js").read_bytes()


def icon() -> bytes:
    curve = (
        '<path d="M10 44C22 44 26 20 34 20s8 12 20-4" fill="none" stroke="#fff" stroke-width="6"'
        ' stroke-linecap="round"/>'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12"'
        f' fill="{LIGHT.us}"/>{curve}</svg>'
    ).encode()

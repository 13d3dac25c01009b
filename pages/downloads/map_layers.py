"""The layers of the maps by address: public figures only, made once, packed, and kept by the browser for
good.

An address holds the version of figures and places, so what it gives never changes.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from c4eo_core.answers.coverage.distances import NotCovered, prepared_coverage_data
from c4eo_core.answers.coverage.england import schools_without
from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion, WrongQuestion
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.catalogue.services import UnknownService
from c4eo_core.charts.theme import LOOKS
from c4eo_core.maps.coverage_picture import picture
from c4eo_core.maps.coverage_rows import COLOURS, REACH, coverage_rows
from c4eo_core.maps.deck import dot_data, outline_geojson, school_data, service_data
from c4eo_core.maps.frame import outlines
from c4eo_core.model.area import Area
from c4eo_core.model.refused import Refused
from pages.cached import coverage

_MIMES = {"json": "application/json", "geojson": "application/geo+json", "svg": "image/svg+xml"}
SIZES = {"wide": (720, 470), "narrow": (340, 320)}


def _covered(area: Area, asked: CoverageQuestion) -> Coverage:
    found = coverage.published(area.code, asked)
    if isinstance(found, Refused):
        raise NotCovered(found.why)
    return found


def _paint(words: Mapping[str, str]) -> str:
    return words["paint"] if words.get("paint") in COLOURS else REACH


def _dots(area: Area, words: Mapping[str, str]) -> object:
    return dot_data(
        _covered(area, coverage.read(words)), _paint(words), LOOKS[words["look"]], solid=not area.is_authority
    )


def _services(area: Area, words: Mapping[str, str]) -> object:
    return service_data(_covered(area, coverage.read(words)), LOOKS[words["look"]])


def _schools(area: Area, words: Mapping[str, str]) -> object:
    asked = coverage.read(words)
    if area.is_authority:
        return school_data(_covered(area, asked))
    left = schools_without(prepared_coverage_data(), asked)
    return [
        {
            "p": [round(float(x), 5), round(float(y), 5)],
            "t": name,
            "h": f"No {asked.service.one} near; nearest {km:.1f} km",
        }
        for name, x, y, km in zip(left.name, left.lon, left.lat, left.km, strict=True)
    ]


def _outline(area: Area, _words: Mapping[str, str]) -> object:
    if area.code not in outlines():
        raise UnknownArea(f"{area.name} has no boundary here.")
    return outline_geojson(area.code, outlines()[area.code][1])


def _map(area: Area, words: Mapping[str, str]) -> str:
    """The map of one authority as a picture."""
    if area.code not in outlines():
        raise NotCovered(f"The map is drawn for one authority; {area.name} is none.")
    asked = coverage.read(words)
    found = _covered(area, asked)
    rows = coverage_rows(
        found, _paint(words), tuple(words.get("layers", "reach.services.schools").split("."))
    )
    return picture(
        rows, *SIZES.get(words.get("size", ""), SIZES["wide"]), LOOKS[words["look"]], " ".join(found.words)
    )


_LAYERS: dict[str, Callable[[Area, Mapping[str, str]], object]] = {
    "dots.json": _dots,
    "services.json": _services,
    "schools.json": _schools,
    "outline.geojson": _outline,
    "map.svg": _map,
}


@lru_cache(maxsize=400)
def _made(layer: str, words: tuple[tuple[str, str], ...], _version: str) -> tuple[bytes, str]:
    """(gzipped body, its mark)."""
    said = dict(words)
    said["look"] = said["look"] if said.get("look") in LOOKS else "light"
    made = _LAYERS[layer](prepared_coverage_data().areas.find(said.get("area", "")), said)
    body = made if isinstance(made, str) else json.dumps(made, separators=(",", ":"), ensure_ascii=False)
    packed = gzip.compress(body.encode(), 6, mtime=0)
    return packed, hashlib.sha256(packed).hexdigest()[:20]


def _serve(request: Request) -> Response:
    layer = request.path_params["layer"]
    if layer not in _LAYERS:
        return PlainTextResponse("There is no such layer.", 404)
    words = tuple(sorted((k, v[:100]) for k, v in request.query_params.items() if k != "v"))[:10]
    try:
        packed, mark = _made(layer, words, coverage.version())
    except (UnknownArea, UnknownService, NotCovered, WrongQuestion) as error:
        return PlainTextResponse(str(error), 404)
    current = request.query_params.get("v") == _stamp()
    headers = {
        "etag": f'"{mark}"',
        "cache-control": "public, max-age=31536000, immutable" if current else "public, max-age=300",
        "vary": "accept-encoding",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    mime = _MIMES[layer.rsplit(".", 1)[1]]
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=mime, headers=headers | {"content-encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type=mime, headers=headers)


@lru_cache(maxsize=2)
def _stamp_of(version: str) -> str:
    return hashlib.sha256(version.encode()).hexdigest()[:12]


def _stamp() -> str:
    return _stamp_of(coverage.version())


def keep(layer: str, area: str, **words: str) -> None:
    """Makes the layer before anybody asks."""
    _made(layer, tuple(sorted({"area": area, **words}.items())), coverage.version())


def address(layer: str, area: str, **words: str) -> str:
    """Where the browser finds a layer; from the top of the site, as a map asks for it from any page."""
    return f"/places/{layer}?{urlencode({'area': area, **words, 'v': _stamp()})}"


places_route = Route("/places/{layer}", _serve)

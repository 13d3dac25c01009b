"""Files to take away, made when somebody follows the link: public figures only, so the address may be shared.

A maker turns the words of the link into the answer it needs, and knows one function for each ending.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from c4eo_core.answers.coverage_shape import AskedWrongly
from c4eo_core.answers.curve import Curve
from c4eo_core.answers.desk import Desk, prepared_desk
from c4eo_core.answers.forecast import Forecast
from c4eo_core.answers.ground import NotCovered
from c4eo_core.answers.report import NoReport
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.catalogue.services import UnknownService
from c4eo_core.charts.curve import full_spec
from c4eo_core.charts.curve_data import EVERYBODY, curve_rows
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables import curve_csv, curve_xlsx
from c4eo_core.store.figures import UnknownIndicator
from pages.common import near
from pages.common.kept import curve_for, forecast_for

MIMES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NEAR = "near"
LABELS = {"png": "Picture (PNG)", "svg": "Picture (SVG)", "csv": "Figures (CSV)", "xlsx": "Figures (Excel)"}


@dataclass(frozen=True)
class Maker:
    """answer: the words of the link → what the makers take, with the name of the file; makers: ending → bytes."""

    answer: Callable[[Mapping[str, str]], tuple[object, str]]
    makers: Mapping[str, Callable[[object], bytes]]


CurveAsked = tuple[Curve, tuple[str, ...], bool, Forecast | None]


def _curve(words: Mapping[str, str]) -> tuple[CurveAsked, str]:
    desk = desk_of(words)
    area, indicator = desk.figures.areas.find(words.get("area", "")), desk.figures.find(words.get("indicator", ""))
    shown = tuple(w for w in words.get("with", ".".join(EVERYBODY)).split(".") if w in EVERYBODY)
    parts = words.get("both") == "on"
    ahead = forecast_for(area.code, indicator.id) if "ahead" in shown and not parts else None
    return (curve_for(area.code, indicator.id, words.get(NEAR)), shown, parts, ahead), f"{indicator.id}-{slug(area.name)}"


def _curve_spec(asked: CurveAsked) -> dict:
    curve, shown, parts, ahead = asked
    return full_spec(curve, curve_rows(curve, shown, parts, forecast=ahead))


KINDS: dict[str, Maker] = {
    "curve": Maker(
        _curve,
        {
            "png": lambda asked: chart_png(_curve_spec(asked)),
            "svg": lambda asked: chart_svg(_curve_spec(asked)),
            "csv": lambda asked: curve_csv(asked[0], asked[3]),
            "xlsx": lambda asked: curve_xlsx(asked[0], asked[3]),
        },
    ),
}


def desk_of(words: Mapping[str, str]) -> Desk:
    """With the published neighbours, or those the server itself has put into the words: see `neighbour_files`."""
    return near.desk_at(words.get(NEAR, ""))


def slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


@lru_cache(maxsize=300)
def _made(kind: str, ending: str, words: tuple[tuple[str, str], ...], _version: str) -> tuple[bytes, str]:
    maker = KINDS[kind]
    asked, name = maker.answer(dict(words))
    return maker.makers[ending](asked), f"{name}.{ending}"


def _serve(request: Request) -> Response:
    kind, ending = request.path_params["kind"], request.path_params["ending"]
    if kind not in KINDS or ending not in KINDS[kind].makers:
        return PlainTextResponse("There is no such file. Please go back to the page and choose one of its links.", 404)
    words = asked_words(request)
    try:
        body, name = _made(kind, ending, words, f"{prepared_desk().figures.version} {date.today()}")  # a report carries its day
    except (UnknownArea, UnknownIndicator, NoReport, UnknownService, NotCovered, AskedWrongly) as error:
        return PlainTextResponse(str(error), 404)
    return Response(body, media_type=MIMES[ending], headers={"content-disposition": f'attachment; filename="{name}"'})


def asked_words(request: Request) -> tuple[tuple[str, str], ...]:
    """What the address asks; which neighbours is never for the address to say."""
    return tuple(sorted((k, v[:200]) for k, v in request.query_params.items() if k != NEAR))[:12]


files_route = Route("/files/{kind}.{ending}", _serve)


def take_away_html(kind: str, words: Mapping[str, str], sentence: str = "") -> str:
    """The links as a piece of a page, with a sentence to copy. With the id of a trust among the words, they lead to its own figures."""
    query = escape(urlencode(words))
    where = "trust-figures" if "trust" in words else "files"
    links = "".join(f'<li><a href="{where}/{kind}.{e}?{query}" download>{LABELS[e]}</a></li>' for e in KINDS[kind].makers)
    copy = f'<p class="note">To copy:</p><blockquote>{escape(sentence)}</blockquote>' if sentence else ""
    return f'<details><summary>Take this away</summary><ul class="files">{links}</ul>{copy}</details>'

"""A local series as a file, for those who may carry it away. Private: made anew at every call, kept by
nobody.
"""

from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from c4eo_core.accounts.permissions import Actor
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.local.desk import PREFIX, with_local
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.charts.curve import full_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.model.markup import markup
from c4eo_core.records.errors import UnknownItem
from c4eo_core.reports.html.pieces import details
from c4eo_core.reports.images import chart_png, chart_svg
from c4eo_core.reports.tables.curve import curve_csv, curve_xlsx
from pages.downloads.maker import LABELS, MIMES, slug
from pages.downloads.trust_guard import NO_SUCH_FILE, Made, NoFile, hand_out, trust_of
from pages.session import reader

ENDINGS = ("png", "svg", "csv", "xlsx")
_GONE = "This series is not here any more, or it has no figure that can be drawn."


def _serve(request: Request) -> Response:
    item, ending, trust = (
        request.path_params["item"],
        request.path_params["ending"],
        request.query_params.get("trust", ""),
    )

    def make(actor: Actor) -> Made:
        if ending not in ENDINGS:
            raise NoFile(NO_SUCH_FILE)
        body, name = _made(actor, trust, item, ending)
        return body, name, MIMES[ending]

    return hand_out(request, trust, "local series", make)


def _made(actor: Actor, trust_id: str, item_id: str, ending: str) -> tuple[bytes, str]:
    records = reader.records_of(actor)
    trust = trust_of(records, actor, trust_id)
    item = records.item(actor, trust_id, item_id)
    desk = with_local(prepared_desk(), trust, [item])
    found = desk.held(PREFIX + item_id)
    if found is None:
        raise UnknownItem(_GONE)
    curve = curve_of(desk, found.area, found.indicator)
    try:
        ahead: Forecast | None = forecast_of(desk, found.area, found.indicator)
    except NoForecast:
        ahead = None
    makers = {
        "png": lambda: chart_png(full_spec(curve, curve_rows(curve, forecast=ahead, alone=True))),
        "svg": lambda: chart_svg(full_spec(curve, curve_rows(curve, forecast=ahead, alone=True))),
        "csv": lambda: curve_csv(curve, ahead),
        "xlsx": lambda: curve_xlsx(curve, ahead),
    }
    return (
        makers[ending](),
        f"{slug(trust.name)[:40]}-local-{slug(item.body.label)[:60] or 'series'}.{ending}",
    )


# Below the guarded address of a session's report, so that whatever guards that one guards this too.
local_files_route = Route("/trust-files/series/{item}.{ending}", _serve)


def links_html(item: str, trust: str) -> Markup:
    query = urlencode({"trust": trust})
    links = Markup().join(
        markup(
            '<li><a href="trust-files/series/{item}.{ending}?{query}" download>{labels}</a></li>',
            item=quote(item),
            ending=ending,
            query=query,
            labels=LABELS[ending],
        )
        for ending in ENDINGS
    )
    return details(
        "Download",
        markup(
            '<ul class="files">{links}</ul><p class="note">Each file says that the series is local.</p>',
            links=links,
        ),
    )

"""Templates for everybody, and a trust's own figures and lists as files for those who may carry them. Private
ones are kept by nobody.
"""

import datetime as dt
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from c4eo_core.accounts.permissions import Actor
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.model.markup import markup
from c4eo_core.records.local_kinds import LocalSeries, ServiceList
from c4eo_core.records.rows import Item
from c4eo_core.reports.tables import local_data as made
from pages.downloads.maker import MIMES, slug
from pages.downloads.trust_guard import NO_SUCH_FILE, Made, NoFile, attachment, hand_out
from pages.session import reader

_TEMPLATES = {
    "series.csv": lambda: made.template_csv(dt.date.today()),
    "series.xlsx": lambda: made.template_xlsx(dt.date.today()),
    "services.csv": made.services_template,
}


def _template(request: Request) -> Response:
    name = f"{request.path_params['name']}.{request.path_params['ending']}"
    if name not in _TEMPLATES:
        return PlainTextResponse(NO_SUCH_FILE, 404)
    mime = MIMES[request.path_params["ending"]]
    return Response(
        _TEMPLATES[name](), media_type=mime, headers={"content-disposition": attachment(f"template-{name}")}
    )


def _serve(request: Request) -> Response:
    item, ending, trust = (
        request.path_params["item"],
        request.path_params["ending"],
        request.query_params.get("trust", ""),
    )

    def make(actor: Actor) -> Made:
        record = reader.records_of(actor).item(actor, trust, item)
        content, name = _body(record, ending), slug(record.body.label)[:60] or "local-data"
        return content, f"{name}.{ending}", MIMES[ending]

    return hand_out(request, trust, "local data", make)


def _body(item: Item, ending: str) -> bytes:
    areas = prepared_desk().figures.areas
    if isinstance(item.body, LocalSeries) and ending in ("csv", "xlsx"):
        return {"csv": made.series_csv, "xlsx": made.series_xlsx}[ending](item.body, areas)
    if isinstance(item.body, ServiceList) and ending == "csv":
        return made.list_csv(item.body)
    raise NoFile(NO_SUCH_FILE)


# The figures lie below the guarded address of a session's report, so that whatever guards that one guards
# them too.
local_data_routes = [
    Route("/templates/{name}.{ending}", _template),
    Route("/trust-files/local-data/{item}.{ending}", _serve),
]


def template_links(*names: str) -> Markup:
    words = {"csv": "CSV", "xlsx": "Excel"}
    links = Markup().join(
        markup(
            '<li><a href="templates/{n}" download>Empty template ({words})</a></li>',
            n=n,
            words=words[n.rpartition(".")[2]],
        )
        for n in names
    )
    return markup('<ul class="take">{links}</ul>', links=links)


def file_links(item: Item) -> Markup:
    query = urlencode({"trust": item.trust})
    endings = {"csv": "The rows as saved (CSV)", "xlsx": "The rows as saved (Excel)"}
    shown = endings if isinstance(item.body, LocalSeries) else {"csv": "The list as saved (CSV)"}
    links = Markup().join(
        markup(
            '<li><a href="trust-files/local-data/{id}.{e}?{query}" download>{w}</a></li>',
            id=quote(item.id),
            e=e,
            query=query,
            w=w,
        )
        for e, w in shown.items()
    )
    return markup('<ul class="take">{links}</ul>', links=links)

"""A trust's pack as a download, for those who may carry it away."""

import datetime as dt
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from c4eo_core.reports.pack import pack_zip
from c4eo_core.workshop.errors import NotAllowed, RecordsError, UnknownTrust
from pages.common import people
from pages.common.files import slug

_PRIVATE = {"cache-control": "private, no-store", "vary": "cookie"}


def _serve(request: Request) -> Response:
    trust = request.path_params["trust"]
    try:
        actor = people.actor_of(request)
        data = people.records_of(actor).export(actor, trust, history=request.query_params.get("history") != "off")
        people.note(actor, "took away", "pack", trust)
    except (NotAllowed, UnknownTrust) as error:
        return PlainTextResponse(str(error), 403 if isinstance(error, NotAllowed) else 404, headers=_PRIVATE)
    except RecordsError as error:
        return PlainTextResponse(str(error), 503, headers=_PRIVATE)
    name = f"{slug(data['trust']['name'])[:60]}-pack-{dt.date.today().isoformat()}.zip"
    plain = name.encode("ascii", "ignore").decode()
    attachment = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(pack_zip(data), media_type="application/zip", headers=_PRIVATE | {"content-disposition": attachment})


packs_route = Route("/pack/{trust}.zip", _serve)

"""What is new as a feed for news readers, and for programs: public, the same for everybody."""

import datetime as dt

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.what_is_new import as_json, what_is_new
from c4eo_core.reports.html.what_is_new import new_feed

_KEPT = {"cache-control": "public, max-age=3600"}


async def _feed(request: Request) -> Response:
    found = what_is_new(prepared_desk(), dt.date.today())
    text = new_feed(found, str(request.base_url).rstrip("/"))
    return Response(text, media_type="application/rss+xml", headers=_KEPT)


async def _json(_request: Request) -> Response:
    return JSONResponse(as_json(what_is_new(prepared_desk(), dt.date.today())), headers=_KEPT)


new_routes = [Route("/new.rss", _feed), Route("/new.json", _json)]

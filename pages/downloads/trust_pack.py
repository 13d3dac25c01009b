"""A trust's pack as a download, for those who may carry it away."""

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from c4eo_core.accounts.permissions import Actor
from c4eo_core.reports.pack import pack_zip
from pages.downloads.maker import slug
from pages.downloads.trust_guard import Made, hand_out
from pages.session import reader


def _serve(request: Request) -> Response:
    trust = request.path_params["trust"]

    def make(actor: Actor) -> Made:
        data = reader.records_of(actor).export(
            actor, trust, history=request.query_params.get("history") != "off"
        )
        name = f"{slug(data['trust']['name'])[:60]}-pack-{dt.date.today().isoformat()}.zip"
        return pack_zip(data), name, "application/zip"

    return hand_out(request, trust, "pack", make, "took away")


packs_route = Route("/pack/{trust}.zip", _serve)

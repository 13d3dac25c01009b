"""The register of local practice out of a trust: the entries it shares as a file, and one entry
as a page to print.
"""

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from c4eo_core.accounts.permissions import Actor
from c4eo_core.answers.workshop.local_practice import standing_of
from c4eo_core.answers.workshop.practice_file import practice_json
from c4eo_core.model.text import day_words
from c4eo_core.records.errors import UnknownItem
from c4eo_core.records.kinds import Practice
from c4eo_core.reports.html.practice_page import practice_page
from pages.downloads.maker import slug
from pages.downloads.trust_guard import Made, NoFile, hand_out, trust_of
from pages.session import reader


def _shared(request: Request) -> Response:
    trust = request.path_params["trust"]

    def make(actor: Actor) -> Made:
        records = reader.records_of(actor)
        named = trust_of(records, actor, trust)
        bodies = [i.body for i in records.items(actor, trust, Practice)]
        if not any(p.share for p in bodies):
            raise NoFile("No entry of this register may be shared yet. Switch sharing on for those that may.")
        today = dt.date.today().isoformat()
        name = f"{slug(named.name)[:60]}-local-practice-{today}.json"
        return practice_json(bodies, named.name, today), name, "application/json"

    return hand_out(request, trust, "practice", make)


def _one(request: Request) -> Response:
    trust, item = request.path_params["trust"], request.path_params["item"]

    def make(actor: Actor) -> Made:
        records = reader.records_of(actor)
        named, found = trust_of(records, actor, trust), records.item(actor, trust, item)
        body = found.body
        if not isinstance(body, Practice):
            raise UnknownItem("There is no such practice here.")
        page = practice_page(standing_of(found), named.name, day_words(dt.date.today()))
        return page.encode(), f"{slug(body.title)[:60] or 'practice'}.html", "text/html; charset=utf-8"

    return hand_out(request, trust, "practice", make)


practice_routes = (
    Route("/practice/{trust}.json", _shared),
    Route("/practice/{trust}/{item}.html", _one),
)

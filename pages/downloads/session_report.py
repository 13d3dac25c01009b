"""A session's report as a file, for those who may have it. Private: made anew at every call,
kept by nobody.
"""

import datetime as dt
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from c4eo_core.accounts.permissions import Actor
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report import NoReport
from c4eo_core.answers.report.report_card import is_settled, report_card_of
from c4eo_core.answers.report.trust_report import card_report, workshop_report
from c4eo_core.answers.workshop.notes import NotAMeasure
from c4eo_core.answers.workshop.notes_of_records import by_day
from c4eo_core.answers.workshop.second_visit import second_visit
from c4eo_core.catalogue.areas import UnknownArea
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.markup import markup
from c4eo_core.records.errors import UnknownItem
from c4eo_core.records.kinds import Visit, Workshop
from c4eo_core.records.rows import Item, Trust, of_kind
from c4eo_core.reports.calendar_file import Due, calendar_ics
from c4eo_core.reports.forms import FORMS
from pages.downloads.maker import slug
from pages.downloads.trust_guard import Made, NoFile, hand_out, trust_of
from pages.server.database import process_database

CALENDAR = "ics"
LABELS = {ending: form.label for ending, form in FORMS.items()} | {
    CALENDAR: "Actions for your calendar (ICS)"
}
_MIMES = {ending: form.mime for ending, form in FORMS.items()} | {CALENDAR: "text/calendar; charset=utf-8"}
_STEM = 60  # letters of a name that go into a file's
_NO_FORM = "There is no such form of the report. Please go back to the page and choose one of its links."


def _serve(request: Request) -> Response:
    name, ending, trust = (
        request.path_params["name"],
        request.path_params["ending"],
        request.query_params.get("trust", ""),
    )

    def make(actor: Actor) -> Made:
        if ending not in LABELS:
            raise NoFile(_NO_FORM)
        try:
            body, file = _made(actor, trust, name, ending)
        except (NoReport, NotAMeasure, UnknownArea) as error:
            raise NoFile(str(error), 409) from error
        return body, file, _MIMES[ending]

    return hand_out(request, trust, "report", make)


def _made(actor: Actor, trust_id: str, name: str, ending: str) -> tuple[bytes, str]:
    """name: of a session its id, of a report card its priority."""
    records, today = process_database().records, dt.date.today()
    trust = trust_of(records, actor, trust_id)
    if name in priorities():
        everything = records.items(actor, trust_id)
        report = card_report(prepared_desk(), trust, name, everything, today) if ending in FORMS else None
        stem = f"{slug(trust.name)}-report-card-{today.isoformat()}"
        due = [d.item for d in report_card_of(prepared_desk().figures, name, everything, today).dues]
    else:
        head = next(iter(of_kind([records.item(actor, trust_id, name)], Workshop)), None)
        if head is None:
            raise UnknownItem("This is not a session.")
        everything = records.items(actor, trust_id)
        report = workshop_report(prepared_desk(), trust, name, everything, today) if ending in FORMS else None
        visit = second_visit(head, everything)
        last = [a.item for a in visit.open_actions] if visit else []
        stem = file_stem(trust, head, today)
        due = [*(i for i in by_day(everything) if i.workshop == name), *last]
    made = (
        FORMS[ending].make(report)
        if report
        else calendar_ics(_entries(trust, due), trust.name, dt.datetime.now(dt.UTC))
    )
    return made, f"{stem}.{ending}"


def file_stem(trust: Trust, workshop: Item, today: dt.date) -> str:
    title = slug(workshop.body.title)[:_STEM] or "workshop"
    return f"{slug(trust.name)[:_STEM]}-{title}-{workshop.body.held_on or today.isoformat()}"


def _entries(trust: Trust, items: list[Item]) -> list[Due]:
    """What is still to be done on a day: actions, and the next steps after a visit."""
    found = []
    for item in items:
        body, measure = item.body, ""
        if item.kind == Visit.kind:
            what, day = body.next_steps, body.due
        else:
            what, day, measure = body.what, body.by_when, body.measure
        if day and not is_settled(item):
            lines = [
                f"Who: {body.who}" if body.who else "",
                f"Measured by: {measure}" if measure else "",
                trust.name,
            ]
            title = f"{what} ({body.who})" if body.who else what
            found.append(Due(item.id, dt.date.fromisoformat(day), title, "\n".join(filter(None, lines))))
    return found


trust_files_route = Route("/trust-files/{name}.{ending}", _serve)


def links_html(name: str, trust: str, endings: tuple[str, ...] = tuple(LABELS)) -> Markup:
    """The links as a piece of a page."""
    query = urlencode({"trust": trust})
    links = Markup().join(
        markup(
            '<li><a href="trust-files/{name}.{e}?{query}" download>{labels}</a></li>',
            name=quote(name),
            e=e,
            query=query,
            labels=LABELS[e],
        )
        for e in endings
    )
    return markup('<ul class="take">{links}</ul>', links=links)

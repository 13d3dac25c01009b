"""The report card as files: the trust's own by the guarded address, else the published figures alone, which
anybody may have.
"""

import datetime as dt
from collections.abc import Mapping

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report.report import Report, report_of
from c4eo_core.catalogue.choices import priorities
from c4eo_core.records.rows import Trust
from c4eo_core.reports.forms import FORMS
from c4eo_core.reports.html.pieces import details
from pages.downloads.maker import Maker, slug, take_away_html
from pages.downloads.session_report import links_html
from pages.session import screen

KIND = "report-card"


def _published(words: Mapping[str, str]) -> tuple[Report, str]:
    desk = prepared_desk()
    area, priority = desk.figures.areas.find(words.get("area", "")), words.get("priority", "")
    report = report_of(desk, area, priority, made_on=dt.date.today())
    return report, f"report-card-{slug(priorities()[priority].title)}-{slug(area.name)}"


MAKERS = {KIND: Maker(_published, {ending: form.make for ending, form in FORMS.items()})}


def take_away(trust: Trust | None, priority: str, area: str, hidden: bool) -> None:
    """hidden: the trust's notes are not on this screen, so its files are not offered from it either."""
    if trust is None or hidden:
        screen.html(take_away_html(KIND, {"area": area, "priority": priority}))
    else:
        screen.html(details("Download this card", links_html(priority, trust.id)))

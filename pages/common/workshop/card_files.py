"""The report card as files: the trust's own by the guarded address, else the published figures alone, which anybody may have."""

import datetime as dt
from collections.abc import Mapping

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.report import Report, report_of
from c4eo_core.catalogue.choices import priorities
from c4eo_core.reports.forms import FORMS
from c4eo_core.reports.html import details
from c4eo_core.workshop.rows import Trust
from pages.common import show
from pages.common.files import KINDS, LABELS, MIMES, Maker, slug, take_away_html
from pages.common.trust_files import links_html

KIND = "report-card"


def _published(words: Mapping[str, str]) -> tuple[Report, str]:
    desk = prepared_desk()
    area, priority = desk.figures.areas.find(words.get("area", "")), words.get("priority", "")
    report = report_of(desk, area, priority, made_on=dt.date.today())
    return report, f"report-card-{slug(priorities()[priority].title)}-{slug(area.name)}"


KINDS[KIND] = Maker(_published, {ending: form.make for ending, form in FORMS.items()})
for _ending, _form in FORMS.items():
    MIMES.setdefault(_ending, _form.mime)
    LABELS.setdefault(_ending, _form.label)


def take_away(trust: Trust | None, priority: str, area: str, hidden: bool) -> None:
    """hidden: the trust's notes are not on this screen, so its files are not offered from it either."""
    if trust is None or hidden:
        show.html(take_away_html(KIND, {"area": area, "priority": priority}))
    else:
        show.html(details("Take this card away", links_html(priority, trust.id)))

"""The sheet of one school as a file: public figures only, so the address may be shared."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from markupsafe import Markup

from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.school_data import prepared_school_data
from c4eo_core.answers.schools.shape import (
    CIRCLE,
    CommunityQuestion,
    NoSuchArea,
    SchoolCommunity,
    UnknownSchool,
)
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.school import school_page
from c4eo_core.reports.school_document import school_pdf
from pages.downloads.maker import LABELS, OFFERED, Maker, slug


def _asked(words: Mapping[str, str]) -> tuple[SchoolCommunity, str]:
    """Raises UnknownSchool or NoSuchArea, each with a sentence."""
    urn, km = words.get("urn", ""), words.get("km", "")
    if not urn.isdigit():
        raise UnknownSchool("The address names no school; give its number, such as 100000.")
    try:
        area = CommunityQuestion(CIRCLE, float(km)) if km else CommunityQuestion()
    except ValueError as error:
        raise NoSuchArea(f"'{km[:12]}' is not a distance; write one such as 1 or 1.5.") from error
    found = community_of(prepared_school_data(), int(urn), area)
    return found, f"community-{slug(found.school.name)}-{found.school.urn}"


MAKERS = {
    "school": Maker(
        _asked,
        {
            "pdf": lambda c: school_pdf(prepared_school_data(), c, dt.date.today()),
            "html": lambda c: school_page(prepared_school_data(), c).encode(),
        },
    )
}


def school_links(c: SchoolCommunity, private: bool) -> Markup:
    """As a piece of a page. private: something on the screen is a trust's own, so no address may show it."""
    if private:
        return Markup(
            '<p class="note">No file is made while your own list or pupils\' postcodes are counted: its'
            " address"
            " would show them.</p>"
        )
    km = {"km": f"{c.area.asked.km:g}"} if c.area.asked.kind == CIRCLE and c.area.asked.km else {}
    query = urlencode({"urn": c.school.urn} | km)
    links = Markup().join(
        markup(
            '<li><a href="files/school.{e}?{query}" download>{labels}</a></li>',
            e=e,
            query=query,
            labels=LABELS[e],
        )
        for e in OFFERED["school"]
    )
    return markup('<p class="note">Download this page:</p><ul class="files">{links}</ul>', links=links)

"""A school's community: the children around it, what they can reach, what is missing and what
is not known.
"""

from c4eo_core.answers.schools.community import community_of
from c4eo_core.answers.schools.school_data import prepared_school_data
from c4eo_core.answers.schools.shape import PUPILS
from c4eo_core.reports.html import school as say
from c4eo_core.reports.html.pieces import details, listing
from pages.components import own_services
from pages.downloads.school import school_links
from pages.explore.school import choice, next_steps
from pages.session import guard, screen

guard.require(guard.WORKING)

sg = prepared_school_data()
urn = choice.school(sg)
if urn is None:
    choice.hint()
else:
    asked = choice.area(sg, urn)
    authority = choice.authority_of(sg, urn)
    own_services.band(authority)
    own, adds = own_services.all_of(authority)
    found = community_of(sg, urn, asked, own, adds)
    screen.html(say.sheet_html(sg, found, screen.look(), "h2"))
    private = bool(own) or found.area.asked.kind == PUPILS
    screen.html(school_links(found, private))
    screen.html(
        say.tables_html(found)
        + details("How this is worked out", listing(found.methods) + listing(found.sources))
    )
    next_steps.section(found)

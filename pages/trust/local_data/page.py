"""Local data: a trust's own series and lists of services, in, looked at, replaced, withdrawn. Private to the
trust.
"""

from markupsafe import Markup

from pages.components import own_services
from pages.editing import fields, projector, trust_on_screen
from pages.editing.saved_bar import reveal
from pages.session import guard, reader, screen
from pages.trust.local_data import series_and_lists, upload

guard.require(guard.RECORDS)

trust = trust_on_screen.band()
with fields.working(trust.id if trust else None):
    if projector.hidden_with_switch(None):
        screen.html(Markup("<p>The trust's own series and lists are not shown on this screen.</p>"))
    else:
        reveal()
        screen.html(
            Markup(
                '<p class="lead">What is yours and not published: seen by the people of this trust, by nobody'
                " else.</p>"
            )
        )
        series_and_lists.series_section(trust)
        if reader.may_write(trust):
            upload.section(trust)
        elif trust is None:
            screen.html(
                Markup(
                    "<p>There is no trust of yours for this authority. Choose your own authority above.</p>"
                )
            )
        series_and_lists.lists_section(trust)
        own_services.panel(trust)

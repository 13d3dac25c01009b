"""What could be chosen for the session's curve: an option, its price, and how many children it
might change.
"""

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local.desk import is_local
from c4eo_core.answers.workshop.options import OptionFilter, options_of
from c4eo_core.answers.workshop.options_known import known_options
from c4eo_core.model.markup import markup
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.exercise import heading
from pages.components import option_sum
from pages.session import screen
from pages.workshop.turning_the_curve.curves import chosen_curve
from pages.workshop.turning_the_curve.notes import trust_of


def section(workshop: Item) -> None:
    """Nothing without a curve. Of a trust's own series nothing published was measured: the
    group's range alone.
    """
    curve = chosen_curve(workshop)
    if not curve:
        return
    local = is_local(curve)
    cards = () if local else options_of(known_options(prepared_desk()), OptionFilter(indicator=curve)).cards
    about = (
        f"{len(cards)} options speak to this curve" if cards else "We read nothing that measured this curve"
    )
    screen.html(heading("What could be chosen, and what might it change?", about))
    area = workshop.body.area or trust_of(workshop).area
    ground = option_sum.starting_point_at(area, curve, workshop.trust if local else "")
    option_sum.section(ground, cards, workshop)
    if not local:
        screen.html(
            markup(
                '<p class="note"><a href="/what-works?area={area}&amp;option_for={curve}"'
                ' target="_self">All options for'
                " this curve, with filters and side by side</a></p>",
                area=area,
                curve=curve,
            )
        )

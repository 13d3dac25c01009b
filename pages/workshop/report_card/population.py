"""The published half of the report card: how everybody in the place is doing. The same for every reader, so
it is built once.
"""

from functools import lru_cache

from markupsafe import Markup

from c4eo_core.answers.standing.overview import SORT_WORDS, overview_of
from c4eo_core.answers.standing.who_turned import who_turned
from c4eo_core.charts.theme import Look
from c4eo_core.reports.html.headline_rows import headline_rows
from c4eo_core.reports.html.report_card import population_html
from c4eo_core.reports.html.who_turned import who_to_ask_html
from pages.session import curve_address, link, neighbours_in_use, screen


@lru_cache(maxsize=600)
def _kept(version: str, area: str, priority: str, look: Look) -> Markup:
    desk = neighbours_in_use.desk_at(version)
    answer = overview_of(desk, desk.figures.areas.by_code(area), priority)
    rows = headline_rows(answer.curves, look, SORT_WORDS, address=curve_address.of_working_pages(area))
    turned = [who_turned(desk, answer.area, c.indicator) for c in answer.curves]
    return population_html(answer.area.name, rows) + who_to_ask_html(turned)


def section(priority: str) -> None:
    screen.html(
        Markup("<h2>How are we doing?</h2>")
        + _kept(neighbours_in_use.version(), link.area_code(), priority, screen.look())
    )

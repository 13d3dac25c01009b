"""What the public page of headline curves says of a place: the same for everybody, built once and kept."""

from functools import lru_cache

from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.view import card, curve_options, curve_titles
from c4eo_core.answers.standing.overview import SORT_WORDS, Overview, overview_of
from c4eo_core.catalogue.choices import priorities
from c4eo_core.charts.theme import LIGHT, Look
from c4eo_core.reports.html import public as say
from c4eo_core.reports.html.headline_rows import PUBLIC, headline_rows
from c4eo_core.reports.html.pieces import details
from pages.cached.curves import curve_for
from pages.components import curve as components_curve
from pages.session import curve_address

# A heading goes with the piece of HTML before it: every element of a page costs the server and each reader
# some time.
FIGURES_HEADING = Markup('<h2 id="curves">The figures and their curves</h2>')
CURVE_HEADING = Markup('<h3 id="curve">One curve in full</h3>')
OLD_HEADING = Markup('<h2 id="national-indicators">Find an old National Indicator (NI)</h2>')
_CARE = "Among so many comparisons one or two may stand out by chance."


@lru_cache(maxsize=12)  # large, and only needed until its pieces are made
def overview(_version: str, area: str, priority: str) -> Overview:
    desk = prepared_desk()
    return overview_of(desk, desk.figures.areas.by_code(area), priority)


@lru_cache(maxsize=400)
def cards(version: str, area: str) -> Markup:
    """Three sentences a priority, and the heading of what comes next."""
    return (
        say.priority_cards(
            [card(overview(version, area, p)) for p in priorities()], curve_address.of_public_pages(area)
        )
        + say.how_to_read()
        + FIGURES_HEADING
    )


@lru_cache(maxsize=1000)
def rows(version: str, area: str, priority: str, look: Look) -> Markup:
    answer = overview(version, area, priority)
    rows = headline_rows(
        answer.curves,
        look,
        SORT_WORDS.replace("neighbours", "similar areas") + " " + _CARE,
        PUBLIC,
        curve_address.of_public_pages(area),
    )
    return rows + CURVE_HEADING


@lru_cache(maxsize=1000)
def _worst_first(version: str, area: str, priority: str) -> tuple[str, ...]:
    return tuple(c.indicator.id for c in overview(version, area, priority).curves)


@lru_cache(maxsize=12)
def _titles(_version: str, priority: str) -> dict[str, str]:
    return curve_titles(priority, prepared_desk().figures)


def options(version: str, area: str, priority: str) -> dict[str, str]:
    """Curves to choose from, by id: headlines first, the one to look at first at their head."""
    return curve_options(_worst_first(version, area, priority), _titles(version, priority))


@lru_cache(maxsize=12)
def _reasons(_version: str, priority: str) -> dict[str, str]:
    return {prepared_desk().figures.find(h.key).id: h.why for h in priorities()[priority].headlines}


def why(version: str, priority: str, indicator: str) -> str | None:
    """Why it is a headline of the priority; None where it is not."""
    return _reasons(version, priority).get(indicator)


@lru_cache(maxsize=2000)
def behind(_version: str, area: str, indicator: str, why: str | None) -> Markup:
    """What stands under a curve: the definition and the place's standing, and the heading of
    what comes next.
    """
    curve = curve_for(area, indicator)
    measured = details("What this measures, who published it and when", say.measured(curve, why))
    return measured + details("Where this place stands", say.standing(curve)) + OLD_HEADING


@lru_cache(maxsize=1)
def words() -> Markup:
    return say.word_list()


def keep(area: str) -> None:
    """Builds what a reader of the place sees first, and after one click on a priority."""
    version = prepared_desk().figures.version
    cards(version, area)
    for priority in priorities():
        rows(version, area, priority, LIGHT)
        first = next(iter(options(version, area, priority)))
        components_curve.keep(area, first)
        behind(version, area, first, why(version, priority, first))

"""The picture of family wellbeing: where deprived children live, with what is provided for them beside it.

A drawing by address and not a chart: it costs a change of authority nothing, and the page of coverage has the
rest.
"""

from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion, question_of
from c4eo_core.charts.theme import LIGHT, Look
from c4eo_core.maps.coverage_key import coverage_key, dots_words
from c4eo_core.maps.coverage_rows import NEED
from c4eo_core.model.markup import markup
from c4eo_core.model.refused import Refused
from c4eo_core.reports.html.coverage import dated, key
from c4eo_core.reports.html.pieces import listing
from pages.cached import coverage
from pages.downloads.map_layers import SIZES, address
from pages.downloads.map_layers import keep as keep_layer
from pages.session import link, screen

_LAYERS = ("reach", "services")
_FIRST, _ELSE = (
    "family-hub",
    "out-of-school",
)  # who has no list of the first is shown the second, which covers everybody


def _asked(area: str) -> CoverageQuestion:
    ground = prepared_coverage_data()
    hubs = ground.book.types[_FIRST]
    listed = ground.layer(hubs).listed[ground.areas.index[area]]
    return question_of(hubs if listed else ground.book.types[_ELSE])


def _words(asked: CoverageQuestion, look: Look) -> dict[str, str]:
    return coverage.words_of(asked) | {"paint": NEED, "layers": ".".join(_LAYERS), "look": look.name}


def keep(area: str) -> None:
    """Builds what a reader of this authority first sees."""
    piece(coverage.version(), area, LIGHT)
    keep_layer("map.svg", area, **_words(_asked(area), LIGHT))


@lru_cache(maxsize=400)
def piece(_version: str, area: str, look: Look) -> Markup:
    asked = _asked(area)
    found = coverage.published(area, asked)
    if isinstance(found, Refused):
        return markup('<h2>Need and provision</h2><p class="note">{found}</p>', found=found.why)
    return _piece(found, look)


def _piece(c: Coverage, look: Look) -> Markup:
    title = f"Need and provision: {c.asked.service.title.lower()}"
    instead = (
        ""
        if c.asked.service.id == _FIRST
        else f"{c.area.name} has no published list of family hubs, so out-of-school clubs are shown."
    )
    said = listing([w for w in (instead, *c.words[:3]) if w], "sentences brief")
    notes = markup(
        '<p class="note">{dated}</p><p class="note">{caution}</p>',
        dated=dated(c),
        caution=c.asked.service.caution,
    )
    marks = key(coverage_key(c, NEED, _LAYERS), look, dots_words(c, NEED))
    drawn = markup("<div>{image}{marks}</div>", image=_image(c, look), marks=marks)
    return markup(
        '<h2>{title}</h2><div class="beside-picture">{drawn}<div>{said}{notes}</div></div>',
        title=title,
        drawn=drawn,
        said=said,
        notes=notes,
    )


def _image(c: Coverage, look: Look) -> Markup:
    """On a phone another drawing, with letters as large as the rest of the page."""

    def source(**more: str) -> str:
        return address("map.svg", c.area.code, **_words(c.asked, look), **more).lstrip("/")

    width, height = SIZES["wide"]
    alt = (
        f"Map of {c.area.name}: deprived children and {c.asked.service.many}. The sentences beside it say"
        " what it shows."
    )
    return markup(
        '<picture><source media="(max-width: 640px)" srcset="{source}"><img'
        ' class="coverage-picture" src="{source2}" width="{width}" height="{height}"'
        ' alt="{alt}"></picture>',
        source=source(size="narrow"),
        source2=source(),
        width=width,
        height=height,
        alt=alt,
    )


def here() -> Markup:
    """The picture of the authority shown, as a piece of the page."""
    return piece(coverage.version(), link.area_code(), screen.look())


def to_the_page() -> None:
    area = link.area_code()
    st.page_link(
        "explore/coverage/page.py",
        label="Who is left out, and where next?",
        icon=":material/map:",
        query_params={"area": area, "service": _asked(area).service.id},
    )

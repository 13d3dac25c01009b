"""The two pieces of HTML around the map: what was found, and the tables of all that it shows."""

from functools import lru_cache

from markupsafe import Markup

from c4eo_core.answers.coverage.shape import Coverage, CoverageQuestion
from c4eo_core.maps.coverage_rows import LAYERS
from c4eo_core.model.markup import markup
from c4eo_core.model.refused import answered
from c4eo_core.reports.html import coverage as say
from c4eo_core.reports.html import coverage_tables
from c4eo_core.reports.html.coverage_places import schools_section, wards_section
from c4eo_core.reports.html.pieces import details
from pages.cached import coverage
from pages.downloads.maker import take_away_html


def before(c: Coverage) -> Markup:
    return _before(c) if c.asked.own else _kept_before(coverage.version(), c.area.code, c.asked)


def after(c: Coverage) -> Markup:
    return _after(c) if c.asked.own else _kept_after(coverage.version(), c.area.code, c.asked)


@lru_cache(maxsize=200)
def _kept_before(_version: str, area: str, asked: CoverageQuestion) -> Markup:
    return _before(answered(coverage.published(area, asked)))


@lru_cache(maxsize=200)
def _kept_after(_version: str, area: str, asked: CoverageQuestion) -> Markup:
    return _after(answered(coverage.published(area, asked)))


def _before(c: Coverage) -> Markup:
    return say.head(c)


def _after(c: Coverage) -> Markup:
    kind = "schools" if c.asked.service.schools else ""
    return markup(
        "<h2>In figures</h2>{facts}<h2>Where the children out of reach live</h2>{wards_section}"
        "<h2>{words}</h2>{schools_section}"
        "<h2>Against neighbours and England</h2>{others_table}"
        "<h2>By age, in town and country</h2>{groups_table}{files}",
        facts=say.facts(c),
        wards_section=wards_section(c),
        words="Schools without one near" if kind else "Schools",
        schools_section=schools_section(c),
        others_table=coverage_tables.others_table(c),
        groups_table=coverage_tables.groups_table(c),
        files=_files(c),
    )


def _files(c: Coverage) -> Markup:
    if c.asked.own:
        return details(
            "Download",
            Markup(
                '<p class="note">With your own list in it, the figures stay on this page: an address would'
                " show"
                " it.</p>"
            ),
        )
    words = coverage.words_of(c.asked) | {"area": c.area.code, "layers": ".".join(LAYERS)}
    return take_away_html("coverage", words, " ".join(c.words))

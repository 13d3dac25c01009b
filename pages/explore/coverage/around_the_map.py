"""The two pieces of HTML around the map: what was found, and the tables of all that it shows."""

from functools import lru_cache

from c4eo_core.answers.coverage.shape import Asked, Coverage
from c4eo_core.maps.coverage_rows import LAYERS
from c4eo_core.reports.html import coverage as say
from c4eo_core.reports.html.coverage_places import schools_section, wards_section
from c4eo_core.reports.html.pieces import details
from pages.cached import coverage
from pages.downloads.maker import take_away_html


def before(c: Coverage) -> str:
    return _before(c) if c.asked.own else _kept_before(coverage.version(), c.area.code, c.asked)


def after(c: Coverage) -> str:
    return _after(c) if c.asked.own else _kept_after(coverage.version(), c.area.code, c.asked)


@lru_cache(maxsize=200)
def _kept_before(_version: str, area: str, asked: Asked) -> str:
    return _before(coverage.published(area, asked))


@lru_cache(maxsize=200)
def _kept_after(_version: str, area: str, asked: Asked) -> str:
    return _after(coverage.published(area, asked))


def _before(c: Coverage) -> str:
    return f"{say.head(c)}{say.facts(c)}<h2>On the map</h2>"


def _after(c: Coverage) -> str:
    kind = "schools" if c.asked.service.schools else ""
    return (
        f"<h2>Where the children out of reach live</h2>{wards_section(c)}"
        f"<h2>{'Schools without one near' if kind else 'Schools'}</h2>{schools_section(c)}"
        f"<h2>Against neighbours and England</h2>{say.others_table(c)}"
        f"<h2>By age, in town and country</h2>{say.groups_table(c)}{_files(c)}"
    )


def _files(c: Coverage) -> str:
    if c.asked.own:
        return details(
            "Download",
            '<p class="note">With your own list in it, the figures stay on this page: an address would show'
            " it.</p>",
        )
    words = coverage.words_of(c.asked) | {"area": c.area.code, "layers": ".".join(LAYERS)}
    return take_away_html("coverage", words, " ".join(c.words))

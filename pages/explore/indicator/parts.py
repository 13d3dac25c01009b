"""The parts of the page about one indicator, built once and kept."""

from functools import lru_cache

from markupsafe import Markup

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.catalogue.choices import national_indicators
from c4eo_core.model.markup import markup
from c4eo_core.reports.html.indicator import definition_list, key_facts, neighbours_table, other_facts
from pages.cached.curves import curve_for
from pages.session import neighbours_in_use

DEFAULT = "ks2-rwm-expected"
_KEPT = 2000


@lru_cache(maxsize=4)
def _options(_version: str) -> dict[str, str]:
    indicators = prepared_desk().figures.indicators
    return {i.id: i.title for i in sorted(indicators, key=lambda i: (i.priority == "context", i.title))}


def options() -> dict[str, str]:
    """Indicator id → title, by title; what merely describes a place comes last."""
    return _options(prepared_desk().figures.version)


@lru_cache(maxsize=_KEPT)
def _facts(version: str, area: str, indicator: str) -> Markup:
    return key_facts(curve_for(area, indicator, version))


def facts(area: str, indicator: str) -> Markup:
    """Three statistics to stand beside the curve."""
    return _facts(neighbours_in_use.version(), area, indicator)


@lru_cache(maxsize=_KEPT)
def _more_facts(version: str, area: str, indicator: str) -> Markup:
    return other_facts(curve_for(area, indicator, version))


def more_facts(area: str, indicator: str) -> Markup:
    return _more_facts(neighbours_in_use.version(), area, indicator)


@lru_cache(maxsize=_KEPT)
def _neighbours(version: str, area: str, indicator: str) -> Markup:
    return neighbours_table(curve_for(area, indicator, version), prepared_desk().figures.neighbour_date)


def neighbours(area: str, indicator: str) -> Markup:
    return _neighbours(neighbours_in_use.version(), area, indicator)


def definition(indicator: str, priorities: dict[str, str]) -> Markup:
    i = prepared_desk().figures.find(indicator)
    key = f"lait:{i.source_key}" if i.source_key else i.id
    older = [ni for ni in national_indicators() if key in ni.successors]
    return definition_list(i, priorities.get(i.priority, "Context"), older) + _bands(i.listings)


def _bands(listings: tuple) -> Markup:
    ruled_out = [entry.topic for entry in listings if not entry.quartiles]
    return (
        markup(
            '<p class="note">The source rules quartile bands out under {ruled_out}.</p>',
            ruled_out=" and ".join(ruled_out),
        )
        if ruled_out
        else Markup()
    )

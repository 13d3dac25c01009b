"""Which curves may be chosen, by title: a priority's headlines first, then the trust's own series."""

from functools import lru_cache

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.local.desk import is_local
from c4eo_core.catalogue.choices import priorities
from pages.cached import curves_of_a_trust

CONTEXT = "context"


def title_of(indicator: str, trust: str = "", hidden: bool = False) -> str:
    """trust: the id of that whose series it may be; hidden: on somebody else's screen a local series has no
    name.
    """
    if is_local(indicator) and (hidden or not trust):
        return "a local series"
    return curves_of_a_trust.title_of(trust, indicator)


@lru_cache(maxsize=8)
def _options(_version: str, priority: str) -> dict[str, str]:
    figures = prepared_desk().figures
    first = (
        [figures.find(h.key) for h in priorities()[priority].headlines] if priority in priorities() else []
    )
    rest = [
        i
        for i in figures.indicators
        if i not in first and i.priority != CONTEXT and priority in ("", i.priority)
    ]
    return {i.id: i.title for i in [*first, *rest]}


def options_with_local(priority: str, trust: str) -> dict[str, str]:
    """As `options_for`, with the trust's own series, each marked, after them."""
    return {**options_for(priority), **curves_of_a_trust.options(trust)}


def options_for(priority: str) -> dict[str, str]:
    """The indicators of a priority, its headlines first; of all three when none is chosen."""
    return _options(prepared_desk().figures.version, priority)

"""Ready-made choices of indicators for a profile: headlines, then every strand."""

import re
from dataclasses import dataclass

from c4eo_core.catalogue.choices import priorities
from c4eo_core.store.figures import Figures

OWN_SET = "own"


@dataclass(frozen=True)
class IndicatorSet:
    """A ready-made choice of indicators; `id` stands in links. groups: the heading each indicator stands
    under, if any.
    """

    id: str
    title: str
    indicators: tuple[str, ...]
    groups: tuple[str, ...] = ()


def indicator_sets(figures: Figures) -> dict[str, IndicatorSet]:
    """Headlines of all priorities, of each, then every strand."""
    named = priorities()
    heads = {key: tuple(figures.find(h.key).id for h in p.headlines) for key, p in named.items()}
    everything = {i: named[key].title for key, ids in reversed(heads.items()) for i in ids}
    first = {i: everything[i] for ids in heads.values() for i in ids}
    sets = [
        IndicatorSet("headlines", "Headlines of all three priorities", tuple(first), tuple(first.values()))
    ]
    sets += [
        IndicatorSet(f"headlines-{_slug(key)}", f"Headlines: {named[key].title}", ids)
        for key, ids in heads.items()
    ]
    strands: dict[tuple[str, str], list[str]] = {}
    for i in sorted(
        figures.indicators, key=lambda i: list(named).index(i.priority) if i.priority in named else len(named)
    ):
        strands.setdefault((i.priority, i.strand), []).append(i.id)
    for (priority, strand), ids in strands.items():
        title = named[priority].title if priority in named else "Background"
        sets.append(IndicatorSet(f"{_slug(priority)}-{_slug(strand)}", f"{title}: {strand}", tuple(ids)))
    return {s.id: s for s in sets}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")

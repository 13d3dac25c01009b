"""A priority at a glance: its headline curves, the worst first, and what is known to help."""

from dataclasses import dataclass

from c4eo_core.answers.curve import Curve, curve_of
from c4eo_core.answers.desk import Desk
from c4eo_core.answers.words import change_words, england_words, lower_first, neighbours_words, trend_words, value_words
from c4eo_core.catalogue.choices import Evidence, Priority, evidence, priorities
from c4eo_core.model.area import Area

SORT_WORDS = "Worst first: worsening trends, then those worse than neighbours, then the rest."
_TREND_ORDER = {"worsening": 0, "rising": 2, "falling": 2, "cannot tell": 2, None: 2, "improving": 3}
_SIDE_ORDER = {"worse": 0, "similar": 1, "not compared": 1, "lower": 1, "higher": 1, "better": 2}


@dataclass(frozen=True)
class Overview:
    """curves: the headlines, worst first; why: indicator id → why it is a headline."""

    area: Area
    priority: Priority
    curves: tuple[Curve, ...]
    why: dict[str, str]
    key_messages: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]


def overview_of(desk: Desk, area: Area, priority_id: str) -> Overview:
    priority = priorities()[priority_id]
    found = [(desk.figures.find(h.key), h.why) for h in priority.headlines]
    curves = sorted((curve_of(desk, area, i) for i, _ in found), key=_worst_first)
    known = evidence()
    return Overview(
        area=area,
        priority=priority,
        curves=tuple(curves),
        why={i.id: why for i, why in found},
        key_messages=tuple(known[e] for e in priority.key_messages),
        evidence=tuple(e for e in known.values() if e.priority in (priority_id, "all")),
    )


def _worst_first(curve: Curve) -> tuple[int, int, str]:
    p = curve.progress
    return _TREND_ORDER[p.trend], _SIDE_ORDER[p.against_neighbours], "DCBA".find(p.quartile or "A")


def three_sentences(overview: Overview) -> list[str]:
    """What stands out, for somebody who has a minute: the worst headline, the best, and the whole in numbers."""
    said = [c for c in overview.curves if c.progress.value is not None]
    if not said:
        return [f"There are no recent figures for {overview.area.name}."]
    worst, best = said[0], said[-1]
    sentences = [_sentence("Look first at", worst)]
    if best is not worst:
        sentences.append(_sentence("Going best", best))
    return [*sentences, _tally(overview)]


def _sentence(opening: str, curve: Curve) -> str:
    p = curve.progress
    trend = f"over five years it is {trend_words(p)}" if p.trend in ("improving", "worsening", "rising", "falling") else "its five-year direction is not clear"
    return f"{opening}: {lower_first(curve.indicator.title)} ({value_words(p)}; {change_words(p)}). It is {neighbours_words(p)}, and {trend}."


def _tally(overview: Overview) -> str:
    progress = [c.progress for c in overview.curves]
    sides = [p.against_neighbours for p in progress]
    england = [england_words(p) for p in progress]
    better, worse = sides.count("better"), sides.count("worse")
    return (
        f"Of {len(progress)} headline figures {better} {_is(better)} better and {worse} {_is(worse)} worse than in similar areas; "
        f"{england.count('better than England')} beat England. The rest are too close to call."
    )


def _is(n: int) -> str:
    return "is" if n == 1 else "are"

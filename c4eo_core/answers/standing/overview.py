"""A priority at a glance: its headline curves, the worst first, and what is known to help."""

from dataclasses import dataclass

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.recent_trend import RecentTrend
from c4eo_core.catalogue.choices import Evidence, Priority, evidence, priorities
from c4eo_core.model.area import Area

SORT_WORDS = "Those that got worse come first, then those worse than neighbours."
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


def _worst_first(curve: Curve) -> tuple[int, int, int]:
    p = curve.progress
    return _trend_order(p.trend), _SIDE_ORDER[p.against_neighbours], "DCBA".find(p.quartile or "A")


def _trend_order(trend: RecentTrend) -> int:
    """What got worse first; without a judgement or a clear change in the middle."""
    return (trend.side or 0) if trend.indicator.judged else 0

"""The sum before choosing: of the children a place is short of, how many an option might change, and for how
much.

Methods, "The sum before choosing". An illustration: what would follow if it worked here as where
it was measured.
"""

import re
from dataclasses import dataclass

from c4eo_core.answers.desk import Desks
from c4eo_core.answers.scenarios.sum_sentences import headline, lines
from c4eo_core.answers.scenarios.sum_words import money_range, share_words
from c4eo_core.answers.standing.progress import Progress, progress_of
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit
from c4eo_core.model.period import Period
from c4eo_core.projections.children_changed import (
    Changed,
    Offer,
    Range,
    children_changed,
    for_money,
    points_among,
)

# Shares of school time, of posts or of homes: a percentage in which nobody can be counted.
_NOT_OF_CHILDREN = re.compile(
    r"absence(?!.*persistent)|severe-time|social-workers|cohesion|library|arts|heritage|museum|broadband|referrals|sports"
)
_WHOLE = 100.0


@dataclass(frozen=True)
class StartingPoint:
    """What the sum starts from. level: in every 100 such children, today (for a gap those of the group of
    concern); cohort: about how many such children there are; short: how many of them between here and
    `compared`, None where the place is not behind; noun: what is counted; why_not: why no sum can be made, ""
    where it can.
    """

    area: Area
    indicator: Indicator
    period: Period
    level: float | None
    high_is_good: bool
    cohort: float | None
    short: float | None
    compared: str
    noun: str
    why_not: str = ""


@dataclass(frozen=True)
class Option:
    """What is offered. offered: children; take_up: share of them, 0 to 1; effect: among those who take part,
    in `unit` of `projections.children_changed`, above 0 better; price: pounds a child taking part. Each is
    (low, high), None where nobody knows. own: the effect is the group's, not one a source measured on this
    very outcome. caution: goes wherever the sum goes.
    """

    name: str
    offered: float | None = None
    take_up: tuple[float, float] | None = None
    effect: tuple[float, float] | None = None
    unit: str = "points"
    price: tuple[float, float] | None = None
    price_words: str = ""
    source: str = ""
    own: bool = False
    caution: str = ""


@dataclass(frozen=True)
class Sum:
    """points: better in every 100 who take part. headline, lines: to be read aloud; what is not
    known is said so.
    """

    ground: StartingPoint
    option: Option
    points: Range | None
    changed: Changed
    headline: str
    lines: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """'Family nurses might change 1 to 9 of 300 children offered it: 0.2% to 2% of the gap,
        for £198,000.'
        """
        share, cost = self.changed.share_of_gap, self.changed.cost
        gap = f": {share_words(share)} of the gap" if share is not None and share.high > 0 else ""
        money = f"for {money_range(cost)}" if cost is not None else "at a price not known"
        return f"{self.headline.rstrip('.')}{gap}, {money}."


def starting_point_of(desk: Desks, area: Area, indicator: Indicator) -> StartingPoint:
    """Compared with the middle of the statistical neighbours; if not behind it, with England, then with the
    best of the neighbours. A gap is compared with no gap.
    """
    (own,) = progress_of(desk, area, [indicator])
    counted = indicator if indicator.concern is None else desk.find(indicator.concern)
    (group,) = (own,) if counted is indicator else progress_of(desk, area, [counted])
    why_not = _why_not(own, group, counted)
    level, short, compared = None, None, ""
    if not why_not and own.value is not None and group.value is not None:
        level = _per_hundred(group.value, counted)
        short, compared = _short(own, own.value)
    return StartingPoint(
        area,
        indicator,
        group.period,
        level,
        counted.polarity is Polarity.HIGH,
        group.cohort,
        short,
        compared,
        "cases" if counted.unit is Unit.RATE and counted.polarity is Polarity.LOW else "children",
        why_not,
    )


def sum_of(ground: StartingPoint, option: Option) -> Sum:
    """Raises ValueError for numbers that cannot be."""
    points = _points(ground, option)
    changed = children_changed(
        Offer(option.offered, _range(option.take_up), points, ground.short, _range(option.price))
    )
    return Sum(
        ground,
        option,
        points,
        changed,
        headline(ground, option, changed),
        lines(ground, option, points, changed),
    )


def same_money(ground: StartingPoint, option: Option, pounds: float) -> Changed:
    """What so many pounds could do; nobody beyond the children there are takes part."""
    return for_money(pounds, _range(option.price), _points(ground, option), ground.cohort)


def _points(ground: StartingPoint, option: Option) -> Range | None:
    if ground.why_not or ground.level is None or option.effect is None:
        return None
    return points_among(Range(*option.effect), option.unit, ground.level, ground.high_is_good)


def _range(ends: tuple[float, float] | None) -> Range | None:
    return None if ends is None else Range(*ends)


def _why_not(own: Progress, group: Progress, counted: Indicator) -> str:
    i = own.indicator
    if not i.judged:
        return "Neither high nor low is better in this figure, so nobody can be changed for the better."
    if counted.unit not in (Unit.PERCENTAGE, Unit.RATE) or (i.is_gap and i.concern is None):
        return (
            "This figure is a score, a sum or a count: it does not say how many children are there already."
        )
    if _NOT_OF_CHILDREN.match(counted.id):
        return "This figure is a share of time, posts or homes, so it does not count children."
    if own.value is None or group.value is None:
        return f"There is no figure for {own.period.label}, so there is nothing to start from."
    if _per_hundred(group.value, counted) > _WHOLE:
        return (
            "This figure counts some children several times, so it does not say how many are there already."
        )
    return ""


def _per_hundred(value: float, indicator: Indicator) -> float:
    return value if indicator.unit is Unit.PERCENTAGE else _WHOLE * value / _per(indicator)


def _per(indicator: Indicator) -> float:
    first = (indicator.per or "").split(" ")[0].replace(",", "")
    return float(first) if first.isdigit() else _WHOLE


def _short(own: Progress, value: float) -> tuple[float | None, str]:
    i, n = own.indicator, own.neighbours
    if i.is_gap:
        return _children(abs(value), own), "no gap"
    behind = 1 if i.polarity is Polarity.HIGH else -1
    goals = ((n.median, "the median of its statistical neighbours"), (own.england, "England"))
    for goal, words in (*goals, (n.best, "the best of its statistical neighbours")):
        if goal is not None and (goal - value) * behind > 0:
            return _children(abs(goal - value), own), words
    return None, ""


def _children(points: float, own: Progress) -> float | None:
    if own.cohort is None:
        return None
    return own.cohort * (
        points / _WHOLE if own.indicator.is_gap else _per_hundred(points, own.indicator) / _WHOLE
    )


def as_json(found: Sum) -> dict:
    """Ranges as [low, high], null where not known."""
    c, g = found.changed, found.ground
    return {
        "name": found.option.name,
        "offered": found.option.offered,
        "taking_part": _ends(c.taking_part),
        "points": _ends(found.points),
        "changed": _ends(c.children),
        "counts": g.noun,
        "short": g.short,
        "compared_with": g.compared or None,
        "share_of_gap": _ends(c.share_of_gap),
        "cost": _ends(c.cost),
        "cost_each": _ends(c.cost_each),
        "might_do_nothing": c.might_do_nothing,
        "source": found.option.source,
        "own": found.option.own,
        "words": [found.headline, *found.lines],
    }


def _ends(found: Range | None) -> list[float] | None:
    return None if found is None else [found.low, found.high]

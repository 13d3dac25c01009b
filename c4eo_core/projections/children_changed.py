"""The sum before choosing: children offered, taking part and changed, as a range, and what it costs. Pure.

Source: methods, "The sum before choosing". A range is kept to the end and never shrunk to its middle; what is
not known makes everything that rests on it unknown (None). Several programmes are never added here.
"""

from dataclasses import dataclass

from scipy.special import ndtr, ndtri

UNITS = ("points", "relative", "sd", "odds_ratio", "risk_ratio")
_RATIOS = ("odds_ratio", "risk_ratio")
_SOMEBODY = 0.5  # children; fewer are nobody, and no share of them can be stated
_SURE = 1e-9  # a share of exactly 0 or 1 has no place on the normal curve


@dataclass(frozen=True)
class Range:
    """low to high, in that order. Raises ValueError otherwise."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"the low end, {self.low}, is above the high end, {self.high}")

    def times(self, other: "Range | float") -> "Range":
        ends = (other.low, other.high) if isinstance(other, Range) else (other, other)
        products = [mine * theirs for mine in (self.low, self.high) for theirs in ends]
        return Range(min(products), max(products))

    @property
    def holds_nought(self) -> bool:
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Offer:
    """offered: children; take_up: share of them, 0 to 1, who take part; points: better in every 100 who take
    part; short: children between the place and where it is compared with; price: pounds a child taking part,
    a year.
    """

    offered: float | None
    take_up: Range | None
    points: Range | None
    short: float | None
    price: Range | None


@dataclass(frozen=True)
class Changed:
    """children: changed for the better, below 0 for the worse; share_of_gap: of the children short, 1 is all
    of them; cost: pounds a year; cost_each: pounds for each child changed, None where it might be none.
    """

    taking_part: Range | None
    children: Range | None
    share_of_gap: Range | None
    cost: Range | None
    cost_each: Range | None

    @property
    def might_do_nothing(self) -> bool | None:
        """None where the size is not known."""
        return None if self.children is None else self.children.holds_nought


def children_changed(offer: Offer) -> Changed:
    """Raises ValueError for a number of children, a share or a price that cannot be."""
    _check(offer)
    part = None if offer.offered is None or offer.take_up is None else offer.take_up.times(offer.offered)
    children = None if part is None or offer.points is None else part.times(offer.points).times(0.01)
    cost = None if part is None or offer.price is None else part.times(offer.price)
    short = offer.short or 0
    share = children.times(1 / short) if children is not None and short >= _SOMEBODY else None
    return Changed(part, children, share, cost, _cost_each(offer))


def for_money(pounds: float, price: Range | None, points: Range | None, most: float | None = None) -> Changed:
    """What the same money could do. most: children there are; nobody takes part beyond them."""
    if pounds < 0:
        raise ValueError(f"a budget cannot be {pounds}")
    if price is None or price.low <= 0:
        return Changed(None, None, None, None, None)
    ends = [pounds / price.high, pounds / price.low]
    part = Range(*(min(end, most) if most is not None else end for end in ends))
    children = None if points is None else part.times(points).times(0.01)
    return Changed(part, children, None, None, _cost_each(Offer(None, None, points, None, price)))


def points_among(effect: Range, unit: str, level: float, high_is_good: bool) -> Range:
    """Better in every 100 who take part, in percentage points. effect: above 0 better, in percentage points,
    as a share of the figure (relative) or in standard deviations (sd); a ratio is that of the figure itself,
    whatever its good side. level: the figure today among such children, in per cent. Nobody can be changed
    who is there already.
    """
    if unit not in UNITS:
        raise ValueError(f"'{unit}' is not a unit of effect we know; the units are {', '.join(UNITS)}")
    if not 0 <= level <= 100:
        raise ValueError(f"the figure must be a share from 0 to 100, not {level}")
    if unit in _RATIOS and effect.low <= 0:
        raise ValueError(f"a ratio is above 0, not {effect.low}")
    ends = sorted(_better(end, unit, level / 100, high_is_good) for end in (effect.low, effect.high))
    room, harm = (100 - level, level) if high_is_good else (level, 100 - level)
    return Range(*(min(max(end, -harm), room) for end in ends))


def _better(effect: float, unit: str, share: float, high_is_good: bool) -> float:
    side = 1 if high_is_good else -1
    if unit == "points":
        return effect
    if unit == "relative":
        return 100 * effect * share
    if unit == "sd":
        inside = min(max(share, _SURE), 1 - _SURE)
        return side * 100 * float(ndtr(ndtri(inside) + side * effect) - inside)
    changed = effect * share if unit == "risk_ratio" else effect * share / (1 - share + effect * share)
    return side * 100 * (changed - share)


def _cost_each(offer: Offer) -> Range | None:
    """The share taking part cancels out: it widens neither end."""
    if offer.price is None or offer.points is None or offer.points.low <= 0:
        return None
    return Range(100 * offer.price.low / offer.points.high, 100 * offer.price.high / offer.points.low)


def _check(offer: Offer) -> None:
    if offer.offered is not None and offer.offered < 0:
        raise ValueError(f"the children offered it cannot be {offer.offered}")
    if offer.take_up is not None and not 0 <= offer.take_up.low <= offer.take_up.high <= 1:
        raise ValueError(f"take-up is a share from 0 to 1, not {offer.take_up.low} to {offer.take_up.high}")
    if offer.price is not None and offer.price.low < 0:
        raise ValueError(f"a price cannot be {offer.price.low}")
    if offer.short is not None and offer.short < 0:
        raise ValueError(f"the children short cannot be {offer.short}")

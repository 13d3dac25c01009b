"""The size of an effect as a reader would say it: with its sign in words, its unit, and its interval."""

from c4eo_core.catalogue.card import UNITS, CardEffect

_RATIOS = {
    "odds_ratio": "odds {n} times as high",
    "risk_ratio": "{n} times as likely",
    "rate_ratio": "{n} times the rate",
}
# More of it, less of it.
_SIGNED = {
    "months": ("{n} month{s} of extra progress", "{n} month{s} of lost progress"),
    "weeks": ("{n} week{s} of extra progress", "{n} week{s} of lost progress"),
    "points": ("{n} percentage point{s} more", "{n} percentage point{s} fewer"),
    "relative_percent": ("{n}% more", "{n}% less"),
    "days": ("{n} day{s} more a pupil", "{n} day{s} fewer a pupil"),
}
_NOTHING = {"months": "no extra progress", "weeks": "no extra progress"}


def size_words(e: CardEffect) -> str:
    """'4 months of extra progress', '19 to 20% less', 'odds 1.24 times as high (95% interval 1.01 to 1.52)';
    "" where the card holds no figure.
    """
    if e.value is not None:
        return f"{_sized(e.unit, e.value, e.value)}{_interval(e)}"
    if e.low is not None and e.high is not None:
        return _sized(e.unit, e.low, e.high)
    return ""


def number(n: float) -> str:
    """With a minus that is not taken for a hyphen."""
    return f"{n:,.10g}".replace("-", "−")


def _sized(unit: str, low: float, high: float) -> str:
    if low == high == 0 and unit in _NOTHING:
        return _NOTHING[unit]
    if unit in _RATIOS:
        return _RATIOS[unit].format(n=_between(low, high))
    if unit in _SIGNED and (low >= 0 or high <= 0):
        ends = sorted((abs(low), abs(high)))
        words = _SIGNED[unit][0 if high > 0 or low == high == 0 else 1]
        return words.format(n=_between(*ends), s="" if ends == [1, 1] else "s")
    if unit == "share":
        return f"{_between(low, high)}% of those taking part: a level, not an effect"
    return f"{_between(low, high)} {UNITS.get(unit, unit)}".strip()


def _between(low: float, high: float) -> str:
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _interval(e: CardEffect) -> str:
    if e.low is None or e.high is None:
        return ""
    if e.range == "editions":
        return f" ({_between(e.low, e.high)} by edition)"
    level = f"{number(e.level)}% interval" if e.level else "interval"
    name = level if e.range == "interval" else "estimates from"
    return f" ({name} {_between(e.low, e.high)})"

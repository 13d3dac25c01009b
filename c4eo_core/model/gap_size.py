"""A gap as it is shown: by its size. The signed figure stands only in a column named concern minus reference.

Nothing here changes what is no gap, and a size stays what it is, so that nothing is ever turned twice.
"""

from c4eo_core.model.indicator import Indicator

SIGNED = "concern_minus_reference"


def size_of(value: float | None, indicator: Indicator) -> float | None:
    """The figure as it is shown: of a gap its size, on whichever side the group is."""
    return abs(value) if value is not None and indicator.is_gap else value


def span_of(low: float, high: float, indicator: Indicator) -> tuple[float, float]:
    """An interval as it is shown. One that holds no gap at all reaches from none to the larger side."""
    if not indicator.is_gap:
        return low, high
    small, large = sorted((abs(low), abs(high)))
    return (0.0 if low < 0 < high else small), large


def is_ahead(value: float | None, indicator: Indicator) -> bool:
    """Whether the group of concern is in front. A gap of ours is concern minus reference; a published one is
    the other way round.
    """
    return bool(value) and indicator.is_gap and (value > 0) == (indicator.concern is not None)

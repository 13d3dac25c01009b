"""How the sum's ranges are written: no surer than they are, never to the child or the pound."""

import math

from c4eo_core.projections.children_changed import Range

WHOLE = 100.0


def count_words(value: float) -> str:
    """Two or three significant figures above a thousand; whole children below."""
    if 0 < value < 1:
        return "fewer than 1"
    if value >= 10_000:
        return f"{round(value, -2):,.0f}"
    return f"{value:,.0f}"


def range_words(found: Range | None) -> str:
    """'6 to 20', 'about 6', 'fewer than 1 to 9', '–'."""
    if found is None:
        return "–"
    low, high = count_words(found.low), count_words(found.high)
    return (
        f"about {low}"
        if low == high and low != "fewer than 1"
        else low
        if low == high
        else f"{low} to {high}"
    )


def decimal_words(found: Range) -> str:
    low, high = f"{found.low:.1f}", f"{found.high:.1f}"
    return f"about {low}" if low == high else f"{low} to {high}"


def percent_words(low: float, high: float) -> str:
    places = 0 if high >= 10 else 1
    ends = f"{low:.{places}f}", f"{high:.{places}f}"
    return f"about {ends[0]}%" if ends[0] == ends[1] else f"{ends[0]}% to {ends[1]}%"


def money_range(found: Range) -> str:
    low, high = money_words(found.low), money_words(found.high)
    return low if low == high else f"{low} to {high}"


def money_words(pounds: float) -> str:
    """To three significant figures: a price is never known to the pound."""
    if pounds <= 0:
        return "£0"
    digits = max(0, int(math.floor(math.log10(pounds))) - 2)
    return f"£{round(pounds, -digits):,.0f}"


def share_words(share: Range) -> str:
    """Of a gap; what is below nothing of it is none."""
    return percent_words(max(share.low, 0) * WHOLE, share.high * WHOLE)

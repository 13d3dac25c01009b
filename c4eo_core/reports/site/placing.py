"""Placing things in a small picture: round numbers on its scale, words that do not overlap,
paths in few letters.
"""

import math
from collections.abc import Iterable, Sequence

from c4eo_core.model.display import number
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit, YearType

_STEPS = (1, 2, 2.5, 5, 10)


def ticks(low: float, high: float, indicator: Indicator, most: int) -> list[tuple[float, str]]:
    """Round numbers on the scale, with how they are written."""
    rough = (high - low) / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * s for s in _STEPS if size * s >= rough * 0.999)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (round(step / size, 3) == 2.5 and size <= 1)
    unit = "%" if indicator.unit is Unit.PERCENTAGE else ""
    first = math.ceil(low / step - 1e-9)
    values = [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]
    return [(v, number(v, decimals) + unit) for v in values]


def year_words(year: int, kind: YearType) -> str:
    """How the chart's own axis writes the year in which a period ends."""
    joined = {YearType.ACADEMIC: "/", YearType.FINANCIAL: "-"}.get(kind)
    return f"{year - 1}{joined}{year % 100:02d}" if joined else str(year)


def spread(places: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """places, in order, moved as little as it takes to stand `gap` apart between top and bottom."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap if moved else top))
    limit = bottom
    for k in range(len(moved) - 1, -1, -1):
        moved[k] = min(moved[k], limit)
        limit = moved[k] - gap
    return moved


def shortened(name: str, room: int) -> str:
    """The name, or as many whole words of it as there is room for."""
    if len(name) <= room:
        return name
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) >= room:
        words.pop()
    while len(words) > 1 and words[-1].lower() in ("and", "upon", "of", "the", "with"):
        words.pop()
    return " ".join(words)[:room].rstrip(" ,") + "…"


def path(strokes: Iterable[Sequence[tuple[int, int]]], fine: bool = True) -> str:
    """Strokes in tenths of a pixel as one path, in as few letters as will do; a stroke of a single point
    becomes a dot.

    fine: to the tenth, else to the whole pixel.
    """
    parts = []
    for stroke in strokes:
        (x, y), *rest = stroke if fine else [(round(a, -1), round(b, -1)) for a, b in stroke]
        moves = []
        for nx, ny in rest:
            moves.append(f"{tenths(nx - x)} {tenths(ny - y)}")
            x, y = nx, ny
        x, y = stroke[0] if fine else (round(stroke[0][0], -1), round(stroke[0][1], -1))
        parts.append(f"M{tenths(x)} {tenths(y)}" + ("l" + " ".join(moves) if moves else "h0"))
    return "".join(parts).replace(" -", "-")


def tenths(n: int) -> str:
    return f"{n / 10:.1f}".removesuffix(".0")

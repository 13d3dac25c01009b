"""How figures are written: half away from zero, to the indicator's decimals, missing never as a number."""

from decimal import ROUND_HALF_UP, Context, Decimal

from c4eo_core.model.gap_size import size_of, span_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Unit

# Published files carry binary noise in the last digits (0.30000000000000004); anything finer than this is
# noise.
NOISE_DECIMALS = 9
_WIDE = Context(prec=400)  # digits enough for every number there is
_PLAIN, _NEAR_A_HALF = 1e8, 1e-6

MINUS = "\u2212"


def rounded(value: float, decimals: int) -> Decimal:
    """Half away from zero, after the binary noise of the published file is taken off."""
    exact = Decimal(repr(round(float(value), NOISE_DECIMALS)))
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    return abs(result) if result == 0 else result


def so_many(size: Decimal, unit: str) -> str:
    """'1 percentage point', '1.0 points', '2 points', '1 child'. unit: in the plural."""
    if str(size).lstrip("-") == "1":
        unit = unit.removesuffix("ren") if unit == "children" else unit.replace("points", "point")
    return f"{size:,} {unit}"


def number(value: float | None, decimals: int) -> str:
    if value is None or value != value:
        return "–"
    exact = round(float(value), NOISE_DECIMALS)
    scaled = abs(exact) * 10**decimals
    # Far from a half the plain way gives the same, ten times as fast: a page writes hundreds of figures.
    if scaled < _PLAIN and abs(scaled % 1 - 0.5) > _NEAR_A_HALF:
        text = f"{exact:,.{decimals}f}"
        text = text if scaled >= 0.5 else text.removeprefix("-")
    else:
        text = f"{rounded(value, decimals):,}"
    return text.replace("-", MINUS)


def figure(value: float | None, indicator: Indicator) -> str:
    """The number with its unit, short: 64.2%, 31.4; a gap as its size: 20.1."""
    text = number(size_of(value, indicator), indicator.decimals)
    if text == "–":
        return text
    if (
        indicator.unit is Unit.PERCENTAGE
    ):  # never a rate for every 100: one pupil may be counted several times in it
        return text + "%"
    if indicator.unit is Unit.MONEY:
        return "£" + text
    return text


def span(low: float, high: float, indicator: Indicator, joined: str = " to ") -> str:
    """Both ends of an interval, short: '52% to 58%'; of a gap the sizes it holds, the smaller first."""
    small, large = span_of(low, high, indicator)
    return f"{figure(small, indicator)}{joined}{figure(large, indicator)}"


def change(value: float | None, indicator: Indicator) -> str:
    """A difference with its sign and the word that keeps it from being read as per cent of per cent."""
    if value is None or value != value:
        return "–"
    size = rounded(value, indicator.decimals)
    sign = "+" if size > 0 else ""
    points = " point" if abs(size) == 1 and not indicator.decimals else " points"
    unit = points if indicator.unit in (Unit.PERCENTAGE, Unit.GAP) else ""
    return sign + f"{size:,}".replace("-", MINUS) + unit


def ordinal(n: int) -> str:
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"

"""The data of the curve chart: points, labels at line ends, breaks, the extent of the axes, the words on the
picture.
"""

import math
import textwrap
from collections.abc import Sequence

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve, Series
from c4eo_core.answers.standing.words import source_words
from c4eo_core.charts.theme import SCREEN, Size
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import Unit

PER_LINE = 1.25
# Characters a line at the three widths: a page or an image, a tablet, a phone.
_TITLE_WIDTHS, _TEXT_WIDTHS = (95, 62, 34), (130, 84, 46)
_ROLES = ("us", "neighbour", "median", "region", "england", "concern", "reference", "baseline")
_BRIEF = {
    "median": "neighbours",
    "region": "region",
    "england": "England",
    "concern": "behind",
    "reference": "the rest",
}
EVERYBODY = ("neighbours", "region", "england", "ahead")
FANS = (95, 80, 50)


def curve_rows(
    curve: Curve,
    shown: Sequence[str] = EVERYBODY,
    parts: bool = False,
    size: Size = SCREEN,
    height: int | None = None,
    forecast: Forecast | None = None,
) -> list[dict]:
    """The data of one chart: a row a point, plus the labels at line ends, the breaks and the extent of the
    axes.

    shown: which of EVERYBODY to draw beside the area; parts: both lines of a gap instead of the gap.
    forecast: drawn as a dashed line and a fan when "ahead" is shown.
    """
    drawn = _drawn(curve, shown, parts)
    rows = [row for role, series in drawn for row in _series_rows(curve, role, series)]
    values = [r["value"] for r in rows if r["value"] is not None]
    if not values:
        return []
    ahead = _ahead_rows(forecast, curve) if forecast and "ahead" in shown and not parts else []
    values += [r[end] for r in ahead for end in ("value", "value2") if r.get(end) is not None]
    rows += ahead
    low, high = axis_extent(values, curve.indicator.unit)
    rows += _labels(curve, drawn, ahead, low, high, size, height or size.height)
    rows += [
        {"role": "break", "year": b.from_year - 0.5, "text": "definition\nchanged", "why": b.why}
        for b in curve.breaks
    ]
    rows += _held_open(curve.periods[0].end.year)
    rows += _writing(curve, parts, bool(ahead), low, high, size)
    rows += [{"role": "extent", "year": curve.periods[0].end.year, "value": v} for v in (low, high)]
    return rows


def _drawn(curve: Curve, shown: Sequence[str], parts: bool) -> list[tuple[str, Series]]:
    if parts and curve.parts:
        return [("concern", curve.parts[0]), ("reference", curve.parts[1])]
    neighbours = [*(("neighbour", s) for s in curve.neighbours), ("median", curve.neighbour_median)]
    drawn = neighbours if "neighbours" in shown else []
    drawn += [("region", curve.region)] if curve.region and "region" in shown else []
    drawn += [("england", curve.england)] if "england" in shown else []
    return [*drawn, ("us", curve.area)]


def _series_rows(curve: Curve, role: str, series: Series) -> list[dict]:
    return [
        {
            "role": role,
            "series": series.name,
            "year": period.end.year,
            "period": period.label,
            "value": value,
            "run": run,
            "shown": figure(value, curve.indicator),
        }
        for period, value, run in zip(curve.periods, series.values, curve.runs, strict=True)
    ]


def axis_extent(values: list[float], unit: Unit) -> tuple[float, float]:
    """A tenth of room either side, on round numbers; a share or count that comes near zero starts at zero."""
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    step = 10 ** math.floor(math.log10((high - low + 2 * room) / 4))
    bottom, top = math.floor((low - room) / step) * step, math.ceil((high + room) / step) * step
    if low >= 0 and unit not in (Unit.GAP, Unit.SCORE) and bottom < 0.25 * top:
        bottom = 0.0
    if unit is Unit.PERCENTAGE:
        top = min(top, 100.0) if high <= 100 else top
    return float(bottom), float(top)


def _ahead_rows(forecast: Forecast, curve: Curve) -> list[dict]:
    """The baseline and its intervals, from the last figure on; where it has no figure, from the first year
    ahead.
    """
    i = curve.indicator
    today = next((v for p, v, _ in forecast.history if p == forecast.origin), None)
    start = forecast.origin.end.year
    rows = [{"role": "now", "year": start, "text": "now"}] if forecast.baseline else []
    if today is not None and forecast.baseline:
        rows.append(
            {"role": "baseline", "series": "If nothing changes", "year": start, "value": today, "run": 0}
        )
        rows += [{"role": f"fan{level}", "year": start, "value": today, "value2": today} for level in FANS]
    for ahead in forecast.baseline:
        year, period = ahead.period.end.year, ahead.period.label
        shown = (
            f"{figure(ahead.median, i)} (80 %: {figure(ahead.intervals[80][0], i)} to"
            f" {figure(ahead.intervals[80][1], i)})"
        )
        rows.append(
            {
                "role": "baseline",
                "series": "If nothing changes",
                "year": year,
                "period": period,
                "value": ahead.median,
                "run": 0,
                "shown": shown,
            }
        )
        rows += [
            {
                "role": f"fan{level}",
                "year": year,
                "value": ahead.intervals[level][0],
                "value2": ahead.intervals[level][1],
            }
            for level in FANS
        ]
    return rows


def _labels(
    curve: Curve,
    drawn: list[tuple[str, Series]],
    ahead: list[dict],
    low: float,
    high: float,
    size: Size,
    height: int,
) -> list[dict]:
    """One label at the end of each named line, moved apart so that none covers another."""
    ends = []
    for role, series in drawn:
        known = [(p.end.year, v) for p, v in zip(curve.periods, series.values, strict=True) if v is not None]
        if role != "neighbour" and known:
            # An older figure never passes for the newest.
            old = next((f"in {p.label}" for p in curve.periods[:-1] if p.end.year == known[-1][0]), "")
            ends.append(
                {
                    "role": "label",
                    "series_role": role,
                    "year": known[-1][0],
                    "value": known[-1][1],
                    "text": f"{figure(known[-1][1], curve.indicator)}  {series.name} {old}".rstrip(),
                    "brief": (
                        f"{figure(known[-1][1], curve.indicator)}"
                        f" {old or _BRIEF.get(role) or _brief(series.name)}"
                    ),
                }
            )
    if line := [r for r in ahead if r["role"] == "baseline"]:
        value = figure(line[-1]["value"], curve.indicator)
        ends.append(
            {
                "role": "label",
                "series_role": "baseline",
                "year": line[-1]["year"],
                "value": line[-1]["value"],
                "text": f"{value}  if nothing changes",
                "brief": f"{value} if no change",
            }
        )
    last = max((e["year"] for e in ends), default=0)
    for end in ends:
        end["year"] = last
    return apart(ends, low, high, size.label * PER_LINE / height * (high - low))


def _brief(name: str) -> str:
    """A name that fits beside a chart on a phone."""
    return name if len(name) <= 11 else name[:10].rstrip(" ,") + "…"


def apart(ends: list[dict], low: float, high: float, distance: float) -> list[dict]:
    """The labels at line ends, moved up and down until none covers another; distance in the unit of the
    values.
    """
    ends = sorted(ends, key=lambda e: e["value"])
    for _ in range(40):
        moved = False
        for below, above in zip(ends, ends[1:], strict=False):
            overlap = distance - (above["value"] - below["value"])
            if overlap > 1e-9:
                below["value"], above["value"] = below["value"] - overlap / 2, above["value"] + overlap / 2
                moved = True
        if not moved:
            break
    for end in ends:
        end["value"] = min(max(end["value"], low), high)
    return ends


def _held_open(year: int) -> list[dict]:
    """A row without a figure for each layer, so that a layer with nothing to draw does not upset the scale."""
    labels = [
        {"role": "label", "series_role": role, "year": year, "value": None, "text": "", "brief": ""}
        for role in _ROLES
        if role != "neighbour"
    ]
    lines = [{"role": role, "year": year, "value": None, "run": -1} for role in _ROLES]
    fans = [{"role": f"fan{level}", "year": year, "value": None, "value2": None} for level in FANS]
    marks = [{"role": role, "year": year, "text": "", "why": ""} for role in ("break", "now")]
    return [*lines, *labels, *fans, *marks]


def _writing(curve: Curve, parts: bool, ahead: bool, low: float, high: float, size: Size) -> list[dict]:
    """Title and subtitle above the plot, source below it, each wrapped for three widths with how far it is
    lifted.
    """
    i = curve.indicator
    span = f"{curve.periods[0].label} to {curve.periods[-1].label}"
    near = (
        " and the neighbours it chose"
        if curve.progress.neighbours.chosen
        else " and its statistical neighbours"
    )
    who = curve.place.name + (", both groups" if parts else near if curve.neighbours else "")
    under = f"{who}, {i.unit_words}, {span}. {extent_words(curve, low, high)}"
    if ahead:
        under += (
            " Shaded: 50, 80 and 95 % prediction intervals if nothing changes; the labels give the newest"
            " figures."
        )
    smaller = SCREEN.label / size.label
    titles = [_wrapped(i.title, n * SCREEN.title / size.title) for n in _TITLE_WIDTHS]
    unders = [_wrapped(under, n * smaller) for n in _TEXT_WIDTHS]
    lift_under = [-(10 + round(size.label * PER_LINE) * len(u)) for u in unders]
    lift_title = [
        below - 3 - round(size.title * PER_LINE) * len(t) for below, t in zip(lift_under, titles, strict=True)
    ]
    sources = [_wrapped(source_words(i), n * smaller) for n in _TEXT_WIDTHS]
    written = (
        ("title", titles, lift_title),
        ("subtitle", unders, lift_under),
        ("source", sources, [0, 0, 0]),
    )
    return [_by_room(role, lines, lifts) for role, lines, lifts in written]


def _by_room(role: str, lines: list[list[str]], lifts: list[float]) -> dict:
    row: dict = {"role": role}
    for room, text, lift in zip(("page", "tablet", "phone"), lines, lifts, strict=True):
        row[f"text_{room}"], row[f"lift_{room}"] = "\n".join(text), float(lift)
    return row


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, int(width))


def extent_words(curve: Curve, low: float, high: float) -> str:
    """Whether the axis starts at zero, said in words."""
    from_zero = "." if low <= 0 <= high else ", not from zero."
    return f"The scale runs from {figure(low, curve.indicator)} to {figure(high, curve.indicator)}{from_zero}"

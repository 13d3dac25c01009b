"""Every generated sentence about one place and indicator, and what is wrong with it when it is read back."""

import re
from dataclasses import dataclass

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.forecasts.words import narrower_words
from c4eo_core.answers.public.counts import count_words, direction_words, small_words
from c4eo_core.answers.public.view import tags_of
from c4eo_core.answers.standing import in_children, words
from c4eo_core.answers.standing.curve import Curve, curve_of
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.model.area import Area
from c4eo_core.model.display import rounded
from c4eo_core.model.gap_size import is_ahead, size_of
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity
from tests.unit.reading import grade_of

HARDEST = 11.0
NEVER = re.compile(
    r"will be at least|\bnan\b|\bNone\b|  |(?<![\d.,])1 (?:percentage points|points|children|pupils|figures|years|places|neighbours)\b"
    r"|(?<![\d.,])(?:[02-9]|\d{2,3}) (?:percentage point|point|figure|place)\b(?! of)|[a-z]\.\.|,,|;;"
)
_FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Read:
    """sentences: kind → text; faults: what does not agree with the figures."""

    sentences: dict[str, str]
    faults: list[str]


def read(desk: Desk, area: Area, indicator: Indicator) -> Read:
    curve = curve_of(desk, area, indicator)
    try:
        forecast = forecast_of(desk, area, indicator)
    except NoForecast:
        forecast = None
    faults = [
        *_value(curve),
        *_change(curve),
        *_verdict(curve),
        *_trend(curve),
        *_children(curve),
        *(_forecast(curve, forecast) if forecast and forecast.baseline else []),
    ]
    return Read(_sentences(curve, forecast), faults)


def _sentences(curve: Curve, forecast: Forecast | None) -> dict[str, str]:
    p, i = curve.progress, curve.indicator
    found = {
        "value": f"{words.value_words(p).rstrip('.')}.",
        "change": f"It is {words.change_words(p)}.",
        "neighbours": f"It is {words.neighbours_words(p)}.",
        "England": f"It is {words.england_words(p)}.",
        "rank": f"It is {words.rank_words(p)}.",
        "trend": f"It is {p.trend.words}.",
        "picture": words.alt_words(curve),
        "gap": words.gap_words(curve),
        "quality": quality_words(curve),
        "reading": words.better_words(i),
        "count": count_words(curve),
        "direction": direction_words(curve),
        "small": small_words(curve),
        "children": f"It is {in_children.children_words(p)}." if in_children.children_words(p) else None,
        "gap in children": f"It is {in_children.gap_words(p)}." if in_children.gap_words(p) else None,
        "to the median": f"It is {in_children.median_words(p)}." if in_children.median_words(p) else None,
    }
    if forecast:
        found |= {
            "forecast": forecast.words,
            "own figures": forecast.own_words,
            "record": forecast.record_words,
            "narrower": narrower_words(forecast),
        }
    return {kind: text for kind, text in found.items() if text}


def numbers(text: str) -> list[float]:
    """Figures of a text in their order, as they are written."""
    return [float(n.replace(",", "").replace("−", "-")) for n in _FIGURE.findall(text)]


def _written(value: float, i: Indicator) -> float:
    return float(rounded(size_of(value, i) or 0.0, i.decimals))


def _value(curve: Curve) -> list[str]:
    p, i = curve.progress, curve.indicator
    if p.value is None:
        return [] if "No figure" in words.value_words(p) else ["a missing figure is not said to be missing"]
    said = words.value_words(p).split(f" in {p.period.label}")[0]
    if said == "no gap":
        return [] if not _written(p.value, i) else ["a gap is called none"]
    faults = [] if numbers(said)[0] == _written(p.value, i) else [f"{said}: the figure is {p.value}"]
    if i.is_gap and said.endswith("ahead") != is_ahead(p.value, i):
        faults.append(f"{said}: the figure is {p.value}")
    return faults


def _change(curve: Curve) -> list[str]:
    p, i = curve.progress, curve.indicator
    if p.change is None or p.value is None:
        return []
    said, before = words.change_words(p).split(" since ")[0], p.value - p.change
    moved = float(rounded(abs(p.value) - abs(before) if i.is_gap else p.change, i.decimals))
    if said in ("unchanged", "the same"):
        return [] if not moved else [f"{said}: it moved by {moved}"]
    size = numbers(said)[0]
    way = {"wider": 1, "narrower": -1}.get(said.split(" ")[-1], 1)
    return [] if size * way == moved else [f"{said}: it moved by {moved}"]


def _verdict(curve: Curve) -> list[str]:
    """The tag against the two points that the chart draws, and the place."""
    p, i = curve.progress, curve.indicator
    rows = curve_rows(curve, ("neighbours",))
    newest = p.period.end.year
    drawn = {r["role"]: r["value"] for r in rows if r["role"] in ("us", "median") and r.get("year") == newest}
    side, faults = p.against_neighbours, []
    tags = [t.words.lower() for t in tags_of(curve)]
    if side in ("better", "worse", "higher", "lower"):
        if drawn.get("median") is None or drawn.get("us") is None:
            return [f"{side} than a line that is not drawn"]
        above = drawn["us"] > drawn["median"]
        high = above if i.polarity is Polarity.HIGH or side in ("higher", "lower") else not above
        if high != (side in ("better", "higher")) or drawn["us"] == drawn["median"]:
            faults.append(f"{side}, and the chart draws {drawn}")
    if side in ("better", "worse"):
        expected = {"better": ("better than", "smaller gap"), "worse": ("worse than", "wider gap")}[side]
        if not any(t.startswith(expected) for t in tags if "areas" in t):
            faults.append(f"{side}, and the tags say {tags}")
        middle = ((p.neighbours.placed_of or 0) + 1) / 2
        place = p.neighbours.place or 0
        if (place > middle) if side == "better" else (place < middle):
            faults.append(f"{side} at place {place} of {p.neighbours.placed_of}")
    return faults


def _trend(curve: Curve) -> list[str]:
    p, i, t = curve.progress, curve.indicator, curve.progress.trend
    if t.side is None:
        if t.changed is not None and "it changed by" in t.words:
            said = numbers(t.words.split("it changed by")[1].split(";")[0])[0]
            return [] if said == float(rounded(abs(t.changed), i.decimals)) else [f"{t.words}: {t.changed}"]
        return []
    if t.since is None or t.since not in curve.periods:
        return [f"{t.words}: there is no such period"]
    at = curve.periods.index(t.since)
    if curve.area.values[at] is None:
        return [f"{t.words}: that period has no figure"]
    faults = []
    if t.side and t.moved:
        good = t.moved < 0 if i.is_gap or i.polarity is Polarity.LOW else t.moved > 0
        if good != (t.side > 0):
            faults.append(f"{t.words}: the level moved by {t.moved}")
        word = words.trend_words(p).split(" than")[0].split(" ")[-1]
        ways = {"better": 1, "narrower": 1, "higher": 1, "worse": -1, "wider": -1, "lower": -1}
        if ways[word] * t.side <= 0:
            faults.append(f"{t.words}: side {t.side}")
    return faults


def _children(curve: Curve) -> list[str]:
    """Children counted from the figure: the share of the group, to two figures."""
    p, faults = curve.progress, []
    gap, near, median = in_children.gap_words(p), in_children.median_words(p), p.neighbours.median
    if gap and not gap.startswith("fewer"):
        count = abs(p.value or 0) * (p.cohort or 0) / 100
        faults += [] if abs(numbers(gap)[0] - count) <= max(0.051 * count, 0.51) else [f"{gap}: {count}"]
    if near:
        more = (median or 0) > (p.value or 0) if not p.indicator.is_gap else False
        faults += [] if (" more would" in near) == more else [f"{near}: {p.value} beside {median}"]
        faults += [] if p.against_neighbours == "worse" else [f"{near}: {p.against_neighbours}"]
    return faults


def _forecast(curve: Curve, forecast: Forecast) -> list[str]:
    """The sentence against the years, and the years against what the chart draws."""
    i, shown, faults = curve.indicator, forecast_in_sizes(forecast), []
    first, last = shown.baseline[0], shown.baseline[-1]
    if forecast.under_way is None:
        said = forecast.words.split(" to be between ")[1].split(". M")[0]
        raw = forecast.baseline[0].intervals[80]
        ends = sorted(_written(v, i) for v in raw)
        found = sorted(
            numbers(said.replace("no gap", "0"))[:1]
            + numbers(said.replace("no gap", "0").split(" and ")[1])[:1]
        )
        if found != ends:
            faults.append(f"{said}: the interval is {raw}")
        if first.period.label not in forecast.words:
            faults.append(f"{forecast.words}: the year is {first.period.label}")
    for year in forecast.baseline:
        low, high = zip(*(year.intervals[level] for level in (95, 80, 50)), strict=True)
        if (
            list(low) != sorted(low)
            or list(high) != sorted(high, reverse=True)
            or not low[-1] <= year.median <= high[-1]
        ):
            faults.append(f"the intervals of {year.period.label} do not lie in one another")
    rows = curve_rows(curve, forecast=forecast)
    drawn = {r["year"]: r["value"] for r in rows if r["role"] == "baseline" and r.get("period")}
    expected = {y.period.end.year: y.median for y in shown.baseline}
    if drawn and drawn != expected:
        faults.append(f"the chart draws {drawn} and the forecast says {expected}")
    if drawn and curve_in_sizes(curve).area.values[-1] is not None:
        ends = [
            r["text"]
            for r in rows
            if r["role"] == "label" and r.get("series_role") == "baseline" and r["text"]
        ]
        if ends and numbers(ends[0])[0] != _written(last.median, i):
            faults.append(f"{ends}: the last year is {last.median}")
    return [*faults, *_apart(curve, forecast)]


def _apart(curve: Curve, forecast: Forecast) -> list[str]:
    """Where the trend and the forecast point different ways the sentence says so, and nowhere else."""
    i, t = curve.indicator, curve.progress.trend
    today = next((v for p, v, _ in forecast.history if p == forecast.origin), None)
    said = "point different ways" in forecast.words
    if not t.side or t.moved is None or today is None or not forecast.relative or forecast.under_way:
        return ["apart without a trend"] if said else []
    total = (size_of(forecast.baseline[-1].median, i) or 0.0) - (size_of(today, i) or 0.0)
    apart = total * t.moved < 0 and bool(rounded(total, i.decimals))
    return [] if said == apart else [f"trend {t.moved}, forecast {total}, and the sentence: {said}"]


def hard(text: str, names: re.Pattern[str]) -> list[tuple[float, str]]:
    """Sentences harder than HARDEST, names taken out."""
    found = []
    for sentence in re.split(r"(?<=[.!?;])\s+|(?<=:)(?<!trend:)\s+", names.sub("Leeds", text)):
        of = re.findall(r"[A-Za-z0-9',/.-]*[A-Za-z0-9]", sentence)
        if len(of) > 2 and grade_of(of) > HARDEST:
            found.append((round(grade_of(of), 1), sentence))
    return found

"""The years ahead on the curve: the baseline, its fan, and where the widest interval leaves the picture."""

from c4eo_core.answers.forecasts.shape import Ahead, Forecast
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.model.display import figure, span
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.text import day_words

FANS = (95, 80, 50)
SIZING = 80  # the widest interval that the axis makes room for
TESTED = 3  # years ahead that the record of past baselines tests; later ones are drawn paler
LINE = "If nothing changes"


def rests_on_one_old_figure(curve: Curve, forecast: Forecast) -> bool:
    """The place has a single figure, and not of the newest period: a fan would say more than is known."""
    known = [p for p, v in zip(curve.periods, curve.area.values, strict=True) if v is not None]
    return forecast.points <= 1 and bool(known) and known[-1] is not curve.periods[-1]


def ahead_rows(forecast: Forecast, indicator: Indicator) -> list[dict]:
    """The baseline and its intervals, from the newest figure on; without one, from the first year ahead."""
    if not forecast.baseline:
        return []
    today = next((v for p, v, _ in forecast.history if p == forecast.origin), None)
    start = forecast.origin.end.year
    rows: list[dict] = [{"role": "now", "year": start, "text": "newest figure", "brief": "forecast"}]
    ends = [(start, today, dict.fromkeys(FANS, (today, today)))] if today is not None else []
    ends += [(a.period.end.year, a.median, a.intervals) for a in forecast.baseline]
    names = {a.period.end.year: (a.period.label, _shown(a, indicator)) for a in forecast.baseline}
    for year, middle, intervals in ends:
        period, shown = names.get(year, (None, None))
        row = {"role": "baseline", "series": LINE, "year": year, "value": middle, "run": 0}
        rows.append(row | ({"period": period, "shown": shown} if period else {}))
        rows += [
            {"role": f"fan{level}", "year": year, "value": low, "value2": high, "run": run}
            for level, (low, high) in intervals.items()
            for run in _runs(year - start, ends[-1][0] - start)
        ]
    return rows + _under_way(forecast, indicator)


def _under_way(forecast: Forecast, indicator: Indicator) -> list[dict]:
    """A hollow point for the year that is running: an estimate from its figures so far, never a published
    figure.
    """
    year = forecast.under_way
    if year is None:
        return []
    so_far, likely = figure(year.so_far, indicator), figure(year.nowcast.median, indicator)
    return [
        {"role": "under-way", "series": f"This year so far, to {day_words(year.released)}"}
        | {"year": year.period.end.year, "period": year.period.label, "value": year.nowcast.median}
        | {"shown": f"{so_far} so far; official figure likely {likely}"}
    ]


def _runs(ahead: int, last: int) -> tuple[int, ...]:
    """0: years the record tests; 1: beyond them. The year between belongs to both, so that they meet."""
    if ahead == TESTED < last:
        return (0, 1)
    return (0,) if ahead <= TESTED else (1,)


def _shown(ahead: Ahead, indicator: Indicator) -> str:
    return f"{figure(ahead.median, indicator)} ({SIZING} %: {span(*ahead.intervals[SIZING], indicator)})"


def cut(rows: list[dict], low: float, high: float) -> list[dict]:
    """The fans inside the picture: cut exactly where they cross its edges, with a mark along the top or the
    bottom where the widest one goes on.
    """
    done = [r for r in rows if not r["role"].startswith("fan")]
    for level in FANS:
        for run in (0, 1):
            fan = [r for r in rows if r["role"] == f"fan{level}" and r["run"] == run]
            done += _cut_one(fan, low, high)
    return done


def _cut_one(fan: list[dict], low: float, high: float) -> list[dict]:
    points = sorted((float(r["year"]), r["value"], r["value2"]) for r in fan)
    crossings = []
    for (x0, *ends0), (x1, *ends1) in zip(points, points[1:], strict=False):
        for edge in (low, high):
            for a, b in zip(ends0, ends1, strict=True):
                if (a - edge) * (b - edge) < 0:
                    share = (edge - a) / (b - a)
                    there = (p + share * (q - p) for p, q in zip(ends0, ends1, strict=True))
                    crossings.append((x0 + share * (x1 - x0), *there))
    rows = []
    for year, bottom, top in sorted([*points, *crossings]):
        inside = {"value": min(max(bottom, low), high), "value2": min(max(top, low), high)}
        rows.append({"role": fan[0]["role"], "year": year, **inside, "run": fan[0]["run"]})
    for k, (edge, leaves) in enumerate(
        ((low, lambda p: p[1] <= low + 1e-12), (high, lambda p: p[2] >= high - 1e-12))
    ):
        along = [p[0] for p in sorted([*points, *crossings]) if leaves(p)] if points else []
        if len(along) > 1 and _passes(points, edge, k):
            run = 2 * fan[0]["run"] + k
            rows += [{"role": "fan-cut", "year": year, "value": edge, "run": run} for year in along]
    return rows


def _passes(points: list[tuple[float, float, float]], edge: float, k: int) -> bool:
    """Whether the interval goes beyond the edge, and does not merely touch it."""
    return any(p[1] < edge - 1e-9 for p in points) if k == 0 else any(p[2] > edge + 1e-9 for p in points)

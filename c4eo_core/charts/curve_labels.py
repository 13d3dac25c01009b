"""Labels of the curve: at the height of each line where it ends, those of the forecast at the fan's end."""

from c4eo_core.answers.standing.curve import Curve, Series
from c4eo_core.charts.apart import apart
from c4eo_core.charts.curve_fan import SIZING
from c4eo_core.charts.theme import Size
from c4eo_core.model.display import figure
from c4eo_core.model.indicator import Indicator

PER_LINE = 1.25
_BRIEF = {
    "median": "neighbours",
    "region": "region",
    "england": "England",
    "concern": "behind",
    "reference": "the rest",
}
_MOVED = 0.55  # lines of type: a label further than this from its line gets a leader


def labels(
    curve: Curve,
    drawn: list[tuple[str, Series]],
    ahead: list[dict],
    more: list[dict],
    low: float,
    high: float,
    line: float,
) -> list[dict]:
    """ahead: rows of the years to come as they are drawn; more: labels of other lines; line: height of a line
    of type in the unit of the values. lift_page of the area's own label counts in lines of type. Labels
    stand clear of the hollow point of a year under way.
    """
    ends = [_end(curve, role, series) for role, series in drawn if role != "neighbour"]
    ends = [e for e in ends if e]
    if any(r["role"] == "baseline" for r in ahead):
        for end in ends:
            if end["series_role"] == "us":
                end |= {"side": "left", "lift_page": _free_side(curve.area) * 0.95}
            else:
                end["year"] = max([end["year"], *(r["year"] for r in ahead if r["role"] == "under-way")])
        ends += _ahead_ends(ahead, curve.indicator)
    else:
        last = max((e["year"] for e in ends), default=0)
        ends = [e | {"year": last} for e in ends]
    return placed([*ends, *more], low, high, line)


def placed(ends: list[dict], low: float, high: float, line: float) -> list[dict]:
    """Labels moved apart, with a leader from the line to each that had to go far. Those on the left of the
    newest figure are clear of the others already.
    """
    beside = [e for e in ends if e.get("side") != "left"]
    moved = apart([e["value"] for e in beside], low, high, line)
    rows = [e for e in ends if e.get("side") == "left"]
    for end, place in zip(beside, moved, strict=True):
        rows.append(end | {"value": place})
        if abs(place - end["value"]) > _MOVED * line:
            rows.append(
                {"role": "leader", "year": end["year"], "value": _inside(end["value"], low, high)}
                | {"value2": place}
            )
    return rows


def _inside(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _end(curve: Curve, role: str, series: Series) -> dict | None:
    """An older figure never passes for the newest."""
    known = [(p, v) for p, v in zip(curve.periods, series.values, strict=True) if v is not None]
    if not known:
        return None
    period, value = known[-1]
    old = f"in {period.label}" if period is not curve.periods[-1] else ""
    shown = figure(value, curve.indicator)
    return {
        "role": "label",
        "series_role": role,
        "year": period.end.year,
        "value": value,
        "text": f"{shown}  {series.name} {old}".rstrip(),
        "brief": f"{shown} {old or _BRIEF.get(role) or _brief(series.name)}",
    }


def _free_side(series: Series) -> int:
    """-1: above the newest point, where the line comes from below; 1: under it."""
    known = [v for v in series.values if v is not None][-2:]
    return 1 if len(known) == 2 and known[0] > known[1] else -1


def _ahead_ends(ahead: list[dict], indicator: Indicator) -> list[dict]:
    middle = [r for r in ahead if r["role"] == "baseline"][-1]
    fan = [r for r in ahead if r["role"] == f"fan{SIZING}"][-1]
    value = figure(middle["value"], indicator)
    ends = [_label("baseline", middle, middle["value"], f"{value}  if nothing changes", f"{value} if same")]
    for end, words in (("value2", "top"), ("value", "bottom")):
        shown = figure(fan[end], indicator)
        ends.append(_label("fan-end", middle, fan[end], f"{shown}  {words} of {SIZING} %", shown))
    return ends


def _label(role: str, row: dict, value: float, text: str, brief: str) -> dict:
    return {
        "role": "label",
        "series_role": role,
        "year": row["year"],
        "value": value,
        "text": text,
        "brief": brief,
    }


def line_height(size: Size, height: int, low: float, high: float) -> float:
    """A line of type in the unit of the values."""
    return size.label * PER_LINE / height * (high - low)


def _brief(name: str) -> str:
    """A name that fits beside a chart on a phone."""
    return name if len(name) <= 11 else name[:10].rstrip(" ,") + "…"

"""The curve as a report shows it: the screen's own chart, with what a workshop drew on it.

The words that a picture carries inside it when it travels alone (title, axis, source) stand in the report's
own text.
"""

from dataclasses import dataclass

from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.charts.curve import full_spec
from c4eo_core.charts.curve_data import PER_LINE, apart, axis_extent, curve_rows
from c4eo_core.charts.theme import LIGHT, Look, Size
from c4eo_core.model.display import figure

_WRITTEN = ("title", "subtitle", "source")
# Roles the workshop draws: colour, dash, how its end is labelled in full and in brief.
_DRAWN = {
    "group": ("fourth", [1, 3], "group forecast"),
    "ambition": ("better", [10, 3, 2, 3], "ambition"),
    "frozen": ("quiet", [2, 2], ""),
}


@dataclass(frozen=True)
class Picture:
    """spec: with its data; title, reading, source: the words that belong beside it."""

    spec: dict
    title: str
    reading: str
    source: str


def report_picture(
    found: ReportCurve, size: Size, width: int, height: int, look: Look = LIGHT
) -> Picture | None:
    """None where the area has no figure and no baseline to draw."""
    rows = curve_rows(found.curve, size=size, height=height, forecast=found.forecast)
    if not rows:
        return None
    words = {r["role"]: " ".join(r["text_page"].split()) for r in rows if r["role"] in _WRITTEN}
    rows = [r for r in rows if r["role"] not in _WRITTEN]
    extra = _extra(found)
    if extra:
        rows = _with_extra(found, rows, extra, size, height)
    spec = full_spec(found.curve, rows, look, size, width) | {"height": height}
    x = spec["encoding"]["x"]
    spec["encoding"] = {"x": x | {"axis": x["axis"] | {"labelSeparation": size.label}}}
    drawn = [role for role in _DRAWN if any(r["role"] == role for r in extra)]
    spec["layer"] = [
        *spec["layer"],
        *(_line(role, look, size) for role in drawn),
        *(_point(role, look, size) for role in drawn),
    ]
    return Picture(spec, words["title"], words["subtitle"] + _extra_words(extra), words["source"])


def _extra(found: ReportCurve) -> list[dict]:
    """The workshop's lines, each set out from the newest figure."""
    rows, i = [], found.indicator
    known = [
        (p.end.year, v)
        for p, v in zip(found.curve.periods, found.curve.area.values, strict=True)
        if v is not None
    ]
    drawn = [
        ("group", found.group.values if found.group else ()),
        ("ambition", found.ambition.values if found.ambition else ()),
    ]
    for role, values in drawn:
        first = min((year for year, _ in values), default=0)
        start = [k for k in known if k[0] < first][-1:]
        rows += [
            {"role": role, "series": role, "year": y, "value": v, "run": 0, "shown": figure(v, i)}
            for y, v in [*start, *values]
        ]
    return rows + _frozen(found)


def _frozen(found: ReportCurve) -> list[dict]:
    """The baseline as it stood on the day, where newer figures have come since."""
    turned = found.turned
    if turned is None or not turned.years:
        return []
    i = found.indicator
    return [
        {
            "role": "frozen",
            "series": "frozen",
            "year": y.period.end.year,
            "value": y.expected,
            "run": 0,
            "shown": figure(y.expected, i),
        }
        for y in turned.years
    ]


def _with_extra(
    found: ReportCurve, rows: list[dict], extra: list[dict], size: Size, height: int
) -> list[dict]:
    values = [
        r[end]
        for r in [*rows, *extra]
        for end in ("value", "value2")
        if r.get(end) is not None and r["role"] not in ("extent", "label")
    ]
    low, high = axis_extent(values, found.indicator.unit)
    ends = [r for r in rows if r["role"] == "label" and r["value"] is not None]
    last = max([r["year"] for r in ends] + [r["year"] for r in extra])
    for role, (_, _, words) in _DRAWN.items():
        line = [r for r in extra if r["role"] == role]
        if line and words:
            text = f"{line[-1]['shown']}  {words}"
            ends.append(
                {
                    "role": "label",
                    "series_role": role,
                    "year": last,
                    "value": line[-1]["value"],
                    "text": text,
                    "brief": text,
                }
            )
    for end in ends:
        end["year"] = last
    ends = apart(ends, low, high, size.label * PER_LINE / height * (high - low))
    kept = [
        r for r in rows if r["role"] != "extent" and not (r["role"] == "label" and r["value"] is not None)
    ]
    year = found.curve.periods[0].end.year
    return [*kept, *extra, *ends, *({"role": "extent", "year": year, "value": v} for v in (low, high))]


def _extra_words(extra: list[dict]) -> str:
    roles = {r["role"] for r in extra}
    words = " Group forecast: what the room itself expected." if "group" in roles else ""
    words += " Ambition: what the room wants, not a prediction." if "ambition" in roles else ""
    return words + (" Grey points: the baseline as it was frozen on the day." if "frozen" in roles else "")


def _y() -> dict:
    return {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 6},
        "scale": {"zero": False, "nice": False},
    }


def _line(role: str, look: Look, size: Size) -> dict:
    colour, dash, _ = _DRAWN[role]
    mark = {
        "type": "line",
        "color": getattr(look, colour),
        "strokeWidth": size.line * 0.8,
        "strokeDash": dash,
        "strokeCap": "round",
    }
    return {
        "transform": [{"filter": f"datum.role === '{role}'"}],
        "mark": mark | {"invalid": "filter"},
        "encoding": {"y": _y()},
    }


def _point(role: str, look: Look, size: Size) -> dict:
    """The ends' words; for the frozen baseline its points, which has no room for words of its own."""
    colour = getattr(look, _DRAWN[role][0])
    if role == "frozen":
        mark = {
            "type": "point",
            "shape": "diamond",
            "filled": False,
            "color": colour,
            "size": size.point,
            "strokeWidth": 1.5,
        }
        return {"transform": [{"filter": "datum.role === 'frozen'"}], "mark": mark, "encoding": {"y": _y()}}
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "dx": 9,
        "color": colour,
        "fontSize": size.label,
        "clip": False,
    }
    where = [{"filter": f"datum.role === 'label' && datum.series_role === '{role}'"}]
    return {"transform": where, "mark": mark | {"text": {"expr": "datum.text"}}, "encoding": {"y": _y()}}

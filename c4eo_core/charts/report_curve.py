"""The curve as a report shows it: the screen's own chart, with what a workshop drew on it.

The words that a picture carries inside it when it travels alone (title, axis, source) stand in the report's
own text.
"""

from dataclasses import dataclass

from c4eo_core.answers.report.report import ReportCurve
from c4eo_core.answers.standing.words import source_words
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.curve_words import caption, subtitle
from c4eo_core.charts.theme import LIGHT, Look, Size
from c4eo_core.model.display import figure
from c4eo_core.model.gap_size import size_of

_WRITTEN = ("title", "subtitle", "source")
# How the end of each line that the workshop drew is labelled.
_ENDS = {"group": "group forecast", "ambition": "ambition"}
_READ = {
    "group": " Group forecast: what the room itself expected.",
    "ambition": " Ambition: what the room wants, not a prediction.",
    "frozen": " Grey points: the baseline as it was frozen on the day.",
}
Points = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Picture:
    """spec: with its data; title, reading, source: the words that belong beside it."""

    spec: dict
    title: str
    reading: str
    source: str


def report_picture(
    found: ReportCurve, size: Size, width: int, height: int, look: Look = LIGHT, rule: str = ""
) -> Picture | None:
    """None where the area has no figure and no baseline to draw. rule: what stands at the upright rule where
    the baseline sets out, when that is not the newest figure.
    """
    lines = _lines(found)
    workshop = [*_rows(found, lines), *_labels(found, lines)]
    rows = curve_rows(found.curve, size=size, height=height, forecast=found.forecast, workshop=workshop)
    if not rows:
        return None
    if rule:
        rows = [
            r | {"text": rule, "brief": "since then"} if r["role"] == "now" and r["text"] else r for r in rows
        ]
    drawn = tuple(role for role in _READ if lines.get(role))
    form = curve_spec(found.indicator.year_type, look, size, height, drawn)
    kept = [r for r in rows if r["role"] not in _WRITTEN]
    reading = f"{subtitle(found.curve, False)} {caption(found.curve, rows, found.forecast)}"
    return Picture(
        spec={**form, "width": width, "data": {"values": kept}},
        title=found.indicator.title,
        reading=reading + "".join(_READ[role] for role in drawn),
        source=source_words(found.indicator),
    )


def _lines(found: ReportCurve) -> dict[str, Points]:
    """The workshop's lines by role, each set out from the newest figure before it; and the baseline as it
    stood on the day, where newer figures have come since.
    """
    known = [
        (p.end.year, v)
        for p, v in zip(found.curve.periods, found.curve.area.values, strict=True)
        if v is not None
    ]
    lines: dict[str, Points] = {}
    for role, drawn in (("group", found.group), ("ambition", found.ambition)):
        values = tuple(drawn.values) if drawn else ()
        first = min((year for year, _ in values), default=0)
        lines[role] = (*[k for k in known if k[0] < first][-1:], *values)
    frozen = found.turned.years if found.turned else ()
    lines |= {"frozen": tuple((y.period.end.year, y.expected) for y in frozen)}
    i = found.indicator
    return {role: tuple((y, size_of(v, i) or 0.0) for y, v in drawn) for role, drawn in lines.items()}


def _rows(found: ReportCurve, lines: dict[str, Points]) -> list[dict]:
    return [
        {"role": role, "series": role, "year": y, "value": v, "run": 0, "shown": figure(v, found.indicator)}
        for role, values in lines.items()
        for y, v in values
    ]


def _labels(found: ReportCurve, lines: dict[str, Points]) -> list[dict]:
    ends = []
    for role, words in _ENDS.items():
        if lines[role]:
            year, value = lines[role][-1]
            text = f"{figure(value, found.indicator)}  {words}"
            ends.append(
                {"role": "label", "series_role": role, "year": year, "value": value}
                | {"text": text, "brief": text}
            )
    return ends

"""Several places on one indicator: lines over time, each with its name at its end."""

from dataclasses import replace
from functools import lru_cache

from c4eo_core.answers.standing.compare import SeveralAreas
from c4eo_core.answers.standing.curve import Series
from c4eo_core.answers.standing.in_sizes import curve_in_sizes
from c4eo_core.charts.apart import apart
from c4eo_core.charts.curve import year_label
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.curve_labels import PER_LINE
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.model.display import figure
from c4eo_core.model.kinds import YearType


def several_spec(year_type: YearType, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    return _form(year_label(year_type), look, size)


@lru_cache
def _form(label: str, look: Look, size: Size) -> dict:
    from c4eo_core.charts.forms.several import several_form  # Altair comes with the first chart

    return several_form(label, look, size)


def several_rows(answer: SeveralAreas, with_england: bool, size: Size = SCREEN) -> list[dict]:
    """The data of one chart; empty when none of the places has a figure."""
    answer = replace(answer, curves=tuple(curve_in_sizes(c) for c in answer.curves))
    first = answer.curves[0]
    drawn = [(f"s{k}", c.area) for k, c in enumerate(answer.curves)] + (
        [("england", first.england)] if with_england else []
    )
    values = [v for _, s in drawn for v in s.values if v is not None]
    if not values:
        return []
    low, high = _extent(answer, with_england)
    rows = [row for role, series in drawn for row in _series_rows(answer, role, series)]
    rows += _ends(answer, drawn, low, high, size)
    rows += [
        {"role": "break", "year": b.from_year - 0.5, "name": b.why, "shown": "definition\nchanged"}
        for b in first.breaks
    ]
    return rows + [{"role": "extent", "year": first.periods[0].end.year, "value": v} for v in (low, high)]


def _extent(answer: SeveralAreas, with_england: bool) -> tuple[float, float]:
    curves = [curve_in_sizes(c) for c in answer.curves]
    drawn = [c.area for c in curves] + ([curves[0].england] if with_england else [])
    return axis_extent([v for s in drawn for v in s.values if v is not None], answer.indicator.unit)


def scale_words(answer: SeveralAreas, with_england: bool) -> str:
    """Where the axis runs, in words; nothing when there is nothing to draw."""
    if all(v is None for c in answer.curves for v in c.area.values):
        return ""
    low, high = _extent(answer, with_england)
    return (
        f"The scale runs from {figure(low, answer.indicator)} to"
        f" {figure(high, answer.indicator)}{'' if low == 0 else ', not from zero'}."
    )


def _series_rows(answer: SeveralAreas, role: str, series: Series) -> list[dict]:
    first = answer.curves[0]
    return [
        {
            "role": role,
            "name": series.name,
            "year": p.end.year,
            "period": p.label,
            "value": v,
            "run": run,
            "shown": figure(v, answer.indicator),
        }
        for p, v, run in zip(first.periods, series.values, first.runs, strict=True)
    ]


def _ends(
    answer: SeveralAreas, drawn: list[tuple[str, Series]], low: float, high: float, size: Size
) -> list[dict]:
    """Names at line ends, in the order of the lines, pushed apart until none covers another, and kept on the
    picture.
    """
    periods = answer.curves[0].periods
    ends = []
    for role, series in drawn:
        known = [(p, v) for p, v in zip(periods, series.values, strict=True) if v is not None]
        if known:
            period, value = known[-1]
            text = figure(value, answer.indicator)
            older = f" ({period.label})" if period is not periods[-1] else ""
            ends.append(
                {
                    "role": f"end-{role}",
                    "year": periods[-1].end.year,
                    "value": value,
                    "shown": f"{text}  {series.name}{older}",
                    "brief": f"{text}{older} {series.name}",
                }
            )
    line = size.label * PER_LINE / (size.height * 0.86) * (high - low)
    for end, place in zip(ends, apart([e["value"] for e in ends], low, high, line), strict=True):
        end["value"] = place
    return ends

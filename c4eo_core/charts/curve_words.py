"""The words of the curve: title and subtitle above the plot, the source below it, and the caption under the
chart that says how to read it.
"""

import textwrap

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.standing.curve import Curve
from c4eo_core.answers.standing.words import source_words, with_unit
from c4eo_core.charts.curve_fan import TESTED
from c4eo_core.charts.curve_labels import PER_LINE
from c4eo_core.charts.theme import SCREEN, Size
from c4eo_core.model.display import figure, span
from c4eo_core.model.text import day_words

# Characters a line at the three widths: a page or an image, a tablet, a phone.
_TITLE_WIDTHS, _TEXT_WIDTHS = (95, 62, 34), (130, 84, 46)
_ROOMS = ("page", "tablet", "phone")


def written(
    curve: Curve, parts: bool, size: Size, caption: str = "", national_out: bool = False
) -> list[dict]:
    """Rows of title, subtitle and source, each wrapped for three widths with how far it is lifted. caption:
    for a picture that travels alone, said with the source.
    """
    smaller = SCREEN.label / size.label
    titles = [_wrapped(curve.indicator.short, n * SCREEN.title / size.title) for n in _TITLE_WIDTHS]
    under = subtitle(curve, parts) + (" The national movement is taken out." if national_out else "")
    unders = [_wrapped(under, n * smaller) for n in _TEXT_WIDTHS]
    lift_under = [-(10 + round(size.label * PER_LINE) * len(u)) for u in unders]
    lift_title = [
        below - 3 - round(size.title * PER_LINE) * len(t) for below, t in zip(lift_under, titles, strict=True)
    ]
    foot = f"{caption} {source_words(curve.indicator)}".strip()
    sources = [_wrapped(foot, n * smaller) for n in _TEXT_WIDTHS]
    return [
        _by_room("title", titles, lift_title),
        _by_room("subtitle", unders, lift_under),
        _by_room("source", sources, [0, 0, 0]),
    ]


def subtitle(curve: Curve, parts: bool) -> str:
    """What the short title stands for, who is drawn, in what unit, from when to when."""
    near = (
        " and the neighbours it chose"
        if curve.progress.neighbours.chosen
        else " and its statistical neighbours"
    )
    who = curve.place.name + (", both groups" if parts else near if curve.neighbours else "")
    span = f"{curve.periods[0].label} to {curve.periods[-1].label}"
    i = curve.indicator
    whole = "" if i.title == i.short else f"{i.title}. "
    return f"{whole}{who}, {i.unit_words}, {span}."


def caption(curve: Curve, rows: list[dict], forecast: Forecast | None) -> str:
    """What is drawn, by which method, for which years, on what scale. rows: of the chart it stands under."""
    drawn = {r["role"] for r in rows if r.get("value") is not None}
    parts = ["Thin grey lines: the neighbours one by one."] if "neighbour" in drawn else []
    if forecast and "baseline" in drawn:
        years = [a.period.label for a in forecast.baseline]
        parts.append(
            f"Dashed, {years[0]} to {years[-1]}: the baseline if nothing changes, from figures to"
            f" {forecast.origin.label}, with 50, 80 and, palest, 95 % prediction intervals."
        )
        if forecast.under_way and "under-way" in drawn:
            to = day_words(forecast.under_way.released)
            parts.append(f"Hollow point: the year under way, to {to}; an estimate, not a published figure.")
        if len(years) > TESTED:
            parts.append(
                f"Years after {years[TESTED - 1]} are paler: the record of past baselines ends there."
            )
        if "fan-cut" in drawn:
            parts.append(_cut_words(curve, forecast))
    elif forecast and forecast.baseline and rows:
        parts.append(_one_old_figure(curve))
    if "to-check" in drawn:
        parts.append(check_words(curve))
    ends = sorted(r["value"] for r in rows if r["role"] == "extent")
    return " ".join([*parts, *([extent_words(curve, *ends)] if len(ends) == 2 else [])])


def check_words(curve: Curve) -> str:
    """Figures that look like a slip at source, each with its year; "" without any."""
    shown = [
        f"{with_unit(v, curve.indicator)} in {curve.periods[k].label}"
        for k in curve.to_check
        if (v := curve.area.values[k]) is not None
    ]
    if not shown:
        return ""
    one = len(shown) == 1
    return (
        f"Ringed: {' and '.join(shown)} {'stands' if one else 'stand'} far from the years beside"
        f" {'it' if one else 'them'}; please check with the source."
    )


def _one_old_figure(curve: Curve) -> str:
    known = [p for p, v in zip(curve.periods, curve.area.values, strict=True) if v is not None]
    last = known[-1].label if known else ""
    return f"No forecast is drawn: it would rest on one figure, of {last}."


def _cut_words(curve: Curve, forecast: Forecast) -> str:
    ends = span(*forecast.baseline[-1].intervals[95], curve.indicator)
    return f"The 95 % interval goes beyond the picture: by the last year it runs from {ends}."


def extent_words(curve: Curve, low: float, high: float) -> str:
    """Whether the axis starts at zero, said in words."""
    from_zero = "." if low <= 0 <= high else ", not from zero."
    return f"The scale runs from {figure(low, curve.indicator)} to {figure(high, curve.indicator)}{from_zero}"


def _by_room(role: str, lines: list[list[str]], lifts: list[int]) -> dict:
    row: dict = {"role": role}
    for room, text, lift in zip(_ROOMS, lines, lifts, strict=True):
        row[f"text_{room}"], row[f"lift_{room}"] = "\n".join(text), float(lift)
    return row


def _wrapped(text: str, width: float) -> list[str]:
    """A per cent sign never begins a line."""
    return textwrap.wrap(text.replace(" %", "\u00a0%"), int(width))

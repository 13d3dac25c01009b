"""The picture of the what-if panel: the area's last years, the baseline with its 80 % fan, and the curve with
the actions.

The marks it shares with the curve are the curve's own, so that a line means the same on both. The form is
constant and the figures are data, as everywhere.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from c4eo_core.answers.forecasts.shape import Ahead
from c4eo_core.answers.scenarios.what_if import NamedScenario, WhatIf, in_sizes
from c4eo_core.answers.standing.words import source_words
from c4eo_core.charts.apart import apart
from c4eo_core.charts.curve import year_label
from c4eo_core.charts.curve_data import axis_extent
from c4eo_core.charts.curve_labels import PER_LINE
from c4eo_core.charts.theme import LIGHT, SCREEN, Look, Size
from c4eo_core.model.display import figure, span
from c4eo_core.model.kinds import YearType

YEARS_BACK = 8
# Lines that carry a label at their end.
_ENDS = ("baseline", "scenario", "turned", "kept")
_WIDTHS = {"page": 100, "tablet": 76, "phone": 42}
_TITLE = "Illustration, not a forecast of a programme"


@lru_cache
def what_if_spec(year_type: YearType, look: Look = LIGHT, size: Size = SCREEN) -> dict:
    """The specification without data, built once for each form; do not change it."""
    from c4eo_core.charts.forms.what_if import what_if_form  # Altair comes with the first chart

    return what_if_form(year_label(year_type), look, size)


def what_if_rows(answer: WhatIf, kept: Sequence[NamedScenario] = (), size: Size = SCREEN) -> list[dict]:
    """A row a point, then labels at line ends, the extent of the axes and the words on the picture."""
    answer, kept = in_sizes(answer), [replace(k, answer=in_sizes(k.answer)) for k in kept]
    f, acted = answer.forecast, bool(answer.scenario.actions)
    past = [(p, v) for p, v, _ in f.history if p.end.year > f.origin.end.year - YEARS_BACK]
    start = next(((p, v) for p, v in past if p == f.origin and v is not None), None)
    rows = _past(answer, past)
    rows += [r for y in f.baseline for r in _point("baseline", "If nothing changes", y, answer)] + _start(
        "baseline", "If nothing changes", start
    )
    rows += [
        {
            "role": "fan80",
            "year": y.period.end.year,
            "value": y.intervals[80][0],
            "value2": y.intervals[80][1],
        }
        for y in f.baseline
    ]
    rows += (
        [{"role": "fan80", "year": p.end.year, "value": v, "value2": v} for p, v in [start] if v is not None]
        if start
        else []
    )
    if answer.turned:
        rows += _turned(answer) + _start("turned", "Pace to the goal", start)
    if acted:
        rows += [
            r for y in answer.scenario.years for r in _point("scenario", "With these actions", y, answer)
        ]
        rows += _start("scenario", "With these actions", start) + _effect(answer)
    for one in kept:
        rows += [
            r
            for y in one.answer.scenario.years
            for r in _point("kept", f"{one.letter} {one.name}", y, one.answer)
        ]
    rows += _target(answer, size)
    values = [r[end] for r in rows for end in ("value", "value2") if r.get(end) is not None]
    low, high = axis_extent(values, f.indicator.unit)
    rows += _end_labels(answer, kept, low, high, size)
    rows += [{"role": "extent", "year": f.origin.end.year, "value": v} for v in (low, high)]
    return [*rows, *_held_open(f.origin.end.year), *_writing(answer, low, high, size)]


def _past(answer: WhatIf, past: list) -> list[dict]:
    """The published figures; a year without one, or a change of definition, leaves the line open."""
    i, run, rows, before = answer.forecast.indicator, 0, [], None
    for period, value in past:
        year = period.end.year
        run += before is not None and (
            year - before > 1 or any(before < b.from_year <= year for b in i.breaks)
        )
        rows.append(
            {
                "role": "us",
                "series": answer.forecast.area.name,
                "year": year,
                "period": period.label,
                "value": value,
                "run": run,
                "shown": figure(value, i),
            }
        )
        before = year
    origin = answer.forecast.origin
    return [*rows, {"role": "now", "year": origin.end.year, "text": f"newest: {origin.label}"}]


def _start(role: str, series: str, start: tuple | None) -> list[dict]:
    """Lines set out from the newest figure; a place without one has lines of the years ahead only."""
    return (
        [{"role": role, "series": series, "year": start[0].end.year, "value": start[1], "run": 0}]
        if start
        else []
    )


def _point(role: str, series: str, year: Ahead, answer: WhatIf) -> list[dict]:
    i = answer.forecast.indicator
    shown = f"{figure(year.median, i)} (80 %: {span(*year.intervals[80], i)})"
    return [
        {
            "role": role,
            "series": series,
            "year": year.period.end.year,
            "period": year.period.label,
            "value": year.median,
            "run": 0,
            "shown": shown,
        }
    ]


def _turned(answer: WhatIf) -> list[dict]:
    f = answer.forecast
    return [
        {
            "role": "turned",
            "series": "Pace to the goal",
            "year": y.period.end.year,
            "period": y.period.label,
            "value": v,
            "run": 0,
            "shown": figure(v, f.indicator),
        }
        for y, v in zip(f.baseline, answer.turned, strict=True)
    ]


def _effect(answer: WhatIf) -> list[dict]:
    """The doubt about the effect alone, laid on the middle of the baseline: the doubt about the baseline is
    the other band.
    """
    rows = []
    for without, acted, effect in zip(
        answer.forecast.baseline, answer.scenario.years, answer.scenario.effect, strict=True
    ):
        side = 1 if acted.median >= without.median else -1
        ends = [without.median + side * bound for bound in effect.intervals[80]]
        ends = [max(end, 0.0) for end in ends] if answer.forecast.indicator.is_gap else ends
        rows.append(
            {"role": "effect80", "year": without.period.end.year, "value": ends[0], "value2": ends[1]}
        )
    return rows


def _target(answer: WhatIf, size: Size) -> list[dict]:
    """The goal, its label on the side of it where no line runs."""
    if answer.scenario.target is None:
        return []
    goal, i = answer.scenario.target, answer.forecast.indicator
    value = goal.value
    lines = [
        y.median
        for years in (answer.forecast.baseline, answer.scenario.years)
        for y in years
        if y.period.end.year == goal.year
    ]
    lift = size.label * (1.4 if value < min(lines) else -1.4)
    words = f"goal {figure(value, i)}"
    return [
        {
            "role": "target",
            "series": "Goal",
            "year": goal.year,
            "value": value,
            "text": words,
            "brief": words,
            "lift_page": lift,
            "shown": figure(value, i),
        }
    ]


def _end_labels(
    answer: WhatIf, kept: Sequence[NamedScenario], low: float, high: float, size: Size
) -> list[dict]:
    """A label at the end of each line, pushed apart so that none covers another, and kept on the picture."""
    f = answer.forecast
    named = [("baseline", f.baseline[-1].median, "if nothing changes", "no change")]
    named += [("turned", answer.turned[-1], "the pace to the goal", "goal pace")] if answer.turned else []
    named += (
        [("scenario", answer.scenario.years[-1].median, "with these actions, illustration", "illustration")]
        if answer.scenario.actions
        else []
    )
    ends = [
        {
            "role": f"end-{role}",
            "value": v,
            "text": f"{figure(v, f.indicator)}  {words}",
            "brief": f"{figure(v, f.indicator)} {brief}",
        }
        for role, v, words, brief in named
    ]
    ends += [
        {"role": "end-kept", "value": k.answer.scenario.years[-1].median, "text": k.letter, "brief": k.letter}
        for k in kept
    ]
    line = size.label * PER_LINE / (size.height * 0.86) * (high - low)
    for end, place in zip(ends, apart([e["value"] for e in ends], low, high, line), strict=True):
        end["year"] = f.baseline[-1].period.end.year
        end["value"] = place
    return ends


def _held_open(year: int) -> list[dict]:
    """A row without a figure for each layer: one with nothing to draw does not upset the scale."""
    roles = ("us", "baseline", "turned", "kept", "scenario", "target", *(f"end-{r}" for r in _ENDS))
    bands = [{"role": role, "year": year, "value": None, "value2": None} for role in ("fan80", "effect80")]
    return [
        *({"role": role, "year": year, "value": None, "run": -1, "text": "", "brief": ""} for role in roles),
        *bands,
    ]


def _writing(answer: WhatIf, low: float, high: float, size: Size) -> list[dict]:
    """Title, what the bands are, and where the scale runs; wrapped for three widths with how far each is
    lifted.
    """
    f = answer.forecast
    under = (
        f"{f.indicator.short}, {f.area.name}, {f.indicator.unit_words}. Blue band: 80 % prediction interval"
        " if nothing changes."
    )
    if answer.scenario.actions:
        under += " Orange band: 80 % interval of the effect alone."
    under += (
        f" The scale runs from {figure(low, f.indicator)} to"
        f" {figure(high, f.indicator)}{'.' if low == 0 else ', not from zero.'}"
    )
    titles, unders, sources = {"role": "title"}, {"role": "subtitle"}, {"role": "source"}
    for room, width in _WIDTHS.items():
        lines = textwrap.wrap(under, int(width * SCREEN.label / size.label))
        title = textwrap.wrap(_TITLE, int(width * 0.8 * SCREEN.title / size.title))
        lift = -(10.0 + round(size.label * PER_LINE) * len(lines))
        unders |= {f"text_{room}": "\n".join(lines), f"lift_{room}": lift}
        titles |= {
            f"text_{room}": "\n".join(title),
            f"lift_{room}": lift - 3 - round(size.title * PER_LINE) * len(title),
        }
        whence = source_words(f.indicator) if f.indicator.local else f"Source: {f.indicator.source}"
        source = textwrap.wrap(whence, int(width * SCREEN.label / size.label))
        sources |= {f"text_{room}": "\n".join(source), f"lift_{room}": 0.0}
    return [titles, unders, sources]

"""What somebody sets in a what-if panel: a goal, a year not yet over and a few actions; and the same in
writing, as `c4eo scenario` takes it.
"""

import datetime as dt
from dataclasses import dataclass

import yaml

from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.scenarios import offer
from c4eo_core.answers.scenarios.before_choosing import Option
from c4eo_core.answers.scenarios.scenario import LABEL
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.known import known
from c4eo_core.projections.scenarios import OVERLAP

OWN = "own"
MEDIAN, BEST = "neighbours_median", "neighbours_best_quartile"
_PLACES_BEYOND_SHOWN = (
    3  # a target is written finer than it is shown, so that the written form gives the same answer
)


@dataclass(frozen=True)
class ActionForm:
    """One action as it is set on a page. effect: a line of the evidence, OWN, or None while none is chosen.
    low, high: the improvement among the children reached, in the indicator's points, in per cent of the
    figure (relative) or in standard deviations of pupils (sd); a high end alone is what a source calls "up
    to". reach, current_reach, works, transfer, floor:
    per cent. start, lag, ramp, paid_for: years, the start counted from the last figure. option: what the sum
    in children takes, where one was made."""

    name: str = ""
    effect: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "points"
    source: str = ""
    reach: float = 30
    current_reach: int = 0
    works: int = 80
    transfer: int = 60
    start: int = 1
    lag: int = 0
    ramp: int = 2
    paid_for: int | None = None
    half_life: float = 2.0
    floor: int = 0
    option: Option | None = None


@dataclass(frozen=True)
class WhatIfForm:
    """goal: MEDIAN, BEST or OWN, then `own` is the figure, for a gap its size. year: in which the period of
    the goal ends.
    """

    goal: str
    year: int
    own: float | None = None
    actions: tuple[ActionForm, ...] = ()


def years_of(forecast: Forecast) -> dict[int, str]:
    """The years a goal may be set for: the year in which the period ends → its label."""
    last = forecast.indicator.periods[-1].end.year
    return {y.period.end.year: y.period.label for y in forecast.baseline if y.period.end.year > last}


def years_offered(forecast: Forecast, today: dt.date | None = None) -> dict[int, str]:
    """Those of `years_of` that are not over: nobody can still act for a year that has ended."""
    day, labels = today or dt.date.today(), years_of(forecast)
    return {
        y.period.end.year: labels[y.period.end.year]
        for y in forecast.baseline
        if y.period.end >= day and y.period.end.year in labels
    }


def written_form(area: Area, indicator: Indicator, asked: WhatIfForm, goal: float | None) -> str:
    """The scenario as YAML, in the form that `c4eo scenario` takes."""
    form: dict[str, object] = {"area": area.code, "indicator": indicator.id}
    if goal is not None:
        form["target"] = {
            "value": round(float(goal), indicator.decimals + _PLACES_BEYOND_SHOWN),
            "year": asked.year,
        }
        if asked.goal != OWN:
            form["benchmark"] = asked.goal
    if asked.actions:
        form["overlap"] = OVERLAP
        form["actions"] = [written_action(a) for a in asked.actions]
    return f"# {LABEL}\n" + yaml.safe_dump(
        form, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )


def written_action(a: ActionForm) -> dict[str, object]:
    given: dict[str, object] = {"name": a.name.strip() or "an action without a name"}
    given["effect"] = _own_effect(a) if a.effect == OWN else a.effect
    given |= {
        name: round(getattr(a, name) / 100, 4) for name in ("reach", "current_reach", "works", "transfer")
    }
    given |= {"start": a.start, "lag": a.lag, "ramp": a.ramp}
    if a.paid_for is not None:
        given |= {"ends": a.start + a.paid_for, "half_life": a.half_life, "floor": round(a.floor / 100, 4)}
    if a.option is not None and a.option.offered is not None:
        given["children"] = offer.written(a.option)
    return given


def _own_effect(a: ActionForm) -> dict[str, object]:
    scale = 100 if a.unit == "relative" else 1
    high = round(known(a.high) / scale, 6)
    size = {"up_to": high} if a.low is None else {"range": [round(a.low / scale, 6), high]}
    given: dict[str, object] = {**size, "unit": a.unit, "source": a.source.strip()}
    return given | ({"caution": a.option.caution} if a.option and a.option.caution else {})

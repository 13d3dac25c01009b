"""What if we acted? A goal and a few actions as somebody sets them on a page, turned into a written scenario
and answered.

The page and the command line answer from the same words: `WhatIf.written` is what `c4eo scenario` takes.
"""

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import yaml

from c4eo_core.answers.desk import Desks
from c4eo_core.answers.forecasts.forecast import authority_place, forecast_of
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes, years_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.scenarios import offer
from c4eo_core.answers.scenarios.before_choosing import Option
from c4eo_core.answers.scenarios.effect import read_action
from c4eo_core.answers.scenarios.form import ScenarioForm, read_form
from c4eo_core.answers.scenarios.reader import Reader
from c4eo_core.answers.scenarios.scenario import LABEL, ScenarioAnswer, scenario_of
from c4eo_core.answers.standing.in_children import pace_words
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.catalogue.effects import Effect, load_effects, size_of
from c4eo_core.model.area import Area
from c4eo_core.model.display import rounded, so_many
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit
from c4eo_core.model.known import known
from c4eo_core.model.problem import Problem
from c4eo_core.projections import current_level, curve_to_target
from c4eo_core.projections.scenarios import OVERLAP

MOST_ACTIONS, MOST_KEPT = 3, 4
OWN = "own"
MEDIAN, BEST = "neighbours_median", "neighbours_best_quartile"
CHOSEN_GOAL = (
    "The goal comes from neighbours the trust has chosen; the command compares with the published ten"
    " instead."
)
_PLACES_BEYOND_SHOWN = (
    3  # a target is written finer than it is shown, so that the written form gives the same answer
)


@dataclass(frozen=True)
class ActionAsked:
    """One action as it is set on a page. effect: a line of the evidence, OWN, or None while none is chosen.
    low, high: the improvement among the children reached, in the indicator's points, in per cent of the
    figure (relative) or in standard deviations of pupils (sd). reach, current_reach, works, transfer, floor:
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
class Asked:
    """goal: MEDIAN, BEST or OWN, then `own` is the figure, for a gap its size. year: in which the period of
    the goal ends.
    """

    goal: str
    year: int
    own: float | None = None
    actions: tuple[ActionAsked, ...] = ()


@dataclass(frozen=True)
class WhatIf:
    """scenario: the same answer as on the command line. asked: without the actions that could not be used.
    turned: the baseline bent to the goal, one figure a year ahead; empty where there is no goal or no bending
    is needed. sentences: to be read aloud. problems: what is wrong with what was left out. written: the
    scenario as YAML."""

    scenario: ScenarioAnswer
    asked: Asked
    turned: tuple[float, ...]
    sentences: tuple[str, ...]
    problems: tuple[Problem, ...]
    written: str

    @property
    def forecast(self) -> Forecast:
        return self.scenario.forecast


@dataclass(frozen=True)
class Kept:
    """A named scenario put aside to compare."""

    letter: str
    name: str
    answer: WhatIf


def in_sizes(answer: WhatIf) -> WhatIf:
    """The same answer with a gap's years in the sizes that are shown."""
    i, s = answer.forecast.indicator, answer.scenario
    shown = replace(s, forecast=forecast_in_sizes(s.forecast), years=years_in_sizes(s.years, i))
    turned = tuple(abs(v) for v in answer.turned) if i.is_gap else answer.turned
    return replace(answer, scenario=shown, turned=turned)


def ground_of(desk: Desks, area: Area, indicator: Indicator) -> Forecast:
    """What every scenario of the place starts from. Raises NoForecast, in one sentence, where there can be
    none.
    """
    if indicator.polarity is Polarity.NONE:
        raise NoForecast(
            f"Neither high nor low is better for {indicator.title}, so there is no side to bend it to; choose"
            " another indicator."
        )
    forecast = forecast_of(desk, area, indicator, so_far=False)
    if not forecast.baseline:
        raise NoForecast(forecast.words)
    if not years_of(forecast):
        raise NoForecast(
            f"The figures of {indicator.title} are too old to say what could come of acting now."
        )
    return forecast


def years_of(forecast: Forecast) -> dict[int, str]:
    """The years a goal may be set for: the year in which the period ends → its label."""
    last = forecast.indicator.periods[-1].end.year
    return {y.period.end.year: y.period.label for y in forecast.baseline if y.period.end.year > last}


def what_if_of(desk: Desks, area: Area, indicator: Indicator, asked: Asked) -> WhatIf:
    """Actions that cannot be used are left out, and the answer says what is wrong with them. Raises
    NoForecast.
    """
    wrong = [_wrong_with(place, action, indicator) for place, action in enumerate(asked.actions, start=1)]
    used = tuple(action for action, no in zip(asked.actions, wrong, strict=True) if action.effect and not no)
    goal, bench, trouble = _goal(desk, area, indicator, asked)
    asked = replace(asked, actions=used)
    written = written_form(area, indicator, asked, goal)
    answer = scenario_of(desk, read_form(written, desk))
    extra = answer.extra_per_year
    if desk.chosen_for == area.code and bench:
        written = f"# {CHOSEN_GOAL}\n{written}"
    turned = _turned(answer, bench) if extra is not None and extra > 0 else ()
    sentences = tuple(filter(None, [trouble, *_sentences(desk, answer, asked)]))
    return WhatIf(answer, asked, turned, sentences, tuple(chain.from_iterable(wrong)), written)


def _wrong_with(place: int, action: ActionAsked, indicator: Indicator) -> list[Problem]:
    """What can be said in the words of the page; then whatever else the reader of written scenarios would
    refuse.
    """
    where, problems = f"Action {place}", []
    if action.effect == OWN:
        if action.low is None or action.high is None:
            problems.append(
                Problem(where, "the effect has no number.", "a low and a high figure.", "type both.")
            )
        elif action.low > action.high:
            found = f"the low figure ({action.low:g}) is above the high one ({action.high:g})."
            problems.append(Problem(where, found, "the lower figure first.", "swap them."))
        if not action.source.strip():
            problems.append(
                Problem(
                    where,
                    "the effect has no source.",
                    "where it was measured.",
                    "name the study or your own evaluation.",
                )
            )
    if problems or action.effect is None:
        return problems
    reader = Reader("This page")
    read_action(reader, place, _action(action), indicator)
    return reader.problems


def _goal(
    desk: Desks, area: Area, indicator: Indicator, asked: Asked
) -> tuple[float | None, tuple[float, ...], str | None]:
    """The figure to reach, the curve that gets there if it is the neighbours', and a sentence when there is
    none.
    """
    if asked.goal == OWN:
        if asked.own is None:
            return None, (), "No goal yet: type the figure you want to reach."
        return abs(asked.own) if indicator.is_gap else asked.own, (), None
    form = ScenarioForm(area, indicator, None, OVERLAP, (), asked.goal, asked.year)
    try:
        found = known(scenario_of(desk, form).benchmark)
    except NoForecast as error:
        return None, (), f"{error} Type a figure of your own as the goal instead."
    return found.target.value, found.curve, None


def _turned(answer: ScenarioAnswer, bench: tuple[float, ...]) -> tuple[float, ...]:
    if bench:
        return bench
    median = np.array([y.median for y in answer.forecast.baseline])
    years = _steps(answer)
    goal = known(answer.target).value
    signed = goal * (np.sign(median[years - 1]) or 1) if answer.forecast.indicator.is_gap else goal
    return tuple(curve_to_target(median, signed, years).tolist())


def _steps(answer: ScenarioAnswer) -> int:
    """Years from the last figure to the goal."""
    return known(answer.target).year - answer.forecast.origin.end.year


def _sentences(desk: Desks, answer: ScenarioAnswer, asked: Asked) -> list[str]:
    """What the actions could bring, then the goal: the extra it asks, its chance, the plain pace."""
    effect = [words for words in answer.words if words != LABEL][:1] if answer.actions else []
    effect += [found.sentence for found in answer.sums]
    if answer.target is None:
        return effect
    f = answer.forecast
    label = years_of(f)[answer.target.year]
    before, after = (in_hundred(c) for c in known(answer.chances))
    acted = (
        f", {after} in 100 with {'this action' if len(answer.actions) == 1 else 'these actions'}"
        if answer.actions
        else ""
    )
    level = float(
        current_level(desk.of(f.indicator).baseline([f.indicator], len(f.baseline)))[
            0, authority_place(desk, f.area)
        ]
    )
    return [
        *effect,
        _extra_words(f, asked.goal, answer.target.value, label, known(answer.extra_per_year)),
        *_extra_children(desk, f, known(answer.extra_per_year)),
        f"The chance of being there in {label} is {before} in 100 if nothing changes{acted}.",
        *_pace_words(f, level, answer.target.value, _steps(answer)),
    ]


def _extra_words(f: Forecast, goal: str, value: float, label: str, extra: float) -> str:
    name, size = f.area.name, rounded(extra, max(f.indicator.decimals, 1))
    goal_size = _size(value, f.indicator)
    who = {MEDIAN: "median", BEST: "top quartile"}.get(goal)
    there = (
        f"where the {who} of its neighbours is expected in {label}, near {goal_size},"
        if who
        else f"at {goal_size} in {label},"
    )
    if size <= 0:
        return f"If nothing changes, {name} is on course to be {there} or better."
    return (
        f"To be {there} {name} has to {_gain(f.indicator)} {so_many(size, points_words(f.indicator))} a year"
        " beyond what is expected."
    )


def _extra_children(desk: Desks, f: Forecast, extra: float) -> list[str]:
    """The same extra as a number of children, where it is known how many the figure is about."""
    if rounded(extra, max(f.indicator.decimals, 1)) <= 0:
        return []
    (own,) = progress_of(desk.of(f.indicator), f.area, [f.indicator])
    children = pace_words(extra, own)
    return [f"That is {children}."] if children else []


def _gain(indicator: Indicator) -> str:
    if indicator.is_gap:
        return "narrow the gap by"
    return "gain" if indicator.polarity is Polarity.HIGH else "bring the figure down by"


def _pace_words(f: Forecast, level: float, value: float, years: int) -> list[str]:
    """From the level, the year-to-year noise set aside; nothing where that is already past the goal."""
    past = level > value if f.indicator.polarity is Polarity.HIGH else abs(level) < value
    pace = rounded(
        abs((abs(level) if f.indicator.is_gap else level) - value) / years, max(f.indicator.decimals, 1)
    )
    if past or not pace:
        return []
    stands = f"near {_size(level, f.indicator)} once year-to-year noise is set aside"
    return [
        f"The straight-line rate needed from today's level ({stands}) is"
        f" {so_many(pace, points_words(f.indicator))} a year."
    ]


def _size(value: float, indicator: Indicator) -> str:
    """As in a sentence; a gap by its size, which is what a goal is."""
    return (
        with_unit(abs(value), indicator).removesuffix(" ahead")
        if indicator.is_gap
        else with_unit(value, indicator)
    )


def points_words(indicator: Indicator) -> str:
    return "percentage points" if indicator.unit is Unit.PERCENTAGE else indicator.unit_words


def in_hundred(chance: float) -> str:
    return "under 1" if chance < 0.01 else "over 99" if chance > 0.99 else str(round(100 * chance))


def effects_for(indicator: Indicator) -> tuple[dict[str, Effect], tuple[tuple[Effect, str], ...]]:
    """The published effects that may move this indicator, and all the others, each with the reason."""
    usable, refused = {}, []
    for effect in load_effects().values():
        reader = Reader("")
        read_action(reader, 1, {"name": effect.id, "reach": 0, "effect": effect.id}, indicator)
        why = _refusal(effect, indicator) if reader.problems else None
        if why:
            refused.append((effect, why))
        else:
            usable[effect.id] = effect
    return usable, tuple(refused)


def _refusal(effect: Effect, indicator: Indicator) -> str:
    if not effect.refusal and size_of(effect).unit == "sd" and indicator.unit is not Unit.PERCENTAGE:
        return "it is in months of progress, which can be turned into points of a percentage of pupils only"
    return (
        effect.refusal or f"it was measured on {effect.outcome}, which says nothing sure about this indicator"
    )


def written_form(area: Area, indicator: Indicator, asked: Asked, goal: float | None) -> str:
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
        form["actions"] = [_action(a) for a in asked.actions]
    return f"# {LABEL}\n" + yaml.safe_dump(
        form, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
    )


def _action(a: ActionAsked) -> dict[str, object]:
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


def _own_effect(a: ActionAsked) -> dict[str, object]:
    scale = 100 if a.unit == "relative" else 1
    given: dict[str, object] = {
        "range": [round(known(x) / scale, 6) for x in (a.low, a.high)],
        "unit": a.unit,
        "source": a.source.strip(),
    }
    return given | ({"caution": a.option.caution} if a.option and a.option.caution else {})

"""What if we acted? A goal and a few actions as somebody sets them on a page, turned into a written scenario
and answered.

The page and the command line answer from the same words: `WhatIf.written` is what `c4eo scenario` takes.
"""

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from c4eo_core.answers.desk import Desks
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.in_sizes import forecast_in_sizes, years_in_sizes
from c4eo_core.answers.forecasts.shape import Forecast, NoForecast
from c4eo_core.answers.scenarios.effect import read_action
from c4eo_core.answers.scenarios.form import ScenarioForm, read_form
from c4eo_core.answers.scenarios.reader import Reader
from c4eo_core.answers.scenarios.scenario import ScenarioAnswer, scenario_of
from c4eo_core.answers.scenarios.what_if_form import (
    OWN,
    ActionForm,
    WhatIfForm,
    written_action,
    written_form,
    years_offered,
)
from c4eo_core.answers.scenarios.what_if_sentences import sentences_of, steps_to_goal
from c4eo_core.catalogue.effects import Effect, load_effects, size_of
from c4eo_core.model.area import Area
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit
from c4eo_core.model.known import known
from c4eo_core.model.problem import Problem
from c4eo_core.projections import curve_to_target
from c4eo_core.projections.scenarios import OVERLAP

MOST_ACTIONS, MOST_KEPT = 3, 4
CHOSEN_GOAL = (
    "The goal comes from neighbours the trust has chosen; the command compares with the published ten"
    " instead."
)


@dataclass(frozen=True)
class WhatIf:
    """scenario: the same answer as on the command line. asked: without the actions that could not be used.
    turned: the baseline bent to the goal, one figure a year ahead; empty where there is no goal or no bending
    is needed. sentences: to be read aloud. problems: what is wrong with what was left out. written: the
    scenario as YAML."""

    scenario: ScenarioAnswer
    asked: WhatIfForm
    turned: tuple[float, ...]
    sentences: tuple[str, ...]
    problems: tuple[Problem, ...]
    written: str

    @property
    def forecast(self) -> Forecast:
        return self.scenario.forecast


@dataclass(frozen=True)
class NamedScenario:
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


def baseline_of(desk: Desks, area: Area, indicator: Indicator) -> Forecast:
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
    if not years_offered(forecast):
        raise NoForecast(
            f"The figures of {indicator.title} are too old to say what could come of acting now."
        )
    return forecast


def what_if_of(desk: Desks, area: Area, indicator: Indicator, asked: WhatIfForm) -> WhatIf:
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
    sentences = tuple(filter(None, [trouble, *sentences_of(desk, answer, asked)]))
    return WhatIf(answer, asked, turned, sentences, tuple(chain.from_iterable(wrong)), written)


def _wrong_with(place: int, action: ActionForm, indicator: Indicator) -> list[Problem]:
    """What can be said in the words of the page; then whatever else the reader of written scenarios would
    refuse.
    """
    where, problems = f"Action {place}", []
    if action.effect == OWN:
        if action.high is None:
            problems.append(
                Problem(
                    where,
                    "the effect has no high figure.",
                    "a low and a high figure, or a high one alone.",
                    "type both; leave the low one empty where the source says only \u201cup to\u201d.",
                )
            )
        elif action.low is not None and action.low > action.high:
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
    read_action(reader, place, written_action(action), indicator)
    return reader.problems


def _goal(
    desk: Desks, area: Area, indicator: Indicator, asked: WhatIfForm
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
    years = steps_to_goal(answer)
    goal = known(answer.target).value
    signed = goal * (np.sign(median[years - 1]) or 1) if answer.forecast.indicator.is_gap else goal
    return tuple(curve_to_target(median, signed, years).tolist())


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

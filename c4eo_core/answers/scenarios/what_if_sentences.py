"""The sentences of a what-if: what the actions could bring, what the goal asks for, its chance and pace."""

from c4eo_core.answers.desk import Desks
from c4eo_core.answers.forecasts.forecast import authority_place
from c4eo_core.answers.forecasts.shape import Forecast
from c4eo_core.answers.scenarios.scenario import LABEL, ScenarioAnswer
from c4eo_core.answers.scenarios.what_if_form import BEST, MEDIAN, WhatIfForm, years_of
from c4eo_core.answers.standing.in_children import pace_words
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.model.display import rounded, so_many
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit
from c4eo_core.model.known import known
from c4eo_core.projections import current_level


def sentences_of(desk: Desks, answer: ScenarioAnswer, asked: WhatIfForm) -> list[str]:
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
        *_pace_words(f, level, answer.target.value, steps_to_goal(answer)),
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


def steps_to_goal(answer: ScenarioAnswer) -> int:
    """Years from the last figure to the goal."""
    return known(answer.target).year - answer.forecast.origin.end.year

"""What could be: an area's baseline with and without some actions, or where its neighbours will be.

An illustration: what would follow if these actions worked here as they did elsewhere. Never a forecast of a
programme.
"""

from dataclasses import dataclass, replace

import numpy as np

from c4eo_core.answers.desk import Desk, Desks
from c4eo_core.answers.fitted.inputs import neighbour_places
from c4eo_core.answers.forecasts.forecast import USUAL_HORIZON, authority_place, forecast_of
from c4eo_core.answers.forecasts.shape import Ahead, Forecast, NoForecast
from c4eo_core.answers.scenarios.before_choosing import Sum, starting_point_of, sum_of
from c4eo_core.answers.scenarios.effect import NamedAction
from c4eo_core.answers.scenarios.form import BENCHMARKS, ScenarioForm, Target
from c4eo_core.answers.standing.words import with_unit
from c4eo_core.model.display import rounded, so_many
from c4eo_core.model.kinds import Polarity
from c4eo_core.model.known import known
from c4eo_core.projections import (
    LEVELS,
    Baseline,
    Scenario,
    chance_of_target,
    curve_to_target,
    neighbours_in_year,
    noise_in_own_unit,
    scenario,
)

LABEL = (
    "An illustration of what could be if these actions worked here as they did elsewhere; not a forecast of"
    " any programme."
)
_SPOKEN = 80  # the interval spoken of
_LIKELIER_THAN_NOT = 0.5
_NOTABLE = 2  # an effect under twice the noise drowns in it


@dataclass(frozen=True)
class Benchmark:
    """Where the neighbours are likely to be in that year, and the curve that gets there. extra_per_year: what
    must be won each year beyond the baseline; chances: to be there without and with the actions; there: no
    extra is needed.
    """

    name: str
    target: Target
    curve: tuple[float, ...]
    extra_per_year: float
    chances: tuple[float, float]
    there: bool


_LEFT_OUT = "It starts from the last official figure; what is published of this year so far is left out."


@dataclass(frozen=True)
class ScenarioAnswer:
    """forecast: without the actions; years: with them; effect: the improvement they bring, above 0 better,
    apart from the doubt about the baseline. working, if_working: for each year the chance that they bring
    anything, and the improvement if they do. chances: target met without and with the actions. noise: year to
    year, one sd, own unit. sums: in children, one an action that says how many are offered it, never added.
    """

    forecast: Forecast
    years: tuple[Ahead, ...]
    effect: tuple[Ahead, ...]
    working: tuple[float, ...]
    if_working: tuple[float, ...]
    actions: tuple[NamedAction, ...]
    overlap: float
    target: Target | None
    chances: tuple[float, float] | None
    extra_per_year: float | None
    benchmark: Benchmark | None
    noise: float
    words: tuple[str, ...]
    sums: tuple[Sum, ...] = ()


def scenario_of(desk: Desks, form: ScenarioForm) -> ScenarioAnswer:
    """Raises NoForecast where there is no baseline to set a scenario against, or not as far ahead as the
    target.
    """
    whole, desk = desk, desk.of(form.indicator)
    place = authority_place(desk, form.area)
    years = _years_to(desk, form, form.target.year) if form.target else None
    compared = _years_to(desk, form, form.benchmark_year) if form.benchmark_year else years
    horizon = max(USUAL_HORIZON, years or 0, compared or 0)
    forecast = forecast_of(desk, form.area, form.indicator, horizon, so_far=False)
    if not forecast.baseline:
        raise NoForecast(forecast.words)
    ahead = desk.baseline([form.indicator], len(forecast.baseline))
    high = form.indicator.polarity is Polarity.HIGH
    found = scenario(ahead, 0, place, [a.action for a in form.actions], high, form.overlap)
    chances = chance_of_target(ahead, found, form.target.value, years) if form.target and years else None
    answer = ScenarioAnswer(
        forecast=forecast,
        years=_ahead(forecast, found.median, found.lower, found.upper),
        effect=_ahead(forecast, found.effect, found.effect_lower, found.effect_upper),
        working=tuple(found.working.tolist()),
        if_working=tuple(found.if_working.tolist()),
        actions=form.actions,
        overlap=form.overlap,
        target=form.target,
        chances=chances,
        extra_per_year=(
            _extra(form, forecast.baseline[years - 1].median, form.target.value, years)
            if form.target and years
            else None
        ),
        benchmark=(
            _benchmark(desk, form, form.benchmark, ahead, place, found, compared or len(forecast.baseline))
            if form.benchmark
            else None
        ),
        noise=float(noise_in_own_unit(ahead)[0, place]),
        words=(),
        sums=_sums(whole, form),
    )
    begun = not desk.alone and any(row["indicator"] == form.indicator.id for row in desk.under_way)
    return replace(answer, words=(*_words(answer), *([_LEFT_OUT] if begun else [])))


def _sums(desk: Desks, form: ScenarioForm) -> tuple[Sum, ...]:
    options = [a.option for a in form.actions if a.option is not None]
    if not options:
        return ()
    ground = starting_point_of(desk, form.area, form.indicator)
    return tuple(sum_of(ground, option) for option in options)


def _years_to(desk: Desk, form: ScenarioForm, year: int) -> int:
    """Years from the last figures the baseline rests on."""
    last = int(desk.basis.settled.last[desk.figures.index[form.indicator.id]])
    return year - int(desk.figures.end_years[last])


def _ahead(forecast: Forecast, median: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> tuple[Ahead, ...]:
    rows = zip(forecast.baseline, median.tolist(), lower.tolist(), upper.tolist(), strict=True)
    return tuple(
        Ahead(y.period, m, dict(zip(LEVELS, zip(lo, hi, strict=True), strict=True))) for y, m, lo, hi in rows
    )


def _extra(form: ScenarioForm, median: float, goal: float, years: int) -> float:
    """Improvement per year beyond the baseline, above 0 better. A gap's goal is its size."""
    if form.indicator.is_gap:
        return (abs(median) - goal) / years
    return (goal - median if form.indicator.polarity is Polarity.HIGH else median - goal) / years


def _benchmark(
    desk: Desk, form: ScenarioForm, name: str, ahead: Baseline, place: int, found: Scenario, years: int
) -> Benchmark:
    """Raises NoForecast when too few neighbours have a baseline."""
    high = form.indicator.polarity is Polarity.HIGH
    sizes = replace(ahead, median=np.abs(ahead.median)) if form.indicator.is_gap else ahead
    sides = np.full(len(ahead.kinds), high)
    goal = float(
        neighbours_in_year(sizes, neighbour_places(desk.figures), years, sides, BENCHMARKS[name])[0, place]
    )
    if goal != goal:
        named = form.indicator.title if form.indicator.local else form.indicator.id
        raise NoForecast(
            f"Too few neighbours of {form.area.name} have figures on {named} to say where they will be."
        )
    median = ahead.median[0, place]
    extra = _extra(form, float(median[years - 1]), goal, years)
    signed = goal * (np.sign(median[years - 1]) or 1) if form.indicator.is_gap else goal
    curve = curve_to_target(median, signed, years) if extra > 0 else median
    chances = chance_of_target(ahead, found, goal, years)
    last = int(desk.figures.end_years[ahead.last[0]])
    return Benchmark(
        name,
        Target(goal, last + years),
        tuple(curve.tolist()),
        max(extra, 0.0),
        chances,
        extra <= 0,
    )


def _words(answer: ScenarioAnswer) -> list[str]:
    i = answer.forecast.indicator
    unit = "percentage points" if i.unit.value == "percentage" else i.unit_words
    words = [LABEL, _effect_words(answer, unit)] if answer.actions else []
    words += [s.sentence for s in answer.sums]
    if answer.target:
        before, after = (_in_hundred(c) for c in known(answer.chances))
        changed = f"; with the actions {after}" if answer.actions else ""
        words.append(
            f"Chance of the target in the year ending {answer.target.year} if nothing changes: {before} in"
            f" 100{changed}."
        )
    if answer.benchmark:
        words.append(_benchmark_words(answer.benchmark, answer.forecast, unit))
    return words


def _effect_words(answer: ScenarioAnswer, unit: str) -> str:
    """The effect in the year of the target, or in the last year shown."""
    decimals = answer.forecast.indicator.decimals
    years = [y for y in answer.effect if answer.target is None or y.period.end.year <= answer.target.year]
    at = len(years) - 1
    if 0 < answer.working[at] < _LIKELIER_THAN_NOT:
        return _unlikely_words(answer, at, unit)
    low, high = (rounded(x, decimals) for x in years[-1].intervals[_SPOKEN])
    size, noise = rounded(years[-1].median, decimals), rounded(answer.noise, decimals)
    proof = f"more than the figure usually moves from year to year (about {noise})"
    if abs(years[-1].median) < _NOTABLE * answer.noise:
        where = "well inside" if abs(years[-1].median) < answer.noise else "within twice"
        proof = (
            f"{where} what the figure moves from year to year (about {noise}): one year's result cannot"
            " prove it"
        )
    side = "narrower" if answer.forecast.indicator.is_gap else "better"
    nothing = " It might do nothing." if low <= 0 else ""
    return (
        f"About {so_many(size, unit)} {side} by {years[-1].period.label} (80% likely: {low} to"
        f" {high}), {proof}.{nothing}"
    )


def _unlikely_words(answer: ScenarioAnswer, at: int, unit: str) -> str:
    """Where it more likely fails than works the middle of the effect is nought: what it is if it works, how
    likely that is, and what both come to on average. at: position of the year.
    """
    i, year = answer.forecast.indicator, answer.effect[at].period.label
    size, chance = answer.if_working[at], answer.working[at]
    side = "narrower" if i.is_gap else "better"
    mean = rounded(size * chance, max(i.decimals, 1))
    return (
        f"If it works, about {so_many(rounded(size, i.decimals), unit)} {side} by {year}"
        f" ({_in_hundred(chance)} in 100). More likely than not it does nothing; on average that is {mean}."
    )


def _benchmark_words(b: Benchmark, forecast: Forecast, unit: str) -> str:
    who = "the neighbours' median" if b.name == "neighbours_median" else "the neighbours' top quartile"
    value = with_unit(b.target.value, forecast.indicator).removesuffix(" ahead")
    if b.there:
        return (
            f"If nothing changes {forecast.area.name} is on course for where {who} is expected in the year"
            " ending"
            f" {b.target.year} ({value}), or better: {_in_hundred(b.chances[0])} in 100."
        )
    extra = rounded(b.extra_per_year, max(forecast.indicator.decimals, 1))
    takes = (
        f"{so_many(extra, unit)} a year more than the baseline brings"
        if extra
        else "hardly more than the baseline brings: no extra that shows"
    )
    return (
        f"To be where {who} will be in the year ending {b.target.year} ({value}) takes {takes}; "
        f"the chance of it if nothing changes is {_in_hundred(b.chances[0])} in 100."
    )


def _in_hundred(chance: float) -> str:
    return "under 1" if chance < 0.01 else "over 99" if chance > 0.99 else str(round(100 * chance))

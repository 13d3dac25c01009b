"""A scenario as the command line prints it."""

from c4eo_core.answers.forecasts.forecast import ahead_as_json
from c4eo_core.answers.forecasts.forecast import as_json as forecast_as_json
from c4eo_core.answers.forecasts.in_sizes import years_in_sizes
from c4eo_core.answers.scenarios import before_choosing
from c4eo_core.answers.scenarios.effect import NamedAction
from c4eo_core.answers.scenarios.scenario import LABEL, ScenarioAnswer
from c4eo_core.model.gap_size import size_of
from c4eo_core.model.known import known


def as_json(answer: ScenarioAnswer) -> dict:
    """The shape the command line prints: the forecast's, and what the actions add."""
    target, benchmark, chances, i = answer.target, answer.benchmark, answer.chances, answer.forecast.indicator
    return {
        **forecast_as_json(answer.forecast),
        "label": LABEL,
        "actions": [_action_as_json(a) for a in answer.actions],
        "overlap": answer.overlap,
        "scenario": ahead_as_json(years_in_sizes(answer.years, i)),
        "effect": [
            {**year, "chance_of_any": chance, "if_any": size}
            for year, chance, size in zip(
                ahead_as_json(answer.effect), answer.working, answer.if_working, strict=True
            )
        ],
        "target": (
            None
            if target is None
            else {
                "value": target.value,
                "year": target.year,
                "extra_per_year": answer.extra_per_year,
                "probability": dict(zip(("without", "with"), known(chances), strict=True)),
            }
        ),
        "benchmark": (
            None
            if benchmark is None
            else {
                "name": benchmark.name,
                "value": benchmark.target.value,
                "year": benchmark.target.year,
                "already_there": benchmark.there,
                "curve": [size_of(v, i) for v in benchmark.curve],
                "extra_per_year": benchmark.extra_per_year,
                "probability": {"without": benchmark.chances[0], "with": benchmark.chances[1]},
            }
        ),
        "noise": answer.noise,
        "sums": [before_choosing.as_json(s) for s in answer.sums],
        "words": list(answer.words),
    }


def _action_as_json(named: NamedAction) -> dict:
    a = named.action
    return {
        "name": named.name,
        "evidence": named.evidence,
        "measured_on": named.measured,
        "effect": a.effect,
        "interval": list(a.interval) if a.interval else None,
        "unit": a.unit,
        "source": a.source,
        "caution": named.caution,
        "reach": a.reach,
        "current_reach": a.current_reach,
        "works": a.works,
        "transfer": a.transfer,
        "start": a.start,
        "lag": a.lag,
        "ramp": a.ramp,
        "ends": a.ends,
        "half_life": a.half_life,
        "floor": a.floor,
    }

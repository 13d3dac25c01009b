"""What a chosen idea could bring: the what-if kept with it, worked out on the figures of today, in a
sentence.
"""

from c4eo_core.answers.desk import Desks
from c4eo_core.answers.forecasts.shape import NoForecast
from c4eo_core.answers.scenarios.form import read_form
from c4eo_core.answers.scenarios.scenario import LABEL, scenario_of
from c4eo_core.answers.standing.words import lower_first
from c4eo_core.model.problem import SourceProblems

GONE = "The what-if kept with this idea can no longer be worked out on the figures of today; try it again."


def may_bring_words(desk: Desks, form: str) -> str:
    """An illustration, which whoever shows it must say. Names the curve and the last figures it rests on."""
    try:
        answer = scenario_of(desk, read_form(form, desk))
    except (SourceProblems, NoForecast):
        return GONE
    said = (next((w for w in answer.words if w != LABEL), "") if answer.actions else "") or next(
        reversed(answer.words), ""
    )
    if not said:
        return GONE
    f = answer.forecast
    sums = "".join(f"{found.sentence} " for found in answer.sums)
    return (
        f"{sums}{f.indicator.short}: {lower_first(said).rstrip('.')} (worked out on figures to"
        f" {f.origin.label})."
    )


def sum_words(desk: Desks, form: str) -> str:
    """The sum alone, in one sentence; "" where the what-if holds none or can no longer be worked out."""
    try:
        answer = scenario_of(desk, read_form(form, desk))
    except (SourceProblems, NoForecast):
        return ""
    return " ".join(found.sentence for found in answer.sums)

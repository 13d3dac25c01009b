"""From the sum before choosing to the what-if kept with an idea: the same numbers, bent into the curve."""

from c4eo_core.answers.scenarios.before_choosing import Sum
from c4eo_core.answers.scenarios.what_if_form import MEDIAN, OWN, ActionForm, WhatIfForm, written_form

_MONTHS_A_YEAR, _LONGEST_LAG = 12, 30


def scenario_form(found: Sum, months: float | None) -> str:
    """As `c4eo scenario` takes it; "" where the sum is not whole or nobody knows how many children there are.
    months: before the effect can show.
    """
    ground, part = found.ground, found.changed.taking_part
    if found.points is None or part is None or not ground.cohort:
        return ""
    reach = 100 * min(1.0, (part.low + part.high) / 2 / ground.cohort)
    years = 0 if months is None else min(_LONGEST_LAG, int(months // _MONTHS_A_YEAR))
    action = ActionForm(
        name=found.option.name,
        effect=OWN,
        low=found.points.low,
        high=found.points.high,
        source=found.option.source or "the group's own estimate",
        reach=reach,
        lag=years,
        option=found.option,
    )
    year = ground.indicator.periods[-1].end.year + 1
    return written_form(ground.area, ground.indicator, WhatIfForm(MEDIAN, year, actions=(action,)), None)

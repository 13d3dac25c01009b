"""No interval of any authority on any indicator reaches beyond the cap, whatever moved the baseline afterwards."""

import numpy as np

from c4eo_core.answers.fitted.basis import limits_of_gaps


def test_no_bound_of_anybody_passes_the_cap_but_where_the_middle_does(desk):
    figures = desk.figures
    ahead = desk.baseline(list(figures.indicators), 5)
    limits = limits_of_gaps(desk.basis.limits, list(figures.indicators))
    low, high = (limits[:, k, None, None, None] for k in (0, 1))
    for middle, lower, upper in (
        (ahead.median, ahead.lower, ahead.upper),
        (ahead.relative_median, ahead.relative_lower, ahead.relative_upper),
    ):
        middle = middle[..., None]
        with np.errstate(invalid="ignore"):
            assert not ((upper > high + 1e-9) & (upper > middle + 1e-9)).any()
            assert not ((lower < low - 1e-9) & (lower < middle - 1e-9)).any()


def test_no_gap_between_two_percentages_reaches_beyond_a_hundred_points(desk):
    figures = desk.figures
    gaps = [i for i in figures.indicators if i.is_gap and i.per != "points"]
    ahead = desk.baseline(gaps, 5)
    assert len(gaps) > 20 and np.nanmax(np.abs([ahead.lower, ahead.upper])) <= 100


def test_nothing_that_was_never_below_nought_is_forecast_below_it(desk):
    figures = desk.figures
    ahead = desk.baseline(list(figures.indicators), 5)
    never = [
        np.nanmin(figures.values[m, : figures.authority_count]) >= 0 for m in range(len(figures.indicators))
    ]
    assert sum(never) > 300 and np.nanmin(ahead.lower[never]) >= 0

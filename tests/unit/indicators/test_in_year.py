"""Own months and terms: the same flags as NHS England's published rules, and never limits on a handful of points."""

import numpy as np
import pytest

from c4eo_core.indicators.in_year import (
    NEAR,
    OUTSIDE,
    SHIFT,
    TREND,
    in_year,
    same_term_last_year,
    seven_on_one_side,
    trends,
    two_of_three,
)

# An example of the plot-the-dots package's own tests, with the limits it publishes: mean 0.142, -3.01 to 3.29.
PUBLISHED = [
    -0.560, -0.230, 1.56, 0.0705, 0.129, 1.72, 0.461, -1.27, -0.687, -0.446, 1.22, 0.360, 0.401, 0.111, -0.556, 1.79, 0.498,
    -1.97, 0.701, -0.473,
]  # fmt: skip


def test_the_published_example_has_its_published_limits():
    found = in_year(PUBLISHED)
    assert found.limits and np.allclose(
        [found.middle[0], found.lower[0], found.upper[0]], [0.142, -3.01, 3.29], atol=0.01
    )
    assert not any(found.signals)


def flags(found):
    return [i for i, mine in enumerate(found) if mine]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ([1] * 6, []),
        ([1] * 6 + [-1], []),
        ([1] * 8 + [-1], list(range(8))),
        ([-1] * 8 + [1], list(range(8))),
        ([-1, *[1] * 8, -1], list(range(1, 9))),
        ([1, 1, 1, 0, 1, 1, 1, 1], []),
    ],
)
def test_seven_in_a_row_on_one_side_are_a_shift(above, expected):
    assert np.flatnonzero(seven_on_one_side(np.array(above))).tolist() == expected


@pytest.mark.parametrize(
    ("y", "expected"),
    [
        (range(1, 7), []),
        ([1, 2, 3, 3, 4, 5, 6], []),
        (range(1, 8), list(range(7))),
        ([2, *range(1, 8), 3], list(range(1, 8))),
        ([2, *range(7, 0, -1), 3], list(range(1, 8))),
    ],
)
def test_six_moves_one_way_are_a_trend(y, expected):
    assert np.flatnonzero(trends(np.array(list(y), float))).tolist() == expected


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ([1, 0, 1], [0, 2]),
        ([0, 1, 1], [1, 2]),
        ([1, 1, 0], [0, 1]),
        ([0, 0, 1, 0, 1, 0, 0], [2, 4]),
        ([1, 0, 0, 1], []),
        ([1, 0, 0, 1, 1], [3, 4]),
    ],
)
def test_two_of_three_near_a_limit_count_on_one_side_only(near, expected):
    near = np.array(near, bool)
    assert np.flatnonzero(two_of_three(near, np.ones(len(near)))).tolist() == expected
    sides = np.resize([1.0, -1.0], len(near))
    assert not two_of_three(near, sides).any()


def test_two_near_opposite_limits_are_no_signal():
    """The package's own example for this rule."""
    y = [1.0, -1.0] * 7 + [5.5, -5.5]
    assert not any(in_year(y).signals[-2:])


def test_under_thirteen_points_there_is_a_median_and_no_limit():
    found = in_year([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    assert (
        not found.limits
        and np.isnan(found.lower).all()
        and found.middle[0] == 10.5
        and not any(found.signals)
    )


def test_a_point_outside_a_shift_and_a_trend_are_named():
    y = [10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 30]
    assert in_year(y).signals[-1] == (OUTSIDE,)
    step = [10, 11] * 7 + [14, 15] * 4
    assert SHIFT in in_year(step).signals[-1]
    rise = [10, 12, 9, 11, 10, 12, 11, 9, 10, 11, 12, 13, 14, 15]
    assert TREND in in_year(rise).signals[-1]
    assert NEAR not in in_year(PUBLISHED).signals[0]


def test_limits_are_set_anew_at_a_mark_and_not_for_a_few_points_after_it():
    y = [10, 11, 9] * 5 + [20, 21, 19] * 5
    new = in_year(y, marks=[15])
    assert new.middle[0] == 10 and new.middle[-1] == 20 and not any(new.signals[15:])
    short = in_year(y[:20], marks=[15])
    assert short.middle[-1] == short.middle[0] == 10 and OUTSIDE in short.signals[-1]


def test_shares_have_limits_as_wide_as_their_denominator():
    counts, of = np.array([50.0] * 13 + [5.0]), np.array([100.0] * 13 + [10.0])
    found = in_year(100 * counts / of, counts=counts, of=of)
    assert found.limits and (found.upper - found.lower)[-1] > 3 * (found.upper - found.lower)[0]
    assert not any(found.signals)


def test_a_missing_month_is_no_point():
    y = [10, 11, 9, float("nan"), *[10, 11, 9] * 4]
    found = in_year(y)
    assert found.limits and found.above[3] == 0 and found.signals[3] == ()


def test_a_term_is_set_against_the_same_term_last_year():
    assert same_term_last_year([10, 20, 30, 12, 19, 33], 3).tolist()[3:] == [2, -1, 3]

"""Promises of the backtest: nothing is seen that was not known, and honest methods pass it."""

import numpy as np
import pytest

from c4eo_core.projections import backtest, baseline, draw_again, weighted_interval_score
from c4eo_core.projections.panel import last_years, quantile_of_known
from c4eo_core.projections.past_errors import as_seen_from, outcomes


def ring(authorities: int, k: int = 5) -> np.ndarray:
    return (np.arange(authorities)[:, None] + np.arange(1, k + 1)) % authorities


def panel(seed=0, indicators=4, authorities=50, years=10, noise=1.0, drift=0.3):
    rng = np.random.default_rng(seed)
    level = rng.normal(50, 5, (indicators, authorities, 1))
    moves = rng.normal(0, drift, (indicators, authorities, years)).cumsum(axis=2)
    return level + moves + rng.normal(0, noise, (indicators, authorities, years))


def topics_of(values):
    return ["a" if m % 2 else "b" for m in range(len(values))]


def run(values, kind="score", **more):
    return backtest(values, [kind] * len(values), ring(values.shape[1]), topics_of(values), **more)


def drawn_from(values, kind="score", holdout=3, **more):
    return list(
        draw_again(values, [kind] * len(values), ring(values.shape[1]), topics_of(values), holdout, **more)
    )


def test_changing_the_future_changes_no_baseline_drawn_before_it():
    values = np.clip(panel(), 0, 100)
    other = values.copy()
    other[:, :, -1] = other[:, ::-1, -1] + 60  # another order, and past 100: another kind
    drawn = zip(drawn_from(values, "percentage"), drawn_from(other, "percentage"), strict=True)
    moved = []
    for then, now in drawn:
        assert then.back == now.back and then.as_known_then.kinds == now.as_known_then.kinds
        for name in ("median", "lower", "upper", "quantiles", "centre", "spread"):
            np.testing.assert_array_equal(getattr(then.as_known_then, name), getattr(now.as_known_then, name))
        for name in ("median", "centre", "spread"):  # of the other intervals nothing but the width may know
            np.testing.assert_array_equal(getattr(then.from_others, name), getattr(now.from_others, name))
        moved.append(not np.allclose(then.from_others.upper, now.from_others.upper))
    assert all(moved)


def test_no_indicator_learns_the_width_of_its_interval_from_itself():
    values = panel(indicators=6)
    other = values.copy()
    other[2, :, -1] = other[2, ::-1, -1] + 40
    for then, now in zip(drawn_from(values), drawn_from(other), strict=True):
        for name in ("median", "lower", "upper"):
            np.testing.assert_array_equal(
                getattr(then.from_others, name)[2], getattr(now.from_others, name)[2]
            )
        # those of its topic do, and by way of all topics the others too
        assert (now.from_others.upper - then.from_others.upper)[[0, 4]].min() > 0
        assert (now.from_others.upper - then.from_others.upper)[[1, 3, 5]].max() > 0


def test_nor_from_its_twin():
    values = panel(indicators=6)
    values[4] = 100 - values[2] + panel(seed=7, noise=0.01, drift=0)[0] / 100  # what one has the other lacks
    other = values.copy()
    other[4, :, -1] = other[4, ::-1, -1] + 40
    for then, now in zip(drawn_from(values), drawn_from(other), strict=True):
        np.testing.assert_array_equal(then.from_others.upper[[2, 4]], now.from_others.upper[[2, 4]])
        assert (now.from_others.upper - then.from_others.upper)[0].min() > 0


def test_what_is_tested_is_drawn_as_wide_as_the_baseline_of_today():
    values = panel(indicators=6)
    today = baseline(values, ["score"] * 6, ring(values.shape[1]), topics_of(values), 3)
    for drawn in drawn_from(values):
        wide = drawn.from_others.quantiles
        assert np.allclose(wide[:, :, 0], today.quantiles[:, :, 0])


def test_the_test_that_sets_the_width_by_what_is_tested_leaves_no_year_out():
    values = panel(indicators=20)
    values[:, :, 7:] += np.random.default_rng(1).normal(0, 8, (20, 50, 3))
    upheaval = np.ones((20, 10), dtype=bool)
    upheaval[:, 7:] = False
    found = run(values, comparable=upheaval)
    for score in found.horizons.values():
        assert abs(score.coverage[80] - 0.8) < 0.06
    assert found.horizons[1].coverage_as_known_then[80] < 0.75


def test_each_origin_counts_back_from_the_indicators_own_last_year():
    values = panel(indicators=2)
    values[1, :, 7:] = np.nan
    last = last_years(values)
    assert last.tolist() == [9, 6]
    assert last_years(as_seen_from(values, last, 2)).tolist() == [7, 4]
    np.testing.assert_array_equal(outcomes(values, last - 2, last, 2)[1], values[1, :, 6])
    assert np.isnan(outcomes(values, last - 2, last, 3)).all()


def test_a_year_hidden_is_a_year_tested_and_no_other():
    found = run(panel())
    # four indicators of fifty authorities: one year ahead from three origins, three from one
    assert [found.horizons[h].values for h in (1, 2, 3)] == [600, 400, 200]
    assert found.indicators == 4 and set(found.topics) == {"a", "b"}
    assert found.topics["a"][1].values == 300


def test_where_only_noise_moves_the_baseline_beats_the_last_value():
    found = run(panel(authorities=100, drift=0.0))
    for score in found.horizons.values():
        assert score.relative_mae < 0.85 and score.relative_wis < 0.9


def test_the_intervals_cover_what_they_say():
    found = run(panel(3, indicators=16, authorities=100, years=12))
    for score in found.horizons.values():
        for level, share in score.coverage.items():
            assert abs(share - level / 100) < 0.03, (level, share)
        for level, share in score.coverage_as_known_then.items():
            assert abs(share - level / 100) < 0.12, (level, share)


def test_a_year_left_out_is_neither_learnt_from_nor_tested():
    values, skip = panel(), np.zeros((4, 10), dtype=bool)
    skip[:, 6] = True
    before = run(values, skip=skip)
    values[:, :, 6] += 500
    assert run(values, skip=skip) == before
    # the origin that fell in it moves a year back and tests two and three years ahead
    assert [before.horizons[h].values for h in (1, 2, 3)] == [400, 400, 200]


def test_what_lies_past_a_break_is_not_tested():
    values, breaks = panel(), np.zeros((4, 10), dtype=bool)
    breaks[:, 8] = True
    values[:, :, 8:] += 500
    found = run(values, breaks=breaks)
    # one year ahead to the last year of the old measure, and from the first of the new one
    assert [found.horizons[h].values for h in (1, 2, 3)] == [400, 0, 0]
    assert found.horizons[1].relative_mae < 2


def test_a_break_still_to_come_is_not_known_yet():
    breaks = np.zeros((4, 10), dtype=bool)
    before = drawn_from(panel(), breaks=breaks)
    breaks[:, 9] = True
    for then, now in zip(before, drawn_from(panel(), breaks=breaks), strict=True):
        np.testing.assert_array_equal(then.as_known_then.median, now.as_known_then.median)
        np.testing.assert_array_equal(then.as_known_then.upper, now.as_known_then.upper)


def test_curves_that_never_move_are_counted_but_not_compared():
    found = run(np.full((2, 30, 8), 40.0), "percentage")
    assert found.horizons[1].indicators == 0 and np.isnan(found.horizons[1].relative_mae)
    assert found.horizons[1].coverage[80] == 1.0


def test_too_short_a_series_gives_no_score_rather_than_an_error():
    found = run(panel(years=2))
    assert all(np.isnan(score.relative_mae) for score in found.horizons.values())


def test_the_weighted_interval_score_worked_by_hand():
    lower, upper = np.array([-1.0, -2, -3]), np.array([1.0, 2, 3])
    inside = weighted_interval_score(np.array(0.0), np.array(0.0), lower, upper)
    # (0/2 + .25 × 2 + .1 × 4 + .025 × 6) / 3.5
    assert inside == pytest.approx(1.05 / 3.5)
    outside = weighted_interval_score(np.array(4.0), np.array(0.0), lower, upper)
    # the median misses by 4, the intervals by 3, 2 and 1
    assert outside == pytest.approx((2 + 1.05 + 6) / 3.5)


def test_quantiles_leave_missing_values_out():
    x = np.array([[3.0, np.nan, 1, 2, np.nan, 7], [np.nan] * 6])
    for share in (0.0, 0.5, 0.8, 1.0):
        found = quantile_of_known(x, share)
        np.testing.assert_allclose(found[0], np.quantile([1, 2, 3, 7], share))
        assert np.isnan(found[1])

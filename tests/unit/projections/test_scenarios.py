"""Promises of scenarios: what actions may and may not do to a curve."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from c4eo_core.projections import (
    Action,
    baseline,
    baseline_draws,
    chance_of_target,
    probability_of_target,
    scenario,
)
from c4eo_core.projections.actions import combined

KINDS = ("percentage", "rate", "score", "gap")


def _baseline():
    rng = np.random.default_rng(1)
    level = rng.normal(60, 12, (len(KINDS), 40, 1))
    level[3] = level[3] - 75  # gaps lie on both sides of nought
    values = level + rng.normal(0, 2, (len(KINDS), 40, 8))
    values[:2] = np.clip(values[:2], 0, 100)
    near = (np.arange(40)[:, None] + np.arange(1, 7)) % 40
    return baseline(values, KINDS, near, ["a"] * len(KINDS), 5)


AHEAD = _baseline()


def act(effect=4.0, reach=0.5, **more):
    return Action(effect, "a trial", reach, **more)


actions = st.builds(
    act,
    effect=st.floats(0, 400),
    reach=st.floats(0, 1),
    current_reach=st.floats(0, 1),
    works=st.floats(0, 1),
    transfer=st.floats(0, 1),
    unit=st.sampled_from(["points", "relative"]),
    start=st.floats(0, 3),
    lag=st.floats(0, 2),
    ramp=st.floats(0, 3),
    ends=st.one_of(st.none(), st.floats(0, 5)),
    floor=st.floats(0, 1),
)
places = st.tuples(st.integers(0, 3), st.integers(0, 39), st.booleans())


def run(place, chosen, **more):
    indicator, authority, high_is_good = place
    return scenario(AHEAD, indicator, authority, chosen, high_is_good, **({"draws": 300} | more))


@given(places)
def test_without_actions_the_scenario_is_the_baseline_to_the_last_digit(place):
    for chosen in ([], [act(reach=0.0)], [act(works=0.0)], [act(reach=0.3, current_reach=0.3)]):
        found = run(place, chosen)
        np.testing.assert_array_equal(found.median, AHEAD.median[place[:2]])
        np.testing.assert_array_equal(found.lower, AHEAD.lower[place[:2]])
        np.testing.assert_array_equal(found.upper, AHEAD.upper[place[:2]])
        np.testing.assert_array_equal(found.without, found.with_actions)
        assert not found.effect_upper.any()


@settings(deadline=None)
@given(places, st.lists(actions, min_size=1, max_size=3), st.floats(0, 1))
def test_more_reach_never_brings_less(place, chosen, more):
    before = run(place, chosen)
    first = chosen[0]
    wider = Action(**{**vars(first), "reach": first.reach + more * (1 - first.reach)})
    after = run(place, [wider, *chosen[1:]])
    tolerance = 1e-9
    assert (after.effect >= before.effect - tolerance).all()
    size = np.abs if KINDS[place[0]] == "gap" else lambda x: x if not place[2] else -x
    assert (size(after.with_actions) <= size(before.with_actions) + tolerance).all()


@settings(deadline=None)
@given(places, st.lists(actions, min_size=1, max_size=4), st.floats(0, 1))
def test_the_total_never_passes_the_end_of_the_scale(place, chosen, overlap):
    found = run(place, chosen, overlap=overlap)
    kind = KINDS[place[0]]
    for figures in (found.with_actions, found.median, found.lower, found.upper):
        if kind in ("percentage", "rate"):
            assert (figures >= 0).all()
        if kind == "percentage":
            assert (figures <= 100).all()
    if kind == "gap":  # closes, and never turns round
        assert (found.with_actions * found.without >= -1e-9).all()
        assert (np.abs(found.with_actions) <= np.abs(found.without) + 1e-9).all()
    assert (np.diff(found.lower, axis=1) <= 0).all() and (np.diff(found.upper, axis=1) >= 0).all()
    assert (found.lower[:, 0] <= found.median).all() and (found.median <= found.upper[:, 0]).all()


@given(actions)
def test_an_action_fades_after_its_funding_ends(chosen):
    years = np.linspace(0, 30, 121)
    found = chosen.strength(years)
    assert ((found >= 0) & (found <= 1)).all()
    if chosen.ends is None:
        assert (np.diff(found) >= 0).all()
    else:
        after = found[years >= chosen.ends]
        assert (np.diff(after) <= 1e-12).all()
        at_end = chosen.strength(np.array([chosen.ends]))[0]
        assert abs(after[-1] - min(chosen.floor, at_end)) < 1e-3


def test_the_course_of_an_action_worked_by_hand():
    chosen = act(start=1, lag=1, ramp=2, ends=4, half_life=1, floor=0.2)
    np.testing.assert_allclose(chosen.strength(np.arange(1, 8)), [0, 0, 0.5, 1, 0.5, 0.25, 0.2])
    at_once = act(start=2, ramp=0)
    np.testing.assert_allclose(at_once.strength(np.arange(1, 4)), [0, 1, 1])
    stopped_early = act(start=3, ends=2, floor=0.5)
    assert not stopped_early.strength(np.arange(1, 8)).any()


@given(places, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_draws_and_another_does_not(place, seed):
    chosen = [act(works=0.5, interval=(1.0, 7.0))]
    one, same, other = (run(place, chosen, seed=s) for s in (seed, seed, seed + 1))
    np.testing.assert_array_equal(one.with_actions, same.with_actions)
    np.testing.assert_array_equal(one.median, same.median)
    assert (one.without != other.without).any()


def test_adding_an_action_leaves_the_draws_of_the_first_as_they_were():
    place, first = (2, 0, True), act(works=0.5)
    alone = run(place, [first])
    both = run(place, [first, act(effect=0.0)])
    np.testing.assert_allclose(alone.with_actions, both.with_actions)


def test_an_effect_is_reach_times_effect_times_transfer():
    found = run((2, 0, True), [act(effect=4, reach=0.6, current_reach=0.1, transfer=0.5, ramp=1)])
    np.testing.assert_allclose(found.effect, 1.0)
    np.testing.assert_allclose(found.median - AHEAD.median[2, 0], 1.0)
    down = run((2, 0, False), [act(effect=4, reach=0.5)])
    np.testing.assert_allclose(down.median - AHEAD.median[2, 0], -2.0)


def test_actions_never_simply_add():
    two = np.array([[[10.0]], [[20.0]]])
    found = combined(two, np.array([[40.0]]), 0.3)
    # shares .25 and .5 of the headroom: the best alone .5, one after the other 1 - .75 × .5
    np.testing.assert_allclose(found, 40 * (0.3 * 0.5 + 0.7 * 0.625))
    endless = combined(two, np.array([[np.inf]]), 0.3)
    np.testing.assert_allclose(endless, 0.3 * 20 + 0.7 * 30)
    np.testing.assert_allclose(combined(two, np.array([[0.0]]), 0.3), 0)
    harm = combined(np.array([[[10.0]], [[-20.0]]]), np.array([[40.0]]), 0.3)
    np.testing.assert_allclose(harm, -10)


def test_standard_deviations_become_points_on_the_normal_curve():
    chosen = act(effect=0.2, reach=1.0, unit="sd")
    for high_is_good in (True, False):
        found = run((0, 3, high_is_good), [chosen])
        side = 1 if high_is_good else -1
        wanted = 100 * norm.cdf(norm.ppf(np.clip(found.without, 1e-7, 100 - 1e-7) / 100) + side * 0.2)
        np.testing.assert_allclose(found.with_actions, wanted, atol=1e-4)
    with pytest.raises(ValueError, match="moves a percentage, not a rate"):
        run((1, 3, True), [chosen])


def test_an_effect_that_may_not_work_is_told_apart_from_the_forecast():
    found = run((2, 0, True), [act(works=0.5, interval=(2.0, 6.0))], draws=4000)
    assert abs((found.effect_upper[-1, 0] > 0) - 1) == 0
    np.testing.assert_allclose(found.effect_lower[-1], 0, atol=0.1)
    assert abs((found.with_actions[:, -1] > found.without[:, -1]).mean() - 0.5) < 0.03


def test_an_uncertain_effect_may_also_harm():
    found = run((2, 0, True), [act(effect=1.0, interval=(-3.0, 5.0))])
    assert found.effect_lower[-1, 1] < 0 < found.effect[-1]


def test_the_draws_spread_as_the_baseline_does():
    for place in ((0, 5), (2, 9)):
        draws = baseline_draws(AHEAD, *place, draws=20000)
        low, high = np.quantile(draws, [0.1, 0.9], axis=0)
        width = AHEAD.upper[place][:, 1] - AHEAD.lower[place][:, 1]
        np.testing.assert_allclose(high - low, width, rtol=0.12)
        tie = np.corrcoef(draws[:, 0], draws[:, 1])[0, 1]
        assert 0.7 < tie < 0.9


def test_the_chance_of_a_target_starts_from_the_baselines_own():
    place, goal = (2, 0, True), AHEAD.median[2, 0, 2] + 3
    own = probability_of_target(AHEAD, goal, 3, [True] * 4)[2, 0]
    assert chance_of_target(AHEAD, run(place, []), goal, 3) == (own, own)
    plain, helped = chance_of_target(AHEAD, run(place, [act(effect=6.0)]), goal, 3)
    assert plain == own and helped > own + 0.2
    gap = run((3, 0, True), [act(effect=6.0)])
    plain, helped = chance_of_target(AHEAD, gap, abs(AHEAD.median[3, 0, 2]) - 2, 3)
    assert helped > plain


def test_an_indicator_without_a_baseline_has_no_scenario():
    values = np.full((1, 40, 5), np.nan)
    empty = baseline(values, ["score"], np.full((40, 1), -1), ["a"], 2)
    with pytest.raises(ValueError, match="no baseline for this indicator"):
        scenario(empty, 0, 0, [], True)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"source": " "}, "needs a number and a source"),
        ({"effect": float("nan")}, "needs a number and a source"),
        ({"unit": "months"}, "'months' is not a unit"),
        ({"reach": 40}, "reach must be a share"),
        ({"ramp": -1}, "ramp must be no less than 0"),
        ({"half_life": 0}, "half_life must be more"),
        ({"interval": (5.0, 6.0)}, "does not hold the effect"),
    ],
)
def test_an_action_that_cannot_be_is_refused(change, complaint):
    with pytest.raises(ValueError, match=complaint):
        Action(**({"effect": 4.0, "source": "a trial", "reach": 0.5} | change))

"""Promises of the widths: from whom they are learnt, how they differ by years ahead and topic, and what they
leave out.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.projections import LEVELS, basis
from c4eo_core.projections.calibration import (
    SHRINKING,
    USUAL_QUANTILES,
    calibrated_quantiles,
    for_years,
    twins_of,
)
from c4eo_core.projections.panel import Neighbours
from c4eo_core.projections.past_errors import PastErrors, any_after, look_back, past_errors_of

SHARES = np.array(LEVELS) / 100


def ring(authorities: int, k: int = 4) -> np.ndarray:
    return (np.arange(authorities)[:, None] + np.arange(1, k + 1)) % authorities


def panel(seed=0, indicators=6, authorities=40, years=10, noise=1.0):
    rng = np.random.default_rng(seed)
    return rng.normal(50, 5, (indicators, authorities, 1)) + rng.normal(
        0, noise, (indicators, authorities, years)
    )


def made_misses(sizes, upheaval=None, origins=3) -> PastErrors:
    """sizes [A, M, L], the same from each origin; origin b tells of b years ahead at most."""
    ahead, count, _ = np.shape(sizes)
    every = np.tile(np.asarray(sizes, dtype=float), (origins, 1, 1, 1))
    backs = np.arange(1, origins + 1)
    before = np.broadcast_to((backs[:, None] - np.arange(1, ahead + 1))[..., None], (origins, ahead, count))
    every = np.where((before >= 0)[..., None], every, np.nan)
    upheaval = np.zeros_like(before, dtype=bool) if upheaval is None else upheaval
    return PastErrors(tuple(backs.tolist()), every, every / 2, before, upheaval)


def random_sizes(count=40, authorities=150, ahead=3, seed=0):
    return np.abs(np.random.default_rng(seed).standard_t(4, (ahead, count, authorities)))


def no_twins(count):
    return np.zeros((count, count), dtype=bool)


def widths(misses, topics=None, twins=None, **more):
    count = misses.sizes.shape[2]
    found, own = calibrated_quantiles(
        misses, topics or ["a"] * count, no_twins(count) if twins is None else twins, misses.backs, **more
    )
    assert found.shape == own.shape == (count, misses.sizes.shape[1], 3)
    return found


def test_widths_are_the_quantiles_of_what_the_others_missed_by():
    sizes = random_sizes(count=200)
    found = widths(made_misses(sizes))
    towards = np.array(USUAL_QUANTILES)
    for h in range(3):
        cases = 199 * (3 - h)  # three origins tell of one year ahead, one of three
        weight = cases / (cases + SHRINKING)
        own = np.quantile(sizes[h, 1:], SHARES)
        towards = weight * own + (1 - weight) * towards  # of all topics
        np.testing.assert_allclose(found[0, h], weight * own + (1 - weight) * towards, rtol=2e-3)


def test_each_year_ahead_has_a_width_of_its_own():
    sizes = random_sizes()
    sizes[2] *= 3
    found = widths(made_misses(sizes))
    assert (found[:, 2] > 1.8 * found[:, 1]).all()
    np.testing.assert_allclose(found[:, 1], found[:, 0], rtol=0.15)


def test_an_indicators_own_misses_say_nothing_of_its_own_width():
    sizes = random_sizes(count=6)
    wild = sizes.copy()
    wild[:, 2] *= 50
    before, after = widths(made_misses(sizes)), widths(made_misses(wild))
    np.testing.assert_array_equal(before[2], after[2])
    assert (after[[0, 1, 3, 4, 5]] > before[[0, 1, 3, 4, 5]]).all()


def test_nor_do_its_twins():
    sizes, twins = random_sizes(count=6), no_twins(6)
    twins[2, 3] = twins[3, 2] = True
    wild = sizes.copy()
    wild[:, 3] *= 50
    before, after = (widths(made_misses(x), twins=twins) for x in (sizes, wild))
    np.testing.assert_array_equal(before[[2, 3]], after[[2, 3]])
    assert (after[[0, 1, 4, 5]] > before[[0, 1, 4, 5]]).all()


def test_a_topic_with_many_indicators_has_its_own_width_and_one_with_few_leans_on_all():
    sizes = random_sizes(count=100)
    sizes[:, :40] *= 2
    sizes[:, 40:42] *= 2
    found = widths(made_misses(sizes), topics=["many"] * 40 + ["few"] * 2 + ["rest"] * 58)
    assert found[0, 0, 1] > 1.1 * found[40, 0, 1] > 1.1 * found[99, 0, 1]


def test_a_topic_nobody_else_has_takes_the_width_of_all():
    sizes = random_sizes(count=30)
    alone = widths(made_misses(sizes), topics=[f"topic {m}" for m in range(30)])
    together = widths(made_misses(sizes))
    np.testing.assert_allclose(alone, together, rtol=0.1)


def test_with_nobody_to_learn_from_the_usual_widths_count():
    np.testing.assert_array_equal(widths(made_misses(random_sizes(count=1)))[0], [USUAL_QUANTILES] * 3)
    nothing = np.full((3, 5, 10), np.nan)
    np.testing.assert_array_equal(widths(made_misses(nothing))[4], [USUAL_QUANTILES] * 3)


def test_a_distance_nothing_is_known_of_takes_the_width_of_the_one_before():
    sizes = 2 * random_sizes()
    sizes[1:] = np.nan
    found = widths(made_misses(sizes))
    assert (found[:, 1] > 1.5 * np.array(USUAL_QUANTILES)).all()
    np.testing.assert_array_equal(found[:, 1], found[:, 2])
    np.testing.assert_allclose(found[:, 1], found[:, 0], rtol=0.05)


def test_past_the_furthest_year_tested_the_last_width_stays():
    quantiles = np.arange(18.0).reshape(2, 3, 3)
    found = for_years(quantiles, 5)
    np.testing.assert_array_equal(found[:, 3], quantiles[:, 2])
    np.testing.assert_array_equal(found[:, 4], quantiles[:, 2])
    np.testing.assert_array_equal(for_years(quantiles, 1), quantiles[:, :1])


@pytest.mark.parametrize(("share", "counted"), [(0.3, True), (0.7, False)])
def test_misses_over_an_upheaval_count_unless_they_are_most_of_all_there_is(share, counted):
    sizes = random_sizes(count=100)
    hit = np.zeros((3, 3, 100), dtype=bool)
    hit[..., : int(100 * share)] = True
    sizes[:, : int(100 * share)] *= 4
    found, calm = (widths(made_misses(x, hit))[99, :, 2] for x in (sizes, random_sizes(count=100)))
    assert (found > 1.5 * calm).all() if counted else (found < 1.2 * calm).all()


def test_when_the_upheaval_is_left_out_all_distances_are_taken_together():
    hit = np.ones((3, 3, 40), dtype=bool)
    hit[..., 0:10] = False
    found = widths(made_misses(random_sizes(), hit))
    np.testing.assert_array_equal(found[:, 0], found[:, 1])
    np.testing.assert_array_equal(found[:, 0], found[:, 2])


def test_what_was_not_known_yet_is_not_learnt_from():
    sizes = random_sizes()
    misses = made_misses(sizes)
    late = np.where((misses.before < 1)[..., None], 99, misses.sizes)
    changed = PastErrors(misses.backs, late, misses.own_sizes, misses.before, misses.upheaval)
    np.testing.assert_array_equal(widths(misses, as_of=1), widths(changed, as_of=1))
    assert (widths(changed) > widths(misses)).any()


def looks(values, backs=(1, 2, 3)):
    comparable = np.ones((len(values), values.shape[2]), dtype=bool)
    return look_back(values, ["score"] * len(values), Neighbours(ring(values.shape[1])), comparable, backs)


def test_twins_are_those_on_which_places_stand_alike_or_opposite():
    values = panel(noise=0.2)
    values[3] = values[1] + 10
    values[5] = 100 - values[1]
    found = twins_of(looks(values)[-1])
    assert {tuple(x) for x in np.argwhere(found)} == {(1, 3), (3, 1), (1, 5), (5, 1), (3, 5), (5, 3)}


def test_too_few_places_make_no_twins_and_no_value_none_either():
    values = panel(noise=0.2)
    values[3] = values[1]
    values[3, 8:] = np.nan
    values[4] = np.nan
    assert not twins_of(looks(values)[-1]).any()


def test_how_far_the_method_strayed_is_known_only_where_the_year_foretold_has_come():
    values = panel(indicators=2)
    values[1, :, 7:] = np.nan
    comparable = np.ones((2, 10), dtype=bool)
    comparable[:, 5] = False
    found = past_errors_of(looks(values), values, comparable, 3)
    there = np.isfinite(found.sizes).all(axis=3)
    # origin b tells of b years ahead, for each indicator counted from its own last year
    assert there.tolist() == [[[h < b] * 2 for h in range(3)] for b in (1, 2, 3)]
    assert found.before[:, 0, 0].tolist() == [0, 1, 2] and found.before[2, :, 1].tolist() == [2, 1, 0]
    # the second ends in the year after the upheaval
    assert not found.upheaval[:, :, 0].any() and found.upheaval[2, 1, 1] and not found.upheaval[0, 0, 1]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 7), st.sampled_from([3, 6, 12]))
def test_fans_lie_one_inside_the_other_and_never_narrow_with_the_years(seed, indicators, years):
    values = panel(seed, indicators, 20, years)
    topics = [f"topic {m % 3}" for m in range(indicators)]
    rests_on = basis(values, ["score"] * indicators, ring(20), topics)
    found = rests_on.ahead(6)
    for wide in (found.upper - found.lower, found.relative_upper - found.relative_lower):
        assert (wide[..., 0] < wide[..., 1]).all() and (wide[..., 1] < wide[..., 2]).all()
        assert (np.diff(wide, axis=2) >= -1e-9).all()
    assert (
        found.relative_upper <= found.upper + np.abs(found.relative_median - found.median)[..., None] + 1e-9
    ).all()
    drawn = found.centre[..., None] + found.half_widths() * found.spread[..., None]
    most = rests_on.limits[:, 1, None, None, None]
    held = np.maximum(np.minimum(drawn, most), np.minimum(found.median[..., None], drawn))
    np.testing.assert_allclose(held, found.upper)


def test_a_marked_year_is_found_between_origin_and_target():
    marked = np.array([[False, False, True, False, False]])
    assert [any_after(np.array([1]), marked, h)[0] for h in (1, 2)] == [True, True]
    assert [any_after(np.array([0]), marked, h)[0] for h in (1, 2)] == [False, True]
    assert not any_after(np.array([2]), marked, 2)[0] and not any_after(np.array([1]), None, 3)[0]

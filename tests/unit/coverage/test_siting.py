"""Where next: never worse than one after another, as good as trying everything, quick, and honest about what
is proven.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.coverage.siting import Choice, Covering


def world(seed, points, sites, near):
    random = np.random.default_rng(seed)
    p, s = random.uniform(0, 10, (points, 2)), random.uniform(0, 10, (sites, 2))
    cover = np.linalg.norm(p[:, None] - s[None], axis=2) <= near
    return cover, random.integers(0, 400, points).astype(float)


def reached(cover, weights, sites):
    return float(weights[cover[:, list(sites)].any(axis=1)].sum())


def by_trying_all(cover, weights, k):
    return max(reached(cover, weights, c) for c in itertools.combinations(range(cover.shape[1]), k))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.sampled_from([1.0, 2.0, 4.0]))
def test_as_good_as_trying_every_choice(seed, k, near):
    cover, weights = world(seed, 25, 9, near)
    best = Covering(cover, weights).best(k)
    assert best.gain == pytest.approx(by_trying_all(cover, weights, k))
    assert best.gain == pytest.approx(reached(cover, weights, best.sites))
    assert best.gap == 0 and len(best.sites) <= k


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_never_worse_than_one_after_another(seed, k):
    covering = Covering(*world(seed, 120, 30, 1.5))
    best, plain = covering.best(k), covering.greedy(k)
    assert best.gain >= plain.gain - 1e-9
    assert plain.bound >= best.gain - 1e-9


def test_better_than_one_after_another_where_that_goes_wrong():
    """The widest site stands between the two that serve everybody together."""
    cover = np.array([[0, 1, 0], [1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1], [0, 0, 1]], bool)
    weights = np.array([2.0, 3, 3, 3, 3, 2])
    covering = Covering(cover, weights)
    assert covering.greedy(2).gain == 14
    best = covering.best(2)
    assert best.gain == 16 and set(best.sites) == {1, 2}


def test_five_of_two_hundred_are_proven_best():
    covering = Covering(*world(5, 700, 200, 1.0))
    best = covering.best(5)
    assert best.gap == 0 and best.gain >= covering.greedy(5).gain


def test_more_sites_never_reach_fewer():
    covering = Covering(*world(11, 200, 40, 1.2))
    gains = [covering.best(k).gain for k in range(8)]
    assert gains[0] == 0 and gains == sorted(gains)


def test_sites_that_would_add_nobody_are_not_chosen():
    cover = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 0]], bool)
    best = Covering(cover, np.array([5.0, 5.0, 5.0])).best(3)
    assert best == Choice((0,), 10.0, 10.0)


@pytest.mark.parametrize(("points", "sites"), [(0, 3), (3, 0), (0, 0)])
def test_nobody_or_nowhere_gives_no_site_and_no_doubt(points, sites):
    best = Covering(np.zeros((points, sites), bool), np.ones(points)).best(2)
    assert best.sites == () and best.gain == 0 and best.gap == 0


def test_a_choice_that_time_cut_short_carries_the_bound_that_is_left(monkeypatch):
    class Stopped:
        x, mip_dual_bound = None, None

    monkeypatch.setattr("scipy.optimize.milp", lambda *a, **k: Stopped())
    covering = Covering(*world(3, 60, 12, 1.5))
    found = covering.best(3)
    assert found == covering.greedy(3)
    monkeypatch.undo()
    assert found.bound >= covering.best(3).gain and found.gap >= 0

"""Distances, reach and places per 100 children, on grounds small enough to work out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.coverage import provision, reach

POINTS = np.array([[0.0, 0.0], [3000.0, 4000.0], [10_000.0, 0.0]])


def test_the_nearest_service_is_found_with_its_distance():
    distance, row = reach.nearest(POINTS, np.array([[10_000.0, 500.0], [0.0, 100.0]]))
    assert distance.tolist() == pytest.approx([100, np.hypot(3000, 3900), 500])
    assert row.tolist() == [1, 1, 0]


def test_without_services_everybody_is_infinitely_far():
    distance, row = reach.nearest(POINTS, np.zeros((0, 2)))
    assert np.isinf(distance).all() and (row == -1).all()


def test_no_straight_line_leads_to_an_island_or_back():
    sites = reach.ground([0.0], [50.0], [1])
    here = reach.ground([0.0, 0.0], [0.0, 0.0], [0, 1])
    distance, row = reach.nearest(here, sites)
    assert np.isinf(distance[0]) and row[0] == -1
    assert distance[1] == pytest.approx(50) and row[1] == 0


def test_a_detour_shortens_the_straight_line_that_counts():
    assert reach.limits(np.array([False, True]), 2, 5, 1.25).tolist() == [1600, 4000]


def test_a_point_exactly_at_the_limit_is_in_reach():
    i, j = provision.pairs(POINTS[:1], np.array([500.0]), np.array([[300.0, 400.0], [300.0, 401.0]]))
    assert i.tolist() == [0] and j.tolist() == [0]


def test_a_per_cent_of_nobody_is_missing_and_not_zero():
    assert np.isnan(reach.per_cent(np.array([0]), np.array([0])))[0]


def test_what_belongs_nowhere_is_counted_nowhere():
    assert reach.sums(np.array([0, -1, 1]), 2, np.array([1, 10, 100])).ravel().tolist() == [1, 100]


def test_a_site_serves_where_some_point_has_it_within_its_own_limit():
    sites = np.array([[0.0, 1500.0], [10_000.0, 1500.0]])
    assert reach.serving(sites, POINTS, np.array([1000.0, 1000.0, 2000.0])).tolist() == [False, True]


def test_places_are_shared_among_all_children_near_them_and_added_up_at_each_child():
    """One club with 30 places near both estates (100 and 200 children), one with 20 near the second only."""
    points = np.array([[0.0, 0.0], [1000.0, 0.0]])
    sites = np.array([[500.0, 0.0], [1800.0, 0.0]])
    i, j = provision.pairs(points, np.array([1000.0, 1000.0]), sites)
    per_100 = provision.two_step(np.array([100.0, 200.0]), np.array([30.0, 20.0]), i, j)
    assert per_100.tolist() == pytest.approx([10.0, 20.0])


def test_a_service_whose_places_are_not_known_adds_none():
    i, j = provision.pairs(POINTS, np.full(3, 1000.0), POINTS)
    assert provision.two_step(np.array([50.0, 50.0, 50.0]), np.array([10.0, np.nan, 5.0]), i, j).tolist() == [
        20.0,
        0.0,
        10.0,
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_all_known_places_near_some_child_are_given_out_once_and_no_more(seed):
    random = np.random.default_rng(seed)
    points, sites = random.uniform(0, 8000, (30, 2)), random.uniform(0, 8000, (12, 2))
    limits = random.choice([1000.0, 3000.0], 30)
    children, places = random.integers(1, 200, 30).astype(float), random.integers(1, 60, 12).astype(float)
    i, j = provision.pairs(points, limits, sites)
    apart = np.linalg.norm(points[:, None] - sites[None], axis=2) <= limits[:, None]
    assert {*zip(i.tolist(), j.tolist(), strict=True)} == {*map(tuple, np.argwhere(apart).tolist())}
    given_out = (provision.two_step(children, places, i, j) * children / 100).sum()
    assert given_out == pytest.approx(places[apart.any(axis=0)].sum())

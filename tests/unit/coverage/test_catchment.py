"""Sums over the small areas around a point: worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import KDTree

from c4eo_core.coverage.catchment import nearest_holding, of_ages, share, spread, totals, within

LINE = KDTree(np.array([[0.0, 0.0], [1000.0, 0.0], [2000.0, 0.0], [3000.0, 0.0]]))


def test_a_circle_holds_the_centres_on_its_edge_and_none_beyond():
    assert within(LINE, (100.0, 0.0), 900.0).tolist() == [0, 1]


def test_the_nearest_areas_stop_with_the_one_that_brings_enough_children():
    children = np.array([50.0, 60.0, 70.0, 80.0])
    assert nearest_holding(LINE, (0.0, 0.0), children, 110).tolist() == [0, 1]
    assert nearest_holding(LINE, (0.0, 0.0), children, 111).tolist() == [0, 1, 2]
    assert nearest_holding(LINE, (0.0, 0.0), children, 10_000).tolist() == [0, 1, 2, 3]
    assert nearest_holding(LINE, (0.0, 0.0), children, 0).tolist() == [0]


def test_children_of_a_schools_ages_are_parts_of_the_bands():
    bands = np.array([[50.0, 70.0, 60.0]])
    assert of_ages(bands, 3, 10)[0] == pytest.approx(50 * 2 / 5 + 70 * 6 / 7)
    assert of_ages(bands, 11, 15)[0] == pytest.approx(70 / 7 + 60 * 4 / 6)


def test_a_share_is_a_sum_over_a_sum_and_never_a_mean_of_shares():
    counts, wholes = np.array([[10.0], [30.0]]), np.array([[100.0], [100_0.0]])
    count, whole = totals(counts, wholes, np.ones(2))
    assert share(count[0], whole[0]) == pytest.approx(100 * 40 / 1100)


def test_a_suppressed_count_is_left_out_above_and_below_the_line():
    counts, wholes = np.array([[np.nan], [30.0]]), np.array([[500.0], [100.0]])
    count, whole = totals(counts, wholes, np.ones(2))
    assert (count[0], whole[0]) == (30, 100)


def test_nothing_on_fewer_than_ten_people_is_shown():
    assert share(9, 1000) is None
    assert share(10, 1000) == 1.0
    assert share(5, 9) is None
    assert share(0, 1000) is None


def test_an_end_of_the_spread_on_fewer_than_ten_people_is_not_shown():
    s = spread(np.array([3.0, 40.0, 60.0]), np.array([100.0, 100.0, 100.0]))
    assert (s.lowest, s.middle, s.highest, s.areas) == (None, 40.0, 60.0, 3)


def test_the_middle_of_two_areas_is_between_them():
    assert spread(np.array([20.0, 40.0]), np.array([100.0, 100.0])).middle == 30.0


def test_areas_that_are_all_suppressed_have_no_spread():
    assert spread(np.array([np.nan]), np.array([100.0])).areas == 0


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(0, 5000))
def test_the_area_never_holds_a_small_area_more_than_it_needs(children, wanted):
    points = KDTree(np.column_stack([np.arange(len(children)) * 100.0, np.zeros(len(children))]))
    rows = nearest_holding(points, (0.0, 0.0), np.array(children, float), wanted)
    held = [children[r] for r in rows]
    assert sum(held[:-1]) < wanted or len(rows) == 1
    assert sum(held) >= wanted or len(rows) == len(children)

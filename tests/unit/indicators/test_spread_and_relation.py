"""The spread of the authorities, and the relation of two indicators over places."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from c4eo_core.indicators.relation import rank_relation
from c4eo_core.indicators.spread import fifths, five_points


def test_five_points_are_type_7_percentiles_and_leave_missing_values_out():
    points = five_points(np.array([[4.0, np.nan, 1, 2, 3], [np.nan] * 5]))
    assert points[0].tolist() == [1, 1.75, 2.5, 3.25, 4]
    assert np.isnan(points[1]).all()


def test_fifths_hold_the_same_number_of_places_each():
    assert np.bincount(fifths(np.arange(100.0)))[1:].tolist() == [20] * 5


def test_a_place_without_a_figure_is_in_no_fifth():
    assert fifths(np.array([1.0, np.nan, 3.0]))[1] == 0


def test_equal_values_share_a_fifth_even_when_binary_noise_tells_them_apart():
    groups = fifths(np.array([0.1 + 0.2, 0.3, 0.3, 1.0, 2.0, 3.0, 4.0]))
    assert len(set(groups[:3])) == 1


def test_rank_correlation_agrees_with_scipy_ties_included():
    random = np.random.default_rng(1)
    x = random.integers(0, 20, 150).astype(float)
    y = x + random.normal(0, 8, 150).round()
    x[3], y[7] = np.nan, np.nan
    known = np.isfinite(x) & np.isfinite(y)
    relation = rank_relation(x, y)
    assert relation.count == 148
    assert relation.rho == pytest.approx(spearmanr(x[known], y[known]).statistic)
    assert relation.low < relation.rho < relation.high


def test_the_interval_covers_the_truth_about_95_times_in_100():
    random = np.random.default_rng(2)
    truth, hits = 0.6, 0
    rank_truth = 6 / np.pi * np.arcsin(truth / 2)  # Spearman's of two normal variables
    for _ in range(600):
        x = random.normal(size=150)
        relation = rank_relation(x, truth * x + np.sqrt(1 - truth**2) * random.normal(size=150))
        hits += relation.low <= rank_truth <= relation.high
    assert 0.92 <= hits / 600 <= 0.98


def test_no_relation_is_worked_out_from_a_handful_of_places_or_from_one_value():
    assert rank_relation(np.arange(9.0), np.arange(9.0)) is None
    assert rank_relation(np.ones(50), np.arange(50.0)) is None


def test_a_perfect_relation_has_a_finite_interval_inside_one():
    relation = rank_relation(np.arange(50.0), -np.arange(50.0))
    assert relation.rho == pytest.approx(-1) and -1 <= relation.low <= relation.high < -0.99

"""Promises of the sum before choosing: ranges kept to the end, unknown stays unknown, nobody changed twice."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c4eo_core.projections.children_changed import (
    UNITS,
    Offer,
    Range,
    children_changed,
    for_money,
    points_among,
)


def ranges(low, high):
    return st.tuples(st.floats(low, high), st.floats(low, high)).map(lambda ends: Range(*sorted(ends)))


SHARES, POINTS, PRICES = ranges(0, 1), ranges(-100, 100), ranges(0, 10_000)
CHILDREN = st.floats(0, 1e5)


@given(CHILDREN, SHARES, POINTS, CHILDREN, PRICES, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_every_case_within_the_ranges_lies_within_the_answer(offered, take_up, points, short, price, a, b, c):
    found = children_changed(Offer(offered, take_up, points, short, price))
    at = lambda r, k: r.low + k * (r.high - r.low)  # noqa: E731
    part = offered * at(take_up, a)
    near = 1e-6 * (1 + offered * 1e4)
    assert found.children.low - near <= part * at(points, b) / 100 <= found.children.high + near
    assert found.cost.low - near <= part * at(price, c) <= found.cost.high + near


@given(CHILDREN, SHARES, POINTS)
def test_it_might_do_nothing_exactly_when_the_range_holds_nought(offered, take_up, points):
    found = children_changed(Offer(offered, take_up, points, None, None))
    assert found.might_do_nothing == (found.children.low <= 0 <= found.children.high)
    if points.low <= 0 <= points.high:
        assert found.might_do_nothing


@given(st.sampled_from(UNITS), ranges(0.01, 3), st.floats(0, 100), st.booleans())
def test_nobody_is_changed_who_is_there_already(unit, effect, level, high):
    points = points_among(effect, unit, level, high)
    room = 100 - level if high else level
    assert points.high <= room + 1e-9 and points.low >= -(100 - room) - 1e-9


@pytest.mark.parametrize("missing", ["offered", "take_up", "points"])
def test_what_is_not_known_leaves_the_children_changed_unknown(missing):
    known = {
        "offered": 300.0,
        "take_up": Range(0.3, 0.4),
        "points": Range(2, 6),
        "short": 410.0,
        "price": None,
    }
    found = children_changed(Offer(**{**known, missing: None}))
    assert found.children is None and found.share_of_gap is None and found.might_do_nothing is None


def test_a_gap_that_is_closed_has_no_share_to_change():
    assert children_changed(Offer(300, Range(1, 1), Range(2, 6), 0, None)).share_of_gap is None


def test_what_each_child_costs_is_not_said_where_it_might_be_none():
    found = children_changed(Offer(300, Range(0.5, 0.5), Range(-1, 6), 410, Range(100, 200)))
    assert found.might_do_nothing and found.cost_each is None
    assert (found.cost.low, found.cost.high) == (15_000, 30_000)


def test_what_each_child_costs_does_not_depend_on_how_many_take_part():
    few = children_changed(Offer(300, Range(0.1, 0.2), Range(2, 6), None, Range(100, 200)))
    many = children_changed(Offer(900, Range(0.6, 0.9), Range(2, 6), None, Range(100, 200)))
    assert few.cost_each == many.cost_each == Range(100 * 100 / 6, 100 * 200 / 2)


def test_the_same_money_buys_no_more_places_than_there_are_children():
    found = for_money(1_000_000, Range(100, 250), Range(1, 2), most=500)
    assert found.taking_part == Range(500, 500) and found.children == Range(5, 10)


def test_without_a_price_the_same_money_buys_something_unknown():
    assert for_money(10_000, None, Range(1, 2)).taking_part is None


def test_no_effect_at_all_changes_nobody_in_every_unit():
    nothing = {"points": 0, "relative": 0, "sd": 0, "odds_ratio": 1, "risk_ratio": 1}
    for unit in UNITS:
        for high in (True, False):
            points = points_among(Range(nothing[unit], nothing[unit]), unit, 64, high)
            assert points.low == pytest.approx(0, abs=1e-9) and points.high == pytest.approx(0, abs=1e-9)


def test_an_odds_ratio_goes_through_the_odds_and_back():
    points = points_among(Range(1.01, 1.52), "odds_ratio", 63.9, True)
    odds = 1.52 * 0.639 / 0.361
    assert points.high == pytest.approx(100 * (odds / (1 + odds) - 0.639)) and 0 < points.low < 0.3


def test_fewer_of_what_is_bad_is_better():
    assert points_among(Range(0.8, 0.9), "risk_ratio", 20, False).low == pytest.approx(2)
    assert points_among(Range(0.8, 0.9), "risk_ratio", 20, True).high == pytest.approx(-2)


@pytest.mark.parametrize(
    "wrong",
    [
        Offer(-1, None, None, None, None),
        Offer(1, Range(0.5, 1.2), None, None, None),
        Offer(1, None, None, None, Range(-5, 5)),
        Offer(1, None, None, -3, None),
    ],
)
def test_numbers_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="cannot be|share"):
        children_changed(wrong)


def test_a_range_with_its_ends_swapped_is_refused():
    with pytest.raises(ValueError, match="above the high end"):
        Range(math.pi, 3)

"""What must hold whatever comes in."""

import datetime as dt
import math
import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c4eo_core.indicators.significance import Z95, byar, wilson
from c4eo_core.indicators.standing import quantile7, rank_rows
from c4eo_core.model import display
from c4eo_core.model.kinds import YearType
from c4eo_core.model.period import PeriodError, parse_period

years = st.integers(1990, 2060)
year_types = st.sampled_from(list(YearType))
figures = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 4))
maybe = st.one_of(st.none(), figures)


@given(years, year_types)
def test_a_bare_year_ends_in_that_year_and_the_next_one_follows(year, kind):
    this, following = parse_period(str(year), kind), parse_period(str(year + 1), kind)
    assert this.end.year == this.first_year == year
    assert following.follows(this) and not this.follows(following)
    assert not following.overlaps(this) and not this.pooled
    assert this < following


@given(
    years,
    st.sampled_from([YearType.ACADEMIC, YearType.FINANCIAL]),
    st.sampled_from(["-", "/", "–"]),
    st.booleans(),
)
def test_a_split_year_is_the_bare_year_it_ends_in(year, kind, mark, long):
    split = parse_period(f"{year}{mark}{year + 1 if long else f'{(year + 1) % 100:02d}'}", kind)
    bare = parse_period(str(year + 1), kind)
    assert (split.start, split.end, split.label) == (bare.start, bare.end, bare.label)


@given(years, year_types, st.sampled_from([" (Rev)", " (prov)", " (Final)", " (OT)", " revised"]))
def test_a_remark_never_moves_a_period(year, kind, remark):
    plain, marked = parse_period(str(year), kind), parse_period(str(year) + remark, kind)
    assert (plain.start, plain.end, plain.label) == (marked.start, marked.end, marked.label)
    assert marked.published == str(year) + remark


@given(years, st.integers(2, 9))
def test_pooled_years_hold_each_of_their_years_and_overlap_the_next_pool(year, length):
    pool = parse_period(f"{year}-{(year + length - 1) % 100:02d}", YearType.CALENDAR)
    after = parse_period(f"{year + 1}-{(year + length) % 100:02d}", YearType.CALENDAR)
    assert (pool.start, pool.end) == (dt.date(year, 1, 1), dt.date(year + length - 1, 12, 31))
    assert pool.pooled and after.overlaps(pool) and not after.follows(pool)


@given(st.text(max_size=20), year_types)
def test_any_text_is_a_period_or_a_plain_refusal(text, kind):
    try:
        period = parse_period(text, kind)
    except PeriodError:
        return
    assert period.start < period.end and re.match(r"\s*\d{4}", text)


@given(st.lists(maybe, min_size=1, max_size=30), st.sampled_from([1, -1]))
def test_a_rank_is_one_more_than_how_many_are_better(values, sign):
    row = np.array([[math.nan if v is None else v for v in values]])
    rank, of = rank_rows(row, np.array([sign]), len(values))
    there = [v for v in values if v is not None]
    assert of[0] == len(there)
    for v, r in zip(values, rank[0], strict=True):
        assert r == (0 if v is None else 1 + sum(sign * other > sign * v for other in there))


@given(st.lists(maybe, min_size=2, max_size=20), st.integers(1, 19))
def test_areas_beyond_the_peers_are_never_ranked_and_change_nobodys_rank(values, peers):
    peers = min(peers, len(values) - 1)
    row = np.array([[math.nan if v is None else v for v in values]])
    rank, of = rank_rows(row, np.array([1]), peers)
    alone, alone_of = rank_rows(row[:, :peers], np.array([1]), peers)
    assert (rank[0, peers:] == 0).all() and (rank[0, :peers] == alone[0]).all() and of == alone_of


@given(st.lists(maybe, min_size=1, max_size=20))
def test_without_a_judgement_nothing_is_ranked(values):
    row = np.array([[math.nan if v is None else v for v in values]])
    rank, of = rank_rows(row, np.array([0]), len(values))
    assert not rank.any() and of[0] == 0


@given(
    st.lists(figures, min_size=1, max_size=40),
    st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1.0]),
    st.integers(0, 5),
)
def test_percentiles_are_numpys_linear_ones_and_blind_to_missing_values(values, share, missing):
    row = np.sort(np.array([[*values, *[math.nan] * missing]]), axis=1)
    found = quantile7(row, np.array([len(values)]), share)[0]
    assert found == pytest.approx(np.percentile(values, share * 100, method="linear"), rel=1e-9, abs=1e-9)
    assert min(values) <= found <= max(values)


def test_a_percentile_of_nothing_is_nothing():
    assert np.isnan(quantile7(np.full((1, 4), np.nan), np.array([0]), 0.5)[0])


@given(st.integers(-(10**8), 10**8), st.integers(0, 4), st.integers(0, 3))
def test_rounding_is_half_away_from_zero_on_the_decimal_that_was_published(digits, places, decimals):
    exact = Decimal(digits).scaleb(-places)
    step = Decimal(1).scaleb(-decimals)
    whole, rest = divmod(abs(exact), step)
    expected = (whole + (1 if rest * 2 >= step else 0)) * step
    shown = display.rounded(float(exact), decimals)
    assert shown == (expected if exact >= 0 else -expected)
    assert not (shown == 0 and shown.is_signed())


@given(figures, st.integers(0, 3))
def test_rounding_a_figure_and_its_opposite_gives_opposites(value, decimals):
    assert display.rounded(-value, decimals) == -display.rounded(value, decimals)


@given(figures, st.integers(0, 3), st.floats(-5e-12, 5e-12))
def test_binary_noise_never_changes_what_is_shown(value, decimals, noise):
    assert display.rounded(value + noise, decimals) == display.rounded(value, decimals)


@given(st.integers(1, 500), st.data())
def test_wilsons_bounds_hold_the_share_and_solve_the_score_equation(n, data):
    x = data.draw(st.integers(0, n))
    low, high = (float(b) for b in wilson(x, n))
    p = x / n
    assert -1e-12 <= low <= p + 1e-12 and p - 1e-12 <= high <= 1 + 1e-12
    for bound in (low, high):
        assert (p - bound) ** 2 * n == pytest.approx(Z95**2 * bound * (1 - bound), abs=1e-6)


@given(st.integers(0, 9))
def test_under_ten_events_the_bounds_leave_two_and_a_half_per_cent_at_each_end(x):
    low, high = (float(b) for b in byar(x))

    def up_to(k, mean):
        return sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k + 1))

    assert up_to(x, high) == pytest.approx(0.025, abs=1e-6)
    assert low == 0 if x == 0 else 1 - up_to(x - 1, low) == pytest.approx(0.025, abs=1e-6)


@pytest.mark.parametrize(
    "words",
    [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "10th",
        "11th",
        "12th",
        "13th",
        "21st",
        "22nd",
        "23rd",
        "101st",
        "111th",
        "112th",
        "113th",
        "123rd",
    ],
)
def test_places_read_as_people_say_them(words):
    assert display.ordinal(int(words[:-2])) == words

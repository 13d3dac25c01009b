"""Promises of the options: filtered without inventing, a disappointing result as plain as a pleasing one, and only
what was measured on that kind of outcome in a sum.
"""

import dataclasses
import datetime as dt

import pytest

from c4eo_core.answers.workshop.options import (
    LINKED,
    MEASURED,
    NEARNESS,
    NOT_STATED,
    RESULTS,
    Finding,
    OptionCard,
    OptionFilter,
    compared,
    findings_words,
    options_of,
)
from c4eo_core.answers.workshop.options_known import known_options
from c4eo_core.catalogue.cards import load_cards
from c4eo_core.catalogue.outcome_kinds import counts_kind

BLANK = OptionCard(
    "a", "A", "", "", (), (None, None), "", "", (), "", "", "", None, None, "", "", None, "", None, "", None, (), (), {},
    "", "", "", None, False,
)  # fmt: skip
FILLED = dataclasses.replace(
    BLANK,
    id="b",
    title="B",
    ages=(3, 5),
    cost_rank=2,
    security_rank=3,
    months=6,
    reach="both",
    settings=("home",),
)
CRITERIA = (
    {"age": 4},
    {"cost": 2},
    {"security": 3},
    {"months": 6},
    {"reach": "targeted"},
    {"setting": "home"},
)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_what_a_source_does_not_state_passes_no_filter_and_is_counted(criterion):
    found = options_of([BLANK, FILLED], OptionFilter(**criterion))
    assert [c.id for c in found.cards] == ["b"] and found.silent == 1
    both = options_of([BLANK, FILLED], OptionFilter(**criterion, silent=True))
    assert [c.id for c in both.cards] == ["a", "b"] and both.silent == 0


@pytest.mark.parametrize(
    "criterion",
    [{"age": 6}, {"cost": 1}, {"security": 4}, {"months": 5}, {"setting": "school"}, {"words": "zz"}],
)
def test_what_does_not_fit_is_left_out(criterion):
    assert not [c for c in options_of([FILLED], OptionFilter(**criterion, silent=True)).cards if c.id == "b"]


def test_the_nearest_to_the_curve_come_first_and_then_the_alphabet_with_no_order_of_merit():
    cards = [
        dataclasses.replace(FILLED, id="far", title="A", near={"x": LINKED}, security_rank=5),
        dataclasses.replace(FILLED, id="z", title="Z", near={"x": MEASURED}, security_rank=5),
        dataclasses.replace(FILLED, id="m", title="M", near={"x": MEASURED}, security_rank=1),
        dataclasses.replace(FILLED, id="other", near={"y": MEASURED}),
    ]
    found = options_of(cards, OptionFilter(indicator="x"))
    assert [c.id for c in found.cards] == ["m", "z", "far"] and not found.nothing
    assert options_of(cards[:1], OptionFilter(indicator="x")).nothing


def test_a_blank_is_said_and_never_filled():
    table = compared([BLANK, FILLED])
    rows = dict(table.rows)
    assert rows["Cost"] == (NOT_STATED, NOT_STATED) and rows["Ages"] == (NOT_STATED, "3 to 5")
    with pytest.raises(ValueError, match="4 at most"):
        compared([BLANK] * 5)


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_is_said_with_its_size_whatever_its_sign(result):
    finding = Finding("outcome", result, "−3 points", "", "", "")
    assert findings_words(dataclasses.replace(BLANK, findings=(finding,))) == f"{RESULTS[result]}: −3 points"


def test_an_option_feeds_a_sum_only_on_the_kind_of_outcome_its_source_measured(desk):
    groups, cards, fed = {i.id: i.concern for i in desk.figures.indicators}, load_cards(), set()
    for option in known_options(desk):
        for effect, finding in zip(cards[option.id].effects, option.findings, strict=True):
            assert bool(finding.feeds) == bool(finding.effect) and bool(finding.feeds) != bool(
                finding.why_not
            )
            for indicator in finding.feeds:
                counted = groups[indicator] or indicator
                assert effect.may_feed(indicator) or counts_kind(effect.moves, counted), (
                    option.id,
                    indicator,
                )
                fed.add(option.id)
    assert {"family-nurse-partnership", "small-group-tutoring"} <= fed


def test_every_option_says_what_was_found_and_where_and_when_it_was_read(desk):
    cards = known_options(desk)
    assert len({c.id for c in cards}) == len(cards) >= 100
    for card in cards:
        assert card.source and card.links and card.read and card.findings and card.result in RESULTS
        assert set(card.near.values()) <= NEARNESS.keys()
    assert sum(c.result in ("no_effect", "worse") for c in cards) >= 5


def test_a_card_not_checked_for_over_a_year_is_stale(desk):
    later = known_options(desk, dt.date(2028, 6, 1))
    assert all(c.stale for c in later) and not all(c.stale for c in known_options(desk, dt.date(2026, 12, 1)))


def test_family_nurses_stand_in_the_sum_of_five_year_olds_as_the_trial_measured_them(desk):
    (card,) = [c for c in known_options(desk) if c.id == "family-nurse-partnership"]
    finding = card.feeding(["eyfs-gld"])
    assert (finding.effect, finding.unit) == ((1.01, 1.52), "odds_ratio")
    assert finding.size == "odds 1.24 times as high (95% interval 1.01 to 1.52)"
    assert card.near["eyfs-gld"] == MEASURED and card.feeding(["gap-eyfs-gld-free-meals"]) is None
    assert card.price == (3200, 3200) and "year not stated" in card.price_words


def test_an_upper_end_alone_is_no_price_for_the_sum(desk):
    (card,) = [c for c in known_options(desk) if c.id == "one-to-one-tutoring"]
    assert card.price is None and "up to £1,200" in card.cost

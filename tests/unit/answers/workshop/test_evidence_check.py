"""The check of the evidence cards: stale, unsourced and misused cards are named, and sound ones are left alone."""

import datetime as dt
from dataclasses import replace

from c4eo_core.answers.workshop.evidence_check import BEYOND, STALE, UNSOURCED, as_json, checked
from c4eo_core.catalogue.cards import load_cards

CARD = load_cards()["family-nurse-partnership"]
DAY = CARD.checked
FEEDING = CARD.effects[0]


def found(card, on=DAY):
    return [(f.kind, f.effect) for f in checked([card], on).findings]


def with_effect(**changes):
    return replace(CARD, effects=(replace(FEEDING, **changes), *CARD.effects[1:]))


def with_source(**changes):
    return replace(CARD, sources=(replace(CARD.sources[0], **changes), *CARD.sources[1:]))


def test_a_sound_card_is_not_named():
    assert found(CARD) == []


def test_no_card_of_the_project_is_unsourced_or_used_beyond_what_it_measured():
    every = checked(load_cards().values(), DAY)
    assert every.cards == len(load_cards()) and every.findings == ()


def test_a_card_is_named_the_day_after_a_year():
    assert found(CARD, DAY + dt.timedelta(days=365)) == []
    assert found(CARD, DAY + dt.timedelta(days=366)) == [(STALE, "")]
    assert found(replace(CARD, checked=None)) == [(STALE, "")]


def test_every_card_of_the_project_is_stale_in_the_end():
    late = checked(load_cards().values(), DAY + dt.timedelta(days=1000))
    assert [f.kind for f in late.findings] == [STALE] * late.cards
    assert all(str(DAY.year) in f.words for f in late.findings)


def test_a_source_without_address_or_without_the_day_it_was_read_is_named():
    assert found(with_source(link="", mirror="")) == [(UNSOURCED, "")]
    assert found(with_source(read=None)) == [(UNSOURCED, "")]
    assert found(with_source(link="", mirror="https://example.org/copy")) == []
    assert found(replace(CARD, sources=())) == [(UNSOURCED, "")]


def test_an_effect_without_its_source_is_named():
    assert found(with_effect(source="")) == [(UNSOURCED, FEEDING.id)]


def test_an_effect_that_feeds_a_sum_its_source_did_not_measure_is_named():
    [finding] = checked([with_effect(feeds=("eyfs-gld", "exclusions"))], DAY).findings
    assert (finding.kind, finding.effect) == (BEYOND, FEEDING.id)
    assert "exclusions" in finding.words and FEEDING.outcome in finding.words


def test_an_effect_that_feeds_a_sum_without_an_interval_is_named():
    assert found(with_effect(low=None)) == found(with_effect(range="estimates")) == [(BEYOND, FEEDING.id)]


def test_an_effect_that_moves_another_kind_of_outcome_than_it_measured_is_named():
    assert found(with_effect(moves="bullying")) == [(BEYOND, FEEDING.id)]


def test_an_effect_that_moves_a_curve_without_a_figure_is_named():
    changed = with_effect(moves="school tests", measures=(), feeds=(), value=None, low=None, high=None)
    assert found(changed) == [(BEYOND, FEEDING.id)]


def test_what_is_stale_stands_first_and_as_json_says_the_day():
    broken = replace(with_effect(source=""), checked=None)
    answer = checked([broken], DAY)
    assert [f.kind for f in answer.findings] == [STALE, UNSOURCED]
    shape = as_json(answer)
    assert shape["on"] == DAY.isoformat() and shape["cards"] == 1
    assert shape["findings"][0].keys() == {"card", "theme", "kind", "effect", "words"}

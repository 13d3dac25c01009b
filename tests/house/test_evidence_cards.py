"""The evidence cards of the project: enough of them, each sourced and dated, plain to read, and never used beyond what
was measured.
"""

import re

import pytest

from c4eo_core.catalogue.card import EvidenceCard
from c4eo_core.catalogue.cards import (
    ENOUGH,
    LITTLE,
    NOTHING,
    known_indicators,
    little_measured,
    load_cards,
    load_themes,
    scales,
    topics,
)
from c4eo_core.catalogue.choices import evidence, priorities
from c4eo_core.catalogue.effects import load_effects
from c4eo_core.catalogue.outcome_kinds import KINDS_MEASURED
from tests.unit.reading import grade_of_text

CARDS = load_cards().values()
EFFECTS = [(card, effect) for card in CARDS for effect in card.effects]


def texts(card: EvidenceCard) -> list[str]:
    """All that a reader sees of it, but for names of sources."""
    found = [card.title, card.done, card.group, card.who_delivers, card.needs, *card.cautions]
    found += [part.words for part in (card.cost, card.time, card.take_up) if part]
    for e in card.effects:
        found += [e.outcome, e.words, e.population, e.why_not]
    return [t for t in found if t]


def headlines(catalogue) -> list[str]:
    """Ids of indicators and gaps."""
    keys = [h.key for p in priorities().values() for h in p.headlines]
    return [catalogue.indicators[k[5:]].id if k.startswith("lait:") else k for k in keys]


def own(indicator: str) -> list[EvidenceCard]:
    return [c for c in CARDS if indicator in (*c.measured, *c.measured_in_part)]


def test_there_are_a_hundred_cards_or_more_each_with_a_source_read_on_a_day():
    assert len(CARDS) >= 100
    for card in CARDS:
        assert card.sources and card.checked and card.cautions, card.id
        for source in card.sources:
            assert source.address and source.read and source.read <= card.checked, (card.id, source.id)
    for card, effect in EFFECTS:
        assert card.source_of(effect), (card.id, effect.id)


def test_every_theme_has_cards_and_every_topic_and_scale_is_used():
    assert len(load_themes()) >= 10 and all(t.cards for t in load_themes())
    assert {t for c in CARDS for t in c.topics} == topics().keys()
    assert {e.security.scale for _, e in EFFECTS if e.security} <= scales().keys()


def test_cards_name_only_indicators_we_know():
    named = {i for c in CARDS for i in c.indicators} | {i for _, e in EFFECTS for i in e.feeds}
    assert named <= known_indicators()


@pytest.mark.parametrize("card", CARDS, ids=lambda c: c.id)
def test_a_card_is_plain_to_read(card):
    assert grade_of_text(card.done) <= 11
    prose = [t for t in (card.done, card.needs, *card.cautions, *(e.words for e in card.effects)) if t]
    assert grade_of_text(" ".join(f"{t.rstrip('.')}." for t in prose)) <= 11
    assert grade_of_text(" ".join(f"{t.rstrip('.')}." for t in texts(card))) <= 11


def test_what_may_feed_a_sum_was_measured_on_that_very_outcome_with_an_interval():
    feeding = [(c.id, e.id) for c, e in EFFECTS if e.feeds]
    assert feeding == [
        ("family-nurse-partnership", "good-level"),
        ("family-nurse-partnership", "reading-at-seven"),
    ]
    for _, effect in EFFECTS:
        assert all(effect.may_feed(i) for i in effect.feeds)
        assert bool(effect.feeds) != bool(effect.why_not), effect.id


# What a source says it measured, for each kind of outcome that may move in a what-if.
SAID = {
    "school tests": "attainment",
    "tests at seven": "key stage 1",
    "maths at sixteen": "maths",
    "bullying": "bull",
}


def test_what_may_move_a_curve_was_measured_on_that_kind_of_outcome():
    moving = [e for _, e in EFFECTS if e.moves]
    assert moving and SAID.keys() == KINDS_MEASURED.keys()
    for effect in moving:
        assert SAID[effect.moves] in effect.outcome, effect.id
    assert {e.code for e in moving} == {e.id for e in load_effects().values() if e.refusal is None}


def test_a_headline_has_three_cards_of_its_own_or_says_that_nothing_or_little_was_measured(catalogue):
    for indicator in headlines(catalogue):
        cards, said = len(own(indicator)), little_measured().get(indicator)
        expected = None if cards >= ENOUGH else LITTLE if cards else NOTHING
        assert (said.measured if said else None) == expected, (indicator, cards)
    assert little_measured().keys() <= set(headlines(catalogue))
    assert all(grade_of_text(said.words) <= 11 for said in little_measured().values())


def test_results_that_disappointed_are_cards_like_the_others():
    results = [e.result for _, e in EFFECTS]
    assert results.count("no_effect") + results.count("worse") >= 20
    assert load_cards()["achievement-for-all"].effects[0].value == -2
    assert {c.id for c in CARDS if {e.result for e in c.effects} == {"no_effect"}} >= {
        "book-parcels",
        "daily-mile",
    }


def test_nothing_on_a_card_is_from_memory():
    for card in CARDS:
        for text in texts(card):
            assert not re.search(r"recalled|not verified|we believe", text), card.id


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", ""))


def test_no_card_repeats_eight_words_of_another_text_of_the_library():
    others = {
        tuple(w[i : i + 8])
        for e in evidence().values()
        for w in [words(e.message)]
        for i in range(len(w) - 7)
    }
    for card in CARDS:
        for text in texts(card):
            w = words(text)
            assert not others & {tuple(w[i : i + 8]) for i in range(len(w) - 7)}, card.id

"""How the size of an effect is said."""

from dataclasses import replace

import pytest

from c4eo_core.answers.workshop.effect_words import size_words
from c4eo_core.catalogue.cards import load_cards

CARDS = load_cards()
EFFECTS = [e for c in CARDS.values() for e in c.effects]


def effect(card, id):
    return next(e for e in CARDS[card].effects if e.id == id)


@pytest.mark.parametrize(
    ("card", "id", "words"),
    [
        ("small-group-tutoring", "attainment", "4 months of extra progress"),
        ("national-tutoring-school-led", "maths", "1 month of extra progress"),
        ("achievement-for-all", "all-pupils", "2 months of lost progress"),
        ("raising-aspirations", "attainment", "no extra progress"),
        ("behaviour-programmes", "attainment", "4 months of extra progress (3 to 4 by edition)"),
        ("free-lunches-primary", "attainment", "4 to 8 weeks of extra progress"),
        ("anti-bullying-programmes", "bullying-others", "19 to 20% less"),
        ("kiva", "bullied", "13% less"),
        ("family-nurse-partnership", "good-level", "odds 1.24 times as high (95% interval 1.01 to 1.52)"),
        ("family-hubs", "good-level", "1.06 times as likely"),
        ("family-group-conference", "in-care", "8.6 percentage points fewer"),
        ("letters-on-days-missed", "days", "1 day fewer a pupil"),
        (
            "social-workers-in-schools",
            "enquiries",
            "5.5% more (95% interval −4.5 to 16.6)",
        ),
        ("daily-mile", "body-mass", "−0.036 standard deviations (95% interval −0.085 to 0.013)"),
        ("supported-internships", "paid-work", "36% of those taking part: a level, not an effect"),
        ("preventing-exclusion", "exclusions", ""),
    ],
)
def test_a_size_is_said_with_its_direction_unit_and_interval(card, id, words):
    assert size_words(effect(card, id)) == words


def test_every_figure_of_the_cards_is_said_and_no_blank_is_filled():
    for e in EFFECTS:
        assert bool(size_words(e)) == (e.value is not None or e.low is not None), e.id
        assert "-" not in size_words(e) or "quality-adjusted" in size_words(e), e.id


def test_a_range_on_both_sides_of_nothing_keeps_its_signs():
    both = replace(effect("kiva", "bullied"), value=None, low=-2, high=3)
    assert size_words(both) == "−2 to 3 per cent, relative"

"""Every sentence is read back against the figures: over a sample each day, over everything with C4EO_WHOLE=1."""

import os
import re
import zlib

import pytest

from c4eo_core.answers.public.view import cards_of
from c4eo_core.answers.standing.words import lower_first
from tests.unit.answers.standing.read_back import NEVER, hard, read
from tests.unit.reading import grade_of_text

# One cell in so many each day; all of them with C4EO_WHOLE=1 (an hour and a half on one core).
ONE_IN = int(os.environ.get("C4EO_ONE_IN", 1 if os.environ.get("C4EO_WHOLE") else 500))
# Names of measures and places, and definitions and doubts that are written by hand, are no generated sentences.
WRITTEN_BY_HAND = ("quality",)


@pytest.fixture(scope="module")
def names(figures):
    titles = {t for i in figures.indicators for t in (i.title, i.short, i.per or "", i.unit_words)}
    titles |= {lower_first(t) for t in titles}
    known = (
        titles
        | {a.name for a in figures.areas.areas}
        | {p.label for i in figures.indicators for p in i.periods}
    )
    return re.compile("|".join(map(re.escape, sorted(filter(None, known), key=len, reverse=True))))


@pytest.fixture(scope="module")
def cells(desk):
    """(place, indicator) → what was read; every indicator at least once."""
    figures, found = desk.figures, {}
    for k, i in enumerate(figures.indicators):
        always = k % len(figures.areas.authorities)
        for a, area in enumerate(figures.areas.authorities):
            if a == always or zlib.crc32(f"{area.code}{i.id}".encode()) % ONE_IN == 0:
                found[area.name, i.id] = read(desk, area, i)
    return found


def test_every_sentence_agrees_with_the_figures_and_with_what_is_drawn(cells):
    assert len(cells) >= 415
    assert {key: c.faults for key, c in cells.items() if c.faults} == {}


def test_no_sentence_has_a_wrong_number_a_promise_or_a_hole(cells):
    bad = {
        (key, kind): text
        for key, c in cells.items()
        for kind, text in c.sentences.items()
        if NEVER.search(text)
    }
    assert bad == {}


def test_every_generated_sentence_can_be_read_at_grade_eleven(cells, names):
    found = {
        sentence: (grade, kind, key)
        for key, c in cells.items()
        for kind, text in c.sentences.items()
        if kind not in WRITTEN_BY_HAND
        for grade, sentence in hard(text, names)
    }
    assert found == {}


def test_every_card_of_every_authority_can_be_read_at_grade_eight_on_average(desk, names):
    grades = {}
    for area in desk.figures.areas.authorities:
        for card in cards_of(desk, area):
            for said in card.said:
                text = names.sub("Leeds", said.sentence)
                assert not NEVER.search(said.sentence), said.sentence
                grades[text] = grade_of_text(text)
    hardest = {text: round(g, 1) for text, g in grades.items() if g > 8.0}
    assert hardest == {}

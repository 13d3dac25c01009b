"""The public pages' words are for readers of about twelve: each kind of text by the Flesch-Kincaid grade,
names taken out.
"""

import re
import statistics
from html import unescape

import pytest

from c4eo_core.answers.public.place import public_place
from c4eo_core.answers.public.view import cards_of
from c4eo_core.answers.public.wide_areas import how_to_read
from c4eo_core.answers.standing.words import source_words
from c4eo_core.catalogue.choices import glossary, priorities
from c4eo_core.catalogue.methods import plainly
from c4eo_core.model.area import AreaKind
from c4eo_core.reports.html.public import HOW_TO_READ, measured, standing
from tests.unit.reading import grade_of, syllables

# Large and small, new and old, in town and country, with long names and with none of their own figures.
DOZEN = (
    "E08000035",
    "E06000053",
    "E09000001",
    "E06000058",
    "E06000064",
    "E09000007",
    "E06000065",
    "E10000016",
    "E06000022",
    "E08000019",
    "E06000015",
    "E06000047",
)
TWELVE, HARDEST = 8.0, 14.0


def grade(sentence):
    return grade_of(re.findall(r"[A-Za-z0-9'’,.-]*[A-Za-z0-9]", sentence))


def sentences_of(text):
    return [s for s in re.split(r"(?<=[.!?:;])\s+", text.strip()) if len(re.findall(r"[A-Za-z]+", s)) > 2]


def paragraphs(html):
    return [unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"<p[^>]*>(.*?)</p>", html)]


@pytest.fixture(scope="module")
def names(figures):
    """What nobody can make plainer: areas, indicators and publishers."""
    titles = [t for i in figures.indicators for t in (i.title, i.short)]
    return re.compile(
        "|".join(
            re.escape(n)
            for n in sorted({a.name for a in figures.areas.areas} | set(titles), key=len, reverse=True)
        )
    )


@pytest.fixture(scope="module")
def kinds(desk, names):
    """Kind of text → its sentences."""
    areas = [desk.figures.areas.by_code(code) for code in DOZEN]
    curves = [c for area in areas for c in public_place(desk, area).curves]
    said = [paragraphs(measured(c.curve, c.why)) for c in curves]
    publishers = {source_words(c.curve.indicator) for c in curves}
    texts = {
        "cards": [s.sentence for area in areas for card in cards_of(desk, area) for s in card.said],
        "how to read": (
            [line for kind in (AreaKind.REGION, AreaKind.ENGLAND) for line in how_to_read(kind)]
            + list(HOW_TO_READ)
        ),
        "word list": [t.means for t in glossary()],
        "what the priorities ask": [p.question for p in priorities().values()],
        "what is counted": [lines[0] for lines in said],
        "why it is a headline": [line for lines in said for line in lines if line.startswith("Why it is")],
        "where a place stands": [line for c in curves for line in paragraphs(standing(c.curve))],
    }
    found = {
        kind: sorted({names.sub("Leeds", s) for text in lines for s in sentences_of(text)})
        for kind, lines in texts.items()
    }
    assert not any(p in s for p in publishers for lines in found.values() for s in lines)
    return found


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        ("cards", 60),
        ("how to read", 15),
        ("word list", 70),
        ("what the priorities ask", 3),
        ("what is counted", 70),
        ("why it is a headline", 21),
        ("where a place stands", 1),
    ],
)
def test_each_kind_of_text_on_the_public_pages_can_be_read_at_twelve(kinds, kind, at_least):
    grades = {s: grade(s) for s in kinds[kind]}
    assert len(grades) >= at_least
    assert statistics.mean(grades.values()) < TWELVE
    assert {s: round(g, 1) for s, g in grades.items() if g > HARDEST} == {}


def test_every_headline_is_put_plainly_and_its_exact_rule_stands_below(desk):
    place = public_place(desk, desk.figures.areas.by_code("E08000035"))
    assert {c.id for c in place.curves} == plainly().keys()
    for c in place.curves:
        lines = paragraphs(measured(c.curve, c.why))
        assert (
            lines[0].startswith(plainly()[c.id])
            and f"The exact rule. {c.curve.indicator.definition}" in lines
        )
        assert any(
            re.match(r"Why it is a headline: (everybody sees|it stands for|its figures)", line)
            for line in lines
        )


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("gate", 1), ("table", 2), ("authority", 4), ("eye", 1)]
)
def test_syllables_are_groups_of_vowels(word, count):
    assert syllables(word) == count


def test_the_grade_is_the_published_formula():
    # 13 words, 14 syllables, one sentence: 0.39 x 13 + 11.8 x 14 / 13 - 15.59
    assert grade("The cat sat on the mat and the dog lay by the table.") == pytest.approx(2.187, abs=0.01)

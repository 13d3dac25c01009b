"""The public page's words: plain, true to the figures, and never louder than the noise."""

import datetime as dt
import re
import statistics

import pytest

from c4eo_core.answers.public.age_of_figures import age_notice
from c4eo_core.answers.public.old_indicators import find_national
from c4eo_core.answers.public.view import (
    card,
    cards_of,
    curve_options,
    curve_titles,
    of_every,
    plain_sentence,
    priority_of,
    standing_rows,
)
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.catalogue.choices import national_indicators, priorities
from c4eo_core.catalogue.methods import sentences
from c4eo_core.reports.html.public import explained, priority_cards, standing, word_list
from tests.unit.reading import grade_of_text

SOME = ("E08000035", "E06000053", "E09000001", "E09000007", "E06000065", "E10000016")


@pytest.fixture(scope="module")
def said(desk):
    return [s for code in SOME for c in cards_of(desk, desk.figures.areas.by_code(code)) for s in c.said]


def school_years(sentence):
    return grade_of_text(sentence)


def test_every_headline_has_a_plain_sentence_and_no_sentence_is_left_over(figures):
    headlines = {figures.find(h.key).id for p in priorities().values() for h in p.headlines}
    assert sentences().keys() == headlines


def test_sentences_are_short_and_plain(said):
    lines = [s.sentence for s in said]
    assert statistics.mean(map(school_years, lines)) < 8
    for line in lines:
        assert len(line.split()) <= 30 and line.endswith("."), line
        assert not re.search(r"\bpp\b|[()\[\]{}]|percentage point", line), line


def test_each_priority_says_three_things_and_a_year(desk):
    for c in cards_of(desk, desk.figures.areas.by_code("E08000035")):
        assert [s.heading for s in c.said] == ["Look at this first", "Going well", "Overall"]
        assert re.search(r"\b20\d\d", c.said[0].sentence)


def test_a_sentence_holds_both_sides_of_a_gap(desk):
    answer = overview_of(desk, desk.figures.areas.by_code("E08000035"), "closing_the_gap")
    gap = next(c for c in answer.curves if c.indicator.id == "gap-ks2-rwm-disadvantaged")
    own, others = (part.values[-1] for part in gap.parts)
    assert f"{own:.0f} of every 100" in plain_sentence(
        gap
    ) and f"{others:.0f} of every 100" in plain_sentence(gap)


def test_nothing_is_called_worse_or_better_that_is_not(desk):
    for code in SOME:
        for name in priorities():
            answer = overview_of(desk, desk.figures.areas.by_code(code), name)
            shown = {t.words for s in card(answer).said for t in s.tags}
            sides = {c.progress.against_neighbours for c in answer.curves}
            worse = any(c.progress.trend.tone == "bad" for c in answer.curves)
            assert ("worse" in sides) or not shown & {
                "Worse than similar areas",
                "Wider gap than similar areas",
            }
            assert ("better" in sides) or not shown & {
                "Better than similar areas",
                "Smaller gap than similar areas",
            }
            assert worse or not [t for t in shown if re.search(r"likely (worse|wider)", t)]


def test_the_tally_counts_every_headline_once(desk):
    answer = overview_of(desk, desk.figures.areas.by_code("E06000053"), "transitions")
    tally = card(answer).said[-1].sentence.split(", ", 1)[1].replace("One cannot", "1 cannot")
    assert sum(map(int, re.findall(r"\d+", tally))) == len(answer.curves)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (44.0, ("44", "100")),
        (51.6, ("about 52", "100")),
        (1.0, ("10", "1,000")),
        (0.13, ("13", "10,000")),
        (0, ("0", "100")),
    ],
)
def test_shares_are_said_as_people_say_them(value, words):
    assert of_every(value) == words


def test_neighbours_come_before_the_rank(desk):
    answer = overview_of(desk, desk.figures.areas.by_code("E08000035"), "transitions")
    labels = [label for label, _ in standing_rows(answer.curves[0])]
    assert (
        labels.index("Middle of the ten similar areas")
        < labels.index("England")
        < labels.index("Rank among all authorities")
        == len(labels) - 1
    )
    assert "lightly" in standing(answer.curves[0])


@pytest.mark.parametrize("asked", ["NI 92", "92", "ni92", "N.I. 92", " ni 92 "])
def test_an_old_indicator_is_found_by_its_number(asked, figures):
    (found,) = find_national(asked, figures)
    assert found.indicator.ni == "NI 92" and [i.id for i in found.now] == ["gap-eyfs-gld-free-meals"]


def test_an_old_indicator_is_found_by_a_word_and_within_a_range(figures):
    assert [f.indicator.ni for f in find_national("bullying", figures)] == ["NI 69"]
    assert [f.indicator.ni for f in find_national("96", figures)] == ["NI 95-98"]
    assert (
        find_national("", figures) == find_national("NI 300", figures) == find_national("zzz", figures) == ()
    )


def test_every_match_is_said_in_words_and_every_successor_has_a_curve(figures):
    for n in national_indicators():
        (found,) = (f for f in find_national(n.ni.split("-")[0], figures) if f.indicator is n)
        assert found.match
        for i in found.now:
            assert priority_of(i, figures) in priorities()


def test_every_indicator_can_be_chosen_on_one_priority_and_headlines_come_first(desk):
    offered = {}
    for name in priorities():
        answer = overview_of(desk, desk.figures.areas.by_code("E08000035"), name)
        first = [c.indicator.id for c in answer.curves]
        options = curve_options(first, curve_titles(name, desk.figures))
        assert list(options)[: len(first)] == first and len(first) >= 7
        rest = [title for i, title in options.items() if i not in first]
        assert rest == sorted(rest)
        for i in options:
            assert i not in offered
            offered[i] = name
    assert offered.keys() == {i.id for i in desk.figures.indicators if i.same_as is None}


def test_old_figures_are_flagged_and_fresh_ones_are_not(figures):
    assert age_notice(figures, figures.built) is None
    assert "more than a year old" in age_notice(figures, figures.built + dt.timedelta(days=400))


def test_terms_are_explained_once_and_texts_escaped():
    html = explained("<b>NEET</b> and NEET again")
    assert html.count("<abbr") == 1 and "&lt;b&gt;" in html and "<b>" not in html
    assert "<dt>NEET</dt>" in word_list()
    assert "<abbr" not in explained("pupils who reach the goal")


def test_judgements_are_words_and_marks_never_colour_alone(desk):
    html = priority_cards(cards_of(desk, desk.figures.areas.by_code("E09000007")))
    for tone, tag in re.findall(r'<span class="tag (\w+)">(.*?)</span>', html):
        assert re.match(r" \w+" if tone == "flat" else r"[▲▼] \w+", tag)

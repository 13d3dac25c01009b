"""Every verdict read back: what words, tags and places say is what the figures say, for all authorities."""

import re

import numpy as np
import pytest

from c4eo_core.answers.public.view import cards_of, tags_of
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.standing.recent_trend import RecentTrend
from c4eo_core.answers.standing.words import neighbours_words, with_unit
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.indicator import Indicator
from c4eo_core.model.kinds import Polarity, Unit, YearType
from c4eo_core.model.period import parse_period

HIGH, LOW, NONE, GAP = "high", "low", "none", "gap"
SINCE = parse_period("2022", YearType.ACADEMIC)


def indicator(kind):
    gap = kind == GAP
    return Indicator(
        "x",
        None,
        "X",
        "X",
        "X",
        Unit.GAP if gap else Unit.PERCENTAGE,
        Polarity.LOW if gap else Polarity(kind),
        1,
        YearType.ACADEMIC,
        per="percentage points" if gap else None,
        concern="a" if gap else None,
        reference="b" if gap else None,
    )


def trend(kind, side, england=0.5, everywhere=False):
    own = {2: 0.99, 1: 0.93, 0: 0.5, -1: 0.07, -2: 0.01}[side]
    return RecentTrend(indicator(kind), side, SINCE, own, england, 1.0, 1.0, everywhere, 8)


# kind, side, England's probability, nearly everywhere → words, tone
TABLE = [
    (HIGH, 2, 0.5, False, "very likely better than in 2021/22, as in England", "good"),
    (HIGH, -1, 0.5, False, "likely worse than in 2021/22, as in England", "bad"),
    (LOW, 1, 0.95, False, "likely better than in 2021/22, and by more than elsewhere", "good"),
    (LOW, -2, 0.05, False, "very likely worse than in 2021/22, and by more than elsewhere", "bad"),
    (LOW, -2, 0.95, False, "very likely worse than in 2021/22, but by less than elsewhere", "bad"),
    (
        HIGH,
        2,
        0.05,
        True,
        "very likely better than in 2021/22, as nearly everywhere, but by less than elsewhere",
        "good",
    ),
    (GAP, 2, 0.5, True, "very likely narrower than in 2021/22, as nearly everywhere", "good"),
    (GAP, -2, 0.05, False, "very likely wider than in 2021/22, and by more than elsewhere", "bad"),
    (NONE, 2, 0.5, False, "very likely higher than in 2021/22, as in England", "flat"),
    (NONE, -1, 0.5, False, "likely lower than in 2021/22, as in England", "flat"),
    (HIGH, 0, 0.5, False, "no clear trend since 2021/22", "flat"),
    (HIGH, 0, 0.95, False, "no clear trend since 2021/22, gaining on England", "flat"),
    (GAP, 0, 0.05, False, "no clear trend since 2021/22, falling behind England", "flat"),
]


@pytest.mark.parametrize(("kind", "side", "england", "everywhere", "words", "tone"), TABLE)
def test_words_and_tone_of_a_trend(kind, side, england, everywhere, words, tone):
    found = trend(kind, side, england, everywhere)
    assert (found.words, found.tone) == (words, tone)
    assert not re.search(r"\bwill\b", found.words)


@pytest.mark.parametrize(
    ("value", "words"),
    [(-27.0, "27.0 percentage points behind"), (4.0, "4.0 percentage points ahead"), (0.0, "no gap")],
)
def test_a_gap_is_a_size_and_who_is_behind(value, words):
    assert with_unit(value, indicator(GAP)) == words


@pytest.fixture(scope="module")
def everything(desk):
    """Every authority's answers on every indicator."""
    return [p for area in desk.figures.areas.authorities for p in progress_of(desk, area)]


def test_no_verdict_against_neighbours_is_contradicted_by_the_place_or_by_the_line_drawn(everything):
    judged = 0
    for p in everything:
        n = p.neighbours
        if p.against_neighbours not in ("better", "worse"):
            continue
        judged += 1
        size = lambda v, gap=p.indicator.is_gap: abs(v) if gap else v
        ahead = (size(p.value) - size(n.median)) * (1 if p.indicator.polarity is Polarity.HIGH else -1)
        assert (ahead > 0) == (p.against_neighbours == "better"), (p.area.name, p.indicator.id)
        middle = (n.placed_of + 1) / 2
        assert n.place <= middle if p.against_neighbours == "better" else n.place >= middle
    assert judged > 5_000


def test_a_zero_of_small_numbers_is_never_better(everything):
    zeros = [p for p in everything if p.small and p.value == 0]
    assert zeros and all(p.against_neighbours == "not compared" for p in zeros)
    assert all("small numbers" in neighbours_words(p) for p in zeros if p.neighbours.median is not None)


def test_every_trend_sentence_agrees_with_its_probability_and_its_direction(everything):
    for p in everything:
        t = p.trend
        if t.side is None:
            assert t.own_p is None and t.since is None and not t.as_elsewhere
            continue
        low, high = {2: (0.975, 1), 1: (0.9, 0.975), 0: (0.1, 0.9), -1: (0.025, 0.1), -2: (0, 0.025)}[t.side]
        assert low - 6e-5 <= t.own_p <= high + 6e-5, (p.area.name, p.indicator.id)
        assert t.figures >= 3 and t.since.end.year <= p.period.end.year - 3
        if t.side and p.indicator.judged:
            up = t.moved > 0
            good = up if p.indicator.polarity is Polarity.HIGH and not p.indicator.is_gap else not up
            assert good == (t.tone == "good"), (p.area.name, p.indicator.id)


def test_no_card_says_more_than_was_worked_out(desk):
    for area in desk.figures.areas.authorities:
        for card in cards_of(desk, area):
            curves = overview_of(desk, area, card.priority).curves
            first = card.said[0]
            if first.heading != "Look at this first" or first.tags:
                continue
            compared = sum(c.progress.against_neighbours != "not compared" for c in curves)
            judged = sum(c.progress.trend.side is not None for c in curves)
            assert not any(t.tone == "bad" for c in curves for t in tags_of(c)), area.name
            assert (f"Of {compared} we can compare" in first.sentence) == (compared > 0)
            assert (f"Of {judged} with enough years" in first.sentence) == (judged > 0)


def test_over_half_of_the_headline_rows_say_something(desk):
    shares = []
    for name, priority in priorities().items():
        rows = [desk.figures.index[desk.figures.find(h.key).id] for h in priority.headlines]
        share = (desk.trend.side[rows] != 0).mean()
        assert share >= 0.40, name
        shares.append(share)
    assert np.mean(shares) >= 0.55
    worse = (desk.trend.side[desk.figures.index["ks4-attainment-8"]] < 0).sum()
    assert worse <= 90

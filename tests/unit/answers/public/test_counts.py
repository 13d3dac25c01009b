"""A rate is told out of one number for all places, in children where they are known, and a falling line with why."""

import re

import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.public.counts import count_words, direction_words, rate_in_words, small_words
from c4eo_core.answers.public.everywhere import MOST_MOVED, everywhere
from c4eo_core.answers.public.place import public_curve


@pytest.fixture(scope="module")
def desk():
    return prepared_desk()


def curve(desk, place, indicator):
    return public_curve(desk, desk.figures.areas.find(place), desk.find(indicator)).curve


def test_one_denominator_serves_every_place(desk):
    bases = {
        rate_in_words(public_curve(desk, a, desk.find("exclusions")).curve)[1]
        for a in desk.figures.areas.authorities
    }
    assert bases == {"10,000"}


def test_a_rate_is_told_in_children_where_their_number_is_known(desk):
    hull = curve(desk, "Kingston upon Hull", "exclusions")
    exact = hull.progress.value / 100 * hull.progress.cohort
    said = int(re.search(r"about ([\d,]+) in", count_words(hull))[1].replace(",", ""))
    assert abs(said - exact) <= 0.5


def test_nothing_is_counted_that_is_no_child_or_of_some_ages_only(desk):
    for indicator in ("social-workers-caseload", "health-injury-admissions-0-14", "eyfs-gld"):
        assert count_words(curve(desk, "Leeds", indicator)) == ""
    assert count_words(curve(desk, "England", "exclusions")) == ""


def test_a_count_of_a_few_is_never_given_as_a_number(desk):
    for area in desk.figures.areas.authorities:
        found = re.search(r"about (\d+) in", count_words(curve(desk, area.name, "exclusions-primary")))
        assert not found or int(found[1]) >= 5


def test_a_falling_line_that_is_called_worse_says_why(desk):
    words = direction_words(curve(desk, "Leeds", "funded-3-4-take-up"))
    assert words == "The line falls, and we call that worse: here higher is better."
    assert direction_words(curve(desk, "Leeds", "cla-rate")) == "", "nothing is judged there"


def test_the_direction_said_is_that_of_the_level(desk):
    for indicator in ("exclusions", "eyfs-gld", "persistent-absence-primary"):
        for area in desk.figures.areas.authorities[::9]:
            c = curve(desk, area.name, indicator)
            words, trend = direction_words(c), c.progress.trend
            assert ("falls" in words) == bool(words and trend.moved < 0)
            assert ("worse" in words) == bool(words and trend.side < 0)


def test_small_numbers_carry_their_notice(desk):
    assert "one child can move it" in small_words(curve(desk, "Isles of Scilly", "eyfs-gld"))
    assert small_words(curve(desk, "Kent", "eyfs-gld")) == ""


def test_who_moved_most_holds_very_likely_changes_only_and_no_small_place(desk):
    for indicator in ("exclusions", "cla-rate", "gap-ks4-att8-disadvantaged"):
        answer = everywhere(desk, desk.find(indicator))
        m = desk.figures.index[indicator]
        assert len(answer.moved) <= 2 * MOST_MOVED and (answer.moved or indicator.startswith("gap"))
        for row in answer.moved:
            a = desk.figures.areas.index[row.area.code]
            assert abs(desk.trend.side[m, a]) == 2 and row.area.code not in answer.small
        ways = [
            [abs(r.by) for r in answer.moved if (r.better if r.better is not None else r.by > 0) is w]
            for w in (True, False)
        ]
        assert all(way == sorted(way, reverse=True) for way in ways)

"""Promises of "who like us turned this curve": published figures, at most three, no order of merit."""

import numpy as np
import pytest

from c4eo_core.answers.standing.who_turned import (
    all_turns,
    as_json,
    looked_words,
    questions_to_ask,
    report_line,
    ring_words,
    turned_words,
    what_changed_words,
    who_turned,
)


@pytest.fixture
def found(desk):
    return who_turned(desk, desk.areas.find("Rochdale"), desk.find("exclusions"))


def test_at_most_three_by_name_each_with_a_window_of_five_years_that_ended_two_years_ago(found):
    names = [t.area.name for t in found.found]
    assert 0 < len(names) <= 3 and names == sorted(names) and "Rochdale" not in names
    for t in found.found:
        assert t.end.end.year - t.start.end.year == 5 and t.newest.end.year - t.end.end.year >= 2
        assert t.change < 0 and t.kept >= 0.5
        assert t.area.name in questions_to_ask(t, found.indicator, found.area)
        assert "national movement taken out" in turned_words(t, found.indicator)


def test_the_answer_says_how_many_were_looked_at_and_claims_no_cause(found, desk):
    assert as_json(found)["looked"] == found.looked > 0 and "does not show what turned it" in looked_words(
        found
    )
    none = who_turned(desk, desk.areas.find("Leeds"), desk.find("eyfs-gld"))
    assert not none.found and "go back far enough" in looked_words(none)


def test_the_share_of_series_that_turned_is_the_published_one(desk):
    turns, _ = all_turns(desk, desk.figures.indicators)
    recent = turns.found & (turns.newest - turns.last == 2)
    assert turns.judged.sum() > 18_000
    assert 0.05 < recent.sum() / turns.judged.sum() < turns.found.sum() / turns.judged.sum() < 0.14
    assert np.nanmedian(turns.kept[turns.found]) > 0.75


def test_the_call_names_whom_to_ring_and_about_which_years(found):
    t = found.found[0]
    words = ring_words(t, found.indicator)
    assert t.area.name in words and t.start.label in words and t.end.label in words
    assert "source" in what_changed_words(t, found.indicator)


def test_a_report_names_whom_to_ask_and_claims_no_cause(found, desk):
    line = report_line(found)
    assert all(t.area.name in line for t in found.found) and "does not show what turned it" in line
    none = who_turned(desk, desk.areas.find("Leeds"), desk.find("gap-ks2-rwm-disadvantaged"))
    assert report_line(none) == ""

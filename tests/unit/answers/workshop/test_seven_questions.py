"""Promises of the seven questions: each is answered by what a trust wrote, and by nothing else."""

import datetime as dt

import pytest

from c4eo_core.answers.workshop.seven_questions import newest_session, progress_words, seven_questions
from c4eo_core.records.kinds import Action, Curve, Idea, Partner, TurnedCurve, Verdict, Workshop
from c4eo_core.records.rows import Item

NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


def item(body, id="a", at=NOW):
    return Item(id, "t", None, body.kind, 1.0, body, 1, at, "somebody")


def answered(*bodies):
    return [q.number for q in seven_questions([item(b) for b in bodies]) if q.answered]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (Workshop(outcome="Every child talks"), 1),
        (TurnedCurve(indicator="x"), 2),
        (Curve(indicator="x"), 3),
        (Workshop(curves=("x",)), 3),
        (Verdict(indicator="x"), 4),
        (Partner(name="The library"), 5),
        (Idea(text="Read aloud"), 6),
        (Action(what="Ring Bolton"), 7),
    ],
)
def test_each_question_is_answered_by_what_belongs_to_it(body, number):
    assert answered(body) == [number]


def test_an_empty_session_has_answered_nothing_and_without_a_session_nothing_is_claimed():
    assert answered(Workshop(outcome="  ")) == []
    assert all(q.answered is None for q in seven_questions())
    assert progress_words(seven_questions([])) == "0 of 7 answered"


def test_each_question_leads_to_a_step_of_the_session():
    assert [q.step for q in seven_questions()] == [2, 4, 3, 4, 6, 7, 8]


def test_the_newest_session_on_the_priority_counts():
    old = item(Workshop(priority="transitions", held_on="2026-01-01"), "old")
    new = item(Workshop(priority="transitions", held_on="2026-11-01"), "new")
    other = item(Workshop(priority="closing_the_gap", held_on="2026-12-01"), "other")
    assert newest_session([old, new, other], "transitions").id == "new"
    assert newest_session([old], "family_wellbeing") is None

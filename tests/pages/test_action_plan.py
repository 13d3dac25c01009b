"""Promises of the action plan from a file: shown before it is saved, one step to undo, nothing typed lost, and only
for those who may write.
"""

import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Action
from tests.pages.test_workshop_steps import done, session  # noqa: F401

PLAN = (
    "Action,Lead,Deadline,Status\n"
    "Ask every nursery about take-up,Jo Smith,31/03/2027,In progress\n"
    "Open a second family hub,Ali,30/09/2026,Complete\n"
    ",Nobody,,\n"
)


def with_file(session, text=PLAN):  # noqa: F811
    at = session.page("step_8_actions")
    at.session_state["edit:plan:open"] = True
    at.run()
    (up,) = at.file_uploader
    up.set_value(("plan.csv", text.encode(), "text/csv"))
    return done(at.run())


def html(at):
    return " ".join(h.proto.body for h in at.get("html"))


def test_nothing_is_saved_before_it_is_seen_and_one_undo_takes_it_all_back(session):  # noqa: F811
    at = with_file(session)
    assert session.all(Action) == [] and "2 of 3 rows can be used as actions" in html(at)
    assert "it does not say what is to be done" in html(at) and "31 March 2027" in html(at)
    at.button(key="edit:plan:take").click()
    at = done(at.run())
    saved = [a.body for a in session.all(Action)]
    assert [(a.what, a.who, a.by_when, a.done) for a in saved] == [
        ("Ask every nursery about take-up", "Jo Smith", "2027-03-31", False),
        ("Open a second family hub", "Ali", "2026-09-30", True),
    ]
    assert saved[0].progress == "In progress" and "rows can be used" not in html(at)
    session.records.undo(LOCAL, session.trust)
    assert session.all(Action) == []


def test_what_stands_there_already_is_left_or_brought_up_to_date_as_somebody_says(session):  # noqa: F811
    session.add(Action(what="open a second family hub", who="Ali"), Action(what="Something else"))
    at = with_file(session)
    assert (
        "There already, says otherwise" in html(at)
        and at.button(key="edit:plan:take").label == "Add 1 action"
    )
    at.radio(key="edit:plan:doubles").set_value("update")
    at = done(at.run())
    assert at.button(key="edit:plan:take").label == "Add 1 action and change 1"
    at.button(key="edit:plan:take").click()
    done(at.run())
    by_what = {a.body.what: a.body for a in session.all(Action)}
    assert len(by_what) == 3 and by_what["open a second family hub"].done
    assert by_what["open a second family hub"].by_when == "2026-09-30"
    session.records.undo(LOCAL, session.trust)
    by_what = {a.body.what: a.body for a in session.all(Action)}
    assert len(by_what) == 2 and not by_what["open a second family hub"].done


def test_columns_nobody_knows_are_named_by_hand(session):  # noqa: F811
    at = with_file(session, "Aufgabe,Wer\nDo it,Me\n")
    assert "no column says what is to be done" in html(at) and not [
        b for b in at.button if b.key == "edit:plan:take"
    ]
    at.selectbox(key="edit:plan:cut:column:0").set_value("what")
    at.selectbox(key="edit:plan:cut:column:1").set_value("who")
    at.button(key="edit:plan:cut:again").click()
    at = done(at.run())
    at.button(key="edit:plan:take").click()
    done(at.run())
    assert [(a.body.what, a.body.who) for a in session.all(Action)] == [("Do it", "Me")]


@pytest.mark.parametrize("content", ["", "PK\x03\x04 no workbook", "Action\n", "Action,Lead\n<script>,x\n"])
def test_whatever_comes_there_is_a_page(session, content):  # noqa: F811
    at = with_file(session, content)
    assert "<script>" not in html(at)


def test_a_plan_read_for_one_session_is_not_shown_in_another(session):  # noqa: F811
    at = with_file(session)
    kept = at.session_state["edit:plan:file"]
    page = session.page("step_8_actions")
    page.session_state["edit:plan:open"] = True
    page.session_state["edit:plan:file"] = kept.__class__("another", kept.plan, kept.given)
    assert "can be used as actions" not in html(done(page.run()))

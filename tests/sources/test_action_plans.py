"""Promises of reading an action plan: the right columns, days and states; every row not used is named; nothing cut."""

import io

import openpyxl
import pytest

from c4eo_core.sources.uploads.action_cells import day_of, state_of
from c4eo_core.sources.uploads.action_plan import MOST_ACTIONS, PlanForm, key_of, read_action_plan
from c4eo_core.sources.uploads.table import View

PLAIN = (
    "Ref,Action,Lead,Deadline,RAG,Update,Budget\n"
    "1,Ask every nursery about take-up,Jo Smith,31/03/2027,Green,Half have answered,0\n"
    "2,Open a second family hub,Head of Early Help,Sept 2026,Completed,,20000\n"
    "3,Write to all heads,M. Ali,Ongoing,Not started,,\n"
    "4,Ring the health visitors,,2026/27,Cancelled,No longer needed,\n"
)


def read(text, name="plan.csv", **asked):
    return read_action_plan(text.encode() if isinstance(text, str) else text, name, PlanForm(**asked))


def workbook(rows, merged=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_plain_plan_is_read_with_its_days_and_states():
    plan = read(PLAIN)
    assert not plan.problems and not plan.left_out and [a.row for a in plan.actions] == [2, 3, 4, 5]
    first, second, third, fourth = plan.actions
    assert (first.what, first.who, first.by_when, first.state) == (
        "Ask every nursery about take-up",
        "Jo Smith",
        "2027-03-31",
        "open",
    )
    assert first.progress == "Green. Half have answered"
    assert (second.by_when, second.state, second.progress) == ("2026-09-30", "done", "")
    assert (third.by_when, third.state) == ("", "open") and "Ongoing" in third.progress
    assert (fourth.by_when, fourth.state) == ("", "dropped") and "2026/27" in fourth.progress
    assert [n.where for n in plan.notes] == ["plan.csv, row 3", "plan.csv, row 4", "plan.csv, row 5"]
    assert dict(plan.columns)["Budget"] == "unused" and dict(plan.columns)["Ref"] == "unused"


def test_titles_groups_and_notes_around_the_table_are_no_actions():
    rows = [
        ["Anytown Children's Trust: improvement plan 2026-27"],
        ["Agreed by the board on 3 November 2026"],
        [],
        ["Objective", "Action required", "Lead officer", "Target date", "Status"],
        ["Attendance", "Text parents on the first day", "A. Patel", "2027-01-15", "In progress"],
        [None, "Walk with pupils of year 7", "B. Jones", "2027-02-01", "Overdue"],
        [None, "Priority 2: transitions"],
        ["Transitions", "Summer school for 40 pupils", "C. Lee", "2027-07-20", "Not started"],
        [],
        ["Source: the trust's own plan"],
    ]
    plan = read(workbook(rows, ["A5:A6"]), "plan.xlsx")
    assert [a.what for a in plan.actions] == [
        "Text parents on the first day",
        "Walk with pupils of year 7",
        "Summer school for 40 pupils",
    ]
    assert [a.progress for a in plan.actions] == ["In progress", "Overdue", ""]
    assert {p.where.split()[-1] for p in plan.left_out} == {"7", "10"}
    assert all(p.found and p.expected and p.do for p in plan.left_out)


def test_headings_far_down_and_unusual_are_found_or_named_by_hand():
    rows = "\n".join([*(f"line {n} of a long preamble," for n in range(8)), "Task,Owner", "Do it,Me"])
    assert [a.what for a in read(rows).actions] == ["Do it"]
    odd = "Massnahme;Wer\nDo it;Me\n"
    assert read(odd).problems and "no column says what is to be done" in read(odd).problems[0].found
    assert [(a.what, a.who) for a in read(odd, columns=((0, "what"), (1, "who"))).actions] == [
        ("Do it", "Me")
    ]
    second = "Some title,\nAction,Who\nDo it,Me\n"
    assert [a.what for a in read(second, view=View(heading_row=2)).actions] == ["Do it"]


def test_nothing_is_cut_and_nothing_is_taken_twice():
    long = f"Action,Lead\n{'x' * 5000},Jo\nShort,Jo\nSHORT.,jo\n"
    plan = read(long)
    assert [a.what for a in plan.actions] == ["Short"] and len(plan.left_out) == 2
    assert "5,000 characters" in plan.left_out[0].found and "row 3" in plan.left_out[1].found
    many = "Action,Lead\n" + "".join(f"Action {n},Jo\n" for n in range(MOST_ACTIONS + 3))
    assert len(read(many).actions) == MOST_ACTIONS and len(read(many).left_out) == 3


def test_formulas_and_hidden_characters_stay_text():
    plan = read("Action,Lead\n=HYPERLINK(1),=cmd\n<b>Bold</b>\u202e,x\n")
    assert plan.actions[0].what == "=HYPERLINK(1)" and plan.actions[1].what == "<b>Bold</b>"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31 March 2027", "2027-03-31"),
        ("31/03/27", "2027-03-31"),
        ("by 1st April 2027", "2027-04-01"),
        ("2027-03-31", "2027-03-31"),
        ("Mar-27", "2027-03-31"),
        ("end of March 2027", "2027-03-31"),
        ("Q1 2026/27", "2026-06-30"),
        ("Spring 2027", "2027-04-30"),
        ("2027", ""),
        ("2026/27", ""),
        ("TBC", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_days_as_people_write_them(written, day):
    found, words = day_of(written)
    assert found == day and bool(words) == (
        written not in ("", "31 March 2027", "31/03/27", "by 1st April 2027", "2027-03-31")
    )


@pytest.mark.parametrize(
    ("written", "state", "words"),
    [
        ("Complete", "done", ""),
        ("BLUE", "done", ""),
        ("100%", "done", ""),
        ("60%", "open", "60%"),
        ("Amber", "open", "Amber"),
        ("No longer required", "dropped", ""),
        ("Not started", "open", ""),
        ("On track", "open", "On track"),
        ("", "open", ""),
    ],
)
def test_states_as_people_write_them(written, state, words):
    assert state_of(written) == (state, words)


def test_two_ways_of_writing_an_action_have_one_key():
    assert key_of("Open a second Family Hub.") == key_of("open a second family hub") != key_of("Open a hub")

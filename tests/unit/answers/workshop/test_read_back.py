"""What is read aloud at the end: what is missing is said, what is there is not complained of."""

import datetime as dt
from dataclasses import replace

import pytest
from markupsafe import escape

from c4eo_core.answers.report.report import report_of
from c4eo_core.answers.workshop.notes import Action, Factor, Idea, Notes, Partner, Verdict
from c4eo_core.answers.workshop.read_back import ideas_progress, lacks, missing, soon_words
from c4eo_core.records import kinds as records
from c4eo_core.reports.calendar_file import Due, calendar_ics
from c4eo_core.reports.html.exercise import due_table, lacks_html, progress
from c4eo_core.reports.html.read_back import missing_html, read_back_html
from tests.reports import report_examples as examples

DAY = dt.date(2026, 4, 2)
WHOLE = Notes(
    trust="Leeds",
    title="t",
    outcome="All read well.",
    curves=("a",),
    verdicts=(Verdict("a", False, "It falls."),),
    factors=(Factor("x", "helping", "root"), Factor("y", "hindering", find_out=True, owner="Jo")),
    partners=(Partner("Schools", "time"),),
    ideas=(Idea("free", "none", chosen=True), Idea("wild", "high", True)),
    actions=(Action("do", "Jo", "2026-04-20", "count"),),
)


def test_of_a_whole_workshop_nothing_is_missing():
    assert missing(WHOLE, DAY) == ()
    assert "Nothing is missing" in missing_html(())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": " "}, "The outcome is not written down."),
        ({"curves": (), "verdicts": ()}, "No curve has been chosen."),
        ({"verdicts": ()}, "The verdict is still open: is the curve OK if nothing changes?"),
        ({"curves": ("a", "b")}, "1 of the 2 curves has no verdict yet."),
        ({"verdicts": (Verdict("a", True),)}, "The verdict has no reason."),
        ({"factors": ()}, "The story behind the curve has not been told."),
        ({"factors": (Factor("x", "helping", "root"),)}, "Nothing is named that is hindering."),
        (
            {"factors": (Factor("x", "helping"), Factor("y", "hindering"))},
            "No factor is marked as a root cause.",
        ),
        (
            {"factors": (*WHOLE.factors, Factor("z", "helping", find_out=True))},
            "One question to find out, with nobody asked yet.",
        ),
        ({"partners": ()}, "No partner is named."),
        (
            {"partners": (Partner("Police", "time", in_room=False, absent=True),)},
            "Missing from the room: Police.",
        ),
        ({"partners": (Partner("Police", "time", in_room=False),)}, "Not yet asked to come: Police."),
        ({"partners": (Partner("Police"),)}, "Nothing is said yet of what they bring or will do: Police."),
        ({"ideas": ()}, "There are no ideas yet."),
        ({"ideas": (Idea("w", "low", True, chosen=True),)}, "No idea that costs nothing yet."),
        ({"ideas": (Idea("f", "none", chosen=True),)}, "No idea off the wall yet."),
        ({"ideas": (Idea("f", "none"), Idea("w", "low", True))}, "No idea is chosen."),
        ({"ideas": (*WHOLE.ideas, Idea("m", place=1))}, "One idea moved by hand without a reason."),
        ({"actions": ()}, "There are no actions yet: nothing happens on Monday."),
        (
            {"actions": (*WHOLE.actions, Action("more", "Jo"))},
            "Not yet said for “more”: by when, how we shall know.",
        ),
        (
            {"actions": (Action("do", "Jo", "2026-05-03", "count"),)},
            "No action is due within 30 days. Which one could be done by 2 May 2026?",
        ),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(change, words):
    assert missing(replace(WHOLE, **change), DAY) == (words,)


def test_progress_says_whether_the_two_forgotten_kinds_of_idea_are_there():
    assert [there for there, _ in ideas_progress([])] == [False, False]
    assert ideas_progress([Idea("a", "none"), Idea("b", "none"), Idea("c", "low", True)]) == (
        (True, "2 ideas cost nothing."),
        (True, "One idea is off the wall."),
    )
    assert "○ No idea off the wall yet." in progress(ideas_progress([]))


def test_an_idea_of_unknown_cost_does_not_count_as_free():
    assert ideas_progress([Idea("a", "")])[0][0] is False


def test_an_action_due_on_the_thirtieth_day_is_soon_enough():
    assert soon_words([Action("x", by_when="2026-05-02")], DAY) == "" and soon_words([], DAY) == ""


def test_what_an_action_lacks_is_named_and_blanks_count_as_nothing():
    assert lacks(Action("x", "  ", "", "m")) == ("who", "by when")
    assert "Not yet said: who, by when" in lacks_html(lacks(Action("x", "", "", "m")))


def test_the_due_list_counts_days_and_says_what_is_done_or_overdue():
    days = (("a", 1, False), ("b", 2, False), ("c", 3, False), ("d", 1, True))
    html = due_table(
        [records.Action(what=w, by_when=dt.date(2026, 4, d), done=done) for w, d, done in days], DAY
    )
    assert all(
        words in html
        for words in ("1 day overdue", "today", "in 1 day<", ">done</td>", "nobody yet", "1 April 2026")
    )


def test_everything_is_read_aloud_in_the_order_of_the_steps(desk):
    found = report_of(
        desk, desk.figures.areas.find("Leeds"), "closing_the_gap", notes=examples.full(), made_on=DAY
    )
    told = read_back_html(found)
    parts = [
        "In the room",
        "What we want",
        "The curves",
        "The story behind it",
        "Partners",
        "best ideas",
        "Actions",
    ]
    assert sorted(parts, key=told.index) == parts
    shown = "".join(told.split())
    for text in examples.every_text(examples.full()):
        assert "".join(escaped(text).split()) in shown, text


def test_read_back_of_an_empty_session_says_that_nothing_is_recorded_and_claims_no_curve(desk):
    found = report_of(
        desk, desk.figures.areas.find("Leeds"), "closing_the_gap", notes=Notes("", "t"), made_on=DAY
    )
    told = read_back_html(found)
    assert "No curve has been chosen" in told and told.count("Nothing recorded.") == 6


def test_hostile_words_stay_words_when_read_back(desk):
    found = report_of(
        desk, desk.figures.areas.find("Leeds"), "closing_the_gap", notes=examples.hostile(), made_on=DAY
    )
    told = read_back_html(found) + missing_html(missing(found.notes, DAY))
    assert "<script" not in told and "<img" not in told and "&lt;script&gt;" in told


def escaped(text):
    return escape(text).rstrip(". ")


def test_a_calendar_takes_nothing_typed_as_a_line_of_its_own():
    made = dt.datetime(2026, 4, 2, 12, tzinfo=dt.UTC)
    words = "Meet; then, eat\r\nEND:VCALENDAR\nBEGIN:VALARM\x85\u2028X:1 \\ " + "ö" * 200
    told = calendar_ics([Due("ab\r\nX:c", dt.date(2026, 12, 31), words, "a\nb")], "Ä, B\nC", made).decode()
    lines = told.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines) and "\n" not in told.replace("\r\n", "")
    whole = told.replace("\r\n ", "").split("\r\n")
    assert [line for line in whole if line.startswith(("END", "BEGIN"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        *("BEGIN:VALARM", "END:VALARM") * 2,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert (
        "DTSTART;VALUE=DATE:20261231" in whole
        and "DTEND;VALUE=DATE:20270101" in whole
        and "UID:abXc@c4eo" in whole
    )
    assert [line for line in whole if line.startswith("TRIGGER")] == ["TRIGGER:-P6DT15H", "TRIGGER:-PT15H"]
    assert next(line for line in whole if line.startswith("SUMMARY:")).startswith(
        r"SUMMARY:Meet\; then\, eat\nEND:VCALENDAR\nBEGIN"
    )

"""A field of an action is in every form of the report, or is named here as one that is not."""

import datetime as dt
from dataclasses import fields

import pytest

from c4eo_core.answers.report.report import report_of
from c4eo_core.answers.workshop import notes as workshop_notes
from c4eo_core.answers.workshop.notes_of_records import notes_of
from c4eo_core.model.text import day_words
from c4eo_core.records.kinds import Action, Partner, Workshop
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.forms import FORMS
from tests.reports import report_examples as examples

DAY = dt.date(2026, 11, 21)
AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TRUST = Trust("t", "Leeds Children's Trust", "E08000035", "#801650", AT)
# Fields of the record that no report of its own session prints, each with its reason.
NOT_PRINTED = {
    "idea": "its idea stands in the report by itself",
    "done": "said at the next visit, in its own words",
    "dropped": "said at the next visit, in its own words",
    "progress": "said at the next visit, in its own words",
    "reviewed_in": "the session in which that was said",
}


def items() -> list[Item]:
    """A session with one action all of whose printed fields hold a word of their own."""
    bodies = {
        "w": Workshop(title="Closing the gap", area=TRUST.area, priority="closing_the_gap"),
        "p": Partner(name="partnerword"),
    }
    words = {f.name: f"{f.name.replace('_', '')}word" for f in fields(workshop_notes.Action)}
    bodies["a"] = Action(**words | {"by_when": "2027-02-03", "partner": "p"})
    return [
        Item(id, "t", None if id == "w" else "w", body.kind, float(n), body, 1, AT, "somebody")
        for n, (id, body) in enumerate(bodies.items())
    ]


def test_a_field_of_an_action_is_in_the_report_or_said_not_to_be():
    record = {f.name for f in fields(Action)}
    assert record == {f.name for f in fields(workshop_notes.Action)} | NOT_PRINTED.keys()


def test_no_field_of_an_action_is_lost_between_the_record_and_the_report():
    (action,) = notes_of(TRUST, items()).actions
    assert [f.name for f in fields(action) if getattr(action, f.name) == f.default] == []


@pytest.mark.parametrize("ending", FORMS)
def test_every_field_of_an_action_is_printed(desk, ending):
    notes = notes_of(TRUST, items())
    report = report_of(
        desk, desk.figures.areas.by_code(TRUST.area), "closing_the_gap", notes=notes, made_on=DAY
    )
    page = examples.words_of(ending, FORMS[ending].make(report))
    (action,) = notes.actions
    printed = {f.name: getattr(action, f.name) for f in fields(action)} | {"by_when": day_words("2027-02-03")}
    assert {name for name, words in printed.items() if not examples.is_told(words, page)} == set()

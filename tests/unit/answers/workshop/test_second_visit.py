"""A second visit: what was agreed is asked about until it is settled, and no story is taken over unseen."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.report.report_card import report_card_of
from c4eo_core.answers.report.trust_report import workshop_report
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.workshop.frozen_baseline import as_forecast, as_note, frozen_of
from c4eo_core.answers.workshop.read_back import missing
from c4eo_core.answers.workshop.second_visit import (
    confirmed,
    count_words,
    reviewed,
    second_visit,
)
from c4eo_core.answers.workshop.turned import ambition_words, turned_since
from c4eo_core.records.errors import NotValid
from c4eo_core.records.kinds import Action, Factor, Workshop
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.content.content import content_of
from c4eo_core.reports.forms import FORMS

LEEDS, CURVE = "E08000035", "gap-ks2-rwm-disadvantaged"
TRUST = Trust("t", "Leeds Children's Trust", LEEDS, "#801650", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
DAY = dt.date(2026, 11, 21)
_numbers = itertools.count()


def item(body, workshop, id=None):
    n = next(_numbers)
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=n)
    return Item(id or f"i{n}", "t", workshop, body.kind, float(n), body, 1, at, "somebody")


def session(id, before=None, day="2026-11-21"):
    body = Workshop(title=id, area=LEEDS, priority="closing_the_gap", curves=(CURVE,), held_on=day)
    return item(replace(body, goes_on_from=before), None, id)


def states(visit):
    return [(a.item.body.what, a.state) for a in visit.actions]


def test_a_first_visit_and_one_whose_earlier_session_is_gone_have_nothing_to_go_through():
    assert second_visit(session("now"), []) is None
    assert second_visit(session("now", "gone"), [session("now", "gone")]) is None


def test_an_action_is_asked_about_at_every_visit_until_it_is_done_or_dropped():
    now, last, first = session("now", "last"), session("last", "first"), session("first")
    held = [
        item(Action(what="new"), "last"),
        item(Action(what="done", done=True, reviewed_in="now"), "last"),
        item(Action(what="long open", reviewed_in="last"), "first"),
        item(Action(what="settled last time", dropped=True, reviewed_in="last"), "first"),
        item(Action(what="settled today", done=True, reviewed_in="now"), "first"),
        item(Action(what="looked at, not done", reviewed_in="now"), "first"),
        item(Action(what="of a stranger"), "other"),
    ]
    visit = second_visit(now, [now, last, first, session("other"), *held])
    assert states(visit) == [
        ("new", ""),
        ("done", "done"),
        ("long open", ""),
        ("settled today", "done"),
        ("looked at, not done", "not_done"),
    ]
    assert [a.item.body.what for a in visit.open_actions] == ["new", "long open", "looked at, not done"]


def test_sessions_that_go_on_from_each_other_end():
    one, two = session("one", "two"), session("two", "one")
    assert [w.id for w in second_visit(one, [one, two]).sessions] == ["two"]


def test_an_answer_can_be_given_changed_and_taken_back_and_is_never_two_at_once():
    body = Action(what="x")
    for state, settled in (("done", True), ("dropped", True), ("not_done", False), ("", False)):
        body = replace(body, **reviewed(state, "now"))
        assert body.settled is settled and (body.reviewed_in == "now") is bool(state)
    with pytest.raises(NotValid, match="done or dropped, not both"):
        Action(done=True, dropped=True)


def test_a_factor_is_confirmed_put_differently_or_gone_and_otherwise_left_open():
    now, last = session("now", "last"), session("last")
    old = [item(Factor(text=t, indicator=CURVE, votes=4), "last") for t in ("one", "two", "three", "four")]
    still, gone = confirmed(old[0]), confirmed(old[2], gone=True)
    changed = replace(confirmed(old[1]), text="two, less so")
    here = [item(f, "now") for f in (still, changed, gone)]
    visit = second_visit(now, [now, last, *old, *here])
    assert [f.state for f in visit.factors] == ["still", "changed", "gone", ""]
    assert still.votes == 0 and still.indicator == CURVE


def test_how_many_are_done_is_said_in_one_sentence():
    assert count_words(["done", "done", "dropped", "not_done", ""]) == (
        "Of 5 actions 2 are done, 1 is dropped, 1 is not done; 1 is still to be asked about."
    )
    assert count_words(["done"]) == "Of one action 1 is done."
    assert count_words([]) == "There were no actions last time."


def visited():
    now, last = session("now", "last"), session("last", day="2026-03-24")
    old = item(Factor(text="Families move", indicator=CURVE), "last")
    return [
        now,
        last,
        old,
        item(confirmed(old, gone=True), "now"),
        item(Action(what="Breakfast clubs", who="Ruth", done=True, reviewed_in="now"), "last"),
        item(Action(what="One list", dropped=True, progress="no money", reviewed_in="now"), "last"),
        item(Action(what="Home visits"), "last"),
    ]


@pytest.mark.parametrize("ending", ["html", "pdf", "pptx", "xlsx"])
def test_every_form_of_the_report_can_be_made_of_a_second_visit(desk, ending):
    assert len(FORMS[ending].make(workshop_report(desk, TRUST, "now", visited(), DAY))) > 5_000


def test_the_report_says_what_became_of_each_action_and_a_factor_that_is_gone_is_no_part_of_the_story(desk):
    content = content_of(workshop_report(desk, TRUST, "now", visited(), DAY))
    assert content.last_time.title == "You said, did you? Since the session of 24 March 2026"
    assert content.last_time.count.startswith("Of 3 actions 1 is done, 1 is dropped; 1 is still to be asked")
    assert [a.line for a in content.last_time.actions] == [
        "Breakfast clubs (done; Ruth)",
        "One list (dropped; no money)",
        "Home visits (not yet asked about)",
    ]
    assert content.last_time.story[0].line == "Families move (no longer so)" and not content.stories


def test_the_read_back_names_what_nobody_has_asked_about_and_never_says_there_are_no_actions(desk):
    told = missing(workshop_report(desk, TRUST, "now", visited(), DAY).notes, DAY)
    assert "Of last time's actions, nobody has said how these stand: Home visits." in told
    assert "One action of last time is still open, and there is no new one." in told
    assert not any("no actions yet" in words for words in told)


def test_what_is_dropped_is_no_longer_due(desk):
    card = report_card_of(desk.figures, "closing_the_gap", visited(), DAY)
    assert [d.what for d in card.dues] == ["Home visits"]
    assert {d.what for d in card.done} == {"Breakfast clubs", "One list"}


def test_a_frozen_baseline_is_drawn_again_as_it_was_on_the_day(desk):
    area, indicator = desk.figures.areas.find("Leeds"), desk.figures.find(CURVE)
    forecast, curve = forecast_of(desk, area, indicator), curve_of(desk, area, indicator)
    again = as_forecast(frozen_of(forecast, "v", DAY), curve)
    assert again.origin == forecast.origin
    assert [(a.period.label, a.median, a.intervals) for a in again.baseline] == [
        (a.period.label, a.median, a.intervals) for a in forecast.baseline
    ]


def test_the_verdict_is_one_sentence_with_the_figure_and_what_was_expected(desk):
    area, indicator = desk.figures.areas.find("Leeds"), desk.figures.find(CURVE)
    curve = curve_of(desk, area, indicator)
    period, value = curve.periods[-1], curve.area.values[-1]
    year = period.end.year
    frozen = as_note(frozen_of(forecast_of(desk, area, indicator), "v", DAY))
    frozen = replace(
        frozen,
        history=((year - 1, value + 2),),
        baseline=((year, value + 8, value + 7, value + 9),),
    )
    turned = turned_since(frozen, curve)
    assert turned.verdict.count(". ") == 0 and turned.verdict.endswith(".") and period.label in turned.verdict
    assert turned.answer in ("yes", "no")
    assert ambition_words(((year, value),), turned, curve).endswith(": reached.")
    assert ambition_words((), turned, curve) == ""
    assert "by" in ambition_words(((year + 3, value),), turned, curve)

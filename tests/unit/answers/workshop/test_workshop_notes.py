"""From records to a report's notes: nothing lost, the room's order kept, ties seen, the newest word standing."""

import datetime as dt
import itertools
from dataclasses import fields, replace

import pytest

from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.report.report import NoReport, report_of
from c4eo_core.answers.report.trust_report import card_report, workshop_report
from c4eo_core.answers.scenarios.what_if import what_if_of
from c4eo_core.answers.scenarios.what_if_form import MEDIAN, OWN, ActionForm, WhatIfForm
from c4eo_core.answers.workshop import notes as workshop_notes
from c4eo_core.answers.workshop.frozen_baseline import as_note, frozen_of
from c4eo_core.answers.workshop.idea_scenario import GONE, may_bring_words
from c4eo_core.answers.workshop.notes import by_rank, in_order
from c4eo_core.answers.workshop.notes_of_records import curves_of, notes_of, ranked_ideas
from c4eo_core.records.kinds import (
    Action,
    Curve,
    Factor,
    Frozen,
    GroupForecast,
    Idea,
    Measure,
    Partner,
    Role,
    Scenario,
    TurnedCurve,
    Verdict,
    Wanted,
    Workshop,
)
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.content.content import content_of
from c4eo_core.reports.forms import FORMS
from tests.reports import report_examples as examples

LEEDS, CURVE = "E08000035", "gap-ks2-rwm-disadvantaged"
TRUST = Trust("t", "Leeds Children's Trust", LEEDS, "#801650", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
DAY = dt.date(2026, 11, 21)
_numbers = itertools.count()


def item(body, workshop="w", id=None):
    n = next(_numbers)
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=n)
    return Item(id or f"i{n}", "t", workshop, body.kind, float(n), body, 1, at, "somebody")


def head(**more):
    told = {
        "title": "Closing the gap",
        "area": LEEDS,
        "priority": "closing_the_gap",
        "curves": (CURVE,),
        "held_on": "2026-11-21",
    }
    return item(Workshop(**(told | more)), workshop=None, id="w")


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Role, "roles"),
        (Verdict, "verdicts"),
        (GroupForecast, "group_forecasts"),
        (TurnedCurve, "turned_curves"),
        (Factor, "factors"),
        (Partner, "partners"),
        (Idea, "ideas"),
        (Action, "actions"),
        (Wanted, "wanted"),
        (Measure, "measures"),
    ],
)
def test_every_field_of_a_note_comes_from_the_record(kind, field):
    """Filled with values of its own in every field, so that one left out is seen."""
    said = {
        "text": "words",
        "service": "A service",
        "cost": "high",
        "values": ((2027, 1.5),),
        "direction": "helping",
        "depth": "root",
    }
    said |= {
        "basis": "neighbours",
        "heading": "how_well",
        "priority": "transitions",
        "by_when": "2026-12-01",
        "place": 1,
    }
    if kind is Idea:
        said["values"] = 4
    names = {f.name for f in fields(kind)} - {"before", "gone", "dropped", "absent"}  # told apart elsewhere
    numbers, flags = (
        ("votes", "specificity", "leverage", "reach"),
        ("ok", "find_out", "in_room", "off_the_wall", "chosen"),
    )
    values = {
        n: said.get(n, 3 if n in numbers else True if n in flags else f"the {n}") for n in names - {"done"}
    }
    if kind is Action:
        values["partner"] = "p"
    notes = notes_of(
        TRUST,
        [
            head(),
            item(kind(**values)),
            *([item(Partner(name="the partner"), id="p")] if kind is Action else []),
        ],
    )
    (note,) = getattr(notes, field)
    for name in {f.name for f in fields(type(note))} - {"may_bring", "said_at", "absent"}:
        assert getattr(note, name) == (
            "the partner" if (kind, name) == (Action, "partner") else values[name]
        ), name


def test_the_notes_say_whose_they_are_and_when():
    notes = notes_of(TRUST, [head(facilitator="Dana", outcome="All read well.")])
    assert (notes.trust, notes.colour, notes.title, notes.held_on) == (
        TRUST.name,
        "#801650",
        "Closing the gap",
        "2026-11-21",
    )
    assert (notes.facilitator, notes.outcome, notes.curves) == ("Dana", "All read well.", (CURVE,))


def test_the_headline_list_stands_before_the_curves_prepared():
    chosen = [item(Curve(indicator="b", list="secondary")), item(Curve(indicator="c", list="headline"))]
    assert curves_of([head(), *chosen]) == ("c",)
    assert curves_of([head(), chosen[0]]) == (CURVE,) and curves_of([]) == ()


def test_what_was_said_last_of_a_curve_stands():
    early, late = item(Verdict(indicator=CURVE, ok=True)), item(Verdict(indicator=CURVE, ok=False))
    (said,) = notes_of(TRUST, [head(), late, early]).verdicts
    at = late.changed_at.astimezone()
    assert not said.ok and said.said_at == f"{at.day} January 2026, {at:%H:%M}"


def test_ideas_stand_by_score_with_ties_said_and_those_nobody_scored_last():
    a, b, c, d = (
        item(Idea(text=t, specificity=s, leverage=s)) for t, s in (("a", 2), ("b", 4), ("c", 2), ("d", 0))
    )
    ranked = ranked_ideas([a, b, c, d])
    assert [(r.item.body.text, r.rank, r.tied, r.total, r.left) for r in ranked] == [
        ("b", 1, False, 8, 2),
        ("a", 2, True, 4, 2),
        ("c", 2, True, 4, 2),
        ("d", None, False, 0, 4),
    ]


def test_an_idea_put_at_a_place_stands_there_and_keeps_its_rank_by_score():
    scores = (5, 4, 3, 1)
    ideas = [
        item(Idea(text=str(s), reach=s, place=2 if s == 1 else None, place_reason="cheap" if s == 1 else ""))
        for s in scores
    ]
    ranked = ranked_ideas(ideas)
    assert [r.item.body.text for r in ranked] == ["5", "1", "4", "3"]
    assert (ranked[1].rank, ranked[1].moved, ranked[0].moved) == (4, True, False)


def test_two_ideas_at_one_place_stand_one_after_the_other_and_a_place_past_the_end_is_the_end():
    ideas = [
        workshop_notes.Idea("x", place=1, reach=1),
        workshop_notes.Idea("y", place=1, reach=3),
        workshop_notes.Idea("z", reach=5),
    ]
    assert [i.text for i in by_rank(ideas)] == ["y", "x", "z"]
    assert [i.text for i in by_rank([workshop_notes.Idea("x", place=99), *ideas[2:]])] == ["z", "x"]


def test_the_report_keeps_the_rooms_order_with_the_chosen_first():
    ideas = [
        item(Idea(text=t, reach=s, chosen=c))
        for t, s, c in (("low", 1, True), ("high", 5, False), ("middle", 3, True))
    ]
    assert [i.text for i in in_order(notes_of(TRUST, [head(), *ideas]).ideas)] == ["middle", "low", "high"]


def test_actions_stand_by_day_and_one_without_a_day_last():
    actions = [
        item(Action(what=w, by_when=d))
        for w, d in (("never", ""), ("late", "2027-02-01"), ("soon", "2026-12-01"))
    ]
    assert [a.what for a in notes_of(TRUST, [head(), *actions]).actions] == ["soon", "late", "never"]


def test_an_action_whose_partner_was_removed_names_none():
    assert notes_of(TRUST, [head(), item(Action(what="x", partner="gone"))]).actions[0].partner == ""


def test_a_frozen_baseline_comes_back_as_it_was(desk):
    forecast = forecast_of(desk, desk.figures.areas.find("Leeds"), desk.figures.find(CURVE))
    note = as_note(frozen_of(forecast, desk.figures.version, DAY))
    assert note.baseline == tuple((a.period.end.year, a.median, *a.intervals[80]) for a in forecast.baseline)
    assert note.history == tuple((p.end.year, v) for p, v, _ in forecast.history)
    assert (note.origin, note.frozen_on, note.figures_version) == (
        forecast.origin.label,
        "2026-11-21",
        desk.figures.version,
    )
    assert as_note(Frozen(indicator=CURVE)) is None


def test_a_curve_is_judged_by_the_newest_baseline_of_an_earlier_visit_and_never_by_a_strangers(desk):
    forecast = forecast_of(desk, desk.figures.areas.find("Leeds"), desk.figures.find(CURVE))

    def frozen(workshop, day):
        return item(frozen_of(forecast, "v", day), workshop=workshop)

    one, two = (
        item(Workshop(title=t, goes_on_from=g), workshop=None, id=t)
        for t, g in (("one", "two"), ("two", "one"))
    )
    kept = [
        frozen("w", DAY),
        frozen("one", dt.date(2025, 1, 1)),
        frozen("two", dt.date(2024, 1, 1)),
        frozen("other", dt.date(2026, 6, 1)),
    ]
    report = workshop_report(desk, TRUST, "w", [head(goes_on_from="one"), one, two, *kept], DAY)
    assert [f.frozen_on for f in report.notes.frozen] == ["2026-11-21", "2024-01-01", "2025-01-01"]
    assert report.curves[0].turned.frozen_on == "2025-01-01"


def test_a_session_without_anything_still_makes_a_report(desk):
    report = workshop_report(desk, TRUST, "w", [head(curves=())], DAY)
    assert report.curves and content_of(report).trust == TRUST.name


def test_a_session_of_no_priority_takes_that_of_its_curve_or_says_what_to_do(desk):
    assert workshop_report(desk, TRUST, "w", [head(priority="")], DAY).priority.id == "closing_the_gap"
    with pytest.raises(NoReport, match="Choose a curve"):
        workshop_report(desk, TRUST, "w", [head(priority="", curves=())], DAY)
    with pytest.raises(NoReport, match="no such session"):
        workshop_report(desk, TRUST, "another", [head()], DAY)


def test_a_curve_the_figures_no_longer_hold_does_not_cost_the_report(desk):
    told = [
        head(curves=("an-old-one", CURVE)),
        item(Factor(indicator="an-old-one", text="still told", direction="helping")),
    ]
    report = workshop_report(desk, TRUST, "w", told, DAY)
    assert [c.indicator.id for c in report.curves] == [CURVE] and "still told" in str(
        content_of(report).stories
    )


def test_what_the_trust_holds_for_other_priorities_stays_out(desk):
    shared = [
        item(Wanted(title=p or "any", priority=p), None) for p in ("", "closing_the_gap", "transitions")
    ]
    shared += [
        item(Measure(service="Clubs", title=t, contributes_to=c), None)
        for t, c in (("ours", CURVE), ("theirs", "absence-age-4"))
    ]
    other = desk.figures.find("absence-age-4").priority
    assert other != "closing_the_gap", "the example no longer tests anything"
    report = workshop_report(
        desk, TRUST, "w", [head(), *shared, item(Factor(text="of another session"), "x")], DAY
    )
    assert [w.title for w in report.notes.wanted] == ["any", "closing_the_gap"]
    assert [m.title for m in report.notes.measures] == ["ours"] and not report.notes.factors


def test_a_measure_that_contributes_to_nothing_never_costs_the_report(desk):
    title = desk.figures.find(CURVE).title
    bare = [item(Measure(service="Clubs", title=title), w) for w in ("w", None)]
    assert workshop_report(desk, TRUST, "w", [head(), *bare], DAY).notes.measures == ()


def test_a_report_card_is_that_of_the_newest_session_and_without_one_the_published_figures(desk):
    older = item(
        Workshop(title="Older", area=LEEDS, priority="closing_the_gap", held_on="2025-01-01"), None, "o"
    )
    assert card_report(desk, TRUST, "closing_the_gap", [head(), older], DAY).notes.title == "Closing the gap"
    assert card_report(desk, TRUST, "closing_the_gap", [], DAY).notes is None


def _form(desk, low, high):
    asked = WhatIfForm(
        MEDIAN,
        2028,
        None,
        (ActionForm("Clubs", OWN, low, high, "points", "a trial", reach=100, transfer=100, works=100),),
    )
    return what_if_of(desk, desk.figures.areas.find("Leeds"), desk.figures.find(CURVE), asked)


def test_a_chosen_idea_carries_its_what_if_into_the_report_as_an_illustration(desk):
    found = _form(desk, 4.0, 6.0)
    idea = item(Idea(text="Clubs", chosen=True))
    scenario = item(Scenario(indicator=CURVE, title="Clubs", form=found.written, idea=idea.id))
    report = workshop_report(desk, TRUST, "w", [head(), idea, scenario], DAY)
    effect = next(w for w in found.scenario.words if w.startswith("About")).removeprefix("About").rstrip(".")
    for ending, form in FORMS.items():
        told = " ".join(examples.words_of(ending, form.make(report)).split())
        for words in ("Illustration", effect, f"figures to {found.forecast.origin.label}"):
            assert examples.is_told(words, told), (ending, words)


def test_what_nobody_said_of_an_idea_leaves_no_empty_brackets(desk):
    report = workshop_report(desk, TRUST, "w", [head(), item(Idea(text="Clubs"))], DAY)
    for ending, form in FORMS.items():
        assert "()" not in examples.words_of(ending, form.make(report)), ending


def test_three_what_ifs_still_leave_the_report_on_one_page(desk):
    found = _form(desk, 4.0, 6.0)
    said = may_bring_words(desk, found.written)
    notes = examples.notes(
        ideas=tuple(replace(i, may_bring=said if i.chosen else "") for i in examples.ideas(5))
    )
    report = report_of(
        desk,
        desk.figures.areas.find("Bournemouth, Christchurch and Poole"),
        "closing_the_gap",
        notes=notes,
        made_on=DAY,
    )
    assert sum(i.may_bring != "" for i in content_of(report).best) == 3
    assert len(examples.pdf_pages(FORMS["pdf"].make(report))) == 1


def test_a_what_if_that_can_no_longer_be_worked_out_says_so_and_gives_no_figure(desk):
    assert may_bring_words(desk, "area: nowhere") == GONE
    assert may_bring_words(desk, "") == GONE
    assert may_bring_words(desk, "[: {") == GONE


def test_a_candidate_put_on_another_list_is_no_curve_of_the_report_even_when_no_other_is_left():
    prepared = head(curves=(CURVE, "gap-ks4-att8-disadvantaged"))
    rejected = item(Curve(indicator=CURVE, list="secondary"))
    assert curves_of([prepared, rejected]) == ("gap-ks4-att8-disadvantaged",)
    chosen = [item(Curve(indicator=f"i-{n}")) for n in range(3)]
    assert curves_of([prepared, rejected, *chosen]) == ("i-0", "i-1", "i-2")

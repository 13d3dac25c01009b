"""What works and the report card: cautions travel, nothing looks more tested than it is, services and
population never mix.
"""

import datetime as dt

import pytest

from c4eo_core.answers.report.report_card import (
    checked,
    due_words,
    is_population,
    report_card_of,
    why_outside,
)
from c4eo_core.answers.workshop.local_practice import PracticeFilter, register_of, standing_of
from c4eo_core.answers.workshop.what_works import (
    CAUTION,
    KINDS,
    QUESTIONS,
    WHO,
    CardFilter,
    card_of,
    library,
    what_works_of,
)
from c4eo_core.catalogue.choices import evidence, priorities
from c4eo_core.records.errors import NotValid
from c4eo_core.records.kinds import RUNGS, Action, Measure, Practice, Visit, Wanted, Workshop
from c4eo_core.records.rows import Item
from c4eo_core.reports.html.report_card import dues_html, outside_html, services_html, wanted_html
from c4eo_core.reports.html.what_works import library_card, practice_card

TODAY = dt.date(2026, 3, 10)
NASTY = "<script>alert(1)</script> & \"q\" 'x'"
GAP, OTHER = "gap-eyfs-gld-free-meals", "l3-19"


def item(body, workshop=None, id=None, position=1.0, changed="2026-01-01T00:00:00+00:00"):
    id = id or f"{body.kind}-{position}"
    return Item(
        id, "trust", workshop, body.kind, position, body, 1, dt.datetime.fromisoformat(changed), "You"
    )


# The library


def test_the_library_holds_every_message_of_the_reviews_and_nothing_else():
    assert {c.id for c in library()} == evidence().keys()


def test_the_figure_of_parents_involvement_goes_with_the_remark_on_it():
    assert evidence()["E08"].message in card_of("E07").caution and "our own remark" in card_of("E07").caution


def test_a_caution_never_becomes_an_idea_and_never_looks_like_a_finding():
    for card in library():
        if card.kind == CAUTION:
            assert not card.may_be_idea and 'class="card caution"' in library_card(card)


@pytest.mark.parametrize("priority", priorities())
def test_a_priority_shows_its_own_and_what_holds_for_all(priority):
    found = what_works_of(CardFilter(priority=priority))
    assert found.cards and all(priority in c.priorities for c in found.cards)
    assert {"E01", "E05"} <= {c.id for c in found.cards}
    of_kind = [len(c.priorities) for c in found.cards if c.kind == "finding"]
    assert of_kind == sorted(of_kind)  # its own first


def test_filters_narrow_together_and_say_how_many_of_each_kind():
    every = what_works_of(CardFilter())
    some = what_works_of(CardFilter(priority="transitions", who="families", question="Q6"))
    assert 0 < len(some.cards) < len(every.cards) == every.of == 70
    assert sum(some.counts.values()) == len(some.cards)
    only = what_works_of(CardFilter(priority="closing_the_gap", kinds=(CAUTION,)))
    assert {c.kind for c in only.cards} == {CAUTION} and only.counts["finding"] > 0


def test_a_search_takes_every_word_in_any_case():
    found = what_works_of(CardFilter(words="LEADERSHIP strength"))
    assert "E01" in {c.id for c in found.cards}
    assert what_works_of(CardFilter(words="zebra")).cards == ()


def test_every_filter_leads_somewhere():
    assert all(what_works_of(CardFilter(who=w)).cards for w in WHO)
    assert all(what_works_of(CardFilter(question=q)).cards for q in QUESTIONS)
    assert all(what_works_of(CardFilter(kinds=(k,))).cards for k in KINDS)


# Local practice


def test_a_practice_nobody_has_spoken_for_is_unknown():
    standing = standing_of(item(Practice(title="Reading with dads")))
    assert (standing.rung, standing.tested, standing.claim) == ("unknown", False, "")
    assert ("Who says so", "not said") in standing.facts


@pytest.mark.parametrize("rung", ["promising", "validated", "researched"])
@pytest.mark.parametrize("left_out", ["who_says", "since", "evidence"])
def test_a_claim_that_lacks_a_name_a_date_or_its_evidence_is_not_shown_as_tested(rung, left_out):
    said = {"who_says": "Ofsted", "since": "2025", "evidence": "71 children"} | {left_out: " "}
    standing = standing_of(item(Practice(title="A", rung=rung, **said)))
    assert (
        standing.rung == "unknown" and not standing.tested and "not shown so until it says" in standing.claim
    )
    assert 'class="card local untested"' in practice_card(standing)


@pytest.mark.parametrize("rung", RUNGS)
def test_only_what_was_checked_from_outside_or_researched_looks_tested(rung):
    standing = standing_of(
        item(Practice(title="A", rung=rung, who_says="Ofsted", since="2025", evidence="71 children"))
    )
    assert standing.rung == rung
    assert ('class="card local tested"' in practice_card(standing)) == (rung in ("validated", "researched"))


def test_the_register_is_filtered_by_priority_cost_rung_and_words():
    rows = [
        item(Practice(title="Dads", priority="closing_the_gap", cost="low", ages="4 to 7"), position=1.0),
        item(Practice(title="Bridge", priority="transitions", cost="none", rung="idea"), position=2.0),
        item(Practice(title="Claimed", rung="validated"), position=3.0),
    ]
    titles = lambda **asked: [s.body.title for s in register_of(rows, PracticeFilter(**asked)).practices]  # noqa: E731
    assert titles() == ["Bridge", "Dads", "Claimed"]
    assert (
        titles(priority="transitions") == ["Bridge"]
        and titles(cost="low") == ["Dads"]
        and titles(words="4 TO") == ["Dads"]
    )
    assert (
        titles(rung="unknown") == ["Dads", "Claimed"] and titles(rung="validated") == []
    )  # the claim is not enough
    assert register_of(rows, PracticeFilter()).counts["unknown"] == 2


# The report card


def test_a_published_indicator_is_refused_in_a_service_card_however_it_is_written(figures):
    for indicator in figures.indicators[::25]:
        for written in (indicator.title, indicator.short.upper(), f"  {indicator.id} "):
            with pytest.raises(NotValid) as refused:
                checked(figures, Measure(service="Hub", title=written, contributes_to=GAP))
            assert refused.value.field == "title" and "everybody in the place" in str(refused.value)
    assert not is_population(figures, "") and not is_population(figures, "Families who came four times")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "Came", "contributes_to": GAP}, "service"),
        ({"title": "Came", "service": "Hub"}, "contributes_to"),
        ({"title": "Came", "service": "Hub", "contributes_to": "nothing-we-know"}, "contributes_to"),
        ({"title": " ", "service": "Hub", "contributes_to": GAP}, "title"),
        ({"title": "Came", "service": "Hub", "contributes_to": GAP, "indicator": "absence"}, "title"),
    ],
)
def test_a_measure_needs_a_service_words_and_what_it_contributes_to(figures, given, field):
    with pytest.raises(NotValid) as refused:
        checked(figures, Measure(**given))
    assert refused.value.field == field


def measures():
    return [
        item(
            Measure(
                service="Hub",
                title="Came",
                heading="how_much",
                value="212",
                period="2026",
                contributes_to=GAP,
            ),
            position=1.0,
        ),
        item(
            Measure(
                service="hub ", title="Better", heading="better_off", value="38 of 71", contributes_to=GAP
            ),
            position=2.0,
        ),
        item(
            Measure(service="College", title="Stayed", heading="how_well", contributes_to=OTHER), position=3.0
        ),
        item(Measure(service="Club", title="Loose", heading="how_much"), position=4.0),
    ]


def test_services_stand_on_the_card_of_what_they_contribute_to(figures):
    card = report_card_of(figures, "closing_the_gap", measures(), TODAY)
    assert [s.service for s in card.services] == ["Hub"] and len(card.services[0].measures) == 2
    assert [i.body.title for i, _ in card.outside] == ["Loose"]
    transitions = report_card_of(figures, "transitions", measures(), TODAY)
    assert [s.service for s in transitions.services] == ["College"]


def test_a_figure_without_its_date_says_that_nobody_has_said_it(figures):
    shown = services_html(report_card_of(figures, "closing_the_gap", measures(), TODAY).services)
    assert "38 of 71" in shown and "when: not said" in shown and shown.count("when: not said") == 1


def test_a_measure_renamed_to_a_published_indicator_leaves_the_card(figures):
    renamed = item(
        Measure(
            service="Hub", title=figures.find(GAP).title, heading="how_much", value="20", contributes_to=GAP
        )
    )
    card = report_card_of(figures, "closing_the_gap", [renamed], TODAY)
    assert not card.services and "everybody in the place" in card.outside[0][1]
    assert why_outside(figures, renamed.body) == card.outside[0][1]


def test_all_three_headings_stand_even_with_nothing_under_them(figures):
    shown = services_html(report_card_of(figures, "closing_the_gap", measures(), TODAY).services)
    assert all(h in shown for h in ("How much did we do?", "How well did we do it?", "Is anyone better off?"))
    assert "Nothing measured yet." in shown and "everybody in" not in shown.casefold()


def test_the_newest_session_of_the_priority_speaks_on_its_card(figures):
    rows = [
        item(Workshop(title="Old", priority="transitions", held_on="2025-01-01"), id="w1"),
        item(Workshop(title="New", priority="transitions", held_on="2026-01-01"), id="w2"),
        item(Workshop(title="Other", priority="closing_the_gap", held_on="2026-03-01"), id="w3"),
    ]
    assert report_card_of(figures, "transitions", rows, TODAY).workshop.id == "w2"
    assert report_card_of(figures, "family_wellbeing", rows, TODAY).workshop is None


def test_what_is_due_stands_late_first_and_what_is_done_apart(figures):
    rows = [
        item(Workshop(title="W", priority="transitions", held_on="2026-01-01"), id="w"),
        item(Workshop(title="X", priority="closing_the_gap"), id="x"),
        item(Action(what="undated"), "w", position=1.0, id="a"),
        item(Action(what="late", by_when="2026-03-09"), "w", position=2.0, id="b"),
        item(Action(what="today", by_when="2026-03-10"), "w", position=3.0, id="c"),
        item(Action(what="far", by_when="2026-09-10"), "w", position=4.0, id="d"),
        item(Action(what="done", by_when="2026-01-10", done=True), "w", position=5.0, id="e"),
        item(Action(what="elsewhere", by_when="2026-03-10"), "x", position=6.0, id="f"),
        item(Visit(held_on="2026-02-01", next_steps="call", due="2026-03-12"), position=7.0, id="g"),
        item(Visit(held_on="2026-03-01", notes="no steps"), position=8.0, id="h"),
    ]
    card = report_card_of(figures, "transitions", rows, TODAY)
    assert [d.what for d in card.dues] == ["late", "today", "call", "far", "undated"]
    assert [d.words for d in card.dues] == ["1 day late", "today", "in 2 days", "in 184 days", "no day set"]
    assert [d.what for d in card.done] == ["done"] and due_words(card.dues).startswith("5 to do, 1 late.")
    assert [v.body.held_on for v in card.visits] == ["2026-03-01", "2026-02-01"]


def test_what_is_wanted_belongs_to_its_priority_or_to_the_session_it_was_said_in(figures):
    rows = [
        item(Workshop(title="W", priority="transitions"), id="w"),
        item(Wanted(title="named", priority="transitions"), id="a"),
        item(Wanted(title="in session"), "w", id="b"),
        item(Wanted(title="for all"), id="c"),
        item(Wanted(title="other", priority="closing_the_gap"), "w", id="d"),
    ]
    assert [i.body.title for i in report_card_of(figures, "transitions", rows, TODAY).wanted] == [
        "named",
        "in session",
        "for all",
    ]
    assert [i.body.title for i in report_card_of(figures, "closing_the_gap", rows, TODAY).wanted] == [
        "for all",
        "other",
    ]


def test_hostile_words_stay_words(figures):
    rows = [
        item(Workshop(title="W", priority="closing_the_gap", held_on=""), id="w"),
        item(
            Measure(service=NASTY, title=NASTY, value=NASTY, period=NASTY, source=NASTY, contributes_to=GAP),
            position=1.0,
        ),
        item(Measure(service=NASTY, title=NASTY + "2"), position=2.0),
        item(Action(what=NASTY, who=NASTY, progress=NASTY), "w", position=3.0),
        item(Wanted(title=NASTY, why=NASTY, owner=NASTY), position=4.0),
    ]
    card = report_card_of(figures, "closing_the_gap", rows, TODAY)
    practice = standing_of(
        item(
            Practice(title=NASTY, words=NASTY, who_says=NASTY, since=NASTY, evidence=NASTY, rung="validated")
        )
    )
    shown = (
        services_html(card.services)
        + outside_html(card.outside)
        + dues_html(card.dues, NASTY)
        + wanted_html(card.wanted)
    )
    shown += practice_card(practice)
    assert "<script" not in shown and shown.count("&lt;script&gt;") >= 14

"""Small words that were once wrong: one point, what was changed, what may stand in a report."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from c4eo_core.answers.report.trust_report import card_report
from c4eo_core.model.display import so_many
from c4eo_core.records.change_words import describe
from c4eo_core.records.kinds import KINDS, Action, Idea, Measure, Verdict, Visit
from c4eo_core.records.local_kinds import NeighbourSet
from c4eo_core.records.rows import Item, Trust, new_row

LEEDS, CURVE = "E08000035", "gap-ks2-rwm-disadvantaged"
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("size", "unit", "said"),
    [
        ("1", "percentage points", "1 percentage point"),
        ("-1", "points", "-1 point"),
        ("1.0", "percentage points", "1.0 percentage points"),
        ("2", "points", "2 points"),
        ("1", "per 100,000 children", "1 per 100,000 children"),
        ("1200", "points", "1,200 points"),
    ],
)
def test_one_point_is_a_point(size, unit, said):
    assert so_many(Decimal(size), unit) == said


def changed(body, **fields) -> str:
    before = new_row("i", body, None, 1.0, "2026-11-22T09:00:00+00:00", "Ann")
    return describe(
        [(body.kind, before, new_row("i", replace(body, **fields), None, 1.0, before.changed_at, "Ann"))]
    )


def test_history_says_what_was_changed_as_a_person_would():
    assert changed(Verdict(indicator=CURVE), ok=True) == (
        f"changed the answer of the verdict '{CURVE}' from not OK to OK"
    )
    assert changed(Verdict(indicator=CURVE, reason="Too wide"), reason="It closes").endswith(
        " from “Too wide” to “It closes”"
    )
    assert changed(Action(what="One list"), dropped=True, reviewed_in="w") == (
        "changed the state of the action 'One list' from open to dropped"
    )
    assert changed(Idea(text="Supper club"), chosen=True) == (
        "changed the choice of the idea 'Supper club' from no to yes"
    )
    assert changed(Visit(held_on="2026-11-20"), due="2026-12-01", done=True).startswith(
        "changed the day and the state of the visit"
    )
    codes = ("E06000022", "E09000012")
    assert "the neighbours of" in changed(
        NeighbourSet(area=LEEDS, title="Leeds", members=codes[:1], reason="x"), members=codes
    )


def test_no_sentence_of_the_history_names_a_field_by_one_odd_word():
    from dataclasses import fields

    from c4eo_core.records.change_words import _CALLED

    odd = {
        "ok",
        "who",
        "what",
        "chosen",
        "per",
        "due",
        "since",
        "done",
        "text",
        "find_out",
        "in_room",
        "by_when",
    }
    named = {f.name for cls in KINDS.values() for f in fields(cls)}
    assert odd & named <= _CALLED.keys() and all(name in named for name in _CALLED)


def item(body, id: str) -> Item:
    return Item(id, "t1", None, body.kind, 1.0, body, 1, NOW, "Ann")


def test_a_measure_that_may_not_stand_in_a_services_card_stands_in_no_report(desk):
    """The page asks about it; the report would otherwise say of one service what is true of everybody, or of
    nobody.
    """
    trust = Trust("t1", "Leeds Children's Trust", LEEDS, "#123456", NOW)
    good = Measure(
        service="Home visits",
        title="Families seen",
        contributes_to=CURVE,
        value="40",
        period="2025",
        source="own",
    )
    nobody, everybody = replace(good, service=" "), replace(good, title=desk.figures.find(CURVE).title)
    report = card_report(
        desk, trust, "closing_the_gap", [item(good, "a"), item(nobody, "b"), item(everybody, "c")], NOW.date()
    )
    assert [(m.service, m.title) for m in report.notes.measures] == [("Home visits", "Families seen")]
    assert card_report(desk, trust, "closing_the_gap", [item(nobody, "b")], NOW.date()).notes is None

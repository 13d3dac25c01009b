"""Every kind of record: what it may hold, out to JSON and back, and what older versions wrote."""

import json
from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.records.body import to_json
from c4eo_core.records.errors import NotValid
from c4eo_core.records.kinds import (
    KINDS,
    Frozen,
    GroupForecast,
    Idea,
    Measure,
    TurnedCurve,
    Verdict,
    Visit,
    Workshop,
    from_json,
)

WORDS = "a secret nobody may read"
_cells = st.one_of(
    st.none(), st.booleans(), st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False)
)
_rows = st.lists(st.lists(_cells, max_size=16), max_size=20)
_points = st.dictionaries(
    st.integers(1900, 2200), st.floats(allow_nan=False, allow_infinity=False), max_size=10
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_record_can_be_made_and_comes_back_from_json(kind):
    empty = KINDS[kind]()
    assert from_json(kind, json.loads(json.dumps(to_json(empty))), strict=True) == empty
    assert isinstance(empty.label, str)
    with pytest.raises(FrozenInstanceError):
        empty.anything = 1


@settings(max_examples=50)
@given(history=_rows, baseline=_rows)
def test_a_frozen_baseline_comes_back_to_the_last_digit(history, baseline):
    body = Frozen(indicator="i", history=history, baseline=baseline)
    assert from_json("frozen", json.loads(json.dumps(to_json(body)))) == body


@given(values=_points)
def test_years_and_values_come_back_in_order(values):
    body = GroupForecast(values=values)
    assert from_json("group_forecast", json.loads(json.dumps(to_json(body)))) == body
    assert [y for y, _ in body.values] == sorted(values)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_an_older_version_wrote_can_be_read(kind):
    empty = KINDS[kind]()
    assert from_json(kind, {}) == empty
    assert from_json(kind, {"a_field_of_long_ago": 1}) == empty
    for field in fields(empty):
        assert from_json(kind, {field.name: {"of": "another shape"}}) == empty
        with pytest.raises(NotValid):
            from_json(kind, {field.name: {"of": "another shape"}}, strict=True)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Workshop(step=10), "step"),
        (lambda: Workshop(step=True), "step"),
        (lambda: Workshop(curves=("a", "b", "c", "d")), "curves"),
        (lambda: Workshop(curves="abc"), "curves"),
        (lambda: Workshop(held_on="5 November"), "held_on"),
        (lambda: Workshop(status="lost"), "status"),
        (lambda: Workshop(timer_started="noon"), "timer_started"),
        (lambda: Workshop(goes_on_from="x" * 301), "goes_on_from"),
        (lambda: Idea(specificity=6), "specificity"),
        (lambda: Idea(place=0), "place"),
        (lambda: Idea(text=None), "text"),
        (lambda: Verdict(ok="yes"), "ok"),
        (lambda: Verdict(reason=WORDS * 300), "reason"),
        (lambda: TurnedCurve(values=((2027, float("nan")),)), "values"),
        (lambda: TurnedCurve(values=((2027, 1, 2),)), "values"),
        (lambda: TurnedCurve(basis="prediction"), "basis"),
        (lambda: Measure(indicator="ks2-rwm-expected"), "contributes_to"),
        (lambda: Frozen(history=[[float("inf")]]), "history"),
    ],
)
def test_what_does_not_fit_is_refused_by_name_and_without_repeating_it(make, field):
    with pytest.raises(NotValid) as told:
        make()
    assert told.value.field == field and WORDS not in str(told.value) and len(str(told.value)) < 250


def test_a_figure_about_everybody_stands_in_a_services_card_only_with_what_it_contributes_to():
    assert (
        Measure(service="Attendance team", indicator="absence", contributes_to="ks2-rwm-expected").indicator
        == "absence"
    )
    assert Measure(service="Attendance team", title="Families visited", value="312").contributes_to == ""


def test_a_date_can_be_given_as_a_date():
    assert Visit(held_on=date(2026, 11, 5), due="2026-12-01") == Visit(held_on="2026-11-05", due="2026-12-01")


def test_a_label_is_one_short_line():
    assert (
        Idea(text="one\n  two " + "x" * 100).label.startswith("one two x")
        and len(Idea(text="x" * 100).label) == 60
    )

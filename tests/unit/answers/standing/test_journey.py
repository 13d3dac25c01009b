"""The journey: what stands on either side of a move, in words and as a picture."""

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest

from c4eo_core.answers.standing.journey import (
    COLUMNS,
    against,
    journey_of,
    progresses,
    records,
    sentences,
    sided,
    table_rows,
)
from c4eo_core.catalogue.choices import journey
from c4eo_core.charts.journey import full_spec, height_of, journey_rows, journey_spec
from c4eo_core.reports.images import chart_svg
from c4eo_core.reports.tables.curve import records_csv

LEEDS, SCILLY, CITY = "E08000035", "E06000053", "E09000001"


@pytest.fixture
def legs(desk):
    return lambda code: {leg.move.id: leg for leg in journey_of(desk, desk.figures.areas.by_code(code))}


def test_every_step_of_the_catalogue_is_there_once_on_its_side(desk, legs):
    for leg in legs(LEEDS).values():
        for side in ("before", "after"):
            wanted = sorted(desk.figures.find(step.key).id for step in getattr(leg.move, side))
            assert sorted(p.indicator.id for s, _, p in sided(leg) if s == side) == wanted


def test_a_pair_is_the_same_measure_in_the_same_unit(legs):
    pairs = legs(LEEDS)["year_7"].pairs
    assert [p.name for p in pairs][:2] == ["Absence", "Persistent absence"]
    for pair in pairs:
        i, j = pair.before.indicator, pair.after.indicator
        assert (i.unit, i.per, i.polarity, i.decimals) == (j.unit, j.per, j.polarity, j.decimals)
        assert j.short.startswith(pair.name)


def test_words_give_both_sides_and_the_neighbours(legs):
    leg = legs(LEEDS)["year_7"]
    absence = leg.pairs[0]
    first = sentences(leg)[0]
    assert first.startswith("Absence in Leeds: up from ")
    for p in (absence.before, absence.after):
        assert f"{p.value:.2f}%" in first
    assert "neighbours' median" in first


@pytest.mark.parametrize("code", [LEEDS, SCILLY, CITY])
def test_better_and_worse_are_said_only_beyond_noise(legs, code):
    for leg in legs(code).values():
        said = " ".join(sentences(leg))
        verdicts = {against(p) for p in progresses(leg)}
        assert ("Worse than neighbours" in said) == ("worse" in verdicts)
        assert ("Better than neighbours" in said) == ("better" in verdicts)


def test_the_kind_of_college_is_higher_or_lower_never_better_or_worse(desk, legs):
    for area in desk.figures.areas.authorities[::10]:
        for single in legs(area.code)["sixteen"].after:
            if single.progress.indicator.id == "dest-16-fe-college":
                assert single.against not in ("better", "worse")


def test_each_measure_has_a_scale_of_its_own_and_missing_is_not_drawn(legs):
    for code in (LEEDS, SCILLY, CITY):
        for leg in legs(code).values():
            rows = journey_rows(leg)
            assert all(0 <= row[x] <= 1 for row in rows for x in ("x", "x2") if row.get(x) is not None)
            assert sum(r["role"] == "us-at" for r in rows) == sum(
                s.progress.value is not None for s in (*leg.before, *leg.after)
            )
            assert sum(r["role"] == "us-to" for r in rows) == sum(
                p.after.value is not None for p in leg.pairs
            )
            assert sum(r["role"] == "none" for r in rows) == sum(
                s.progress.value is None for s in (*leg.before, *leg.after)
            )


def test_where_a_place_has_one_side_only_nothing_is_made_up_for_the_other(legs):
    leg = legs(CITY)["year_7"]
    assert "There are no figures" not in " ".join(sentences(leg))
    assert any(row.get("text", "").endswith("before only") for row in journey_rows(leg))


def test_the_form_is_the_same_object_and_holds_no_data(legs):
    lines = height_of(legs(LEEDS)["reception"])
    assert journey_spec(lines) is journey_spec(lines)
    assert "Leeds" not in json.dumps(journey_spec(lines))


def test_picture_table_and_file_agree(legs):
    leg = legs(LEEDS)["eighteen"]
    svg = chart_svg(full_spec(leg, journey_rows(leg))).decode()
    for row in table_rows(leg):
        share = row[4].removesuffix("%")
        shown = f"{Decimal(share).quantize(Decimal(1), ROUND_HALF_UP)}%" if share != row[4] else row[4]
        assert shown in svg, "the picture rounds a share to two figures, and to nothing else"
    assert len(records_csv(records(leg), COLUMNS).splitlines()) == 1 + len(progresses(leg))


def test_there_are_four_moves():
    assert [m.id for m in journey().moves] == ["reception", "year_7", "sixteen", "eighteen"]

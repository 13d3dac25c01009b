"""The ladder of gaps: the answer, its words and its picture."""

import json
import math

import pytest

from c4eo_core.answers.standing.ladder import Ends, ladder_of, missing_words
from c4eo_core.answers.standing.ladder_tables import COLUMNS, records, table_rows
from c4eo_core.answers.standing.ladder_words import sentences
from c4eo_core.catalogue.choices import ladders
from c4eo_core.charts.ladder import full_spec, height_of, ladder_rows, ladder_spec, scale_of
from c4eo_core.charts.theme import DARK, PROJECTOR
from c4eo_core.reports.images import chart_svg
from c4eo_core.reports.tables.curve import records_csv

LADDERS = [entry.id for entry in ladders()]
LEEDS, SCILLY, CITY = "E08000035", "E06000053", "E09000001"


@pytest.fixture
def ladder(desk):
    return lambda code, name: ladder_of(desk, desk.figures.areas.by_code(code), name)


@pytest.mark.parametrize("name", LADDERS)
def test_both_ends_of_every_bar_are_the_gap_apart_for_every_authority(desk, ladder, name):
    for area in desk.figures.areas.authorities[::9]:
        for rung in ladder(area.code, name).rungs:
            if rung.progress is None:
                continue
            pairs = (
                (rung.here, rung.progress.value),
                (rung.neighbours, rung.progress.neighbours.median),
                (rung.england, rung.progress.england),
            )
            for ends, gap in pairs:
                assert (ends is None) == (gap is None)
                assert ends is None or math.isclose(ends.gap, gap, abs_tol=1e-6)


@pytest.mark.parametrize("name", LADDERS)
def test_every_rung_has_a_figure_or_a_reason_and_never_a_zero_instead(desk, ladder, name):
    for code in (LEEDS, SCILLY, CITY):
        answer = ladder(code, name)
        rows = ladder_rows(answer)
        bars = {row["y"] for row in rows if row["role"] == "dot-us"}
        assert len(bars) == sum(r.here is not None for r in answer.rungs)
        assert sum(r["role"] == "empty" for r in rows) == sum(
            missing_words(r, answer.area) is not None for r in answer.rungs if r.progress
        )
        nowhere = [r.title.lower() for r in answer.rungs if r.progress is None]
        foot = next(r["text"] for r in rows if r["role"] == "foot")
        assert all(stage in foot for stage in nowhere), "a stage nobody publishes is named, and takes no room"
        assert all(r.measure for r in answer.rungs if r.progress)


def test_wider_is_said_only_where_the_verdict_is_beyond_noise(desk, ladder):
    for area in desk.figures.areas.authorities[::5]:
        answer = ladder(area.code, "free_meals")
        said = " ".join(sentences(answer))
        verdicts = [
            v
            for r in answer.rungs
            if r.here
            for v in (r.progress.against_neighbours, r.progress.against_england)
        ]
        assert ("wider than" in said) <= ("worse" in verdicts)
        assert ("narrower than" in said) <= ("better" in verdicts)


def test_a_group_that_is_ahead_is_called_ahead_and_not_compared_by_size(ladder):
    answer = ladder(CITY, "free_meals")
    five = answer.rungs[0]
    assert five.here.gap > 0
    assert five.against_neighbours == five.against_england == "not compared"
    assert "are ahead in City of London" in sentences(answer)[0]
    assert any(row["text"].endswith("ahead") for row in ladder_rows(answer) if row["role"] == "side-us")


def test_points_stand_in_a_frame_with_their_own_ends(ladder):
    answer = ladder(LEEDS, "free_meals")
    rows = ladder_rows(answer)
    frame = next(row for row in rows if row["role"] == "frame")
    bar = next(row for row in rows if row["role"] == "dot-us" and frame["y"] < row["y"] < frame["y2"])
    sixteen = next(r for r in answer.rungs if r.points)
    assert math.isclose(bar["x"], 100 * abs(sixteen.here.gap) / scale_of([sixteen]))
    assert not any(row["role"] == "frame" for row in ladder_rows(ladder(LEEDS, "looked_after")))


def test_comparisons_that_are_switched_off_are_not_drawn(ladder):
    roles = {row["role"] for row in ladder_rows(ladder(LEEDS, "ehcp"), ())}
    assert "us" in roles
    assert not roles & {"neighbours", "england", "side-neighbours"}


def test_the_form_is_the_same_object_and_holds_no_data(ladder):
    lines = height_of(ladder(LEEDS, "free_meals"))
    assert ladder_spec(lines) is ladder_spec(lines)
    assert "data" not in ladder_spec(lines)
    assert "Leeds" not in json.dumps(ladder_spec(lines, DARK, PROJECTOR))


def test_the_picture_and_the_file_hold_the_figures_of_the_table(ladder):
    answer = ladder(LEEDS, "free_meals")
    svg = chart_svg(full_spec(answer, ladder_rows(answer))).decode()
    eleven = next(r for r in answer.rungs if r.stage == "eleven")
    assert eleven.said(eleven.here.gap) in svg
    assert "Open Government Licence" in svg
    assert len(records_csv(records(answer), COLUMNS).splitlines()) == 1 + len(table_rows(answer))


def test_ends_below_zero_mean_behind():
    assert Ends(40.0, 60.0).gap == -20.0

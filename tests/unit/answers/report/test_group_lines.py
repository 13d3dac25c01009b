"""What the room draws beside the baseline: its own forecast and its ambition."""

import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.report.group_lines import (
    GROUP_YEARS,
    ambition_of,
    group_curve,
    latest,
    limits,
    sloped_values,
    starting_values,
)
from c4eo_core.answers.scenarios.what_if_form import BEST, MEDIAN, OWN
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.workshop.notes import GroupForecast, TurnedCurve
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.theme import SCREEN

CAMDEN = "E09000007"
SHARE, GAP = "ks2-rwm-expected", "gap-ks4-att8-disadvantaged"


def held(indicator):
    desk = prepared_desk()
    area, found = desk.figures.areas.by_code(CAMDEN), desk.figures.find(indicator)
    return desk, curve_of(desk, area, found), forecast_of(desk, area, found)


def test_the_room_begins_with_the_baseline_of_the_next_three_years():
    _, _, forecast = held(SHARE)
    values = starting_values(forecast)
    assert [y for y, _ in values] == [a.period.end.year for a in forecast.baseline[:GROUP_YEARS]]
    assert [v for _, v in values] == pytest.approx(
        [a.median for a in forecast.baseline[:GROUP_YEARS]], abs=0.06
    )


def test_a_slope_starts_at_the_newest_figure_and_stays_within_the_unit():
    _, _, forecast = held(SHARE)
    start = latest(forecast)
    assert [v for _, v in sloped_values(forecast, 1.5)] == pytest.approx(
        [start + 1.5, start + 3.0, start + 4.5]
    )
    assert limits(forecast.indicator) == (0.0, 100.0)
    assert sloped_values(forecast, 60)[-1][1] == 100.0 and sloped_values(forecast, -60)[-1][1] == 0.0


def test_a_gap_is_sloped_on_the_scale_it_is_drawn_on():
    _, _, forecast = held(GAP)
    narrower = sloped_values(forecast, -1.0)
    assert latest(forecast) > narrower[0][1] > narrower[-1][1] > 0
    assert sloped_values(forecast, -100.0)[-1][1] == 0  # a size is never under nought


def test_an_ambition_of_ones_own_ends_at_the_figure_and_leaves_the_baseline_at_once():
    desk, curve, forecast = held(GAP)
    found = ambition_of(desk, curve, OWN, 2028, 5.0)
    assert found.basis == "group" and found.values[-1] == (2028, 5.0) and len(found.values) == 3
    assert all(v < abs(a.median) for (_, v), a in zip(found.values, forecast.baseline, strict=False))


def test_a_goal_the_baseline_reaches_by_itself_is_no_ambition():
    desk, curve, forecast = held(GAP)
    found = ambition_of(desk, curve, OWN, 2028, abs(forecast.baseline[2].median) + 5)
    assert found.values == () and "by itself" in found.words[-1]


@pytest.mark.parametrize("goal", [MEDIAN, BEST])
def test_an_ambition_from_the_neighbours_says_so_or_says_why_there_is_none(goal):
    desk, curve, forecast = held(SHARE)
    found = ambition_of(desk, curve, goal, 2028, None)
    assert found.basis == "neighbours" and found.words
    assert found.values == () or found.values[-1][1] > forecast.baseline[2].median


def test_without_a_figure_of_its_own_there_is_nothing_to_draw_yet():
    desk, curve, _ = held(SHARE)
    found = ambition_of(desk, curve, OWN, 2028, None)
    assert found.values == () and "type the figure" in found.words[0]


def test_the_rooms_lines_stand_in_the_same_picture_as_the_baseline():
    _, curve, forecast = held(SHARE)
    group, ambition = (
        GroupForecast(SHARE, starting_values(forecast)),
        TurnedCurve(SHARE, ((2028, 80.0),), "group"),
    )
    drawn = report_picture(group_curve(curve, forecast, group, ambition), SCREEN, 960, 380)
    roles = {r["role"] for r in drawn.spec["data"]["values"]}
    assert {"baseline", "group", "ambition", "fan80", "us"} <= roles and "not a prediction" in drawn.reading

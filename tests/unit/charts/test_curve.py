"""The curve: an axis that leaves room for the history, a fan that claims no more than is tested, labels that can
be read.
"""

import itertools
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.charts.apart import apart
from c4eo_core.charts.curve import curve_spec
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.curve_fan import FANS, TESTED, rests_on_one_old_figure
from c4eo_core.charts.curve_labels import line_height
from c4eo_core.charts.curve_words import caption
from c4eo_core.charts.spark import spark_svg
from c4eo_core.charts.theme import DARK, LIGHT, PROJECTOR, SCREEN
from c4eo_core.folders import ROOT
from c4eo_core.model.kinds import YearType

DURHAM, CITY, LEEDS = "E06000047", "E09000001", "E08000035"


@pytest.fixture(scope="module")
def drawn(desk):
    def make(area=DURHAM, indicator="exclusions"):
        place, i = desk.figures.areas.by_code(area), desk.figures.find(indicator)
        return curve_of(desk, place, i), forecast_of(desk, place, i)

    return make


def of(rows, role):
    return [r for r in rows if r["role"] == role and r.get("value") is not None]


def extent(rows):
    return sorted(r["value"] for r in of(rows, "extent"))


def test_the_95_per_cent_interval_never_sets_the_axis(drawn):
    curve, forecast = drawn()
    wide = replace(
        forecast,
        baseline=tuple(
            replace(a, intervals=a.intervals | {95: (a.intervals[95][0], 50 * a.intervals[95][1])})
            for a in forecast.baseline
        ),
    )
    usual, wider = (curve_rows(curve, forecast=f) for f in (forecast, wide))
    assert extent(usual) == extent(wider)
    low, high = extent(wider)
    ends = [r[end] for level in FANS for r in of(wider, f"fan{level}") for end in ("value", "value2")]
    assert low <= min(ends) and max(ends) <= high and len(of(wider, "fan-cut")) > 1
    assert "goes beyond the picture" in caption(curve, wider, wide)


def test_the_80_per_cent_interval_is_always_inside_the_picture(desk, drawn):
    for area in desk.figures.areas.authorities[::17]:
        curve, forecast = drawn(area.code)
        rows = curve_rows(curve, forecast=forecast)
        low, high = extent(rows)
        for ahead in forecast.baseline if of(rows, "baseline") else ():
            assert low <= ahead.intervals[80][0] and ahead.intervals[80][1] <= high, area.name


def test_a_fan_is_cut_where_its_edge_crosses_the_axis(desk, drawn):
    for area in desk.figures.areas.authorities:
        curve, forecast = drawn(area.code)
        rows = curve_rows(curve, forecast=forecast)
        low, high = extent(rows)
        inside = forecast.baseline[0].intervals[95][1] <= high
        if inside and any(a.intervals[95][1] > high for a in forecast.baseline):
            break
    else:
        pytest.fail("no fan of any authority crosses the axis")
    first = min(r["year"] for r in of(rows, "fan-cut") if r["value"] == high)
    before, after = (
        a.intervals[95][1] for a in forecast.baseline if a.period.end.year in (int(first), int(first) + 1)
    )
    assert first - int(first) == pytest.approx((high - before) / (after - before))


def test_years_beyond_the_record_are_drawn_apart_and_meet_the_others(drawn):
    curve, forecast = drawn()
    rows = curve_rows(curve, forecast=forecast)
    near, far = ({r["year"] for r in of(rows, "fan80") if r["run"] == run} for run in (0, 1))
    meeting = forecast.origin.end.year + TESTED
    assert max(near) == min(far) == meeting and max(far) == forecast.baseline[-1].period.end.year
    assert "paler" in caption(curve, rows, forecast)


def test_no_fan_rests_on_a_single_old_figure(drawn):
    curve, forecast = drawn()
    values = (None,) * (len(curve.periods) - 4) + (0.2, None, None, None)
    old = replace(curve, area=replace(curve.area, values=values))
    once = replace(forecast, points=1)
    assert rests_on_one_old_figure(old, once) and not rests_on_one_old_figure(curve, forecast)
    rows = curve_rows(old, forecast=once)
    assert not [r for role in ("baseline", "fan50", "fan80", "fan95", "fan-cut") for r in of(rows, role)]
    assert "it would rest on one figure" in caption(old, rows, once)


def test_no_label_covers_another_and_all_stand_in_the_order_of_their_lines(desk, drawn):
    for area, size in itertools.product(desk.figures.areas.authorities[::23], (SCREEN, PROJECTOR)):
        for indicator in ("exclusions", "ks4-attainment-8"):
            curve, forecast = drawn(area.code, indicator)
            rows = curve_rows(curve, size=size, forecast=forecast)
            low, high = extent(rows)
            labels = sorted(r["value"] for r in of(rows, "label") if r.get("side") != "left")
            least = line_height(size, size.height, low, high)
            for below, above in itertools.pairwise(labels):
                assert above - below > least - 1e-9, (area.name, indicator)


def test_a_label_stands_at_its_lines_own_last_figure_unless_a_leader_says_otherwise(drawn):
    curve, forecast = drawn()
    rows = curve_rows(curve, forecast=forecast)
    line = line_height(SCREEN, SCREEN.height, *extent(rows))
    leaders = {(r["year"], r["value"]) for r in of(rows, "leader")}
    for role, series in (("england", curve.england), ("median", curve.neighbour_median)):
        [label] = [r for r in of(rows, "label") if r["series_role"] == role]
        last = [v for v in series.values if v is not None][-1]
        assert abs(label["value"] - last) <= line or (label["year"], last) in leaders
        assert label["year"] == curve.periods[-1].end.year
    [us] = [r for r in of(rows, "label") if r["series_role"] == "us"]
    assert us["value"] == curve.area.values[-1] and us["side"] == "left"


def test_words_are_moved_as_little_as_it_takes():
    assert apart([5.0, 1.0], 0, 10, 1) == [5.0, 1.0]
    assert apart([5.0, 5.0, 9.0], 0, 10, 1) == [4.5, 5.5, 9.0]
    assert apart([0.1, 0.2], 0, 10, 1) == [0.0, 1.0]
    assert apart([9.9, 9.8, 9.7], 0, 10, 1) == [10.0, 9.0, 8.0]


def test_marginal_words_can_be_read_from_the_back_of_the_room():
    assert min(PROJECTOR.label, PROJECTOR.small) >= 18


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_line_stands_three_to_one_against_the_ground():
    for look in (LIGHT, DARK):
        for line in (
            look.us,
            look.second,
            look.third,
            look.fourth,
            look.england,
            look.region,
            look.neighbour,
        ):
            dark, light = sorted(luminance(c) for c in (line, look.background))
            assert (light + 0.05) / (dark + 0.05) >= 3, (look.name, line)


def test_the_form_is_built_once_and_holds_no_figure(drawn):
    form = curve_spec(YearType.ACADEMIC, LIGHT, SCREEN)
    assert form is curve_spec(YearType.ACADEMIC, LIGHT, SCREEN)
    assert form != curve_spec(YearType.ACADEMIC, DARK, SCREEN)
    assert not {"data", "datasets"} & (set(form) | {k for layer in form["layer"] for k in layer})


def test_a_command_that_draws_nothing_does_without_altair():
    what = "import sys, c4eo_core.cli.main, c4eo_core.charts.curve, app; raise SystemExit('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", what], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_year_under_way_is_a_hollow_point_and_no_figure_of_the_place(drawn):
    curve, forecast = drawn(LEEDS, "absence-secondary")
    rows = curve_rows(curve, forecast=forecast)
    [point] = of(rows, "under-way")
    assert point["year"] == curve.periods[-1].end.year + 1 == forecast.under_way.period.end.year
    assert point["value"] == forecast.under_way.nowcast.median and "so far" in point["shown"]
    assert point["year"] not in {r["year"] for r in of(rows, "us")}
    assert "not a published figure" in caption(curve, rows, forecast)
    [mark] = [
        layer["mark"]
        for layer in curve_spec(YearType.ACADEMIC)["layer"]
        if layer["transform"][0]["filter"] == "datum.role === 'under-way'"
    ]
    assert mark["fill"] == LIGHT.background
    assert not of(curve_rows(curve, forecast=replace(forecast, under_way=None)), "under-way")


def test_a_small_curve_is_a_drawing_that_any_reader_of_svg_can_open(drawn):
    curve, _ = drawn("E08000035", "eyfs-gld")
    drawing = ElementTree.fromstring(spark_svg(curve, LIGHT))
    assert drawing.findall(".//{http://www.w3.org/2000/svg}polyline")

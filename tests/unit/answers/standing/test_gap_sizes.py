"""A gap is a size on every surface; who is ahead is said, and the sign stands only in its own column."""

import csv
import io
import json
import re

import openpyxl
import pytest

from c4eo_core.answers.forecasts.forecast import as_json as forecast_json
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.public.place import public_place
from c4eo_core.answers.public.view import cards_of
from c4eo_core.answers.report.group_lines import group_curve
from c4eo_core.answers.scenarios.what_if import what_if_of
from c4eo_core.answers.scenarios.what_if_form import MEDIAN, ActionForm, WhatIfForm, years_of
from c4eo_core.answers.standing.all_areas import all_areas_of
from c4eo_core.answers.standing.compare import profile_of, scatter_of, several_of
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.standing.progress_json import as_json
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import alt_words, value_words, with_unit
from c4eo_core.charts.curve_data import curve_rows
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.several import several_rows
from c4eo_core.charts.spark import spark_marks
from c4eo_core.charts.strip import strip_rows
from c4eo_core.charts.theme import LIGHT, SCREEN
from c4eo_core.charts.what_if import what_if_rows
from c4eo_core.maps.choropleth import map_rows
from c4eo_core.model.gap_size import SIGNED, is_ahead, span_of
from c4eo_core.reports.content.curve import curve_text, headline_text
from c4eo_core.reports.html.headline_rows import headline_rows
from c4eo_core.reports.html.pieces import curve_table, forecast_table
from c4eo_core.reports.html.what_if import figures_table, records
from c4eo_core.reports.site.curve_picture import WIDE, picture, picture_rows
from c4eo_core.reports.site.data_files import area_csv, area_json, everywhere_csv
from c4eo_core.reports.slides.chart import chart_lines
from c4eo_core.reports.tables.comparisons import areas_file, profile_file, scatter_file, several_file
from c4eo_core.reports.tables.curve import curve_csv, curve_xlsx

# Leeds; Kingston upon Thames, in which groups were ahead; City of London, with few figures.
PLACES = ("E08000035", "E09000021", "E09000001")
_MINUS = re.compile("(?<![\\w/.])[-−]\\d")


@pytest.fixture(scope="module")
def gaps(figures):
    return [i for i in figures.indicators if i.is_gap]


@pytest.fixture(scope="module")
def places(figures):
    return [figures.areas.by_code(code) for code in PLACES]


def negative(rows):
    """Numbers below nought, and words with a number below nought, in rows of data; changes are none."""
    found = []
    for row in rows:
        for name, cell in row.items():
            if name in (SIGNED, "year") or name.startswith("lift"):
                continue
            low = isinstance(cell, int | float) and cell < 0 and name in ("value", "value2", "x", "x2")
            if low or isinstance(cell, str) and _MINUS.search(cell):
                found.append((name, cell))
    return found


@pytest.fixture(scope="module")
def drawn(desk, gaps, places):
    """(place, gap) with its curve and its forecast."""
    return [(curve_of(desk, place, gap), forecast_of(desk, place, gap)) for place in places for gap in gaps]


def test_no_chart_draws_a_gap_below_nought(desk, gaps, places, drawn):
    for curve, forecast in drawn:
        name = (curve.place.name, curve.indicator.id)
        for rows in (curve_rows(curve), curve_rows(curve, forecast=forecast, alone=True)):
            assert negative([r | {"run": 0} for r in rows]) == [], name
        picture_ = report_picture(group_curve(curve, forecast, None, None), SCREEN, 960, 400)
        assert picture_ is None or negative(picture_.spec["data"]["values"]) == [], name
        assert all(
            v >= 0
            for line in chart_lines(group_curve(curve, forecast, None, None))
            for v in line.values.values()
        )
    for gap in gaps:
        assert negative(several_rows(several_of(desk, tuple(places), gap), True)) == []
        answer = all_areas_of(desk, places[0], gap)
        assert negative(strip_rows(answer)) == [] and negative(map_rows(answer)) == []


def test_the_small_curve_falls_where_a_gap_narrows(desk, figures):
    leeds = figures.areas.by_code("E08000035")
    curve = curve_of(desk, leeds, figures.find("gap-19-level2-free-meals"))
    known = [v for v in curve.area.values if v is not None]
    points = re.findall(r'<polyline points="([^"]+)" fill="none" stroke="#12436D"', spark_marks(curve, LIGHT))
    heights = [float(p.split(",")[1]) for stroke in points for p in stroke.split()]
    # Heights grow downwards: the widest gap is the highest point.
    assert heights.index(min(heights)) == max(range(len(known)), key=lambda k: abs(known[k]))


def test_files_hold_sizes_and_the_sign_only_in_its_own_column(drawn):
    for curve, forecast in drawn:
        rows = list(csv.DictReader(io.StringIO(curve_csv(curve, forecast).decode("utf-8-sig"))))
        for row in rows:
            assert not row["value"].startswith("-")
            assert not any(
                row[f"{end}_{level}"].startswith("-") for end in ("low", "high") for level in (50, 80, 95)
            )
        if curve.indicator.concern:
            own = [r for r in rows if r["role"] == "area" and r["value"]]
            assert all(float(r["value"]) == abs(float(r[SIGNED])) for r in own)
    curve, forecast = drawn[1]
    book = openpyxl.load_workbook(io.BytesIO(curve_xlsx(curve, forecast)))
    for sheet in ("Figures", "If nothing changes"):
        head = [c.value for c in book[sheet][1]]
        for row in book[sheet].iter_rows(min_row=2, values_only=True):
            for name, cell in zip(head, row, strict=False):
                assert not isinstance(cell, int | float) or cell >= 0 or name == "Concern minus reference"


def test_json_holds_sizes_and_intervals_that_start_at_nought_where_they_cross_it(drawn):
    crossed = 0
    for curve, forecast in drawn:
        said = json.loads(json.dumps(forecast_json(forecast)))
        assert all(h["value"] is None or h["value"] >= 0 for h in said["history"])
        for year, raw in zip(said["baseline"], forecast.baseline, strict=True):
            assert year["median"] >= 0
            for level in (50, 80, 95):
                low, high = year[f"p{level}"]
                assert 0 <= low <= year["median"] <= high
                if raw.intervals[level][0] < 0 < raw.intervals[level][1]:
                    crossed += 1
                    assert low == 0
        newest = as_json(curve.progress)
        numbers = [newest["value"], newest["england"], newest["region"]["value"]]
        numbers += [newest["neighbours"][k] for k in ("mean", "median", "best")]
        assert all(v is None or v >= 0 for v in numbers)
    assert crossed


def test_the_static_site_has_sizes(desk, places, gaps):
    place = public_place(desk, places[0])
    of_gaps = [c for c in place.curves if c.curve.indicator.is_gap]
    assert of_gaps
    for of in of_gaps:
        svg = str(picture(of, picture_rows(of), WIDE))
        assert not _MINUS.search(re.sub("<[^>]+>", " ", svg)), of.id
    rows = csv.DictReader(io.StringIO(area_csv(place).decode("utf-8-sig")))
    ids = {g.id for g in gaps}
    gap_rows = [r for r in rows if r["indicator"] in ids]
    assert gap_rows
    for row in gap_rows:
        assert not any(
            row[k].startswith("-") for k in ("value", "similar_areas_median", "region_value", "england_value")
        )
    curves = [c for c in json.loads(area_json(desk, place))["curves"] if c["indicator"]["id"] in ids]
    numbers = [v for c in curves for s in c["series"] for v in s["values"] if v is not None]
    numbers += [v for c in curves for y in c["baseline"] for v in (y["median"], *y["p95"])]
    assert min(numbers) >= 0
    everybody = csv.DictReader(io.StringIO(everywhere_csv(desk, gaps[2]).decode("utf-8-sig")))
    assert not any(r["value"].startswith("-") for r in everybody)


def test_tables_rows_and_sentences_say_sizes(drawn, desk, figures):
    for curve, forecast in drawn:
        name = (curve.place.name, curve.indicator.id)
        html = str(forecast_table(forecast)) + str(headline_rows([curve], LIGHT, "x")).split("</caption>")[1]
        said, row = curve_text(group_curve(curve, forecast, None, None)), headline_text(curve)
        words = [
            re.sub("<[^>]+>", " ", html),
            *said.ahead,
            *said.care,
            said.alt,
            row.latest,
            row.median,
            row.england,
        ]
        words += [value_words(curve.progress), alt_words(curve)]
        assert not any(_MINUS.search(w) for w in words), name
    assert not _MINUS.search(re.sub("<[^>]+>", " ", str(curve_table(drawn[1][0]))))


def test_comparisons_and_their_files_have_sizes(desk, gaps, places):
    answer = profile_of(desk, places[0], "x", tuple(g.id for g in gaps))
    assert all(r["value"] == "" or r["value"] >= 0 for r in profile_file(answer))
    for gap in gaps[2:]:
        assert all(
            r["value"] == "" or r["value"] >= 0 for r in areas_file(all_areas_of(desk, places[0], gap))
        )
    assert all(
        r["value"] == "" or r["value"] >= 0 for r in several_file(several_of(desk, tuple(places), gaps[3]))
    )
    assert all(min(r["x"], r["y"]) >= 0 for r in scatter_file(scatter_of(desk, places[0], gaps[2], gaps[3])))


def test_a_what_if_draws_writes_and_says_sizes(desk, figures):
    leeds, gap = figures.areas.by_code("E08000035"), figures.find("gap-ks2-rwm-disadvantaged")
    ground = forecast_of(desk, leeds, gap, so_far=False)
    action = ActionForm("tutoring", "own", 2, 6, "points", "a trial", 50)
    found = what_if_of(desk, leeds, gap, WhatIfForm(MEDIAN, max(years_of(ground)), actions=(action,)))
    assert found.problems == () and negative(what_if_rows(found)) == []
    assert not _MINUS.search(re.sub("<[^>]+>", " ", str(figures_table(found))))
    assert all(r["baseline"] >= 0 and r["with_actions"] >= 0 for r in records(found))
    assert all(r["with_actions"] <= r["baseline"] for r in records(found))


def test_a_group_that_is_ahead_is_said_to_be(desk, figures):
    seen = 0
    for gap in (i for i in figures.indicators if i.concern):
        values = figures.values[figures.index[gap.id], : figures.authority_count]
        for a in {int(a) for a in (values > 0).any(axis=1).nonzero()[0]}:
            curve = curve_of(desk, figures.areas.areas[a], gap)
            ahead = [
                p.label
                for p, v in zip(curve.periods, curve.area.values, strict=True)
                if v is not None and v > 0
            ]
            assert "the group was ahead in" in quality_words(curve)
            assert all(label in quality_words(curve) for label in ahead)
            assert with_unit(2.0, gap).endswith("ahead") and with_unit(-2.0, gap).endswith("behind")
            seen += 1
    assert seen > 10


def test_no_card_sentence_of_a_gap_has_a_sign(desk, places):
    for place in places:
        for card in cards_of(desk, place):
            assert not any(_MINUS.search(s.sentence) for s in card.said)


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(-8, -2, (2, 8)), (-8, 2, (0, 8)), (-1, 5, (0, 5)), (2, 8, (2, 8)), (0, 4, (0, 4))],
)
def test_an_interval_of_a_gap_runs_from_the_smaller_size_to_the_larger(figures, low, high, shown):
    gap = figures.find("gap-ks2-rwm-disadvantaged")
    assert span_of(low, high, gap) == shown == span_of(*shown, gap)
    assert span_of(low, high, figures.find("ks2-rwm-expected")) == (low, high)
    assert is_ahead(2.0, gap) and not is_ahead(-2.0, gap) and not is_ahead(0.0, gap)

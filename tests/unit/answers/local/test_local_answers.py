"""A trust's own series take the same path as published ones, marked, compared only with what came with them,
and kept by nobody.
"""

import datetime as dt
import gc
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.forecasts.shape import NoForecast
from c4eo_core.answers.local.desk import PREFIX, TrustDesk, with_local
from c4eo_core.answers.report.group_lines import ambition_of, group_curve
from c4eo_core.answers.scenarios.what_if import baseline_of, what_if_of
from c4eo_core.answers.scenarios.what_if_form import MEDIAN, OWN, ActionForm, WhatIfForm
from c4eo_core.answers.standing import progress
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.standing.quality_words import quality_words
from c4eo_core.answers.standing.words import (
    LICENCE,
    england_words,
    licence_words,
    local_words,
    neighbours_words,
    rank_words,
    source_words,
    trend_words,
)
from c4eo_core.answers.workshop.frozen_baseline import as_note, frozen_of
from c4eo_core.answers.workshop.notes import Frozen
from c4eo_core.answers.workshop.turned import turned_since
from c4eo_core.charts.report_curve import report_picture
from c4eo_core.charts.theme import SCREEN
from c4eo_core.model.kinds import Note, Polarity, Unit, YearType
from c4eo_core.records.errors import NotValid
from c4eo_core.records.local_kinds import LocalSeries
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.tables.curve import curve_csv, curve_xlsx, text_cell
from c4eo_core.store.figures import UnknownIndicator

LEEDS, ENGLAND = "E08000035", "E92000001"
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
TRUST = Trust("t1", "Leeds Children’s Trust", LEEDS, "#123456", NOW)


def rows(values, first=2016, area=LEEDS, label=str):
    return tuple((area, label(y), v, "" if v is not None else "c") for y, v in enumerate(values, start=first))


def item(id="a", **fields):
    usual = {
        "area": LEEDS,
        "title": "Pupils who feel safe",
        "unit": "percentage",
        "polarity": "high",
        "decimals": 1,
        "year_type": "academic",
        "source": "School survey",
        "came_on": "2026-11-05",
        "figures": rows([61.2, 63, 62.1, 64, 66, 67.4, 66.8, 69.1]),
    }
    return Item(id, TRUST.id, None, LocalSeries.kind, 1.0, LocalSeries(**(usual | fields)), 1, NOW, "Ann")


@pytest.fixture(scope="module")
def leeds(desk):
    return desk.figures.areas.by_code(LEEDS)


def held(desk, leeds, **fields):
    whole = TrustDesk(desk, TRUST, [item(**fields)])
    indicator = whole.find(f"{PREFIX}a")
    return whole, indicator, curve_of(whole, leeds, indicator), forecast_of(whole, leeds, indicator)


def test_it_has_a_curve_and_a_baseline_of_its_own_figures(desk, leeds):
    _, _, curve, forecast = held(desk, leeds)
    assert curve.area.values == (61.2, 63, 62.1, 64, 66, 67.4, 66.8, 69.1)
    assert curve.progress.value == 69.1 and curve.progress.change == pytest.approx(2.3)
    assert forecast.origin.label == "2022/23" and [a.period.label for a in forecast.baseline][:2] == [
        "2023/24",
        "2024/25",
    ]
    assert (
        66 < forecast.baseline[0].median < 69.1
        and forecast.relative == ()
        and "taken alone" in forecast.method
    )


def test_every_form_of_it_carries_the_mark(desk, leeds):
    _, indicator, curve, forecast = held(desk, leeds)
    assert "(local, unpublished)" in indicator.title and "(local, unpublished)" in indicator.short
    assert "local, unpublished" in source_words(indicator) and "5 November 2026" in source_words(indicator)
    assert LICENCE not in source_words(indicator) and licence_words(indicator) != LICENCE
    csv = curve_csv(curve, forecast).decode()
    assert csv.count("local, unpublished") >= 16 and "Open Government" not in csv and "neighbour" not in csv
    assert curve_xlsx(curve, forecast)[:2] == b"PK"


def test_the_sentence_under_it_says_whose_where_from_since_when_and_what_was_hidden(desk, leeds):
    _, _, curve, _ = held(desk, leeds, figures=rows([61, None, 62, None, 63]))
    words = local_words(curve)
    for said in (
        "local, unpublished",
        TRUST.name,
        "School survey",
        "5 November 2026",
        "from 1 to 4",
        "2 figures are hidden",
    ):
        assert said in words
    assert "hidden for privacy in 2016/17 and 2018/19" in quality_words(curve)


_SMALL = [("own word", "rests on the word"), ("published", "whoever published"), ("counts", "from 1 to 4")]


@pytest.mark.parametrize(("assured", "said"), _SMALL)
def test_it_says_how_far_small_numbers_were_looked_for(desk, leeds, assured, said):
    _, _, curve, _ = held(desk, leeds, assured=assured)
    assert said in local_words(curve)


def test_what_did_not_come_with_it_is_not_compared_and_says_why(desk, leeds):
    _, _, curve, _ = held(desk, leeds)
    p = curve.progress
    assert curve.neighbours == () and p.england is None and p.rank is None and p.quartile is None
    assert (
        "came with this series" in neighbours_words(p)
        and "came with this series" in england_words(p)
        and "not ranked" in rank_words(p)
    )


def test_neighbours_and_england_stand_beside_it_when_their_figures_came_with_it_and_nobody_is_ranked(
    desk, leeds
):
    around = [n.code for n in desk.figures.neighbours[LEEDS]][:6]
    figures = rows([60, 61, 62, 63, 70]) + tuple(
        r for n, code in enumerate([*around, ENGLAND]) for r in rows([50 + n] * 5, area=code)
    )
    whole, indicator, curve, _ = held(desk, leeds, figures=figures)
    n = curve.progress.neighbours
    assert n.with_value == 6 and n.mean == pytest.approx(52.5) and curve.progress.england == 56
    assert curve.progress.rank is None and "not ranked" in rank_words(curve.progress) and n.place == 1
    goal = what_if_of(whole, leeds, indicator, WhatIfForm(MEDIAN, 2023))
    assert goal.scenario.benchmark is not None or goal.scenario.target is not None


def test_its_recent_trend_is_judged_by_its_own_scatter(desk, leeds):
    *_, steady, _ = held(desk, leeds, figures=rows([50, 53, 56, 59, 62, 65]))
    *_, tossed, _ = held(desk, leeds, figures=rows([50, 62, 47, 63, 52, 60]))
    assert trend_words(steady.progress).startswith("very likely better than in")
    assert trend_words(tossed.progress).startswith("no clear trend since")
    *_, short, _ = held(desk, leeds, figures=rows([50, 53]))
    assert "too early to say" in trend_words(short.progress)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"figures": rows([61.0])}, "rests on one figure"),
        ({"figures": rows([61.0, 63])}, "rests on 2 figures"),
        ({"figures": rows([61, None, None, 64, 65, 66, 67, 68.0])}, "no figure"),
        (
            {"figures": rows([10, 11, 60, 61, 62.0]), "breaks": ((2018, "a new survey"),)},
            "changed in the year ending 2018",
        ),
        (
            {
                "figures": rows([12, 13, 12, 14], 2016, label=lambda y: f"{y}-{(y + 2) % 100:02d}"),
                "year_type": "calendar",
            },
            "covers 3 years",
        ),
    ],
)
def test_a_series_with_little_to_go_on_says_so(desk, leeds, fields, said):
    *_, forecast = held(desk, leeds, **fields)
    assert said in forecast.own_words and forecast.baseline
    *_, whole = held(desk, leeds)
    assert whole.own_words is None


def test_no_line_is_drawn_across_a_break_or_a_hidden_year(desk, leeds):
    _, _, curve, _ = held(desk, leeds, figures=rows([10, None, 60, 61, 62]), breaks=((2019, "a new survey"),))
    assert curve.runs == (0, 0, 0, 1, 1) and curve.area.notes[1] is Note.SUPPRESSED
    assert "changed in 2018/19 (a new survey)" in quality_words(curve)


def test_it_can_be_bent_and_its_written_form_gives_the_same_answer(desk, leeds):
    whole, indicator, curve, forecast = held(desk, leeds)
    action = ActionForm(
        "Mentors", OWN, 4, 8, "points", "our own evaluation", reach=70, works=100, transfer=100
    )
    answer = what_if_of(whole, leeds, indicator, WhatIfForm(OWN, 2026, 75.0, (action,)))
    assert answer.problems == () and answer.scenario.years[2].median > forecast.baseline[2].median + 2
    assert f"{PREFIX}a" in answer.written and "75" in " ".join(answer.sentences)
    assert baseline_of(whole, leeds, indicator).baseline == forecast.baseline
    found = ambition_of(whole, curve, OWN, 2026, 75.0)
    assert found.values[-1] == (2026, 75.0)


def test_a_frozen_baseline_is_judged_by_the_figures_that_come_later(desk, leeds):
    whole, indicator, curve, forecast = held(desk, leeds)
    body = frozen_of(forecast, whole.held(indicator.id).figures.version, dt.date(2026, 11, 22))
    note = as_note(body)
    assert isinstance(note, Frozen) and turned_since(note, curve).answer == "not yet known"
    *_, newer, _ = held(desk, leeds, figures=rows([61.2, 63, 62.1, 64, 66, 67.4, 66.8, 69.1, 79.0]))
    assert turned_since(note, newer).answer == "yes"


def test_other_figures_are_another_version(desk, leeds):
    given = ({}, {"title": "Other"}, {"figures": rows([1, 2.0])})
    versions = {held(desk, leeds, **f)[0].held(f"{PREFIX}a").figures.version for f in given}
    assert len(versions) == 2, "the title is no figure"


@pytest.mark.parametrize(
    "figures", [(), rows([None, None]), rows([50.0], area="E06000022"), ((LEEDS, "no year", 5.0, ""),)]
)
def test_a_series_without_a_figure_of_its_own_authority_is_no_curve(desk, figures):
    whole = TrustDesk(desk, TRUST, [item(figures=figures)])
    assert whole.indicators == () and whole.held(f"{PREFIX}a") is None
    with pytest.raises(UnknownIndicator):
        whole.find(f"{PREFIX}a")


def test_rows_that_cannot_be_read_are_left_out_and_named(desk, leeds):
    odd = (
        (LEEDS, "0", 7.0, ""),
        ("E99999999", "2017", 7.0, ""),
        (LEEDS, "2019", 53.0, ""),
        (LEEDS, "1066", 9.0, ""),
    )
    figures = (*rows([50, 51, 52.0]), *odd)
    _, _, curve, _ = held(desk, leeds, figures=figures)
    assert curve.area.values == (50, 51, 52.0, 53.0)
    words = quality_words(curve)
    assert "rows of years were left out: 0" in words and "1066" in words and "E99999999" in words


def test_of_two_figures_for_a_year_the_more_final_stands(desk, leeds):
    figures = (*rows([50, 51.0]), (LEEDS, "2018 (Final)", 60.0, ""), (LEEDS, "2018 (prov)", 40.0, ""))
    _, _, curve, _ = held(desk, leeds, figures=figures)
    assert curve.area.values[-1] == 60.0 and "more than one figure" in quality_words(curve)


def test_withdrawn_series_and_those_of_other_trusts_are_left_out(desk):
    other = Item("b", "t2", None, LocalSeries.kind, 1.0, item().body, 1, NOW, "Bo")
    assert with_local(desk, TRUST, [item(withdrawn=True), other]).indicators == ()
    assert [i.id for i in with_local(desk, TRUST, [item(), other]).indicators] == [f"{PREFIX}a"]


def test_a_copy_of_published_figures_is_called_that(desk, leeds):
    _, indicator, curve, _ = held(desk, leeds, official=True)
    assert "(local copy)" in indicator.title and "copy of published figures" in local_words(curve)


def test_published_indicators_are_answered_by_the_shared_desk(desk, leeds):
    whole = TrustDesk(desk, TRUST, [item()])
    published = desk.figures.find("ks2-rwm-expected")
    assert whole.of(published) is desk and whole.find("ks2-rwm-expected") is published
    assert curve_of(whole, leeds, published) == curve_of(desk, leeds, published)
    assert forecast_of(whole, leeds, published) == forecast_of(desk, leeds, published)


def test_nothing_of_it_is_kept(desk, leeds):
    """Neither among the kept answers nor anywhere else once the page is done."""
    kept = [f.cache_info().currsize for f in (progress._assembled, progress._reading)]
    whole, indicator, curve, forecast = held(desk, leeds, title="CANARY-7731")
    what_if_of(whole, leeds, indicator, WhatIfForm(OWN, 2026, 75.0))
    assert [f.cache_info().currsize for f in (progress._assembled, progress._reading)] == kept
    assert "CANARY" not in json.dumps(list(desk.figures.index)) and len(desk.figures.indicators) == len(
        desk.figures.values
    )
    del whole, indicator, curve, forecast
    gc.collect()
    assert not [o for o in gc.get_objects() if isinstance(o, str) and "CANARY-7731" in o]
    assert not [
        o for o in gc.get_objects() if type(o).__name__ == "LocalIndicator" and "CANARY-7731" in o.title
    ]


def test_what_a_spreadsheet_would_work_out_stays_text():
    assert (
        text_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
        and text_cell("@x") == "'@x"
        and text_cell(" +A1") == "' +A1"
    )
    assert text_cell("-12.5") == "-12.5" and text_cell(-3.0) == -3.0 and text_cell("plain") == "plain"


def test_a_source_is_asked_for():
    with pytest.raises(NotValid, match="source"):
        LocalSeries(area=LEEDS, title="x", figures=rows([1.0]))


_VALUES = st.one_of(
    st.none(),
    st.sampled_from([0.0, 100.0, -3.0, 1e-12, 1e12, 250.0]),
    st.floats(-1e6, 1e6),
    st.floats(0, 100),
)
_ODD = ["2018-20", "2019/20", "2025 (prov)", "2021-2022", "0", "", "9999", "1000"]
_LABELS = st.one_of(st.integers(1990, 2030).map(str), st.sampled_from(_ODD))


@settings(max_examples=120, deadline=None)
@given(
    figures=st.lists(st.tuples(_LABELS, _VALUES), max_size=14),
    unit=st.sampled_from(list(Unit)),
    year_type=st.sampled_from(list(YearType)),
    polarity=st.sampled_from(list(Polarity)),
    breaks=st.lists(st.integers(1990, 2035), max_size=2),
)
def test_whatever_a_series_holds_it_is_drawn_or_refused_in_words(
    desk, leeds, figures, unit, year_type, polarity, breaks
):
    if unit is Unit.COUNT:
        figures = [(label, None if v is None or v < 5 else v) for label, v in figures]
    fields = {"unit": unit.value, "year_type": year_type.value, "polarity": polarity.value}
    marked = tuple((year, "why") for year in breaks)
    brought = tuple((LEEDS, label, v, "c" if v is None else "") for label, v in figures)
    whole = TrustDesk(desk, TRUST, [item(figures=brought, breaks=marked, **fields)])
    for indicator in whole.indicators:
        curve = curve_of(whole, leeds, indicator)
        try:
            forecast = forecast_of(whole, leeds, indicator)
        except NoForecast:
            forecast = None
        json.dumps(
            report_picture(group_curve(curve, forecast, None, None), SCREEN, 960, 380).spec, allow_nan=False
        )
        assert curve_csv(curve, forecast) and local_words(curve) and quality_words(curve)
        if forecast and forecast.baseline:
            assert all(
                low <= a.median <= high for a in forecast.baseline for low, high in a.intervals.values()
            )
            body = frozen_of(forecast, "v", dt.date(2026, 11, 22))
            assert turned_since(as_note(body), curve).answer

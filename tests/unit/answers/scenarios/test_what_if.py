"""Promises of the what-if panel: nothing done changes nothing, what is wrong is left out and named, the
written form says the same.
"""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from c4eo_core.answers.forecasts.shape import NoForecast
from c4eo_core.answers.scenarios.form import read_form
from c4eo_core.answers.scenarios.scenario import LABEL, scenario_of
from c4eo_core.answers.scenarios.what_if import NamedScenario, baseline_of, effects_for, what_if_of
from c4eo_core.answers.scenarios.what_if_form import (
    BEST,
    MEDIAN,
    OWN,
    ActionForm,
    WhatIfForm,
    years_of,
    years_offered,
)
from c4eo_core.catalogue.effects import load_effects
from c4eo_core.charts.theme import DARK, LIGHT, PROJECTOR
from c4eo_core.charts.what_if import what_if_rows, what_if_spec
from c4eo_core.model.kinds import YearType
from c4eo_core.reports.html.what_if import (
    BANNER,
    RECORD_COLUMNS,
    comparison_table,
    effect_card,
    figures_table,
    problems_html,
    records,
)

FSM, GAP, ABSENCE, SCORE = (
    "ks2-rwm-expected-fsm",
    "gap-ks4-att8-free-meals",
    "absence-primary",
    "ks4-attainment-8",
)
TRIAL = ActionForm("a trial of ours", OWN, 2.0, 6.0, "points", "a trial")


@pytest.fixture
def ask(desk):
    def go(indicator=FSM, actions=(), goal=MEDIAN, own=None, area="Barnsley", year=2028):
        return what_if_of(
            desk,
            desk.figures.areas.find(area),
            desk.figures.find(indicator),
            WhatIfForm(goal, year, own, tuple(actions)),
        )

    return go


@pytest.mark.parametrize("indicator", [FSM, GAP, ABSENCE, SCORE])
@pytest.mark.parametrize("goal", [MEDIAN, BEST])
def test_without_actions_the_answer_is_the_baseline_to_the_last_digit(ask, indicator, goal):
    found = ask(indicator, goal=goal)
    assert found.scenario.years == found.forecast.baseline
    assert found.scenario.chances[0] == found.scenario.chances[1]
    assert not found.problems and found.sentences


@given(reach=st.integers(0, 100), more=st.integers(0, 100), now=st.integers(0, 100))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_more_reach_does_no_less_and_reach_there_already_does_nothing(ask, reach, more, now):
    less, most = sorted((reach, more))
    small, large = (ask(actions=[replace(TRIAL, reach=r, current_reach=now)]) for r in (less, most))
    assert all(
        a.median <= b.median + 1e-9 for a, b in zip(small.scenario.years, large.scenario.years, strict=True)
    )
    if now >= most:
        assert large.scenario.years == large.forecast.baseline


@pytest.mark.parametrize("indicator", [FSM, GAP, ABSENCE])
@pytest.mark.parametrize(("goal", "own"), [(MEDIAN, None), (BEST, None), (OWN, 12.0), (OWN, None)])
def test_the_written_form_gives_the_command_line_the_same_answer(desk, ask, indicator, goal, own):
    actions = [
        replace(TRIAL, name="Müller's: - {idea} # one", source="a: b"),
        replace(TRIAL, unit="relative", paid_for=2, floor=20, lag=1),
    ]
    found = ask(indicator, actions, goal, own)
    assert scenario_of(desk, read_form(found.written, desk.figures)) == found.scenario
    assert found.written.startswith(f"# {LABEL}")


def test_every_setting_that_matters_reaches_the_answer(ask):
    first = ask(actions=[TRIAL]).scenario.effect
    for change in (
        {"works": 40},
        {"transfer": 20},
        {"start": 2},
        {"lag": 2},
        {"ramp": 4},
        {"paid_for": 1},
        {"high": 9.0},
        {"current_reach": 10},
    ):
        assert ask(actions=[replace(TRIAL, **change)]).scenario.effect != first, change
    short = replace(TRIAL, paid_for=1)
    assert (
        ask(actions=[short]).scenario.effect[-1].median
        < ask(actions=[replace(short, floor=80)]).scenario.effect[-1].median
    )


def test_what_more_likely_fails_is_spoken_of_as_if_it_works_with_its_chance_and_the_mean(ask):
    unlikely = ask(actions=[replace(TRIAL, works=45, reach=60)]).scenario
    at = [y.period.end.year for y in unlikely.effect].index(2028)
    assert unlikely.effect[at].median == 0 and 0.42 < unlikely.working[at] < 0.48
    (words,) = (w for w in unlikely.words if w.startswith("If it works"))
    assert (
        f"({round(100 * unlikely.working[at])} in 100)" in words
        and "More likely than not it does nothing" in words
    )
    certain = ask(actions=[replace(TRIAL, works=100, reach=60)]).scenario
    assert abs(unlikely.if_working[at] - certain.effect[at].median) < 0.1
    likely = ask(actions=[replace(TRIAL, works=80, reach=60)]).scenario
    assert not any("If it works" in w for w in likely.words) and likely.working[at] > 0.5


def test_up_to_is_the_high_end_from_nought_and_never_the_middle(ask):
    most = ask(actions=[replace(TRIAL, low=None, works=100)])
    between = ask(actions=[replace(TRIAL, low=0.0, works=100)])
    assert most.scenario.effect == between.scenario.effect and "up_to: 6.0" in most.written
    assert "up to" in most.scenario.actions[0].caution and not between.scenario.actions[0].caution
    middle = ask(actions=[replace(TRIAL, low=6.0, works=100)])
    assert most.scenario.effect[-1].median < 0.6 * middle.scenario.effect[-1].median


def test_a_year_that_is_over_is_not_offered_as_a_goal(desk):
    forecast = baseline_of(desk, desk.figures.areas.find("Barnsley"), desk.figures.find(FSM))
    every = years_of(forecast)
    ends = {y.period.end.year: y.period.end for y in forecast.baseline}
    for year, end in ends.items():
        assert years_offered(forecast, end) == {y: w for y, w in every.items() if y >= year}
        assert year not in years_offered(forecast, end + dt.timedelta(days=1))


def test_an_action_that_cannot_be_used_is_left_out_and_all_that_is_wrong_is_said(ask):
    wrong = [
        replace(TRIAL, source=" "),
        replace(TRIAL, low=5.0, high=1.0),
        replace(TRIAL, high=None, source=""),
        replace(TRIAL, unit="sd"),
        replace(TRIAL, effect="F28"),
    ]
    found = ask(SCORE, [*wrong, TRIAL])
    assert [p.where.split()[0] for p in found.problems] == ["Action"] * 4 + ["This", "This"]
    assert all(p.found and p.expected and p.do for p in found.problems)
    assert found.scenario == ask(SCORE, [TRIAL]).scenario
    shown = problems_html(found.problems)
    assert "nothing you typed is lost" in shown and "swap them" in shown and problems_html(()) == ""


def test_an_action_without_an_effect_yet_moves_nothing_and_is_no_mistake(ask):
    found = ask(actions=[ActionForm("to be thought about")])
    assert found.scenario.years == found.forecast.baseline and not found.problems


def test_a_gap_gets_narrower_and_its_goal_is_a_size(ask):
    found = ask(GAP, [TRIAL], OWN, 10.0)
    assert "narrower" in found.sentences[0] and "narrow the gap by" in found.sentences[1]
    assert abs(found.scenario.years[-1].median) < abs(found.forecast.baseline[-1].median)
    years = [y.period.end.year for y in found.forecast.baseline]
    assert abs(found.turned[years.index(2028)]) == pytest.approx(10.0)
    assert found.sentences == ask(GAP, [TRIAL], OWN, -10.0).sentences


@pytest.mark.parametrize("indicator", [FSM, GAP, ABSENCE, SCORE])
def test_it_speaks_of_noise_chances_and_pace_and_never_of_years_to_close(ask, indicator):
    found = ask(indicator, [TRIAL], BEST, area="Knowsley")
    text = " ".join(found.sentences)
    assert "80% likely" in text and "from year to year" in text and "in 100 with this action" in text
    assert "years to close" not in text and "will " not in text


def test_a_lower_figure_is_brought_down_and_a_goal_behind_us_needs_no_bend(ask):
    assert "bring the figure down by" in ask(ABSENCE, goal=OWN, own=3.0).sentences[0]
    easy = ask(ABSENCE, goal=OWN, own=50.0)
    assert "on course" in easy.sentences[0] and easy.turned == ()


def test_without_a_figure_there_is_no_goal_and_the_effect_is_still_told(ask):
    found = ask(goal=OWN, actions=[TRIAL])
    assert found.sentences[0].startswith("No goal yet") and "80% likely" in found.sentences[1]
    assert found.scenario.target is None


def test_too_few_neighbours_are_said_and_a_goal_of_our_own_still_works(ask, monkeypatch):
    monkeypatch.setattr(
        "c4eo_core.answers.scenarios.scenario.neighbour_places",
        lambda figures: figures.neighbour_index[:153, :3],
    )
    found = ask()
    assert "Too few neighbours" in found.sentences[0] and "figure of your own" in found.sentences[0]
    assert ask(goal=OWN, own=60.0).turned


def test_where_nothing_can_be_bent_it_says_so(desk):
    areas, figures = desk.figures.areas, desk.figures
    with pytest.raises(NoForecast, match="abolished"):
        baseline_of(desk, areas.find("Cumbria"), figures.find(FSM))
    neither = next(i for i in figures.indicators if not i.judged)
    with pytest.raises(NoForecast, match="Neither high nor low"):
        baseline_of(desk, areas.find("Leeds"), neither)
    ground = baseline_of(desk, areas.find("Leeds"), figures.find(FSM))
    assert list(years_of(ground).values())[0] == "2025/26"


def test_every_effect_may_be_chosen_or_says_why_not(figures):
    for indicator in (FSM, GAP, ABSENCE, SCORE, "ehcp-on-time-all", "neet-16-17"):
        usable, refused = effects_for(figures.find(indicator))
        assert len(usable) + len(refused) == len(load_effects())
        assert all(why for _, why in refused)
        assert all("caution" in effect_card(e, figures.find(indicator)) for e in usable.values())
    assert "F06" in effects_for(figures.find(FSM))[0]


def test_an_effect_moves_only_what_it_was_measured_on(figures):
    assert "F21" not in effects_for(figures.find(FSM))[0]  # maths at sixteen, and no other subject or age
    assert "F17" in effects_for(figures.find("ks1-reading-expected"))[0]
    for other in (
        ABSENCE,
        "neet-16-17",
        "eyfs-gld",
        "l3-19",
        "ehcp-on-time-all",
        "dest-16-education",
        "ks4-ebacc-entry",
    ):
        assert not effects_for(figures.find(other))[0]


def test_the_chart_has_a_constant_form_and_draws_only_what_there_is(ask):
    assert what_if_spec(YearType.ACADEMIC, LIGHT) is what_if_spec(YearType.ACADEMIC, LIGHT)
    assert what_if_spec(YearType.ACADEMIC, DARK, PROJECTOR) != what_if_spec(YearType.ACADEMIC, LIGHT)
    drawn = {
        layer["transform"][0]["filter"].split("'")[1] for layer in what_if_spec(YearType.ACADEMIC)["layer"]
    }

    def seen(rows):
        return {r["role"] for r in rows if r.get("value") is not None or r.get("text_page")}

    plain, acted = ask(), ask(actions=[TRIAL])
    without, with_them = what_if_rows(plain), what_if_rows(acted, [NamedScenario("A", "one", plain)])
    assert {r["role"] for r in with_them} <= drawn and {"us", "baseline", "fan80", "target"} <= seen(without)
    assert not {"scenario", "effect80", "kept"} & seen(without) and {
        "scenario",
        "effect80",
        "kept",
        "end-kept",
    } <= seen(with_them)
    assert any("illustration" in r.get("text", "") for r in with_them if r["role"] == "end-scenario")
    json.dumps(with_them, allow_nan=False)


def test_a_place_without_figures_of_its_own_still_has_its_picture(ask, figures, desk):
    blank = next(
        (a.name, i.id)
        for i in figures.indicators
        for a in figures.areas.authorities
        if i.judged
        and i.curated
        and all(v is None for _, v, _ in figures.cells(i, a))
        and _grounded(desk, a, i)
    )
    area, indicator = blank
    year = list(years_of(baseline_of(desk, figures.areas.find(area), figures.find(indicator))))[-1]
    assert what_if_rows(ask(indicator, [TRIAL], area=area, year=year))


def _grounded(desk, area, indicator):
    try:
        return bool(baseline_of(desk, area, indicator))
    except NoForecast:
        return False


def test_what_somebody_types_is_escaped_and_the_tables_say_illustration(ask):
    found = ask(actions=[replace(TRIAL, name="<b>idea</b>")])
    shown = comparison_table([NamedScenario("A", "<script>", found)])
    assert "<script>" not in shown and "<b>" not in shown and "&lt;script&gt;" in shown and BANNER in shown
    assert "illustration" in figures_table(found) and "may move less" in figures_table(found)


def test_the_file_carries_every_year_and_says_what_it_is(ask):
    rows = records(ask(actions=[TRIAL], goal=OWN, own=70.0))
    assert len(rows) == 5 and all(set(row) == set(RECORD_COLUMNS) and row["note"] == LABEL for row in rows)
    assert rows[2]["pace_to_goal"] == pytest.approx(70.0) and rows[-1]["with_actions"] > rows[-1]["baseline"]

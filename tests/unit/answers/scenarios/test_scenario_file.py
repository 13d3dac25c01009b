"""Promises of a scenario written down: what it answers, and that all its mistakes are named at once."""

import json
from dataclasses import replace

import pytest

from c4eo_core.answers.forecasts.shape import NoForecast
from c4eo_core.answers.scenarios.form import read_form
from c4eo_core.answers.scenarios.scenario import LABEL, _benchmark_words, scenario_of
from c4eo_core.answers.scenarios.scenario_json import as_json
from c4eo_core.answers.scenarios.what_if import effects_for
from c4eo_core.catalogue.effects import load_effects, size_of
from c4eo_core.cli import forecasts, main
from c4eo_core.folders import ROOT
from c4eo_core.model.problem import SourceProblems

EXAMPLE = ROOT / "c4eo_core" / "docs" / "examples" / "scenario.yaml"
PLAIN = "area: Barnsley\nindicator: ks2-rwm-expected-fsm\n"
ACTION = "actions:\n  - {name: one, reach: 0.5, effect: {value: 4, unit: points, source: a trial}"


@pytest.fixture
def answer(desk):
    return lambda text: scenario_of(desk, read_form(text, desk.figures))


@pytest.fixture
def problems(desk):
    def go(text):
        with pytest.raises(SourceProblems) as stopped:
            read_form(text, desk.figures, "mine.yaml")
        return [str(p) for p in stopped.value.problems]

    return go


def test_the_example_that_comes_with_the_project_works(desk, monkeypatch, capsys):
    monkeypatch.setattr(forecasts, "open_desk", lambda folder=None: desk)
    assert main.main(["scenario", str(EXAMPLE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert {
        "area",
        "indicator",
        "origin",
        "method",
        "history",
        "baseline",
        "scenario",
        "effect",
        "target",
        "benchmark",
    } <= found.keys()
    assert len(found["scenario"]) == len(found["effect"]) == len(found["baseline"]) == 5
    assert 0 < found["target"]["probability"]["without"] < found["target"]["probability"]["with"] < 1
    assert found["label"] == LABEL
    assert all(a["source"] and a["caution"] for a in found["actions"])
    assert main.main(["scenario", str(EXAMPLE)]) == 0
    out = capsys.readouterr().out
    assert LABEL in out and "80% likely" in out


def test_a_scenario_without_actions_is_the_baseline_to_the_last_digit(answer):
    found = answer(PLAIN)
    assert found.years == found.forecast.baseline
    assert all(y.median == 0 and y.intervals[95] == (0, 0) for y in found.effect)


def test_a_target_without_actions_has_one_chance(answer):
    found = answer(PLAIN + "target: {value: 60, year: 2028}")
    assert found.chances[0] == found.chances[1] and found.extra_per_year > 0


def test_more_reach_brings_no_less(answer):
    little, much = (answer(PLAIN + ACTION.replace("0.5", reach) + "}") for reach in ("0.1", "0.9"))
    assert all(a.median <= b.median for a, b in zip(little.years, much.years, strict=True))


def test_the_target_of_a_gap_is_its_size_and_both_signs_mean_it(answer):
    text = (
        "area: Barnsley\nindicator: gap-ks4-att8-free-meals\ntarget: {value: 12, year: 2028}\n" + ACTION + "}"
    )
    wide, signed = answer(text), answer(text.replace("12", "-12"))
    assert wide.chances == signed.chances and wide.chances[0] < wide.chances[1]
    assert abs(wide.years[-1].median) < abs(wide.forecast.baseline[-1].median)
    assert wide.extra_per_year > 0 and any("narrower" in w for w in wide.words)


@pytest.mark.parametrize("indicator", ["ks2-rwm-expected-fsm", "absence-primary", "gap-ks4-att8-free-meals"])
def test_where_the_neighbours_will_be_needs_no_effect_at_all(answer, indicator):
    form = f"area: Knowsley\nindicator: {indicator}\nbenchmark: "
    middle, best = (answer(form + name) for name in ("neighbours_median", "neighbours_best_quartile"))
    assert best.benchmark.extra_per_year >= middle.benchmark.extra_per_year >= 0
    assert best.benchmark.target.year == 2030 and len(best.benchmark.curve) == 5
    if not best.benchmark.there:
        assert abs(best.benchmark.curve[-1]) == pytest.approx(best.benchmark.target.value)
    json.dumps(as_json(best), allow_nan=False)


def test_a_comparison_may_be_made_in_a_year_of_its_own(answer, problems):
    form = "area: Knowsley\nindicator: absence-primary\n"
    alone = answer(form + "benchmark: {name: neighbours_best_quartile, year: 2027}")
    with_target = answer(
        form + "target: {value: 5, year: 2026}\nbenchmark: {name: neighbours_best_quartile, year: 2027}"
    )
    assert alone.benchmark == with_target.benchmark and alone.benchmark.target.year == 2027
    assert with_target.target.year == 2026 and alone.target is None
    assert (
        answer(form + "target: {value: 5, year: 2026}\nbenchmark: neighbours_median").benchmark.target.year
        == 2026
    )
    for wrong in (
        "{name: best, year: 2027}",
        "{name: neighbours_median, year: 1999}",
        "{name: neighbours_median, yaer: 2027}",
        "[]",
    ):
        assert len(problems(form + "benchmark: " + wrong)) == 1


def test_an_extra_too_small_to_show_is_no_number(answer):
    found = answer("area: Knowsley\nindicator: absence-primary\nbenchmark: neighbours_best_quartile")
    said = {
        extra: _benchmark_words(
            replace(found.benchmark, extra_per_year=extra, there=False), found.forecast, "percentage points"
        )
        for extra in (0.001, 0.2)
    }
    assert "0.0" not in said[0.001] and "no extra that shows" in said[0.001]
    assert "takes 0.20 percentage points a year more than the baseline brings;" in said[0.2]


def test_an_effect_moves_only_what_it_was_measured_on_here_as_on_the_page(problems, desk):
    (problem,) = problems(
        "area: Barnsley\nindicator: absence-primary\nactions: [{name: one, reach: 0.2, effect: F28}]"
    )
    assert "bullying others" in problem and "absence-primary" in problem
    text = (
        "area: Barnsley\nindicator: neet-16-17-or-not-known\nactions: [{name: one, reach: 0.2, effect: F36}]"
    )
    assert "a link, not a trial" in problems(text)[0]
    for key in (
        "absence-primary",
        "neet-16-17-or-not-known",
        "ks2-rwm-expected",
        "cla-sdq-score",
        "suspensions-special",
    ):
        usable, _ = effects_for(desk.figures.find(key))
        for effect in load_effects().values():
            text = (
                f"area: Barnsley\nindicator: {key}\nactions: [{{name: one, reach: 0.2, effect: {effect.id}}}]"
            )
            try:
                read_form(text, desk.figures)
            except SourceProblems:
                assert effect.id not in usable, (key, effect.id)
            else:
                assert effect.id in usable, (key, effect.id)


def test_every_line_of_the_evidence_may_be_used_or_says_why_not(problems):
    for effect in load_effects().values():
        if effect.refusal is None:
            assert 0 < size_of(effect).low <= size_of(effect).high
        else:
            text = PLAIN + f"actions: [{{name: one, reach: 0.2, effect: {effect.id}}}]"
            (problem,) = problems(text)
            assert effect.refusal in problem
    assert {e.id for e in load_effects().values() if e.refusal is None} == {
        "F01",
        "F03",
        "F05",
        "F06",
        "F10",
        "F17",
        "F21",
        "F28",
        "F29",
    }


def test_months_of_progress_become_pupil_deviations_with_a_caution(answer):
    (action,) = answer(PLAIN + "actions: [{name: one, reach: 0.2, effect: f05}]").actions
    assert (action.action.unit, action.action.interval, action.evidence) == ("sd", (0.36, 0.44), "F05")
    assert "months of progress" in action.caution and "attainment" in action.measured


def test_an_effect_in_deviations_moves_no_score_and_one_on_less_no_more(problems):
    score = "area: Barnsley\nindicator: ks4-attainment-8\nactions: [{name: one, reach: 0.2, effect: F05}]"
    assert "not a percentage" in problems(score)[0]
    assert "less is better" in problems(PLAIN + "actions: [{name: one, reach: 0.2, effect: F28}]")[0]


def test_all_that_is_wrong_is_said_at_once(problems):
    text = """
area: Narnia
indicator: nothing
targt: 5
target: {value: high, year: 1999}
overlap: 2
benchmark: best
actions:
  - {name: a, reach: 40, effect: F99, starts: 1}
  - {name: b, reach: 0.3, effect: {value: 3, unit: months}}
  - {name: c, reach: 0.3, effect: {range: [5, 1], source: x}}
  - {name: d, reach: 0.3, half_life: 0, effect: {value: .nan, source: x}}
  - {name: e}
"""
    found = problems(text)
    assert len(found) == 17
    for words in (
        "Narnia",
        "'nothing'",
        "'targt'",
        "'high'",
        "1999",
        "overlap",
        "'best'",
        "40",
        "F99",
        "'starts'",
        "'months'",
        "no source",
        "does not hold",
        "half_life",
        "'nan'",
        "action 5 (e)",
    ):
        assert any(words in p for p in found), words
    assert all("Expected:" in p and "What to do:" in p and p.startswith("mine.yaml") for p in found)


@pytest.mark.parametrize(
    "text", ["", "- a", "a: [", "just words", "area: {a: 1}\nindicator: [x]\nactions: nothing\ntarget: 3"]
)
def test_what_is_no_scenario_is_refused_in_words(problems, text):
    assert problems(text)


@pytest.mark.parametrize(
    ("line", "words"), [("area: Cumbria", "authority"), ("indicator: pupils-free-meals", "indicator")]
)
def test_a_place_or_indicator_that_cannot_be_bent_is_refused(problems, line, words):
    key = line.split(":")[0]
    other = {"area": "indicator: ks2-rwm-expected", "indicator": "area: Leeds"}[key]
    assert words in problems(f"{line}\n{other}")[0]


def test_an_indicator_of_which_neither_side_is_better_is_refused(problems, figures):
    neither = next(i for i in figures.indicators if not i.judged)
    assert "neither high nor low is better" in problems(f"area: Leeds\nindicator: {neither.id}")[0]


def test_on_the_command_line_every_mistake_is_a_line_and_the_code_is_2(desk, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(forecasts, "open_desk", lambda folder=None: desk)
    file = tmp_path / "wrong.yaml"
    file.write_text("area: Narnia\nindicator: nothing\n", encoding="utf-8")
    assert main.main(["scenario", str(file)]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 3 and "wrong.yaml" in err
    assert main.main(["scenario", str(tmp_path / "none.yaml")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_too_few_neighbours_are_said_to_be_too_few(desk, monkeypatch):
    monkeypatch.setattr(
        "c4eo_core.answers.scenarios.scenario.neighbour_places",
        lambda figures: figures.neighbour_index[:153, :3],
    )
    with pytest.raises(NoForecast, match="Too few neighbours"):
        scenario_of(desk, read_form(PLAIN + "benchmark: neighbours_median", desk.figures))


def test_a_place_ahead_of_the_goal_is_on_course_and_is_promised_nothing(answer):
    found = answer("area: Knowsley\nindicator: absence-primary\nbenchmark: neighbours_median")
    words = _benchmark_words(
        replace(found.benchmark, there=True, chances=(0.6, 0.6)), found.forecast, "percentage points"
    )
    assert "is on course for" in words and words.endswith("or better: 60 in 100.")
    assert "will be at least" not in words


@pytest.mark.parametrize(("ends", "nothing"), [("[-4, 5]", True), ("[3, 5]", False)])
def test_an_effect_whose_interval_holds_nought_might_do_nothing(answer, ends, nothing):
    action = (
        f"actions:\n  - {{name: one, reach: 0.9, effect: {{range: {ends}, unit: points, source: a trial}}}}"
    )
    found = answer(f"area: Leeds\nindicator: ks2-rwm-expected-fsm\n{action}")
    assert (found.effect[-1].intervals[80][0] <= 0.05) == nothing
    assert any("It might do nothing." in s for s in found.words) == nothing

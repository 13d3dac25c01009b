"""Promises of the forecast: its shape, its periods, its sentences, and what it refuses."""

import datetime as dt
import importlib
import json
from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.desk import Desk, open_desk
from c4eo_core.answers.fitted.backtest import HoldoutRefused, backtest_of
from c4eo_core.answers.fitted.basis import kept_basis, learn_basis
from c4eo_core.answers.fitted.inputs import masks_of
from c4eo_core.answers.forecasts.forecast import LONGEST_HORIZON, as_json, forecast_of, period_ahead
from c4eo_core.answers.rebuild import rebuild
from c4eo_core.cli import forecasts, main
from c4eo_core.model.kinds import YearType
from c4eo_core.model.period import parse_period
from c4eo_core.projections import LEVELS, draw_again, has_turned, usable
from c4eo_core.projections.panel import last_years

SCORE_KEYS = {"relative_mae", "relative_wis", "coverage", "coverage_as_known_then", "indicators", "values"}


@pytest.fixture
def run(monkeypatch, capsys, desk):
    """Runs a command on the figures that came with the project: (exit code, standard output, standard error)."""
    monkeypatch.setattr(forecasts, "open_desk", lambda folder=None: desk)

    def go(*arguments):
        code = main.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return go


@pytest.fixture
def store(tmp_path):
    def build(release):
        rebuild(release.write(tmp_path / "release"), [], tmp_path / "store", dt.date(2026, 1, 2))
        return open_desk(tmp_path / "store")

    return build


def strict(text):
    """JSON as other programs read it: without the NaN that Python lets pass."""

    def refuse(word):
        raise ValueError(word)

    return json.loads(text, parse_constant=refuse)


def ask(desk, place="Barnsley", key="ks2-rwm-expected", **more):
    return forecast_of(desk, desk.figures.areas.find(place), desk.figures.find(key), **more)


def check_shape(found, horizon=5):
    assert found.keys() == {"area", "indicator", "origin", "method", "history", "baseline"}
    assert found["area"].keys() == {"code", "number", "name"}
    assert found["indicator"].keys() >= {"id", "source_key"}
    assert all(h.keys() == {"period", "value", "note"} for h in found["history"])
    assert len(found["baseline"]) == horizon
    for year in found["baseline"]:
        assert year.keys() == {"period", "median", "p50", "p80", "p95"}
        ends = [
            year["p95"][0],
            year["p80"][0],
            year["p50"][0],
            year["median"],
            year["p50"][1],
            year["p80"][1],
            year["p95"][1],
        ]
        assert ends == sorted(ends)


def test_a_forecast_is_in_the_shape_promised(run):
    code, out, err = run(
        "forecast", "--area", "E08000016", "--indicator", "lait:KS2RWM_Expected_STD", "--json"
    )
    found = strict(out)
    assert (code, err) == (0, "")
    check_shape(found)
    assert found["history"][-1] == {"period": "2024/25", "value": 65.0, "note": None}
    assert [y["period"] for y in found["baseline"]] == ["2025/26", "2026/27", "2027/28", "2028/29", "2029/30"]


def test_every_indicator_has_a_forecast_that_other_programs_can_read(desk):
    for indicator in desk.figures.indicators:
        found = as_json(ask(desk, "Isles of Scilly", indicator.id, horizon=2))
        text = json.dumps(found, allow_nan=False)
        if found["baseline"]:
            check_shape(json.loads(text), 2)


@pytest.mark.parametrize(
    ("label", "year_type", "expected"),
    [
        ("2024", YearType.ACADEMIC, "2025/26"),
        ("2024-25", YearType.FINANCIAL, "2026-27"),
        ("1998-99", YearType.FINANCIAL, "2000-01"),
        ("2025", YearType.JANUARY, "January 2027"),
        ("2018-20", YearType.CALENDAR, "2020-22"),
        ("2013/14-15/16", YearType.ACADEMIC, "2015/16 to 2017/18"),
        ("2025 (Rev)", YearType.ANNUAL, "March 2027"),
    ],
)
def test_a_period_to_come_is_named_as_the_indicator_names_its_own(label, year_type, expected):
    now = parse_period(label, year_type)
    later = period_ahead(now, 2)
    assert (later.label, later.status, later.pooled) == (expected, None, now.pooled)
    assert (later.start.year - now.start.year, later.end.year - now.end.year) == (2, 2)
    assert period_ahead(now, 1).end < later.end


def test_a_gap_lies_where_its_two_groups_put_it(desk):
    gap = ask(desk, key="gap-ks4-att8-free-meals")
    concern, reference = (ask(desk, key=k) for k in (gap.indicator.concern, gap.indicator.reference))
    for g, c, r in zip(gap.baseline, concern.baseline, reference.baseline, strict=True):
        assert g.median == pytest.approx(c.median - r.median, abs=1e-9)


def test_of_a_gap_the_chance_that_it_is_narrower_is_said_and_never_years_to_close(run, desk):
    found = ask(desk, key="gap-ks4-att8-free-meals", size=10)
    assert len(found.gap) == 5 and all(
        0 <= y.than_today <= 1 and 0 <= y.within_size <= y.than_today for y in found.gap
    )
    _, out, _ = run("forecast", "--area", "Barnsley", "--indicator", "gap-ks4-att8-free-meals")
    assert "narrower than today" in out and "close" not in out


def test_relative_to_england_the_interval_is_no_wider(desk):
    found = ask(desk)
    for plain, own in zip(found.baseline, found.relative, strict=True):
        for level in LEVELS:
            assert np.ptp(own.intervals[level]) <= np.ptp(plain.intervals[level]) * 1.2


def test_an_area_without_figures_gets_its_likes_baseline_and_is_told_so(desk):
    found = ask(desk, "City of London", "ks4-attainment-8")
    assert found.points == 0 and len(found.baseline) == 5
    assert "no figure of its own" in found.own_words
    assert np.ptp(found.baseline[0].intervals[80]) > np.ptp(
        ask(desk, key="ks4-attainment-8").baseline[0].intervals[80]
    )
    assert ask(desk).own_words is None


def test_the_sentences_say_how_wide_why_and_how_often_right(desk):
    found = ask(desk)
    assert (
        "likely (4 in 5)" in found.words
        and "Most of the uncertainty" in found.words
        or "by chance" in found.words
    )
    assert "2025/26" in found.words and "Barnsley" in found.words
    assert "80% range" in found.record_words
    untested = Desk(desk.figures)
    untested.__dict__["basis"] = desk.basis
    assert ask(untested).record_words is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--area", "Cumbria"), "abolished"),
        (("--area", "England"), "authority"),
        (("--area", "Yorkshire and the Humber"), "authority"),
        (("--area", "Barnsley", "--horizon", "0"), "1 to 10"),
        (("--area", "Barnsley", "--horizon", str(LONGEST_HORIZON + 1)), "1 to 10"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_one_sentence(run, arguments, words):
    code, out, err = run("forecast", *arguments, "--indicator", "ks2-rwm-expected", "--json")
    assert (
        (code, out) == (2, "") and words in err and len(err.splitlines()) == 1 and err.strip().endswith(".")
    )


def test_the_longest_horizon_widens_year_by_year(desk):
    widths = [np.ptp(y.intervals[80]) for y in ask(desk, horizon=LONGEST_HORIZON).baseline]
    assert len(widths) == LONGEST_HORIZON and widths == sorted(widths)


def test_a_baseline_is_kept_beside_the_figures_and_learnt_again_when_lost_or_foreign(
    release, store, tmp_path, monkeypatch
):
    desk = store(release)
    file = desk.folder / "baseline.npz"
    kept = kept_basis(desk.figures, desk.folder)
    learnt = learn_basis(desk.figures)
    for name, array in vars(learnt.settled).items():
        np.testing.assert_array_equal(getattr(kept.settled, name), array)
    foreign = {"belongs_to": np.array(["another"])}
    with np.load(file) as now:  # as it was when one width did for all years
        older = {name.replace("widths_by_year", "quantiles"): now[name] for name in now.files}
    for spoil in (
        file.unlink,
        lambda: file.write_bytes(b"nonsense"),
        lambda: np.savez(file, **foreign),
        lambda: np.savez(file, **older),
    ):
        spoil()
        again = open_desk(desk.folder).basis
        np.testing.assert_array_equal(again.settled.level, learnt.settled.level)
        np.testing.assert_array_equal(again.quantiles, learnt.quantiles)
        assert file.stat().st_size > 1000
    with monkeypatch.context() as m:
        m.setattr(
            "c4eo_core.answers.fitted.basis.write_arrays",
            lambda *a: (_ for _ in ()).throw(OSError("read-only")),
        )
        file.unlink()
        assert open_desk(desk.folder).basis.kinds == learnt.kinds


def test_indicators_the_catalogue_has_never_met_have_forecasts_too(release, store):
    desk = store(release)
    score, pooled = ask(desk, "370", "lait:Invented_Score"), ask(desk, "370", "lait:Invented_Pooled")
    assert [y.period.label for y in score.baseline][:2] == ["2025/26", "2026/27"]
    assert [y.period.label for y in pooled.baseline][:2] == ["2019-21", "2020-22"]
    assert pooled.baseline[0].period.pooled


def test_an_indicator_with_one_year_has_no_baseline_and_says_why(release, store):
    figures = release.figures
    release.figures = figures[(figures["Short Desc"] != "PriFSM") | (figures["Years"] == "2025")]
    found = ask(store(release), "370", "lait:PriFSM")
    assert found.baseline == () and "two years" in found.words


def test_changing_the_future_changes_no_forecast_drawn_before_it(figures, monkeypatch):
    """Through the answers, masks and all: each indicator's last year is turned upside down, the forecasts
    from the year
    before it stay as they were, and only what came of them differs."""
    module, drawn = importlib.import_module("c4eo_core.projections.backtest"), []

    def recorded(*args, **kwargs):
        for one in draw_again(*args, **kwargs):
            drawn.append(one.as_known_then)
            yield one

    monkeypatch.setattr(module, "draw_again", recorded)
    some = list(range(0, len(figures.indicators), 12))
    indicators = tuple(replace(figures.indicators[m], concern=None, reference=None) for m in some)
    few = replace(figures, indicators=indicators, values=figures.values[some])
    then = backtest_of(few, 1)
    values = few.values.copy()
    last = last_years(usable(values[:, : few.authority_count], masks_of(few).skip))
    for m, t in enumerate(last):
        values[m, :, t:] = values[m, ::-1, t:] * 3 + 7
    now = backtest_of(replace(few, values=values), 1)
    for name in ("median", "lower", "upper", "quantiles", "points"):
        np.testing.assert_array_equal(getattr(drawn[0], name), getattr(drawn[1], name))
    assert drawn[0].kinds == drawn[1].kinds and then.found.horizons != now.found.horizons


def test_the_backtest_is_in_the_shape_promised_and_can_be_read_by_other_programs(
    release, store, monkeypatch, capsys
):
    desk = store(release)
    monkeypatch.setattr(forecasts, "open_desk", lambda folder=None: desk)
    assert main.main(["backtest", "--holdout", "2", "--json"]) == 0
    found = strict(capsys.readouterr().out)
    assert found.keys() == {
        "indicators",
        "areas",
        "seconds",
        "horizons",
        "topics",
        "reliability",
        "calibration",
    }
    assert found["calibration"].keys() == {"coverage", "coverage_as_known_then"}
    assert found["horizons"].keys() == {"1", "2"} and found["areas"] == 153
    for scores in (found["horizons"], *found["topics"].values()):
        assert all(
            s.keys() == SCORE_KEYS and s["coverage"].keys() == {"50", "80", "95"} for s in scores.values()
        )
        assert all(s["coverage_as_known_then"].keys() == {"50", "80", "95"} for s in scores.values())
    assert main.main(["backtest"]) == 0 and "nan" not in capsys.readouterr().out.casefold()


def test_holding_out_no_years_or_too_many_is_refused(figures):
    for years in (0, 6):
        with pytest.raises(HoldoutRefused, match="1 to 5"):
            backtest_of(figures, years)


def test_when_new_figures_come_a_frozen_forecast_can_be_held_against_them(desk):
    year = ask(desk).baseline[0]
    low, high = year.intervals[80]
    words = [str(has_turned(v, year.median, low, high, True).word) for v in (high + 1, year.median, low - 1)]
    assert words == ["better", "as expected", "worse"]

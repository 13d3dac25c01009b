"""The commands that look ahead: forecast, backtest, scenario."""

import argparse
import json
from pathlib import Path

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.fitted import backtest as backtests
from c4eo_core.answers.forecasts import forecast as forecasts
from c4eo_core.answers.forecasts import shape
from c4eo_core.answers.forecasts.forecast import LONGEST_HORIZON, USUAL_HORIZON
from c4eo_core.answers.forecasts.shape import Ahead
from c4eo_core.answers.scenarios import scenario as scenarios
from c4eo_core.answers.scenarios import scenario_json
from c4eo_core.answers.scenarios.form import read_form
from c4eo_core.cli.commands import progress_line, reading_command
from c4eo_core.model.display import figure, span
from c4eo_core.model.indicator import Indicator


class NoScenarioFile(FileNotFoundError):
    """The file named for a scenario cannot be read."""


REFUSALS = (shape.NoForecast, backtests.HoldoutRefused, NoScenarioFile)


def register(commands: argparse._SubParsersAction) -> None:
    forecast = reading_command(commands, "forecast", _forecast, "where a curve goes if nothing changes")
    forecast.add_argument(
        "--area",
        required=True,
        metavar="A",
        help="nine-character code, three-digit number or name of an authority",
    )
    forecast.add_argument("--indicator", required=True, metavar="I", help="an id, or lait:<key>")
    forecast.add_argument(
        "--horizon",
        type=int,
        default=USUAL_HORIZON,
        metavar="YEARS",
        help=f"years ahead, 1 to {LONGEST_HORIZON}",
    )

    backtest = reading_command(
        commands, "backtest", _backtest, "would the baselines have been right in past years?"
    )
    backtest.add_argument(
        "--holdout",
        type=int,
        default=backtests.HOLDOUT,
        metavar="YEARS",
        help=f"last years held back, 1 to {backtests.LONGEST_HOLDOUT}",
    )

    scenario = reading_command(commands, "scenario", _scenario, "a curve with and without some actions")
    scenario.add_argument(
        "file", type=Path, metavar="FILE", help="a YAML file; see c4eo_core/docs/examples/scenario.yaml"
    )


def _forecast(arguments: argparse.Namespace) -> None:
    desk = open_desk(arguments.store)
    area, indicator = desk.figures.areas.find(arguments.area), desk.figures.find(arguments.indicator)
    found = forecasts.forecast_of(desk, area, indicator, arguments.horizon)
    if arguments.json:
        print(json.dumps(forecasts.as_json(found), ensure_ascii=False))
        return
    print(f"{area.name}: {indicator.title}; figures built {found.built:%d %B %Y}")
    for period, value, note in found.history:
        print(
            f"{period.label:<22}"
            f" {figure(value, indicator) if value is not None else note.words if note else 'no value':>10}"
        )
    _print_years(found.baseline, indicator)
    for sentence in filter(None, (found.words, found.own_words, found.record_words)):
        print(sentence)
    for year in found.gap:
        if year.than_today is not None:
            print(
                f"Chance that the gap is narrower than today in {year.period.label}:"
                f" {100 * year.than_today:.0f} in 100."
            )


def _print_years(years: tuple[Ahead, ...], indicator: Indicator) -> None:
    for year in years:
        spans = "  ".join(
            f"{level} % {span(lo, hi, indicator)}" for level, (lo, hi) in year.intervals.items()
        )
        print(f"{year.period.label:<22} {figure(year.median, indicator):>10}  {spans}")


def _backtest(arguments: argparse.Namespace) -> None:
    figures = open_desk(arguments.store).figures
    progress_line("Drawing the baselines of the years held out again: about 20 seconds …")
    found = backtests.as_json(backtests.backtest_of(figures, arguments.holdout))
    progress_line("")
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    print(f"{found['indicators']} indicators, {found['areas']} authorities, {found['seconds']} seconds.")
    print(
        "Error and interval score against carrying the last value on (below 1 is better); share inside the"
        " 50, 80, 95 % interval,"
    )
    print(
        "as wide as the other indicators strayed over the years held out, and then as wide as could be known"
        " before them."
    )
    _print_scores("all topics", found["horizons"])
    for topic, scores in found["topics"].items():
        _print_scores(topic, scores)
    print("Chance given that a figure rises, and how often it did:")
    for row in found["reliability"]:
        print(
            f"  said {100 * row['said']:3.0f} in 100, came {100 * row['came']:3.0f} in 100 ({row['values']:,}"
            " times)"
        )


def _print_scores(name: str, scores: dict) -> None:
    for years, score in scores.items():
        inside, then = (
            " ".join(
                f"{_cell(share if share is None else 100 * share, 0):>3}" for share in score[which].values()
            )
            for which in ("coverage", "coverage_as_known_then")
        )
        error, width = _cell(score["relative_mae"], 3), _cell(score["relative_wis"], 3)
        print(
            f"{name:<34} {years} ahead  error {error}  score {width}  inside {inside}  as known then {then}"
        )


def _cell(x: float | None, decimals: int) -> str:
    return "–" if x is None else f"{x:.{decimals}f}"


def _scenario(arguments: argparse.Namespace) -> None:
    try:
        text = arguments.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoScenarioFile(
            f"{arguments.file} cannot be read as text; give the path of a YAML file."
        ) from error
    desk = open_desk(arguments.store)
    answer = scenarios.scenario_of(desk, read_form(text, desk.figures, arguments.file.name))
    if arguments.json:
        print(json.dumps(scenario_json.as_json(answer), ensure_ascii=False))
        return
    indicator = answer.forecast.indicator
    print(f"{answer.forecast.area.name}: {indicator.title}")
    print("If nothing changes:")
    _print_years(answer.forecast.baseline, indicator)
    if answer.actions:
        print("With the actions:")
        _print_years(answer.years, indicator)
    for sentence in answer.words:
        print(sentence)
    for action in answer.actions:
        print(f"- {action.name}: {action.action.source}. {action.caution}".rstrip())

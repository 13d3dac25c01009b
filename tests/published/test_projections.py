"""What the baselines promise, held against the published figures that came with the project: the last three years hidden."""

import pytest

from c4eo_core.answers.backtest import as_json, backtest_of


@pytest.fixture(scope="module")
def found(figures):
    return as_json(backtest_of(figures))


@pytest.mark.parametrize(("years", "most"), [("1", 0.895), ("2", 0.890), ("3", 0.880)])
def test_the_error_against_carrying_the_last_value_on_is_no_more_than_promised(found, years, most):
    assert found["horizons"][years]["relative_mae"] <= most
    assert found["horizons"][years]["relative_wis"] <= 0.90
    assert found["horizons"][years]["indicators"] > 250


def test_a_year_ahead_the_intervals_hold_what_they_say_to_two_in_a_hundred(found):
    for level, share in found["horizons"]["1"]["coverage"].items():
        assert share == pytest.approx(int(level) / 100, abs=0.02)


def test_further_ahead_they_are_somewhat_too_wide_in_the_middle_and_at_three_years_too_narrow_at_the_ends(found):
    """Measured: 56/83/96 at two years and 55/79/92 at three. This is what holds, not what would be best."""
    for years, level, low, high in (("2", "80", 0.80, 0.86), ("2", "95", 0.93, 0.97), ("3", "80", 0.75, 0.82), ("3", "95", 0.90, 0.95)):
        assert low <= found["horizons"][years]["coverage"][level] <= high
    for years in ("2", "3"):
        assert 0.48 <= found["horizons"][years]["coverage"]["50"] <= 0.60


def test_what_is_called_likely_comes_about_as_often(found):
    for row in found["reliability"]:
        assert abs(row["said"] - row["came"]) < 0.10


def test_the_record_kept_beside_the_figures_is_that_of_these_figures(desk, found):
    kept = desk.record
    assert "seconds" not in kept
    assert kept == {name: part for name, part in found.items() if name != "seconds"}

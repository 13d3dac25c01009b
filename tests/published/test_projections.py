"""What the baselines promise, held against the published figures that came with the project: the last three
years hidden.
"""

from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.fitted.backtest import as_json, backtest_of


@pytest.fixture(scope="module")
def found(figures):
    return as_json(backtest_of(figures))


@pytest.mark.parametrize(("years", "most"), [("1", 0.895), ("2", 0.890), ("3", 0.880)])
def test_the_error_against_carrying_the_last_value_on_is_no_more_than_promised(found, years, most):
    assert found["horizons"][years]["relative_mae"] <= most
    assert found["horizons"][years]["relative_wis"] <= 0.90
    assert found["horizons"][years]["indicators"] > 250


@pytest.mark.parametrize("years", ["1", "2", "3"])
def test_the_intervals_hold_what_they_say_to_two_in_a_hundred_each_indicator_judged_by_the_others(
    found, years
):
    for level, share in found["horizons"][years]["coverage"].items():
        assert share == pytest.approx(int(level) / 100, abs=0.02)


def test_in_every_topic_with_enough_indicators_they_come_near(found):
    """Attainment at 19, absence and the rest; key stage 1 ended in 2023, so at three years it is tested over
    the upheaval only.
    """
    for topic, scores in found["topics"].items():
        for years, score in scores.items():
            if score["indicators"] >= 10 and (topic, years) != ("Key Stage 1 and Phonics", "3"):
                for level, share in score["coverage"].items():
                    assert share == pytest.approx(int(level) / 100, abs=0.10), (topic, years, level)


def test_with_nothing_known_of_the_years_held_out_they_hold_what_they_say_for_one_year_and_roughly_after(
    found,
):
    """Measured: 50/79/94, 56/83/96 and 54/78/92."""
    for years, near in (("1", 0.02), ("2", 0.07), ("3", 0.06)):
        for level, share in found["horizons"][years]["coverage_as_known_then"].items():
            assert share == pytest.approx(int(level) / 100, abs=near)


@pytest.mark.parametrize("seed", [1, 2])
def test_so_do_those_of_a_store_that_holds_other_indicators(figures, seed):
    """137 of them drawn at random: few enough that what each learns from the others is another thing each
    time.
    """
    published = [m for m, i in enumerate(figures.indicators) if not i.concern]
    some = np.sort(np.random.default_rng(seed).choice(published, 137, replace=False))
    few = replace(figures, indicators=tuple(figures.indicators[m] for m in some), values=figures.values[some])
    for score in backtest_of(few).found.horizons.values():
        for level, share in score.coverage.items():
            assert share == pytest.approx(level / 100, abs=0.02)


def test_what_is_called_likely_comes_about_as_often(found):
    for row in found["reliability"]:
        assert abs(row["said"] - row["came"]) < 0.10


def test_the_record_kept_beside_the_figures_is_that_of_these_figures(desk, found):
    kept = desk.record
    assert "seconds" not in kept
    own = kept["by_indicator"]
    assert len(own) > 300 and all(0 <= row["held_80"] <= 1 and row["values"] > 0 for row in own.values())
    beside = {name: part for name, part in kept.items() if name != "by_indicator"}
    assert beside == {name: part for name, part in found.items() if name != "seconds"}

"""Two stores beside one another."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from c4eo_core.answers.comparing import compare_stores, reasons_to_stop
from c4eo_core.answers.rebuild import inputs_of
from c4eo_core.store.build import build_figures


def built(release, folder):
    return build_figures(inputs_of(release.write(folder), []), dt.date(2026, 7, 1))


@pytest.fixture
def old(release, tmp_path):
    return built(release, tmp_path / "old")


def test_the_same_files_bring_nothing_new(old, release, tmp_path):
    found = compare_stores(old, built(release, tmp_path / "new"))
    assert found.nothing_new and reasons_to_stop(found) == [] and found.shared > 3000


def test_a_new_year_is_a_new_period_and_no_reason_to_stop(old, release, tmp_path):
    f = release.figures
    newest = f[(f["Short Desc"] == "TotPermEx") & (f["Years"] == "2023/24")].assign(Years="2024/25")
    release.figures = pd.concat([f, newest], ignore_index=True)
    found = compare_stores(old, built(release, tmp_path / "new"))
    assert [(p.indicator, p.period) for p in found.new_periods] == [("exclusions", "2024/25")]
    assert reasons_to_stop(found) == []


def test_a_revised_figure_is_told_with_old_and_new(old, release, tmp_path):
    row = release.cell("TotPermEx", "2022/23", 383)
    before = float(release.figures.loc[row, "Values"])
    release.figures.loc[row, "Values"] = "12.34"
    found = compare_stores(old, built(release, tmp_path / "new"))
    (revision,) = found.revised
    assert (revision.indicator, revision.area, revision.period) == ("exclusions", "E08000035", "2022/23")
    assert (revision.old, revision.new) == (before, 12.34) and reasons_to_stop(found) == []


def test_many_changes_without_a_reason_stop_it_and_those_of_a_revised_year_do_not(old, release, tmp_path):
    f = release.figures
    marked = f["Years"].str.contains("Rev")
    f.loc[marked, "Values"] = [f"{float(v) + 0.5:.2f}" for v in f.loc[marked, "Values"]]
    found = compare_stores(old, built(release, tmp_path / "new"))
    assert found.revised and found.changed == 0 and reasons_to_stop(found) == []
    every = f["Short Desc"] == "PriFSM"
    f.loc[every, "Values"] = [f"{float(v) + 0.5:.2f}" for v in f.loc[every, "Values"]]
    found = compare_stores(old, built(release, tmp_path / "newer"))
    assert "have changed without a label that says revised" in " ".join(reasons_to_stop(found))


def test_an_authority_that_has_gone_is_named_and_a_lost_indicator_stops_it(old, release, tmp_path):
    f = release.figures
    f.loc[(f["LA Number"] == 383) & (f["Short Desc"] == "TotPermEx"), "Values"] = "-"
    found = compare_stores(old, built(release, tmp_path / "new"))
    assert [(g.indicator, g.area, g.values) for g in found.gone] == [("exclusions", "E08000035", 3)]
    assert found.missing == 3 and reasons_to_stop(found) == []
    release.figures = f[f["Short Desc"] != "PriFSM"]
    release.dictionary = release.dictionary[release.dictionary["Measure_short"] != "PriFSM"]
    told = " ".join(reasons_to_stop(compare_stores(old, built(release, tmp_path / "newer"))))
    assert "1 indicators have gone: fsm-eligible-primary" in told and "have gone; up to 1%" in told


def test_another_measure_under_the_old_name_is_suspected(old, release, tmp_path):
    f = release.figures
    newest = f[(f["Short Desc"] == "TotPermEx") & (f["Years"] == "2023/24")].assign(Years="2024/25")
    shuffled = np.random.default_rng(3).permutation(newest["Values"].to_numpy())
    release.figures = pd.concat([f, newest.assign(Values=shuffled)], ignore_index=True)
    found = compare_stores(old, built(release, tmp_path / "new"))
    assert found.redefined == ("exclusions",)
    assert "look like another measure" in " ".join(reasons_to_stop(found))

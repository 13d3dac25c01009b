"""What the built store promises: gaps are differences, notes win, nothing published is lost, nobody can write
to it.
"""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.desk import open_desk
from c4eo_core.answers.rebuild import rebuild
from c4eo_core.answers.standing.conventions import Convention
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE
from c4eo_core.model.indicator import Break
from c4eo_core.model.kinds import Note
from c4eo_core.store.disk import StoreMissing, read_store
from c4eo_core.store.figures import NOTES


@pytest.fixture
def store(tmp_path, monkeypatch):
    # Baselines are learnt of themselves when somebody asks for one, which no test here does.
    monkeypatch.setattr("c4eo_core.answers.rebuild.write_outlook", lambda figures, folder: None)

    def build(release):
        rebuild(release.write(tmp_path / "release"), [], tmp_path / "store", dt.date(2026, 1, 2))
        return open_desk(tmp_path / "store")

    return build


def cells(desk, indicator_id, number):
    figures = desk.figures
    indicator = figures.indicators[figures.index[indicator_id]]
    return {p.label: (v, note) for p, v, note in figures.cells(indicator, figures.areas.find(str(number)))}


def test_a_gap_is_the_group_of_concern_minus_the_other_in_the_same_place_and_period(release, store):
    release.figures.loc[release.cell("FSM_NEW_KS2_RWM", "2025", 370), "Values"] = "45"
    release.figures.loc[release.cell("NonFSM_NEW_KS2_RWM", "2025", 370), "Values"] = "67.5"
    gap = cells(store(release), "gap-ks2-rwm-free-meals", 370)
    assert list(gap) == ["2022/23", "2023/24", "2024/25"]
    assert gap["2024/25"] == (-22.5, None)


@pytest.mark.parametrize("key", ["FSM_NEW_KS2_RWM", "NonFSM_NEW_KS2_RWM"])
def test_a_note_on_either_group_is_a_note_on_the_gap(release, store, key):
    release.figures.loc[release.cell(key, "2025", 370), "Values"] = "c"
    assert cells(store(release), "gap-ks2-rwm-free-meals", 370)["2024/25"] == (None, Note.SUPPRESSED)


def test_a_gap_has_only_the_periods_that_both_groups_have(release, store):
    f = release.figures
    release.figures = f[~((f["Short Desc"] == "NonFSM_NEW_KS2_RWM") & (f["Years"] == "2023"))]
    assert list(cells(store(release), "gap-ks2-rwm-free-meals", 370)) == ["2023/24", "2024/25"]


def test_every_gap_that_came_with_the_project_is_that_difference(figures):
    gaps = [i for i in figures.indicators if i.concern]
    assert gaps
    for gap in gaps:
        m, c, r = (figures.index[i] for i in (gap.id, gap.concern, gap.reference))
        columns = [figures.column[p.end.year] for p in gap.periods]
        np.testing.assert_array_equal(
            figures.values[m][:, columns], figures.values[c][:, columns] - figures.values[r][:, columns]
        )


def test_a_suppressed_value_never_enters_an_average(release, store):
    barnsley = release.neighbours[370]
    for number in release.figures["LA Number"].unique():
        release.figures.loc[release.cell("TotPermEx", "2023/24", number), "Values"] = "50"
    release.figures.loc[release.cell("TotPermEx", "2023/24", barnsley[0]), "Values"] = "c"
    release.figures.loc[release.cell("TotPermEx", "2023/24", barnsley[1]), "Values"] = "low"
    desk = store(release)
    (p,) = progress_of(desk, desk.figures.areas.find("370"), [desk.figures.find("lait:TotPermEx")])
    assert (p.neighbours.mean, p.neighbours.with_value, len(p.neighbours.list)) == (50.0, 8, 10)
    assert p.ranked == 151


def test_every_cell_of_every_period_holds_a_value_or_a_note_and_never_both(figures):
    for m, indicator in enumerate(figures.indicators):
        columns = [figures.column[p.end.year] for p in indicator.periods]
        assert (np.isfinite(figures.values[m][:, columns]) == (figures.notes[m][:, columns] == 0)).all(), (
            indicator.id
        )
        others = np.setdiff1d(np.arange(len(figures.end_years)), columns)
        assert np.isnan(figures.published[m][:, others]).all() and not figures.notes[m][:, others].any(), (
            indicator.id
        )


def test_a_value_we_withhold_is_kept_as_published_and_left_out_of_everything_we_compare(desk):
    """The England row for first-time entrants is nine regions added up."""
    figures = desk.figures
    indicator, england, barnsley = (
        figures.find("lait:FirstYJS"),
        figures.areas.england,
        figures.areas.find("370"),
    )
    m, a = figures.index[indicator.id], figures.areas.index[england.code]
    newest = desk.newest[m]
    assert figures.published[m, a, newest] > 1000 and np.isnan(figures.values[m, a, newest])
    assert NOTES[figures.notes[m, a, newest]] is Note.UNRELIABLE
    (ours,) = progress_of(desk, barnsley, [indicator])
    (theirs,) = progress_of(desk, barnsley, [indicator], Convention.DFE)
    assert (ours.england, ours.against_england) == (None, "not compared")
    assert theirs.england == figures.published[m, a, newest]


def test_every_declared_correction_has_left_its_mark_in_the_ledger(figures):
    reasons = {line["why"] for line in figures.manifest["ledger"]}
    for rule in read_yaml(CATALOGUE / "corrections.yaml"):
        assert rule["why"] in reasons, rule["source_key"]


def test_a_nought_far_below_everybody_else_is_withheld_and_a_plain_nought_is_not(release, store):
    numbers = release.figures["LA Number"].unique()
    for n, number in enumerate(numbers):
        release.figures.loc[release.cell("FSM_NEW_KS2_RWM", "2025", number), "Values"] = str(50 + n % 20)
        release.figures.loc[release.cell("TotPermEx", "2023/24", number), "Values"] = str(n % 20 / 100)
    release.figures.loc[release.cell("FSM_NEW_KS2_RWM", "2025", 370), "Values"] = "0"
    release.figures.loc[release.cell("TotPermEx", "2023/24", 370), "Values"] = "0"
    desk = store(release)
    far = desk.figures.find("lait:FSM_NEW_KS2_RWM").id
    plain = desk.figures.find("lait:TotPermEx").id
    assert cells(desk, far, 370)["2024/25"] == (None, Note.UNRELIABLE)
    assert cells(desk, plain, 370)["2023/24"] == (0.0, None)


def test_nobody_can_write_to_the_figures(figures):
    for array in (figures.published, figures.values, figures.notes, figures.noise):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_no_authority_is_its_own_neighbour_and_none_has_the_same_one_twice(figures):
    for code, listed in figures.neighbours.items():
        codes = [n.code for n in listed]
        assert len(codes) == len(set(codes)) == 10 and code not in codes
        assert {n.closeness for n in listed} <= {
            "extremely close",
            "very close",
            "close",
            "somewhat close",
            "not close",
        }
    assert {a.code for a in figures.areas.authorities} <= figures.neighbours.keys()


def test_periods_of_an_indicator_are_in_order_and_end_in_different_years(figures):
    for indicator in figures.indicators:
        ends = [p.end.year for p in indicator.periods]
        assert ends and ends == sorted(set(ends)), indicator.id


def test_a_rank_is_among_the_authorities_of_today_only(desk):
    s, figures = desk.standing, desk.figures
    assert figures.authority_count == 153
    assert (s.rank[:, 153:] == 0).all() and (s.band[:, 153:] == 0).all()
    assert s.ranked.max() <= 153 and (s.rank.max(axis=1) <= s.ranked).all()


def test_a_folder_without_a_store_says_so(tmp_path, figures):
    with pytest.raises(StoreMissing, match="c4eo build"):
        read_store(tmp_path, figures.areas)


def test_a_break_stands_at_the_year_its_first_period_ends_and_never_before_the_first_period(
    release, store, monkeypatch, catalogue
):
    """The catalogue names a break by the first year of a label: 2022 is the period 2022/23, which ends in
    2023.
    """
    entry = replace(
        catalogue.indicators["TotPermEx"],
        breaks=(Break(2021, "before"), Break(2022, "counted anew"), Break(2040, "after")),
    )
    changed = replace(catalogue, indicators={**catalogue.indicators, "TotPermEx": entry})
    monkeypatch.setattr("c4eo_core.answers.rebuild.load_catalogue", lambda: changed)
    desk = store(release)
    indicator = desk.figures.find("lait:TotPermEx")
    assert indicator.breaks == (Break(2023, "counted anew"),)
    (p,) = progress_of(desk, desk.figures.areas.find("370"), [indicator])
    assert (p.change_from.label, p.five_years.periods, p.trend.figures) == ("2022/23", 2, 2)


def test_breaks_that_came_with_the_project_stand_at_periods_it_holds(figures):
    for indicator in figures.indicators:
        ends = [p.end.year for p in indicator.periods]
        assert {b.from_year for b in indicator.breaks} <= set(ends[1:]), indicator.id
        assert all(b.why for b in indicator.breaks)

"""Neighbours chosen by a trust: the same rules on another list, and nothing else moves."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.report.trust_report import card_report
from c4eo_core.answers.scenarios.what_if import baseline_of, what_if_of
from c4eo_core.answers.scenarios.what_if_form import MEDIAN, WhatIfForm, years_of
from c4eo_core.answers.standing.all_areas import all_areas_of
from c4eo_core.answers.standing.compare import nearest_of, profile_of, scatter_of
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.answers.standing.neighbour_set import (
    cautions,
    choice_of,
    desk_for,
    in_order,
    official,
    report_words,
    summary,
    with_neighbours,
)
from c4eo_core.answers.standing.overview import overview_of
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.standing.words import alt_words, neighbours_words
from c4eo_core.indicators.significance import Verdict
from c4eo_core.records.errors import NotValid
from c4eo_core.records.local_kinds import NeighbourSet
from c4eo_core.records.rows import Item, Trust
from c4eo_core.reports.content.content import content_of
from c4eo_core.reports.html.indicator import key_facts, neighbours_table
from c4eo_core.reports.html.neighbours import choice_table
from c4eo_core.reports.tables.curve import curve_csv

LEEDS, BATH, HACKNEY = "E08000035", "E06000022", "E09000012"
TODAY = dt.date(2026, 11, 22)
CHOSEN_ON = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
REASON = "Two of the ten have changed their schools since"


@pytest.fixture(scope="module")
def leeds(figures):
    return figures.areas.by_code(LEEDS)


@pytest.fixture(scope="module")
def ten(figures):
    return tuple(n.code for n in figures.neighbours[LEEDS])


def item(*members: str, reason: str = REASON, list_date: str = "2025-05", **more: object) -> Item:
    body = NeighbourSet(
        area=LEEDS, title="Ours", members=members, reason=reason, list_date=list_date, chosen=True
    )
    body = replace(body, **{k: v for k, v in more.items() if k in NeighbourSet.__dataclass_fields__})
    return Item(
        more.get("id", "i1"), "t1", None, NeighbourSet.kind, 1.0, body, 1, more.get("at", CHOSEN_ON), "Sam"
    )


def plain(p):
    """Without the mark that says whose list it was."""
    return replace(p, neighbours=replace(p.neighbours, chosen=False))


def test_choosing_the_published_ten_gives_every_answer_the_published_ten_give(desk, leeds, ten):
    same = with_neighbours(desk, leeds, ten)
    ours, theirs = progress_of(same, leeds), progress_of(desk, leeds)
    assert [plain(p) for p in ours] == theirs
    assert all(p.neighbours.chosen for p in ours) and not any(p.neighbours.chosen for p in theirs)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_mean_median_best_and_place_follow_the_rules_on_any_list(desk, leeds, data):
    codes = [a.code for a in desk.figures.areas.authorities if a.code != LEEDS]
    chosen = tuple(data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=20, unique=True)))
    for p in progress_of(with_neighbours(desk, leeds, chosen), leeds)[::17]:
        n = p.neighbours
        assert [v.area.code for v in n.list] == list(chosen)
        known = [v.value for v in n.list if v.value is not None]
        assert n.with_value == len(known)
        if len(known) < 5:
            assert n.mean is n.median is n.best is None and p.against_neighbours == "not compared"
            continue
        assert n.mean == pytest.approx(np.mean(known)) and n.median == pytest.approx(np.median(known))
        if p.indicator.judged:
            size = [abs(v) if p.indicator.is_gap else v for v in known]
            best = max(size) if p.indicator.polarity.value == "high" else min(size)
            assert (abs(n.best) if p.indicator.is_gap else n.best) == pytest.approx(best)


def test_a_difference_is_tested_against_the_chosen_and_by_the_same_rule(desk, leeds, ten):
    """Worked out a second time, plainly, for one indicator."""
    chosen = (*ten[3:], BATH, HACKNEY)
    own = with_neighbours(desk, leeds, chosen)
    indicator = desk.figures.find("ks2-rwm-expected")
    m, at = desk.figures.index[indicator.id], [desk.figures.areas.index[c] for c in (LEEDS, *chosen)]
    z = desk.scaled[m, at, desk.newest[m]]
    s = desk.noise[m, at]
    known = np.isfinite(z[1:]) & np.isfinite(s[1:])
    margin = 1.959964 * np.sqrt(s[0] ** 2 + (s[1:][known] ** 2).sum() / known.sum() ** 2)
    difference = z[0] - z[1:][known].mean()
    expected = (
        Verdict.SIMILAR if abs(difference) <= margin else Verdict.BETTER if difference > 0 else Verdict.WORSE
    )
    assert own.against_neighbours[m, at[0]] == expected
    assert (
        curve_of(own, leeds, indicator).progress.neighbours.mean
        != curve_of(desk, leeds, indicator).progress.neighbours.mean
    )


def test_no_other_area_and_nothing_but_the_neighbours_moves(desk, leeds, ten):
    own, bath = with_neighbours(desk, leeds, (*ten[5:], HACKNEY)), desk.figures.areas.by_code(BATH)
    assert progress_of(own, bath) == progress_of(desk, bath)
    same = {"neighbours", "against_neighbours"}
    for a, b in zip(progress_of(own, leeds), progress_of(desk, leeds), strict=True):
        assert all(getattr(a, f) == getattr(b, f) for f in a.__dataclass_fields__ if f not in same)
    assert desk.figures.neighbours[LEEDS][0].code == ten[0] and desk.chosen_for == ""
    assert not own.figures.neighbour_index.flags.writeable


def test_the_baseline_rests_on_the_published_ten_all_the_same(desk, leeds, ten):
    indicator = desk.figures.find("ks2-rwm-expected")
    own = with_neighbours(desk, leeds, (*ten[5:], HACKNEY))
    assert forecast_of(own, leeds, indicator).baseline == forecast_of(desk, leeds, indicator).baseline


def test_a_goal_of_the_neighbours_is_where_the_chosen_will_be(desk, leeds):
    indicator = desk.figures.find("ks2-rwm-expected")
    london = [a.code for a in desk.figures.areas.authorities if a.code.startswith("E09")][:10]
    own, year = (
        with_neighbours(desk, leeds, tuple(london)),
        max(years_of(baseline_of(desk, leeds, indicator))),
    )
    ours, theirs = (
        what_if_of(d, leeds, indicator, WhatIfForm(MEDIAN, year)).scenario.target.value for d in (own, desk)
    )
    assert ours > theirs + 3  # inner London's schools are well ahead at eleven


def test_pictures_tables_and_files_say_that_the_neighbours_were_chosen(desk, leeds, ten):
    own, indicator = with_neighbours(desk, leeds, (*ten[2:], HACKNEY)), desk.figures.find("ks2-rwm-expected")
    curve = curve_of(own, leeds, indicator)
    assert (
        "chosen by the trust" in alt_words(curve)
        and curve.neighbour_median.name == "Chosen neighbours' median"
    )
    table = neighbours_table(curve, desk.figures.neighbour_date)
    assert "9 neighbours chosen" in table and "May 2025" in table and "not on the published list" in table
    assert "ten statistical" not in table
    text = curve_csv(curve).decode("utf-8-sig")
    assert ",chosen neighbour," in text and ",chosen neighbours' median," in text and "Hackney" in text
    assert "chosen" not in curve_csv(curve_of(desk, leeds, indicator)).decode("utf-8-sig")


def test_headlines_profile_scatter_and_all_areas_use_the_chosen(desk, leeds, ten):
    own, figures = with_neighbours(desk, leeds, (HACKNEY, *ten[4:])), desk.figures
    assert all(
        c.progress.neighbours.list[0].area.code == HACKNEY
        for c in overview_of(own, leeds, "closing_the_gap").curves
    )
    x, y = figures.find("absence"), figures.find("ks4-attainment-8")
    assert {p.area.code for p in scatter_of(own, leeds, x, y).places if p.role == "neighbour"} == {
        HACKNEY,
        *ten[4:],
    }
    row = profile_of(own, leeds, "", ("absence",)).rows[0]
    assert row.neighbours == pytest.approx(row.progress.neighbours.median)
    answer = all_areas_of(own, leeds, x)
    assert answer.chosen_neighbours and answer.neighbour_median == pytest.approx(row.neighbours)
    assert [r.area.code for r in answer.rows if r.neighbour == 1] == [HACKNEY]
    assert nearest_of(own.figures, leeds)[0].code == HACKNEY


def test_under_five_there_is_no_median_and_the_words_say_why(desk, leeds, ten):
    own, indicator = with_neighbours(desk, leeds, ten[:4]), desk.figures.find("ks2-rwm-expected")
    curve = curve_of(own, leeds, indicator)
    assert neighbours_words(curve.progress) == "only 4 neighbours chosen, too few for a median"
    assert all(v is None for v in curve.neighbour_median.values) and "too few for a median" in key_facts(
        curve
    )


def test_codes_that_are_no_place_twice_or_its_own_are_left_out(desk, leeds, ten):
    own = with_neighbours(desk, leeds, ("E99999999", LEEDS, ten[0], ten[0], HACKNEY))
    assert [n.code for n in own.figures.neighbours[LEEDS]] == [ten[0], HACKNEY]


def test_an_abolished_authority_is_named_as_gone_and_counts_without_a_figure(desk, leeds, ten):
    gone = desk.figures.areas.abolished[0]
    choice = choice_of(desk.figures, leeds, [item(*ten[:5], gone.code)])
    assert any(gone.name in line and "no longer exists" in line for line in cautions(choice, "2025-05"))
    assert "no longer an authority" in choice_table(choice, "2025-05")
    p = progress_of(
        with_neighbours(desk, leeds, choice.codes), leeds, [desk.figures.find("ks2-rwm-expected")]
    )[0]
    assert p.neighbours.with_value == 5 and len(p.neighbours.list) == 6 and p.neighbours.mean is not None


def test_a_choice_tells_what_was_dropped_and_added_with_the_published_words(desk, leeds, ten):
    choice = choice_of(desk.figures, leeds, [item(*ten[1:], BATH)])
    dropped = desk.figures.areas.by_code(ten[0]).name
    assert (
        summary(choice)
        == f"9 of the published list are kept; {dropped} dropped; Bath and North East Somerset added."
    )
    table = choice_table(choice, "2025-05")
    assert (
        "not on the published list" in table
        and "dropped" in table
        and "May 2025" in table
        and "20 November 2026" in table
    )
    closest = official(desk.figures, leeds)
    assert choice.members[0].closeness == closest[1].closeness and choice.members[-1].closeness == ""


def test_words_of_a_person_stay_text(desk, leeds, ten):
    choice = choice_of(desk.figures, leeds, [item(*ten[1:], reason="<script>alert(1)</script>")])
    assert "<script>" not in choice_table(choice, "2025-05") and "alert(1)" in choice_table(choice, "2025-05")
    assert "alert" not in choice_table(choice, "2025-05", hidden=True)


def test_a_newer_published_list_asks_to_look_again(desk, leeds, ten):
    choice = choice_of(desk.figures, leeds, [item(*ten[1:], list_date="2021-04")])
    assert any("has changed since" in line for line in cautions(choice, desk.figures.neighbour_date))
    assert not cautions(replace(choice, list_date=desk.figures.neighbour_date), desk.figures.neighbour_date)


def test_only_a_chosen_set_for_this_authority_counts_and_the_newest_of_several(desk, leeds, ten):
    bath = desk.figures.areas.by_code(BATH)
    older, newer = item(*ten[1:]), item(*ten[2:], id="i2", at=CHOSEN_ON + dt.timedelta(days=1))
    assert choice_of(desk.figures, leeds, [newer, older]).codes == ten[2:]
    assert choice_of(desk.figures, bath, [older]) is None
    assert choice_of(desk.figures, leeds, [item(*ten[1:], chosen=False)]) is None
    assert desk_for(desk, leeds, []) == (desk, None)


def test_what_is_kept_is_made_from_the_public_desk_alone(desk, leeds, ten):
    from c4eo_core.answers.local.desk import TrustDesk

    trust = Trust("t1", "Leeds Children's Trust", LEEDS, "#123456", CHOSEN_ON)
    for private in (TrustDesk(desk, trust, []), with_neighbours(desk, leeds, ten)):
        with pytest.raises(TypeError):
            with_neighbours(private, leeds, ten)


def test_published_ones_stand_first_and_nearest_first(desk, leeds, ten):
    assert in_order(desk.figures, leeds, (HACKNEY, ten[3], ten[1], BATH)) == (ten[1], ten[3], HACKNEY, BATH)


@pytest.mark.parametrize(("members", "reason"), [((BATH, BATH), REASON), ((LEEDS,), REASON), ((BATH,), " ")])
def test_a_set_with_one_twice_with_itself_or_without_a_reason_is_refused(members, reason):
    with pytest.raises(NotValid):
        NeighbourSet(area=LEEDS, title="Ours", members=members, reason=reason, chosen=True)


def test_a_report_of_the_trust_compares_with_the_chosen_and_says_so(desk, leeds, ten):
    trust = Trust("t1", "Leeds Children's Trust", LEEDS, "#123456", CHOSEN_ON)
    with_set = card_report(desk, trust, "closing_the_gap", [item(*ten[1:], HACKNEY)], TODAY)
    without = card_report(desk, trust, "closing_the_gap", [], TODAY)
    assert REASON in with_set.chosen_neighbours and "20 November 2026" in with_set.chosen_neighbours
    assert all(c.progress.neighbours.list[-1].area.code == HACKNEY for c in with_set.headlines)
    assert with_set.curves[0].curve.progress.neighbours.chosen
    told = str(content_of(with_set))
    assert REASON in told and "list of May 2025" not in told.replace(with_set.chosen_neighbours, "")
    assert without.chosen_neighbours == "" and "Statistical neighbours: list of May 2025" in str(
        content_of(without)
    )
    assert (
        report_words(choice_of(desk.figures, leeds, [item(*ten[1:], HACKNEY)])) == with_set.chosen_neighbours
    )

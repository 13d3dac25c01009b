"""Promises of the sum in children: what it starts from, what it says, and that it never invents."""

import pytest

from c4eo_core.answers.scenarios.before_choosing import Option, as_json, same_money, starting_point_of, sum_of
from c4eo_core.answers.scenarios.form import read_form
from c4eo_core.answers.scenarios.scenario import scenario_of
from c4eo_core.answers.scenarios.sum_words import count_words, money_words
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.answers.workshop.idea_scenario import may_bring_words
from c4eo_core.catalogue.choices import priorities
from c4eo_core.model.problem import SourceProblems


@pytest.fixture
def ground(desk):
    return lambda indicator, area="Leeds": starting_point_of(
        desk, desk.figures.areas.find(area), desk.find(indicator)
    )


FULL = Option("Tuition", 300, (0.3, 0.4), (2, 6), price=(150, 250), source="A trial")


def test_a_gap_starts_from_the_group_of_concern(desk, ground):
    g = ground("gap-ks2-rwm-disadvantaged")
    (group,) = progress_of(desk, g.area, [desk.find("ks2-rwm-expected-disadvantaged")])
    (gap,) = progress_of(desk, g.area, [g.indicator])
    assert g.level == group.value and g.cohort == group.cohort
    assert g.short == pytest.approx(abs(gap.value) / 100 * group.cohort)


def test_every_headline_has_a_sum_or_a_reason_why_none(ground):
    for priority in priorities().values():
        for headline in priority.headlines:
            g = ground(headline.key)
            assert (g.level is not None) != bool(g.why_not), g.indicator.id
            assert g.short is None or g.short > 0


def test_a_score_counts_no_children(ground):
    found = sum_of(ground("cla-sdq-score"), FULL)
    assert found.changed.children is None or found.points is None
    assert "no sum in children" in found.headline and "score" in found.lines[0]


def test_the_share_of_school_time_missed_counts_no_children(ground):
    assert ground("absence-primary").why_not and not ground("persistent-absence-primary").why_not


def test_the_headline_names_both_ends(ground):
    found = sum_of(ground("eyfs-gld"), FULL)
    assert found.headline == "Tuition might change 2 to 7 of 300 children offered it."
    assert "of the gap, for £13,500 to £30,000." in found.sentence


def test_an_effect_that_holds_nought_reads_might_do_nothing(ground):
    found = sum_of(ground("eyfs-gld"), Option("Tuition", 300, (0.3, 0.4), (-1, 4)))
    assert "might do nothing" in found.headline and found.changed.might_do_nothing


def test_an_effect_below_nought_is_said_as_plainly_as_one_above(ground):
    found = sum_of(ground("eyfs-gld"), Option("Tuition", 300, (0.3, 0.4), (-4, -2)))
    assert "might make things worse for 2 to 5 of 300" in found.headline
    assert any("would not get smaller" in line for line in found.lines)


@pytest.mark.parametrize("missing", ["offered", "take_up", "effect", "price"])
def test_what_is_not_known_is_a_dash_and_never_a_number(ground, missing):
    given = {"offered": 300, "take_up": (0.3, 0.4), "effect": (2, 6), "price": (150, 250), missing: None}
    found = sum_of(ground("eyfs-gld"), Option("Tuition", **given))
    assert any(line.startswith("–") for line in found.lines)
    said = as_json(found)
    assert (said["cost"] if missing == "price" else said["changed"]) is None


def test_an_effect_of_the_groups_own_is_said_to_be_its_own(ground):
    own = sum_of(ground("eyfs-gld"), Option("Tuition", 300, (0.3, 0.4), (2, 6), own=True))
    assert any("the group's own estimate" in line for line in own.lines)


def test_the_same_money_reaches_no_more_than_there_are(ground):
    g = ground("eyfs-gld")
    assert same_money(g, FULL, 1e9).taking_part.high == g.cohort


WRITTEN = """area: Leeds
indicator: eyfs-gld
actions:
  - name: Home visits
    reach: 0.02
    effect: {range: [2, 6], source: A trial}
    children: {offered: 300, take_up: [0.3, 0.4], price: [150, 250], price_words: ", in prices of 2021"}
"""


def test_the_sum_goes_into_the_scenario_with_its_cautions(desk):
    answer = scenario_of(desk, read_form(WRITTEN, desk.figures))
    (found,) = answer.sums
    assert (
        found.option.own and found.headline == "Home visits might change 2 to 7 of 300 children offered it."
    )
    assert found.sentence in answer.words
    assert found.sentence in may_bring_words(desk, WRITTEN)


def test_several_options_are_never_added(desk):
    second = WRITTEN + WRITTEN.split("actions:\n")[1].replace("Home visits", "Play groups")
    answer = scenario_of(desk, read_form(second, desk.figures))
    assert [s.option.name for s in answer.sums] == ["Home visits", "Play groups"]
    assert not any("5 to 14" in words for words in answer.words)


@pytest.mark.parametrize(
    "wrong",
    ["{offered: many}", "{offered: 3, take_up: 0.4}", "{offered: 3, price: [9, 2]}", "[]", "{offer: 3}"],
)
def test_what_is_wrong_about_the_children_is_named(desk, wrong):
    text = WRITTEN.replace(WRITTEN.split("children: ")[1].strip(), wrong)
    with pytest.raises(SourceProblems) as stopped:
        read_form(text, desk.figures, "mine.yaml")
    assert any("children" in str(p) for p in stopped.value.problems)


def test_money_and_children_are_written_no_surer_than_they_are():
    assert money_words(198_432) == "£198,000" and money_words(12.4) == "£12" and money_words(0) == "£0"
    assert count_words(0.4) == "fewer than 1" and count_words(12_345) == "12,300" and count_words(0) == "0"

"""Three statistics beside the curve, and the rest one click away."""

import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.curve import curve_of
from c4eo_core.reports.html.indicator import key_facts, other_facts


@pytest.mark.parametrize("area", ["E06000047", "E06000053", "E09000001"])
def test_three_statistics_stand_beside_every_curve_and_none_of_them_is_empty(area):
    desk = prepared_desk()
    for indicator in desk.figures.indicators[::9]:
        html = key_facts(curve_of(desk, desk.figures.areas.by_code(area), indicator))
        assert html.count("<dt>") == 3 and ".." not in html and "None" not in html


def test_the_latest_figure_says_its_unit_once_and_what_it_is_in_children():
    desk = prepared_desk()
    curve = curve_of(desk, desk.figures.areas.by_code("E06000047"), desk.figures.find("exclusions"))
    html = key_facts(curve)
    assert "<small>per 100 pupils</small>" in html and "About 120 of 68,000." in html


def test_rank_region_and_the_rule_of_other_tools_are_one_click_away():
    desk = prepared_desk()
    html = other_facts(
        curve_of(desk, desk.figures.areas.by_code("E06000047"), desk.figures.find("exclusions"))
    )
    assert html.startswith("<details>") and "North East" in html and "Five-year rule of other tools" in html

"""Profiles, several places, and two indicators against each other."""

import base64
import xml.etree.ElementTree as ET

import pytest

from c4eo_core.answers.standing.compare import nearest_of, profile_of, scatter_of, several_of, shared_words
from c4eo_core.answers.standing.compare_words import (
    absent_words,
    profile_words,
    relation_words,
    scatter_alt,
    several_alt,
)
from c4eo_core.answers.standing.indicator_sets import indicator_sets
from c4eo_core.charts.scatter import scatter_rows, scatter_spec
from c4eo_core.charts.several import scale_words, several_rows, several_spec
from c4eo_core.charts.spine import key_uri, spine_alt, spine_svg, spine_uri
from c4eo_core.charts.theme import DARK, LIGHT
from c4eo_core.model.kinds import Polarity, YearType
from c4eo_core.reports.html.comparisons import profile_table, scatter_table, several_table, spine_key
from c4eo_core.reports.tables.comparisons import profile_file, scatter_file, several_file

LEEDS, CITY = "E08000035", "E09000001"


@pytest.fixture(scope="module")
def leeds(figures):
    return figures.areas.by_code(LEEDS)


@pytest.fixture(scope="module")
def profile(desk, leeds):
    everything = tuple(i.id for i in desk.figures.indicators)
    return profile_of(desk, leeds, "Everything", everything)


def mark_positions(row):
    """x of England's line and of the area's mark, read from the picture."""
    root = ET.fromstring(spine_svg(row, LIGHT))
    return [child.attrib for child in root]


def test_sets_cover_every_indicator_and_have_headlines_first(figures):
    sets = indicator_sets(figures)
    strands = [i for s in sets.values() if not s.id.startswith("headlines") for i in s.indicators]
    assert sorted(strands) == sorted(figures.index) and next(iter(sets)) == "headlines"
    assert len(sets["headlines"].groups) == len(sets["headlines"].indicators)
    assert all(part.isalnum() for s in sets for part in s.split("-"))


def test_each_headline_stands_under_one_heading_and_headings_do_not_return(figures):
    groups = indicator_sets(figures)["headlines"].groups
    assert (
        len([g for g, before in zip(groups, ("", *groups), strict=False) if g != before])
        == len(set(groups))
        == 3
    )


def test_a_spine_never_leaves_its_picture(profile):
    for row in profile.rows:
        for shape in ET.fromstring(spine_svg(row, LIGHT)):
            if "width" in shape.attrib:
                assert (
                    float(shape.attrib["x"]) >= 0
                    and float(shape.attrib["x"]) + float(shape.attrib["width"]) <= 260.1
                )


def test_better_is_to_the_right_whatever_the_polarity(profile):
    compared = [r for r in profile.rows if r.progress.against_england in ("better", "worse")]
    assert {r.indicator.polarity for r in compared} == {Polarity.HIGH, Polarity.LOW}
    for row in compared:
        x = float(ET.fromstring(spine_svg(row, LIGHT))[-1].attrib["cx"])
        assert (x > 130) == (row.progress.against_england == "better"), row.indicator.id


def test_a_row_without_a_value_has_no_mark_and_says_why(desk, figures):
    city = profile_of(desk, figures.areas.by_code(CITY), "x", ("ks2-rwm-expected",))
    assert city.rows[0].value is None
    assert "No figure for" in profile_table(city, LIGHT, "x")


def test_pictures_and_keys_are_pictures(profile):
    for uri in (spine_uri(profile.rows[0], DARK), key_uri("all", LIGHT), key_uri("worse", LIGHT)):
        assert b"<svg" in base64.b64decode(uri.split(",")[1])
    assert spine_key(LIGHT).count("<img") == 6
    assert all(spine_alt(r) for r in profile.rows)


def test_the_profile_table_shows_the_words_beside_the_picture(profile):
    html = profile_table(profile, LIGHT, "A <caption>")
    assert "A &lt;caption&gt;" in html and html.count('<th role="rowheader" scope="row">') == len(
        profile.rows
    )


def test_profile_words_warn_of_chance_and_count_what_is_compared(profile):
    words = profile_words(profile)
    assert "by chance" in words and words.startswith(
        f"Of {sum(r.side != 'not compared' for r in profile.rows)} "
    )


def test_an_empty_choice_is_an_empty_profile(desk, leeds):
    empty = profile_of(desk, leeds, "x", ())
    assert empty.rows == () and profile_file(empty) == []


def test_several_places_keep_their_order_and_the_place_in_focus_comes_first(desk, figures, leeds):
    areas = (leeds, *nearest_of(figures, leeds))
    answer = several_of(desk, areas, figures.find("ks2-rwm-expected"))
    assert [c.place for c in answer.curves] == list(areas) and len(areas) == 4
    rows = several_rows(answer, True)
    assert {"s0", "s3", "england", "end-s0", "end-england", "extent"} <= {r["role"] for r in rows}
    assert "england" not in {r["role"] for r in several_rows(answer, False)}
    assert "not from zero" in scale_words(answer, True) and leeds.name in several_alt(answer)
    assert several_table(answer, True).count('<th scope="row">') == 5
    assert {r["area"] for r in several_file(answer)} == {a.name for a in areas} | {"England"}


def test_names_at_line_ends_do_not_cover_each_other(desk, figures):
    answer = several_of(desk, figures.areas.authorities[:8], figures.find("ks2-rwm-expected"))
    rows = several_rows(answer, True)
    ends = sorted(r["value"] for r in rows if r["role"].startswith("end-"))
    low, high = (r["value"] for r in rows if r["role"] == "extent")
    assert min(b - a for a, b in zip(ends, ends[1:], strict=False)) > (high - low) * 0.03
    assert ends[-1] <= high


def test_a_place_without_a_line_is_named(desk, figures, leeds):
    answer = several_of(desk, (leeds, figures.areas.by_code(CITY)), figures.find("ks2-rwm-expected"))
    assert absent_words(answer) == "No figures for City of London."


def test_a_scatter_takes_the_newest_year_both_have(desk, figures, leeds):
    s = scatter_of(
        desk, leeds, figures.find("persistent-absence-secondary"), figures.find("ks4-attainment-8")
    )
    assert s.x_period.end.year == s.y_period.end.year and s.england and s.relation.count == len(s.places)
    assert (
        s.relation.rho < 0
        and "lower figure" in relation_words(s)
        and "does not show that one causes the other" in relation_words(s)
    )
    assert f"{len(s.places)} places" in scatter_alt(s)


def test_swapping_the_axes_changes_nothing_but_the_axes(desk, figures, leeds):
    a, b = figures.find("persistent-absence-secondary"), figures.find("ks4-attainment-8")
    one, other = scatter_of(desk, leeds, a, b), scatter_of(desk, leeds, b, a)
    assert one.relation.rho == pytest.approx(other.relation.rho)
    assert {(p.area.code, p.x, p.y) for p in one.places} == {(p.area.code, p.y, p.x) for p in other.places}


def test_indicators_made_of_the_same_thing_carry_a_warning(figures):
    find = figures.find
    gap = find("gap-ks2-rwm-sen-support")
    assert "ingredient" in shared_words(gap, find(gap.concern))
    assert "ingredient" in shared_words(gap, find("gap-ks2-rwm-ehcp"))
    assert "same group" in shared_words(find("ks4-attainment-8-cla"), find("absence-cla"))
    assert "same indicator" in shared_words(gap, gap)
    assert shared_words(find("persistent-absence-secondary"), find("ks4-attainment-8")) is None


def test_few_places_carry_a_warning(desk, figures, leeds):
    s = scatter_of(desk, leeds, figures.find("eyfs-gld-cla"), figures.find("eyfs-gld-cpp"))
    assert len(s.places) >= 30 or any("too few" in c for c in s.cautions)


def test_every_pair_with_a_headline_can_be_drawn(desk, figures, leeds):
    x = figures.find("ks2-rwm-expected")
    for y in figures.indicators:
        s = scatter_of(desk, leeds, x, y)
        rows = scatter_rows(s)
        assert bool(rows) == bool(s.places) and relation_words(s)
        if s.x_period.end.year != s.y_period.end.year:
            assert any("different years" in c for c in s.cautions)


def test_table_and_file_of_a_scatter_hold_every_place(desk, figures, leeds):
    s = scatter_of(
        desk, leeds, figures.find("persistent-absence-secondary"), figures.find("ks4-attainment-8")
    )
    assert len(scatter_file(s)) == len(s.places) + 1
    html = scatter_table(s)
    assert html.index("England") < html.index("Leeds (in focus)") < html.index("(neighbour)")


def test_forms_are_built_once():
    assert scatter_spec(LIGHT) is scatter_spec(LIGHT)
    assert several_spec(YearType.ACADEMIC, LIGHT) is several_spec(YearType.ACADEMIC, LIGHT)


def test_a_number_of_children_has_no_england_to_stand_against(desk, figures, leeds):
    row = profile_of(desk, leeds, "x", ("fsm-pupil-premium-number",)).rows[0]
    assert row.england is None and row.neighbours is None and row.side == "not compared"
    s = scatter_of(desk, leeds, figures.find("fsm-pupil-premium-number"), figures.find("absence"))
    assert s.england is None and any("how large a place is" in c for c in s.cautions)

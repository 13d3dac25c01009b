"""Coverage in tables and files: the same figures as the map, every text escaped, nothing passed off as
nought.
"""

import csv
import io
import re
from dataclasses import replace

import openpyxl
import pytest
from markupsafe import escape

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.england import england_reach
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.answers.coverage.siting import SitingQuestion, siting_of
from c4eo_core.charts.theme import LIGHT
from c4eo_core.maps.coverage_key import coverage_key
from c4eo_core.model.problem import Problem
from c4eo_core.model.service import OwnService
from c4eo_core.reports.html import coverage as say
from c4eo_core.reports.html import coverage_places as tables
from c4eo_core.reports.html import coverage_tables
from c4eo_core.reports.tables.coverage import (
    coverage_csv,
    coverage_records,
    coverage_xlsx,
    siting_csv,
    siting_xlsx,
)

NAUGHTY = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def ask(desk, ground):
    def asked(place, service="out-of-school", km=None, **changes):
        question = replace(question_of(ground.book.find(service), km), **changes)
        return coverage_of(desk, ground, ground.areas.find(place), question)

    return asked


def text(html):
    return re.sub(r"<[^>]+>", " ", html)


def test_the_figures_carry_their_dates_and_how_complete_the_list_is(ask):
    html = say.head(ask("Sheffield", "family-hub")) + say.facts(ask("Sheffield", "family-hub"))
    assert (
        "about February 2026" in html and "88 of 153 authorities" in html and "Census, 21 March 2021" in html
    )
    assert "56%" in html and "43,891" in html and "England: 67%" in html
    assert "all 153 authorities" in say.dated(ask("Leeds"))


def test_without_a_list_no_table_says_nought(ask):
    found = ask("Leeds", "family-hub")
    everything = "".join(
        f(found)
        for f in (
            say.head,
            say.facts,
            tables.wards_section,
            tables.schools_section,
            coverage_tables.groups_table,
        )
    )
    assert (
        say.NO_LIST in everything and "0%" not in everything and "Without a list nobody can say" in everything
    )
    own_row = coverage_tables.others_table(found).split("</tr>")[1]
    assert "Leeds" in own_row and say.NO_LIST in own_row and "%" not in text(own_row)


def test_places_per_100_say_how_many_services_have_a_known_number(ask):
    html = say.facts(ask("Leeds"))
    assert "50 of 84 say how many" in html and "England: 2.2" in html


def test_a_group_with_nobody_is_said_to_have_nobody(ask):
    assert "nobody" in say.facts(ask("Isles of Scilly")) and "no figure" not in say.facts(
        ask("Isles of Scilly")
    )


def test_wards_are_listed_worst_first_and_all_of_them_when_asked_for(ask):
    found = ask("Kent", "library")
    first, every = tables.wards_section(found), tables.all_tables(found)
    assert first.count('scope="row"') == 10 and "Everything on the map as tables" in first
    assert first.index(escape(found.places[0].name)) < first.index(escape(found.places[1].name))
    rows = len(found.places) + len(found.schools.rows) + len(found.sites.name)
    assert every.count('scope="row"') == rows and f"Every ward: {len(found.places):,}" in every


def test_every_school_is_in_the_table_and_those_without_come_first(ask):
    found = ask("Kent", "library")
    left = sum(not s.within for s in found.schools.rows)
    assert f"farthest first: {left:,}" in tables.schools_section(found)
    assert tables.all_tables(found).count('data-label="Near">yes<') == len(found.schools.rows) - left
    assert "Schools are not looked at" in tables.schools_section(ask("Kent", "state-primary"))


def test_neighbours_stand_in_the_order_of_the_published_list(ask):
    found = ask("Sheffield", "family-hub")
    html = coverage_tables.others_table(found)
    names = re.findall(r'<th scope="row">([^<]+)</th>', html)
    assert names[:11] == ["Sheffield", *(o.area.name for o in found.neighbours.list)]
    assert "England (88 of 153 with a list)" in names and "May 2025" in html
    assert html.count(say.NO_LIST) == 10 - found.neighbours.listed


def test_the_card_of_a_mark_tells_what_the_map_tells(ask):
    found = ask("Sheffield", "family-hub")
    code = found.points.code[5]
    assert found.points.ward[5] in say.point_card(found, code) and code in say.point_card(found, code)
    assert found.sites.name[0].replace("'", "&#39;") in say.point_card(found, "service-0")
    school = next(s for s in found.schools.rows if not s.within)
    assert str(school.urn) in say.point_card(found, f"school-{school.urn}")
    for gone in ("E01000001", "service-9999", "service-x", "school-1", "", NAUGHTY):
        assert say.point_card(found, gone) is None


def test_a_ward_can_be_read_dot_by_dot(ask):
    found = ask("Sheffield", "family-hub")
    ward = found.places[0].name
    assert tables.ward_table(found, ward).count('scope="row"') == sum(w == ward for w in found.points.ward)


def test_names_somebody_wrote_are_escaped_everywhere(ask):
    mine = OwnService(NAUGHTY, "family-hub", 430000, 433500, 10, "", None, "grid reference", "Row 2")
    found = ask("Leeds", "family-hub", own=(mine,))
    number = next(i for i, name in enumerate(found.sites.name) if name == NAUGHTY)
    html = "".join(
        (
            say.head(found),
            tables.wards_section(found),
            tables.all_tables(found),
            say.point_card(found, f"service-{number}"),
        )
    )
    html += coverage_tables.problems_table([Problem(NAUGHTY, NAUGHTY, "words.", "Mend it.")], NAUGHTY)
    html += say.key(coverage_key(found, "reach", ("services",)), LIGHT, NAUGHTY)
    assert "<script" not in html and "&lt;script&gt;" in html


def test_a_file_holds_every_figure_with_its_date_and_licence(ask):
    found = ask("Sheffield", "family-hub")
    rows = list(csv.DictReader(io.StringIO(coverage_csv(found).decode("utf-8-sig"))))
    kinds = {r["kind"] for r in rows}
    assert {
        "area",
        "age",
        "ground",
        "neighbour",
        "region",
        "England",
        "ward",
        "school",
        "small area",
        "service",
    } <= kinds
    assert all(
        r["list_date"] == "about February 2026" and "Open Government Licence" in r["licence"] for r in rows
    )
    assert (
        float(rows[0]["reach_all"]) == found.reach.all and int(rows[0]["out_of_reach"]) == found.out_of_reach
    )
    assert (
        sum(int(r["children"]) for r in rows if r["kind"] == "small area" and r["within"] == "no")
        == found.out_of_reach
    )


def test_a_file_without_a_list_leaves_blanks_with_their_reason(ask):
    first = coverage_records(ask("Leeds", "family-hub"))[0]
    assert first["reach_all"] == "" and first["out_of_reach"] == "" and first["note"] == "no published list"


def test_words_that_begin_like_a_formula_stay_words(ask):
    mine = OwnService("=1+1", "family-hub", 430000, 433500, None, "", None, "grid reference", "Row 2")
    found = ask("Leeds", "family-hub", own=(mine,))
    assert "'=1+1" in coverage_csv(found).decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(coverage_xlsx(found)))["Figures"]
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value == "=1+1"} == {"s"}


def test_siting_as_a_table_and_as_files(ground):
    found = siting_of(
        ground,
        ground.areas.find("Sheffield"),
        SitingQuestion(question_of(ground.book.find("family-hub"), 2), 3),
    )
    assert (
        coverage_tables.chosen_table(found).count('scope="row"') == 3
        and coverage_tables.steps_table(found).count("proven best") == 10
    )
    rows = list(csv.DictReader(io.StringIO(siting_csv(found).decode("utf-8-sig"))))
    assert [r["kind"] for r in rows].count("chosen site") == 3 and [r["kind"] for r in rows].count(
        "best so many can do"
    ) == 10
    assert siting_xlsx(found)[:2] == b"PK"


def test_england_as_a_table_has_every_authority(ground):
    found = england_reach(ground, question_of(ground.book.find("family-hub"), 2))
    html = coverage_tables.england_table(found, "E08000019")
    assert html.count('scope="row"') == 154 and html.count(say.NO_LIST) == 65
    assert (
        "88 authorities" in html
        and say.england_key(found, "all", LIGHT, "Sheffield", True).count("<li>") >= 4
    )

"""Whoever types a place, a postcode, an old council or the words of an indicator is led there in one step."""

import csv
import json
from pathlib import Path

import pytest

from c4eo_core.answers.public.finding import bare, find, plain
from c4eo_core.cli.main import main

CASES = list(
    csv.DictReader((Path(__file__).parent / "finding_cases.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["typed"])
def test_what_is_meant_stands_among_the_first_three(case):
    hits, wanted = find(case["typed"])[:3], case["leads_to"]
    assert any(h.address == wanted or h.id == wanted or h.address.startswith(wanted + "/") for h in hits), (
        hits
    )


def test_a_council_that_ended_is_named_with_the_year_and_leads_to_each_that_followed():
    titles = [h.title for h in find("Cumbria") if h.kind == "former"]
    assert titles == [
        "Cumbria (a council until 2023), now in Cumberland",
        "Cumbria (a council until 2023), now in Westmorland and Furness",
    ]


def test_a_postcode_that_has_ended_is_placed_and_says_so():
    (hit,) = find("OL16 1AB")
    assert hit.title == "OL16 1AB is no longer in use; it was in Rochdale"


@pytest.mark.parametrize("words", ["", "   ", "xyzzy", "ZZ99 9ZZ", "NI 999", "%%%", "a" * 500])
def test_what_means_nothing_finds_nothing_and_never_a_place_by_chance(words):
    assert find(words) == ()


def test_a_place_comes_before_a_town_of_the_same_name():
    assert [h.kind for h in find("Poole")[:1]] == ["former"] and find("Leeds")[0].id == "E08000035"


def test_names_are_compared_without_accents_marks_and_titles():
    assert plain("St. Helens & Bébé") == "saint helens and bebe"
    assert bare("London Borough of Camden") == "camden" and bare("Leeds City Council") == "leeds"


def test_the_command_prints_what_the_pages_find(capsys):
    assert main(["find", "persistent", "absence", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows and all(set(row) == {"kind", "id", "title", "address"} for row in rows)
    assert main(["find", "xyzzy"]) == 0 and "Nothing goes by these words" in capsys.readouterr().out

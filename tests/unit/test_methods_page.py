"""The methods and about pages: every rule there, every fact filled in from the figures."""

import re

import pytest

from c4eo_core.answers.methods_page import counted_differences, facts, headline_choices, ledger, month_words, national_summary
from c4eo_core.catalogue.choices import national_indicators
from c4eo_core.catalogue.methods import chapters, differences, rules
from c4eo_core.reports.methods_html import about_body, methods_body, worded


@pytest.fixture(scope="module")
def methods(desk):
    return methods_body(desk, desk.figures.areas.by_code("E08000035"))


@pytest.fixture(scope="module")
def about(desk):
    return about_body(desk, None)


def test_every_rule_is_told_once_with_all_its_examples(methods):
    told = [r.id for c in chapters("chapters") for r in c.rules]
    assert sorted(told) == sorted(rules())
    assert methods.count("run as tests") == len(told)
    assert methods.count('data-label="Because"') == sum(len(r.examples) for r in rules().values())


def test_no_fact_is_left_open(methods, about):
    for body in (methods, about):
        assert not re.search(r"\{\w+\}|>None<|\bnan\b", body)


def test_links_to_chapters_lead_somewhere(methods):
    for target in re.findall(r'href="#([\w-]+)"', methods):
        assert f'id="{target}"' in methods


def test_the_whole_ledger_is_shown(desk, methods):
    lines = ledger(desk.figures)
    assert len(lines) == len(desk.figures.manifest["ledger"]) and methods.count('data-label="Act"') == len(lines)
    assert not any(re.search(r"\b(eyfs|ks2|cla)-[a-z]", line.what) for line in lines)


def test_each_difference_from_the_tool_is_counted(desk):
    counted = counted_differences(desk)
    assert [c.difference for c in counted] == list(differences())
    assert all(c.today != "not counted" for c in counted)


def test_every_source_is_named_with_its_fingerprint(desk, methods):
    for origin in desk.figures.manifest["origins"]:
        assert origin["sha256"] in methods and origin["published"] in methods


def test_facts_come_from_the_figures(desk):
    known = facts(desk)
    assert known["indicators"] == str(len(desk.figures.indicators)) and known["authorities"] == "153"
    assert month_words("2025-05") == "May 2025" and month_words("spring") == "spring"
    assert len(headline_choices(desk.figures)) == 21


def test_the_old_indicators_add_up(about):
    assert sum(n for _, n in national_summary()) == len(national_indicators())
    assert about.count("(title unchecked)") == sum(not n.checked for n in national_indicators())


@pytest.mark.parametrize(
    "word",
    ["Mark Friedman", "Fiscal Policy Studies Institute", "independent revival", "Open Government Licence v3.0", "Royal Mail", "2010"],
)
def test_the_about_page_gives_credit_where_it_is_due(about, word):
    assert word in about


def test_worked_examples_read_as_words():
    assert worded({"polarity": "low", "figures": {"Ashby": 70, "Bexford": "c"}}) == "low is good; figures: Ashby = 70, Bexford = hidden"
    assert worded({"gives_change": None, "narrowed": True, "change": -2.5}) == "gives change: none; narrowed: yes; change: −2.5"

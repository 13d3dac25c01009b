"""The methods and about pages: every rule there, every fact filled in from the figures."""

import re
from types import SimpleNamespace

import pytest
from markupsafe import escape

from c4eo_core.answers.desk import Desk
from c4eo_core.answers.public.methods import (
    counted_differences,
    facts,
    headline_choices,
    ledger,
    month_words,
    national_summary,
)
from c4eo_core.answers.public.places_origins import places_origins
from c4eo_core.answers.public.track_record import track_record
from c4eo_core.catalogue.choices import national_indicators
from c4eo_core.catalogue.methods import chapters, differences, rules
from c4eo_core.reports.html.methods import about_body, methods_body, worded


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
    assert len(lines) == len(desk.figures.manifest["ledger"]) and methods.count('data-label="Act"') == len(
        lines
    )
    assert not any(re.search(r"\b(eyfs|ks2|cla)-[a-z]", line.what) for line in lines)


def test_each_difference_from_the_tool_is_counted(desk):
    counted = counted_differences(desk)
    assert [c.difference for c in counted] == list(differences())
    assert all(c.today != "not counted" for c in counted)


def test_every_source_is_named_with_its_fingerprint(desk, methods):
    for origin in desk.figures.manifest["origins"]:
        assert origin["sha256"] in methods and origin["published"] in methods


def test_every_file_of_places_is_named_with_its_date_fingerprint_and_what_was_left_out(methods):
    found = places_origins()
    assert len(found.origins) >= 6 and found.ledger
    for origin in found.origins:
        assert origin["sha256"] in methods and escape(origin["published"]) in methods
    assert "to be confirmed with the publisher" in methods
    assert methods.count('data-label="Done"') == len(found.ledger)


def test_without_places_the_page_says_so(monkeypatch, tmp_path, desk):
    monkeypatch.setattr("c4eo_core.answers.public.places_origins.places_folder", lambda: tmp_path)
    assert "No places are built here" in methods_body(desk, desk.figures.areas.by_code("E08000035"))


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
    [
        "Mark Friedman",
        "Fiscal Policy Studies Institute",
        "independent revival",
        "Open Government Licence v3.0",
        "Royal Mail",
        "2010",
    ],
)
def test_the_about_page_gives_credit_where_it_is_due(about, word):
    assert word in about


def test_worked_examples_read_as_words():
    assert (
        worded({"polarity": "low", "figures": {"Ashby": 70, "Bexford": "c"}})
        == "low is good; figures: Ashby = 70, Bexford = hidden"
    )
    assert (
        worded({"gives_change": None, "narrowed": True, "change": -2.5})
        == "gives change: none; narrowed: yes; change: −2.5"
    )


def test_the_record_on_the_page_is_the_one_kept_beside_the_figures(desk, methods):
    found = track_record(desk)
    assert found.horizons[1].values == desk.record["horizons"]["1"]["values"]
    assert f"{found.horizons[1].values:,}" in methods
    assert all(methods.count(f"<li>{escape(w)}</li>") == 1 for w in found.words)
    assert {t for t, _ in found.topics} == {t.replace("\\", ": ") for t in desk.record["topics"]}


def test_the_topics_that_failed_most_come_first_and_are_named(desk):
    found = track_record(desk)
    shares = [kept[1].held_then[80] for _, kept in found.topics if kept[1].held_then]
    assert shares == sorted(shares)
    assert all(found.topics[0][0] in w for w in found.words if w.startswith("Weakest a year ahead"))


def test_what_the_intervals_do_not_keep_is_said():
    record = a_record({"1": (0.5, 0.8, 0.95), "2": (0.5, 0.7, 0.95)})
    said = track_record(record).words
    assert (
        "A year ahead the intervals held what they promise to within 1 in 100, all topics together." in said
    )
    assert any(
        "everywhere: where 50, 80 and 95 are meant, two years ahead they held 50, 70 and 95." in w
        for w in said
    )
    kept = " ".join(track_record(a_record({"1": (0.5, 0.8, 0.95), "2": (0.51, 0.79, 0.95)})).words)
    assert (
        "everywhere" not in kept
        and "A year ahead and two years ahead the intervals held what they promise to within 1" in kept
    )
    never = " ".join(track_record(a_record({"1": (0.4, 0.7, 0.9)})).words)
    assert "within" not in never and "a year ahead they held 40, 70 and 90" in never


def test_the_harder_test_is_told_beside_the_one_that_the_widths_in_use_pass(desk, methods):
    found = track_record(desk)
    then = desk.record["horizons"]["2"]["coverage_as_known_then"]["80"]
    assert found.horizons[2].held_then[80] == pytest.approx(100 * then)
    (said,) = (w for w in found.words if w.startswith("The harder test"))
    assert f"{round(100 * then)} and" in said and "two years ahead" in said
    assert methods.count("80 held, as known then") > 0
    # a record of an older make has no such part, and nothing is said of it
    old = a_record({"1": (0.5, 0.8, 0.95)})
    del old.record["horizons"]["1"]["coverage_as_known_then"]
    assert not any("harder" in w for w in track_record(old).words)


def test_figures_that_were_not_tested_have_no_record(desk):
    assert track_record(SimpleNamespace(record=None)) is None
    untested = Desk(desk.figures)
    untested.lessons = desk.lessons  # to learn them again takes long, and they are no record
    assert "no record to show yet" in methods_body(untested, desk.figures.areas.by_code("E08000035"))


def test_a_store_in_which_nothing_could_be_compared_still_has_its_page():
    empty_shares = {"50": None, "80": None, "95": None}
    none = {
        "relative_mae": None,
        "coverage": empty_shares,
        "coverage_as_known_then": empty_shares,
        "values": 0,
    }
    empty = SimpleNamespace(
        record={"horizons": {"1": none}, "topics": {"Any": {"1": none}}, "reliability": []}
    )
    assert track_record(empty).words == ()


def a_record(horizons):
    scores = {
        h: (
            {"relative_mae": 0.9, "values": 100}
            | {
                which: dict(zip(("50", "80", "95"), shares, strict=True))
                for which in ("coverage", "coverage_as_known_then")
            }
        )
        for h, shares in horizons.items()
    }
    return SimpleNamespace(
        record={
            "horizons": scores,
            "topics": {"Any": scores},
            "reliability": [{"said": 0.5, "came": 0.6, "values": 100}],
        }
    )


def test_ranges_and_nested_words_of_the_examples_read_well():
    assert worded({"four_in_five": [57, -63]}) == "80% likely between 57 and −63"
    assert (
        worded({"action": {"effect": 0.25, "unit": "sd"}}) == "action: effect = 0.25, in standard deviations"
    )
    assert worded({"actions": {}}) == "actions: none"

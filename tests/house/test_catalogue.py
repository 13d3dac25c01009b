"""Every entry of the catalogue is whole, says something of its own, and points at things that exist."""

import csv
import re

import pytest

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.catalogue.entries import read_yaml
from c4eo_core.folders import CATALOGUE, EVIDENCE
from c4eo_core.model.area import AreaKind
from c4eo_core.model.kinds import PRIORITIES, Polarity, Unit


@pytest.fixture(scope="module")
def entries(catalogue):
    return [*catalogue.indicators.values(), *catalogue.gaps]


@pytest.fixture(scope="module")
def known(catalogue):
    """Everything another table may name: source keys and gap ids."""
    return catalogue.indicators.keys() | {g.id for g in catalogue.gaps}


def repeated(words):
    seen = set()
    return sorted({w for w in words if w in seen or seen.add(w)})


@pytest.mark.parametrize("field", ["id", "title", "short", "definition"])
def test_no_two_entries_share(entries, field):
    assert repeated(getattr(e, field).casefold() for e in entries) == []


def test_ids_are_short_plain_and_never_look_like_the_sources_own(entries):
    for e in entries:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", e.id) and len(e.id) <= 60, e.id
        assert not e.id.startswith("lait"), e.id


def test_words_fit_where_they_are_shown(entries):
    for e in entries:
        assert 8 <= len(e.title) <= 120 and 3 <= len(e.short) <= 46, e.id
        assert len(e.definition) >= 30 and e.definition.endswith("."), e.id
        assert 0 <= e.decimals <= 3, e.id
        assert e.priority in (*PRIORITIES, "context"), e.id
        assert e.strand, e.id
        assert e.doubt is None or e.doubt.endswith((".", "!")), e.id
        assert e.source_link is None or re.fullmatch(r"https://\S+", e.source_link), e.id


def test_a_rate_says_per_what_and_a_percentage_has_nothing_to_say(entries):
    for e in entries:
        assert e.per or e.unit is not Unit.RATE, e.id
        assert not e.per or e.unit is not Unit.PERCENTAGE, e.id


def test_a_gap_is_judged_by_its_size_and_names_two_that_exist_on_one_measure(catalogue):
    by_id = {i.id: i for i in catalogue.indicators.values()}
    for gap in catalogue.gaps:
        concern, reference = by_id[gap.concern], by_id[gap.reference]
        assert gap.polarity is Polarity.LOW, gap.id
        assert (concern.unit, concern.year_type) == (reference.unit, reference.year_type), gap.id
        assert concern.id != reference.id, gap.id


def test_each_priority_has_five_to_eight_headlines_that_can_be_judged(catalogue):
    gaps = {g.id: g for g in catalogue.gaps}
    priorities = read_yaml(CATALOGUE / "priorities.yaml")
    assert tuple(priorities) == PRIORITIES
    for name, priority in priorities.items():
        headlines = [
            gaps[h["gap"]] if "gap" in h else catalogue.indicators[h["source_key"]]
            for h in priority["headlines"]
        ]
        assert 5 <= len(headlines) == len({h.id for h in headlines}) <= 8, name
        assert all(h.judged for h in headlines), name
        assert all(h["why"].strip() for h in priority["headlines"]), name
        assert priority["title"] and priority["question"] and priority["summary"]


def test_headlines_have_recent_figures_for_most_authorities(catalogue, desk):
    figures = desk.figures
    newest_of_all = figures.end_years.max()
    for priority in read_yaml(CATALOGUE / "priorities.yaml").values():
        for h in priority["headlines"]:
            m = figures.index[h.get("gap") or catalogue.indicators[h["source_key"]].id]
            assert desk.standing.ranked[m] >= 140, h
            assert figures.end_years[desk.newest[m]] >= newest_of_all - 3, h


def test_key_messages_are_in_the_evidence(catalogue):
    with (EVIDENCE / "evidence.csv").open(newline="", encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    ids = [r["id"] for r in rows]
    assert repeated(ids) == [] and all(r["message"].strip() for r in rows)
    for name, priority in read_yaml(CATALOGUE / "priorities.yaml").items():
        assert priority["key_messages"] and set(priority["key_messages"]) <= set(ids), name
        assert repeated(priority["key_messages"]) == [], name


def test_evidence_comes_from_sources_that_are_named():
    known = read_yaml(EVIDENCE / "sources.yaml")["sources"].keys()
    with (EVIDENCE / "evidence.csv").open(newline="", encoding="utf-8") as f:
        missing = {
            (r["id"], d)
            for r in csv.DictReader(f)
            for d in re.split(r"[;,]\s*", r["source_doc"])
            if d and d not in known
        }
    assert not missing, sorted(missing)[:10]


def test_every_rung_of_the_ladder_is_a_gap_or_says_why_it_is_missing(catalogue):
    gaps = {g.id for g in catalogue.gaps}
    for name, ladder in read_yaml(CATALOGUE / "ladder.yaml").items():
        assert [r["stage"] for r in ladder["rungs"]] == [
            "five",
            "phonics",
            "eleven",
            "sixteen",
            "nineteen",
        ], name
        for rung in ladder["rungs"]:
            assert rung["gap"] in gaps if rung["gap"] else rung["why_missing"], (name, rung)


def test_every_stop_of_the_journey_is_an_indicator_we_know(catalogue, known):
    journey = read_yaml(CATALOGUE / "journey.yaml")
    for move in journey["moves"]:
        for item in (*move["before"], *move["after"]):
            assert item["source_key"] in known and item["role"] in journey["roles"], (move["id"], item)
    assert repeated(m["id"] for m in journey["moves"]) == []


def test_every_old_national_indicator_leads_to_something_we_know_or_says_none(known):
    rows = read_yaml(CATALOGUE / "national_indicators.yaml")
    assert repeated(r["ni"] for r in rows) == []
    for row in rows:
        assert row["match"] in ("direct", "redefined", "proxy", "none"), row["ni"]
        assert set(row["successors"]) <= known, row["ni"]
        assert row["match"] != "none" or not row["successors"], row["ni"]
        assert set(row["priority"]) <= set(PRIORITIES), row["ni"]


def test_corrections_and_older_years_name_indicators_we_know(catalogue):
    history = read_yaml(CATALOGUE / "history.yaml")
    named = [r["source_key"] for r in (*read_yaml(CATALOGUE / "corrections.yaml"), *history["rules"])]
    assert set(named) <= catalogue.indicators.keys()
    further = read_yaml(CATALOGUE / "further.yaml")
    assert {r["source_key"] for r in further["rules"]} <= catalogue.indicators.keys()
    files = history["files"].keys() | further["files"].keys()
    assert {r["file"] for r in (*history["rules"], *further["rules"])} <= files


def test_every_file_we_know_says_who_published_it_and_under_which_licence():
    facts = {
        **read_yaml(CATALOGUE / "sources.yaml"),
        **read_yaml(CATALOGUE / "history.yaml")["files"],
        **read_yaml(CATALOGUE / "further.yaml")["files"],
    }
    for file, fact in facts.items():
        assert all(fact[k] for k in ("publisher", "title", "published", "licence")), file
        assert "url" in fact, file


def test_the_areas_are_153_authorities_five_abolished_nine_regions_two_parts_of_london_and_england():
    book = load_areas()
    count = {kind: sum(a.kind is kind for a in book.areas) for kind in AreaKind}
    assert list(count.values()) == [153, 5, 9, 2, 1]
    every = [key for a in book.areas for key in (a.code, str(a.number), *a.aliases)]
    assert repeated(every) == []
    codes = book.index.keys()
    for a in book.areas:
        assert re.fullmatch(r"E\d{8}", a.code), a.name
        assert a.region in codes or a.kind in (AreaKind.REGION, AreaKind.ENGLAND), a.name
        assert (a.part in codes) if a.code.startswith("E09") else a.part is None, a.name
        assert (
            bool(a.successors) == bool(a.ended) == (a.kind is AreaKind.ABOLISHED)
            and set(a.successors) <= codes
        ), a.name

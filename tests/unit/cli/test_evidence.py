"""The evidence cards on a terminal."""

import json

import pytest

from c4eo_core.catalogue.cards import load_cards
from c4eo_core.cli import evidence, main


@pytest.fixture
def run(monkeypatch, capsys, desk):
    """(exit code, standard output, standard error)"""
    monkeypatch.setattr(evidence, "open_desk", lambda folder=None: desk)

    def go(*arguments):
        code = main.main(["evidence", *arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return go


def test_the_check_of_sound_cards_ends_with_nought_and_says_how_many(run):
    code, out, err = run("check", "--on", "2026-12-01")
    assert code == 0 and not err and out.startswith(f"{len(load_cards())} cards: none is stale")


def test_the_check_ends_with_two_and_names_each_card_that_wants_looking_at(run):
    code, out, err = run("check", "--on", "2028-01-01")
    assert code == 2 and not err
    assert all(id in out for id in load_cards()) and "as on 1 January 2028" in out


def test_the_check_as_json(run):
    code, out, _ = run("check", "--on", "2028-01-01", "--json")
    shape = json.loads(out)
    assert code == 2 and shape["cards"] == len(shape["findings"]) == len(load_cards())
    assert {f["kind"] for f in shape["findings"]} == {"stale"}
    assert json.loads(run("check", "--on", "2026-12-01", "--json")[1])["findings"] == []


def test_a_day_that_is_none_is_refused_in_one_sentence(run):
    code, out, err = run("check", "--on", "soon")
    assert code == 2 and not out and err.strip() == "'soon' is no day; write it after --on like 2026-11-30."


def test_a_broken_file_is_named_and_nothing_else_is_said(run, monkeypatch, tmp_path):
    (tmp_path / "mine.yaml").write_text("title: Mine\ncards:\n- id: one\n", encoding="utf-8")
    monkeypatch.setattr(evidence, "CARDS", tmp_path)
    code, out, err = run("check")
    assert code == 2 and not out and "mine.yaml" in err and "Expected:" in err


def test_the_cards_of_an_indicator_say_how_near_they_are_and_what_was_not_measured(run):
    code, out, _ = run("--indicator", "lait:FSP_NEW_GOODDEV", "--json")
    shape = json.loads(out)
    assert code == 0 and shape["indicator"]["id"] == "eyfs-gld" and shape["measured"] == "little"
    assert [c["id"] for c in shape["cards"] if c["nearness"] == "measured it"] == [
        "family-nurse-partnership",
        "family-hubs",
    ]
    assert shape["cards"][0]["may_feed_sum"] and shape["cards"][0]["sources"][0]["read"] == "2026-11-30"
    lines = run("--indicator", "gap-ks2-rwm-disadvantaged")[1].splitlines()
    assert lines[0].startswith("Nobody has measured this gap") and "linked by our judgement" in lines[1]


def test_an_indicator_no_card_speaks_to_says_so(run):
    assert run("--indicator", "health-under-18-conceptions")[1].startswith("No card speaks to")


def test_without_an_indicator_every_card_is_listed(run):
    assert len(run()[1].splitlines()) == len(load_cards())
    shape = json.loads(run("--json")[1])
    assert shape["indicator"] is None and len(shape["cards"]) == len(load_cards())


def test_an_unknown_indicator_is_refused(run):
    code, out, err = run("--indicator", "nothing-we-know")
    assert code == 2 and not out and "nothing-we-know" in err

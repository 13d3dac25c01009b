"""Promises of the register between people and between trusts: a second person, consent, and no claim that grows."""

import json
from dataclasses import replace

import pytest

from c4eo_core.answers.workshop.practice_check import check_words, checked, mark_of, missing, why_not
from c4eo_core.answers.workshop.practice_file import LARGEST, practice_json, read_practices
from c4eo_core.model.problem import SourceProblems
from c4eo_core.records.kinds import Practice

FULL = Practice(
    title="Breakfast",
    words="Toast and a talk",
    setting="two schools",
    since="2025",
    evidence="Registers before and after",
    who_says="The university",
    contact="head of early help, 01632 960000",
    written_by="Ann",
    rung="validated",
)


def by(person, p=FULL):
    return replace(p, checked_by=person, checked_on="2026-12-01", checked_mark=mark_of(p))


def test_the_writer_cannot_check_their_own_entry_however_they_spell_it():
    assert "second person" in why_not(FULL, " ann ") and not checked(by("ANN"))
    assert why_not(FULL, "Ben") == "" and checked(by("Ben"))


def test_an_entry_with_a_blank_cannot_be_checked_and_says_which():
    blank = replace(FULL, contact=" ")
    assert missing(blank) == ("whom to contact",) and "whom to contact" in why_not(blank, "Ben")


def test_a_word_changed_after_the_check_undoes_it_and_says_so():
    changed = replace(by("Ben"), evidence="Registers of one term")
    assert not checked(changed) and check_words(changed).startswith("Changed since Ben checked it")
    assert check_words(FULL) == "Not checked by a second person yet"


def test_only_what_may_be_shared_goes_out_and_neither_consent_nor_check_goes_with_it():
    shared = replace(by("Ben"), share=True)
    content = practice_json([FULL, shared], "Leeds Trust", "2026-12-01")
    assert len(json.loads(content)["practices"]) == 1
    (p,) = read_practices(content, "practice.json")
    assert p.title == "Breakfast" and p.origin == "Leeds Trust"
    assert not p.share and not p.checked_by and not p.checked_mark


def test_a_file_that_claims_a_check_or_a_consent_is_believed_in_neither():
    raw = json.loads(practice_json([replace(FULL, share=True)], "Leeds", "2026-12-01"))
    raw["practices"][0] |= {
        "share": True,
        "checked_by": "Ben",
        "origin": "Nowhere",
        "checked_mark": mark_of(FULL),
    }
    (p,) = read_practices(json.dumps(raw).encode(), "x.json")
    assert not p.share and not p.checked_by and p.origin == "Leeds"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff",
        b"{}",
        b"[" * 5000,
        b"x" * (LARGEST + 1),
        json.dumps({"format": "turning-the-curve-practice-1", "practices": [{"title": 3}, 7]}).encode(),
        json.dumps({"format": "turning-the-curve-practice-1", "practices": [{}] * 201}).encode(),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(content):
    with pytest.raises(SourceProblems) as stopped:
        read_practices(content, "x.json")
    assert all("x.json" in str(p) for p in stopped.value.problems)

"""Postcodes: found, or told what is wrong with them."""

import pandas as pd
import pytest

from c4eo_core.answers.coverage.distances import prepared_coverage_data
from c4eo_core.sources.places import postcode_files
from c4eo_core.sources.places.postcode_files import write_postcodes
from c4eo_core.sources.places.postcodes import PostcodeBook, key


@pytest.fixture(scope="module")
def book():
    return prepared_coverage_data().places.postcodes


# Positions as Code-Point Open gives them.
@pytest.mark.parametrize(
    ("typed", "position"),
    [("AL10 0AA", (522503, 208775)), ("al100ab", (522680, 209766)), (" AL10  0ad ", (523003, 209814))],
)
def test_a_postcode_is_found_however_it_is_typed(book, typed, position):
    assert book.find(typed).position == position


@pytest.mark.parametrize(
    ("typed", "why", "do"),
    [
        ("", "no postcode", "whole postcode"),
        ("LS1", "only the first part", "whole"),
        ("LS1 4", "only the first part", "whole"),
        ("nowhere at all", "not a postcode", "position"),
        ("EH1 1YZ", "in Scotland", "England"),
        ("CF10 1EP", "in Wales", "England"),
        ("BT1 5GS", "in Northern Ireland", "England"),
        ("LS1 1ZZ", "though others in LS1 1 are", "ended"),
        ("ZZ99 9ZZ", "nor is any in ZZ99 9", "position"),
        ("ALI0 0AA", "not", "Did you mean AL10 0AA?"),
        ("AL10 OAA", "not a postcode", "Did you mean AL10 0AA?"),
    ],
)
def test_what_cannot_be_placed_says_why_and_what_to_do(book, typed, why, do):
    found = book.find(typed)
    assert found.position is None
    assert why in found.why and do in found.do


def test_postcodes_take_under_eight_megabytes(book):
    assert book.path.stat().st_size < 8_000_000


def test_numbers_stand_in_the_order_of_postcodes_and_no_two_share_one():
    codes = [
        "AL100AA",
        "AL11AA",
        "AL1 1AB".replace(" ", ""),
        "E16AN",
        "E1W1AA",
        "EC1A1BB",
        "LS11UR",
        "N19GU",
        "ZE10AA",
    ]
    assert len({key(c) for c in codes}) == len(codes)
    assert key("LS11UR") < key("LS11US") < key("LS12AA") < key("LS101AA")


def test_the_first_and_the_last_of_every_block_are_found(tmp_path, monkeypatch):
    codes = [
        f"AA{d}{s}{a}{b}" for d in range(1, 10) for s in range(10) for a in "ABCDEFGHJL" for b in "ABCDEFGHJL"
    ]
    table = pd.DataFrame(
        {"key": [key(c) for c in codes], "easting": range(400_000, 400_000 + len(codes)), "northing": 300_000}
    )
    table = table.sort_values("key")
    monkeypatch.setattr(postcode_files, "_BLOCK", 500)
    write_postcodes(table, tmp_path / "p.parquet")
    small = PostcodeBook(tmp_path / "p.parquet")
    for place in (0, 499, 500, 999, 1000, len(codes) - 1):
        code = codes[place]
        assert small.find(code).position == (400_000 + place, 300_000)
    assert small.find("AA1 0ZZ").position is None


def test_five_hundred_look_ups_find_what_there_is(book):
    found = [
        book.find(f"LS{d} {s}A{c}").position for d in range(1, 11) for s in range(1, 6) for c in "ABDEFGHJLN"
    ]
    assert len(found) == 500 and sum(p is not None for p in found) > 50

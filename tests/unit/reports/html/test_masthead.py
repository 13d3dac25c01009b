"""The top of every page: product, place, what it answers, and how measures stand."""

import pytest

from c4eo_core.reports.html.masthead import Counts, counts_html, finding_words, masthead


def test_the_place_and_the_topic_make_one_heading_a_screen_reader_can_read():
    html = masthead("Durham", "Closing the gap", "What do we want?")
    assert '<h1>Durham<span class="hide">:</span> <span>Closing the gap</span></h1>' in html
    assert "<strong>Turning the curve</strong> What do we want?" in html


def test_a_page_with_a_main_heading_of_its_own_gets_no_second_one():
    html = masthead("Durham", "What works", "What helps?", heads=False)
    assert "<h1" not in html and '<p class="place">Durham' in html


def test_what_somebody_typed_never_becomes_html():
    assert "<b>" not in masthead("<b>", "<b>", "<b>", "<b>")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts(3, 13, 5, 0), "Of 21 measures, 3 are better than in similar areas and 5 are worse."),
        (Counts(1, 2, 0, 1), "Of 4 measures, 1 is better than in similar areas and none is worse."),
        (Counts(0, 20, 0, 1), "None of 21 measures is clearly better or worse than in similar areas."),
        (Counts(0, 0, 0, 7), "None of these measures can be compared with similar areas yet."),
    ],
)
def test_the_finding_counts_only_what_was_compared(counts, words):
    assert finding_words(counts) == words


def test_each_count_has_its_words_and_a_kind_nobody_is_in_is_left_out():
    html = counts_html(Counts(3, 13, 5, 0))
    assert html.count("<li") == 3 and "no clear difference" in html and "cannot be compared" not in html

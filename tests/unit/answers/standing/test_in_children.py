"""A share said in children, only where the children behind it are counted."""

import pytest

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.standing.in_children import children_words, two_figures
from c4eo_core.answers.standing.progress import progress_of


@pytest.mark.parametrize(
    ("value", "said"), [(0, 0), (7, 7), (94.6, 95), (119.9, 120), (2087, 2100), (67812, 68000)]
)
def test_a_number_of_children_is_said_in_two_figures(value, said):
    assert two_figures(value) == said


def _words(area: str, indicator: str) -> str | None:
    desk = prepared_desk()
    return children_words(
        progress_of(desk, desk.figures.areas.by_code(area), [desk.figures.find(indicator)])[0]
    )


def test_a_rate_and_a_share_of_a_roll_are_said_in_children():
    assert _words("E06000047", "exclusions") == "about 120 of 68,000"
    assert _words("E06000047", "persistent-absence-secondary") == "about 7,300 of 29,000"


def test_a_gap_is_a_difference_and_is_never_said_in_children():
    desk = prepared_desk()
    gaps = [i for i in desk.figures.indicators if i.is_gap]
    found = progress_of(desk, desk.figures.areas.by_code("E06000047"), gaps)
    assert gaps and all(children_words(p) is None for p in found)


def test_nobody_is_counted_twice_over_and_few_are_never_named_exactly():
    desk = prepared_desk()
    for code in ("E06000053", "E09000001", "E08000035"):
        for p in progress_of(desk, desk.figures.areas.by_code(code)):
            words = children_words(p)
            if words and words.startswith("about"):
                count, of = (int(w.replace(",", "")) for w in words.removeprefix("about ").split(" of "))
                assert 10 <= count <= of, (code, p.indicator.id, words)

"""Several services at once: children are counted by how many of them they have near."""

import numpy as np
import pytest

from c4eo_core.answers.coverage.distances import NotCovered, prepared_coverage_data
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.answers.coverage.tally import tally_of
from c4eo_core.answers.coverage.together import together_of

FIVE = ("library", "out-of-school", "early-years-childcare", "family-hub", "childrens-centre")
SURREY, ROCHDALE = "E10000030", "E08000005"


def ask(code, services, ages="0-15"):
    ground = prepared_coverage_data()
    asked = tuple(question_of(ground.book.find(s), None, ages) for s in services)
    return together_of(ground, ground.areas.by_code(code), asked)


def test_every_child_is_counted_once_by_how_many_services_are_near():
    for code in (SURREY, ROCHDALE):
        found = ask(code, FIVE)
        assert sum(found.by_count) == found.children
        assert len(found.by_count) == len(found.services) + 1


def test_children_with_none_are_those_out_of_reach_of_each():
    ground = prepared_coverage_data()
    area = ground.areas.by_code(SURREY)
    services = ("library", "out-of-school")
    reached = [
        tally_of(ground, area, question_of(ground.book.find(s), None, "0-15")).reached for s in services
    ]
    mine = ground.places.small_areas.area == ground.areas.index[SURREY]
    expected = ground.places.small_areas.children("0-15")[mine & ~(reached[0] | reached[1])].sum()
    assert ask(SURREY, services).none == int(expected)
    assert np.all([n >= 10 for _, n in ask(SURREY, services).wards])


def test_a_service_without_a_list_here_counts_for_nobody_and_is_named():
    found = ask(SURREY, FIVE)
    assert set(found.unlisted) == {"family hubs", "children's centres"}
    assert any("no list here" in w for w in found.words)


@pytest.mark.parametrize(
    ("code", "services", "words"),
    [
        (SURREY, ("library",), "at least two"),
        (SURREY, ("library", "library"), "at least two"),
        ("E92000001", ("library", "out-of-school"), "for one authority"),
        (SURREY, ("family-hub", "youth-centre"), "None of these services has a list"),
    ],
)
def test_what_cannot_be_looked_at_together_is_said(code, services, words):
    with pytest.raises(NotCovered, match=words):
        ask(code, services)

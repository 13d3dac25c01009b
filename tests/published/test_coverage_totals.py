"""Coverage of England as it was worked out independently from the same lists: children 0 to 15, straight
lines.
"""

import pytest

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.model.display import rounded

# service, kilometres, per cent of all, per cent in deciles 1 to 3, authorities with a list
TOTALS = [
    ("state-primary", 1, 94, 99, 153),
    ("childcare", 1, 92, 97, 153),
    ("out-of-school", 2, 80, 87, 153),
    ("library", 2, 85, 96, 152),  # 84 and 95 without the 30 at postcodes no longer in use
    ("family-hub", 2, 64, 79, 88),
]


@pytest.mark.parametrize(("service", "km", "everybody", "deprived", "lists"), TOTALS)
def test_reach_in_england_is_the_known_total_to_the_percentage_point(
    desk, ground, service, km, everybody, deprived, lists
):
    found = coverage_of(
        desk, ground, ground.areas.england, question_of(ground.book.find(service), km, "0-15")
    )
    assert (rounded(found.reach.all, 0), rounded(found.reach.deprived, 0)) == (everybody, deprived)
    assert (found.areas_with_list, found.complete) == (lists, lists == 153)


def test_the_layers_hold_what_was_published(ground):
    places = ground.places
    assert len(places.small_areas.code) == 33_755 and len(places.small_areas.wards) == 6_784
    assert len(places.schools.urn) == 25_122 - 17 - 1  # 17 without a position, one school in Wales
    counts = {layer: origin.count for layer, origin in places.origins.items()}
    assert (
        counts["family_hubs"] == 675
        and counts["childcare"] == 27_378 - 21 - 2  # two stand in no authority of England
        and counts["postcodes"] == 1_491_312
    )
    assert counts["libraries"] == 2_876 + 30


def test_children_are_those_of_the_census_in_every_authority(ground):
    """Census 2021, children 0 to 15 of four places as the census table of authorities has them."""
    s = ground.places.small_areas
    for name, children in (
        ("Hartlepool", 17_653),
        ("Middlesbrough", 29_985),
        ("Redcar and Cleveland", 24_183),
    ):
        here = s.area == ground.areas.index[ground.areas.find(name).code]
        assert abs(s.children("0-15")[here].sum() - children) <= 0.001 * children, name


def test_every_layer_says_where_it_comes_from_and_of_which_day(ground):
    for layer, origin in ground.places.origins.items():
        assert origin.publisher and origin.title and origin.licence and origin.date[:2] == "20", layer
        assert origin.words and origin.count > 600, layer
    assert [layer for layer, o in ground.places.origins.items() if not o.complete] == [
        "family_hubs",
        "libraries",
    ]

"""Coverage as a page is given it: true for islands, tiny places, borders, old codes and places without a
list.
"""

import re

import numpy as np
import pytest

from c4eo_core.answers.coverage.as_json import coverage_json
from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import NotCovered
from c4eo_core.answers.coverage.phrases import share
from c4eo_core.answers.coverage.shape import WrongQuestion, question_of
from c4eo_core.model.service import OwnService


@pytest.fixture(scope="module")
def ask(desk, ground):
    def asked(place, service, km=None, ages=None, **changes):
        from dataclasses import replace

        question = replace(question_of(ground.book.find(service), km, ages), **changes)
        return coverage_of(desk, ground, ground.areas.find(place), question)

    return asked


def own(name, e, n, type="family-hub", places=None):
    return OwnService(name, type, e, n, places, "", None, "grid reference", "Row 2")


def test_reach_is_what_counting_small_area_by_small_area_gives(ask, ground):
    """The same question answered the slow way, from the arrays, for one authority with town and country."""
    found = ask("Northumberland", "library", ages="5-15")
    s, layer = ground.places.small_areas, ground.layer(ground.book.find("library"))
    here = np.flatnonzero(s.area == ground.areas.index["E06000057"])
    total = inside = 0
    for i in here:
        near = np.hypot(layer.easting - s.easting[i], layer.northing - s.northing[i]).min()
        total += int(s.older[i])
        inside += int(s.older[i]) * (near <= (5000 if s.rural[i] else 2000))
    assert found.children == total and found.out_of_reach == total - inside
    assert found.reach.all == pytest.approx(100 * inside / total)


def test_the_parts_add_up(ask):
    found = ask("Leeds", "out-of-school", 1, "0-15")
    assert (
        sum(p.out_of_reach for p in found.places)
        == found.out_of_reach
        == sum(g.out_of_reach for g in (found.town, found.country))
    )
    assert sum(p.children for p in found.places) == found.children == found.points.children.sum()
    assert found.points.children[~found.points.reached].sum() == found.out_of_reach
    young, older, everybody = found.ages
    assert young.children + older.children == everybody.children == found.children
    assert (
        found.places[0].out_of_reach >= found.places[1].out_of_reach
        and found.places[0].name in found.words[2]
    )
    assert found.ages[2].reach == found.reach


def test_a_longer_distance_never_reaches_fewer_and_a_detour_never_more(ask):
    near, far, winding = (
        ask("Kent", "library", 1),
        ask("Kent", "library", 3),
        ask("Kent", "library", 3, detour=1.3),
    )
    assert near.reach.all < winding.reach.all < far.reach.all
    assert "1.3 times as long" in winding.words[0]


def test_an_authority_without_a_list_says_so_and_never_nought(ask):
    found = ask("Leeds", "family-hub")
    assert not found.listed and not found.complete and found.areas_with_list == 0
    assert found.reach.all is None and found.out_of_reach is None and found.points.reached is None
    assert found.children > 100_000 and found.places == () and found.median_km is None
    assert "no published list" in found.words[0] and "88" in found.words[0]
    assert not any(re.search(r"\b0%", w) for w in found.words)
    assert coverage_json(found)["reach"] == {"all": None, "deprived": None, "other": None}


def test_a_region_counts_only_its_authorities_with_a_list_and_says_how_many(ask):
    found = ask("South East", "family-hub")
    assert (found.areas_with_list, found.areas, found.complete, found.listed) == (7, 19, False, True)
    assert found.words[0].startswith("In 7 of 19 authorities of South East")
    assert len(found.places) == 7 and sum(p.children for p in found.places) == found.children


def test_neighbours_without_a_list_are_named_and_not_averaged_in(ask):
    found = ask("Barnsley", "family-hub")
    n = found.neighbours
    with_list = [o.reach.all for o in n.list if o.listed]
    assert len(n.list) == 10 and n.listed == len(with_list)
    assert n.mean.all == pytest.approx(np.mean(with_list)) and n.median.all == pytest.approx(
        np.median(with_list)
    )
    few = ask("Isles of Scilly", "library").neighbours
    assert few.listed == 10 and few.mean.all is not None


def test_fewer_than_five_neighbours_with_a_list_give_no_average(ask, ground, desk):
    for area in ground.areas.authorities:
        found = ask(area.code, "family-hub")
        if found.neighbours and found.neighbours.listed < 5:
            assert found.neighbours.mean.all is None
            break
    else:
        pytest.fail("no authority has so few")


@pytest.mark.parametrize(
    ("name", "codes"), [("Barnsley", ("E08000016", "E08000038")), ("Sheffield", ("E08000019", "E08000039"))]
)
def test_a_place_with_two_codes_is_one_place(ask, name, codes):
    first, second = (ask(code, "family-hub") for code in codes)
    assert first.area == second.area and first.area.name == name
    assert first.reach == second.reach and first.listed and first.sites.inside.sum() >= 6


def test_an_island_is_not_served_from_across_the_sea(ask, ground):
    found = ask("Isle of Wight", "library", 30)
    assert set(np.array(found.sites.authority)) == {"Isle of Wight"}
    assert any("across the sea" in w for w in found.warnings)
    assert "Isle of Wight" not in ask("Portsmouth", "library", 30).sites.authority


def test_a_place_of_one_small_area_and_one_school_is_right_and_warned_of(ask):
    scilly = ask("Isles of Scilly", "state-primary", 1)
    assert scilly.reach.all == 100 and scilly.children == 324 and scilly.reach.deprived is None
    assert any("one point" in w for w in scilly.warnings)
    assert "no small area among" in scilly.words[1]
    none = ask("Isles of Scilly", "out-of-school", 2, "0-15")
    assert none.listed and none.reach.all == 0 and none.words[2].startswith("All 324 children")
    assert any("names no out-of-school club" in w for w in none.warnings)
    city = ask("City of London", "state-primary", 1)
    assert city.reach.all == 100 and int(city.sites.inside.sum()) == 1 and len(city.points.code) == 6


def test_a_service_across_the_border_serves_children_next_door(ask, ground):
    """Rutland's children near Stamford, which lies in Lincolnshire: with that library taken away, fewer are
    in reach.
    """
    for place in ("Rutland", "Darlington", "Wokingham", "Bury"):
        found = ask(place, "library", 2)
        outside = ~found.sites.inside
        if outside.any():
            break
    assert outside.any()
    s, layer = ground.places.small_areas, ground.layer(ground.book.find("library"))
    area = ground.areas.index[found.area.code]
    mine = np.flatnonzero(s.area == area)
    own_only = layer.area == area
    gap = np.hypot(
        layer.easting[own_only] - s.easting[mine][:, None],
        layer.northing[own_only] - s.northing[mine][:, None],
    ).min(axis=1)
    alone = s.children("0-15")[mine][gap <= 2000].sum()
    assert found.children - found.out_of_reach > alone


def test_next_door_without_a_list_is_warned_of(ask):
    assert any(
        "Next door, Kirklees has no published list" in w for w in ask("Barnsley", "family-hub").warnings
    )
    assert not any("Next door" in w for w in ask("Barnsley", "out-of-school").warnings)


def test_below_one_kilometre_in_the_country_is_warned_of_and_only_there(ask):
    assert any("Under 1 km" in w for w in ask("Northumberland", "library", 0.8).warnings)
    assert any("Under 1 km" in w for w in ask("Northumberland", "library", 1, detour=1.3).warnings)
    assert not any("Under 1 km" in w for w in ask("Northumberland", "library", 1).warnings)
    assert not any("Under 1 km" in w for w in ask("Camden", "library", 0.8).warnings)


def test_entries_that_could_not_be_placed_are_counted_for_the_kind_asked_about(ask, ground):
    found = ask("Kent", "out-of-school", 2)
    lost = ground.places.origins["childcare"].unplaced["out-of-school"].get("E10000016", 0)
    warned = [w for w in found.warnings if "no position" in w]
    assert bool(warned) == (lost > 0)


def test_services_at_postcodes_no_longer_in_use_are_on_the_map_and_marked(ask, ground):
    found = ask("Salford", "family-hub")
    assert int((found.sites.old & found.sites.inside).sum()) == 1
    assert any("1 service on the map stands at a postcode no longer in use" in w for w in found.warnings)


def test_a_list_over_two_years_old_says_so_and_a_new_one_does_not(ask):
    assert any("over 5 years before" in w for w in ask("Leeds", "out-of-school").warnings)
    assert not any("years before" in w for w in ask("Salford", "family-hub").warnings)


def test_the_land_border_is_warned_of(ask):
    assert any("Scotland" in w for w in ask("Cumberland", "library").warnings)
    assert any("Wales" in w for w in ask("Shropshire", "library").warnings)


def test_the_date_of_the_list_and_of_the_children_stand_with_the_figures(ask):
    found = ask("Leeds", "out-of-school")
    assert found.date == "2021-08-31" and "31 August 2021" in found.words[0]
    assert "21 March 2021" in found.methods[0] and "August 2021" in found.asked.service.caution


def test_schools_have_the_service_near_or_not_by_deprivation(ask):
    found = ask("Barnsley", "out-of-school", 1).schools
    every, most, others = found.groups[:3]
    assert every.schools == len(found.rows) and every.within == sum(r.within for r in found.rows)
    assert most.schools + others.schools <= every.schools and 0 < most.within < most.schools
    assert [r.km for r in found.rows] == sorted((r.km for r in found.rows), reverse=True)
    assert all(r.within == (r.km <= 1.0) for r in found.rows)
    assert all((r.meals is None) == (r.most_meals is None) for r in found.rows)
    assert "schools themselves" in ask("Barnsley", "state-primary").schools.why_none


def test_places_per_100_children_say_how_much_is_not_known(ask):
    found = ask("Leeds", "out-of-school", ages="5-15").provision
    assert 0 < found.known < found.services and f"{found.services - found.known}" in found.words
    assert 0.5 < found.per_100.all < 10 and found.england is not None
    assert ask("Leeds", "library").provision is None
    city = ask("City of London", "out-of-school").provision
    assert city.known == 0 and city.per_100.all is None and city.words.startswith("None of the 2")


def test_an_own_list_gives_reach_where_none_is_published(ask):
    hubs = (own("Armley hub", 426500, 433500), own("Seacroft hub", 435500, 436000))
    found = ask("Leeds", "family-hub", 2, own=hubs)
    assert found.listed and 0 < found.reach.all < 50 and "your own list" in found.words[0]
    assert sum(found.sites.own) == 2


def test_nothing_of_an_own_list_shows_in_a_figure_of_anybody_else(ask):
    before = ask("Bradford", "family-hub", 2)
    hubs = tuple(own(f"Hub {i}", 420000 + 1000 * i, 433000) for i in range(12))
    leeds = ask("Leeds", "family-hub", 2, own=hubs)
    after = ask("Bradford", "family-hub", 2)
    assert (
        (leeds.england, leeds.england_with_list)
        == (before.england, 88)
        == (after.england, after.england_with_list)
    )
    assert after.reach == before.reach and after.sites.name == before.sites.name
    assert not any(o.listed for o in after.neighbours.list if o.area.name == "Leeds")
    assert ask("Leeds", "family-hub", 2).reach.all is None


def test_an_own_list_stands_in_place_of_the_published_one_or_beside_it(ask):
    club = (own("New club", 430000, 433000, "out-of-school", 30),)
    published, instead, beside = (
        ask("Leeds", "out-of-school", 2),
        ask("Leeds", "out-of-school", 2, own=club),
        ask("Leeds", "out-of-school", 2, own=club, adds=True),
    )
    assert instead.reach.all < published.reach.all <= beside.reach.all
    assert beside.sites.inside.sum() == published.sites.inside.sum() + 1
    assert set(np.array(instead.sites.name)[instead.sites.inside]) == {"New club"}


def test_a_kind_nobody_publishes_needs_an_own_list(ask):
    with pytest.raises(NotCovered, match="add your own list"):
        ask("Leeds", "youth-centre")
    found = ask("Leeds", "youth-centre", 2, own=(own("Club", 430000, 433000, "youth-centre"),))
    assert found.listed and found.date is None and found.reach.all > 0
    assert found.england.all is None and found.england_with_list == 0 and found.neighbours is None


def test_what_cannot_be_asked_is_refused_in_a_sentence(ask):
    for km in (0, -1, 31, float("nan")):
        with pytest.raises(WrongQuestion, match="distance"):
            ask("Leeds", "library", km)
    with pytest.raises(WrongQuestion, match="0-4, 5-15, 0-15"):
        ask("Leeds", "library", ages="3-9")
    with pytest.raises(WrongQuestion, match="straight line"):
        ask("Leeds", "library", detour=0.5)
    with pytest.raises(NotCovered, match="no longer exists; ask for Dorset"):
        ask("835", "library")


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (99.97, "over 99%"),
        (100.0, "100%"),
        (0.2, "under 1%"),
        (0.0, "0%"),
        (64.5, "65%"),
        (None, "no figure"),
    ],
)
def test_a_share_never_says_all_or_none_when_it_is_not(x, words):
    assert share(x) == words


def test_every_published_service_answers_for_every_kind_of_place(ask, ground):
    for service in ground.book.published():
        for place in ("England", "London", "Inner London", "Camden", "Isles of Scilly", "Cornwall"):
            found = ask(place, service.id)
            assert found.words and all(
                w.endswith(".") for w in (*found.words, *found.warnings, *found.methods)
            ), (service.id, place)
            assert not any("None" in w.split() or "nan" in w for w in found.words), found.words
            coverage_json(found)


def test_england_and_the_region_beside_a_place_are_their_own_answers(ask):
    """Only authorities with a list are in them, whichever way they are asked about."""
    for service in ("family-hub", "out-of-school"):
        beside = ask("Barnsley", service, 2)
        assert beside.england == ask("England", service, 2).reach
        assert (
            beside.region.area.name.startswith("Yorkshire")
            and beside.region.reach == ask(beside.region.area.code, service, 2).reach
        )
    hubs = ask("Barnsley", "family-hub", 2).region
    assert 0 < hubs.with_list < hubs.of == 15
    clubs = ask("Barnsley", "out-of-school", 2)
    assert clubs.region.per_100 == pytest.approx(
        ask(clubs.region.area.code, "out-of-school", 2).provision.per_100.all
    )
    assert clubs.provision.england == pytest.approx(ask("England", "out-of-school", 2).provision.per_100.all)

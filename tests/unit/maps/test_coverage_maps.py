"""The maps of coverage: nothing lost between answer and drawing, true to scale, in every kind of place."""

import json
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from c4eo_core.answers.coverage.coverage import coverage_of
from c4eo_core.answers.coverage.distances import NotCovered
from c4eo_core.answers.coverage.england import england_reach, schools_without
from c4eo_core.answers.coverage.shape import question_of
from c4eo_core.answers.coverage.siting import SitingQuestion, siting_of
from c4eo_core.charts.siting_curve import siting_rows
from c4eo_core.charts.theme import DARK, LIGHT, PROJECTOR
from c4eo_core.maps import deck
from c4eo_core.maps.coverage_inks import DOTS, edges, fills
from c4eo_core.maps.coverage_key import coverage_key, dots_words
from c4eo_core.maps.coverage_map import coverage_spec
from c4eo_core.maps.coverage_picture import full_picture, key_mark, picture
from c4eo_core.maps.coverage_rows import (
    LAYERS,
    NEED,
    NUMBERS,
    REACH,
    WORDS,
    coverage_rows,
    dot_kind,
    frame_for,
)
from c4eo_core.maps.england_map import band, reach_legend, reach_rows
from c4eo_core.maps.frame import ASPECT, Frame, frame_of, holds, land_around, outlines, scale_km
from c4eo_core.model.grid import to_lonlat
from c4eo_core.model.service import OwnService
from c4eo_core.reports.images import svg_png

# A city, an island, islands of one small area, the City of London, a long coast, two with older codes, a new
# one.
PLACES = (
    "Leeds",
    "Isle of Wight",
    "Isles of Scilly",
    "City of London",
    "Cornwall",
    "Barnsley",
    "Sheffield",
    "Westmorland and Furness",
)


@pytest.fixture(scope="module")
def ask(desk, ground):
    def asked(place, service="out-of-school", km=None, **changes):
        question = replace(question_of(ground.book.find(service), km), **changes)
        return coverage_of(desk, ground, ground.areas.find(place), question)

    return asked


def of(rows, role):
    return [r for r in rows if r["role"] == role]


@pytest.mark.parametrize("place", PLACES)
def test_every_place_fits_its_frame_with_all_that_is_counted(ask, place):
    found = ask(place)
    rows = coverage_rows(found)
    dots = of(rows, "dot")
    assert len(dots) == (found.points.children > 0).sum()
    for row in (*dots, *of(rows, "own")):
        assert abs(row["x"]) <= ASPECT and abs(row["y"]) <= 1
    assert of(rows, "own") and len(of(rows, "scale")) == 1
    assert {k for row in rows for k in row} <= {"role", *WORDS, *NUMBERS}


def test_every_authority_has_an_outline_and_every_outline_an_authority(ground):
    assert outlines().keys() == {a.code for a in ground.areas.authorities}


def test_a_circle_is_true_to_scale_and_shrinks_with_the_detour(ask):
    found = ask("Leeds", km=2)
    frame, (first, *_) = frame_for(found), of(coverage_rows(found), "disc")
    assert first["r"] * frame.half == pytest.approx(2000)
    longer = of(coverage_rows(ask("Leeds", km=2, detour=1.3)), "disc")[0]
    assert longer["r"] * frame.half == pytest.approx(2000 / 1.3)


def test_town_and_country_have_circles_of_their_own_and_one_distance_has_one(ask):
    both = coverage_rows(ask("Leeds"))
    assert len(of(both, "disc")) == len(of(both, "disc-wide")) > 0
    assert of(both, "disc-wide")[0]["r"] == pytest.approx(2.5 * of(both, "disc")[0]["r"])
    assert not of(coverage_rows(ask("Leeds", km=3)), "disc-wide")
    assert not of(coverage_rows(ask("Camden")), "disc-wide")  # no village there


def test_a_dot_says_what_the_answer_says(ask):
    found = ask("Sheffield", "family-hub")
    p, rows = found.points, {r["id"]: r for r in of(coverage_rows(found), "dot")}
    for i, code in enumerate(p.code):
        if not p.children[i]:
            continue
        row = rows[code]
        assert row["a"] == f"{p.children[i]:,}" and row["name"] == p.ward[i]
        assert (row["kind"] == "in") == bool(p.reached[i]) and row["c"].startswith(
            "in" if p.reached[i] else "out of"
        )
        assert ("most deprived" in row["b"]) == (1 <= p.decile[i] <= 3)
    assert [r["kind"] for r in of(coverage_rows(found), "dot")][-1].startswith(
        "out"
    )  # who is left out lies on top


def test_without_a_list_nothing_is_coloured_as_in_or_out_of_reach(ask):
    rows = coverage_rows(ask("Leeds", "family-hub"))
    assert (
        {r["kind"] for r in of(rows, "dot")} == {"unknown"} and not of(rows, "disc") and not of(rows, "ward")
    )
    assert {r["c"] for r in of(rows, "dot")} == {"no published list"}
    assert of(coverage_rows(ask("Leeds", "family-hub"), NEED), "dot")[0]["kind"].startswith("need-")


def test_a_service_next_door_is_drawn_apart(ask):
    found = ask("Leeds", "library")
    outside = [r for r in of(coverage_rows(found), "service") if r["kind"] == "outside"]
    assert len(outside) == (~found.sites.inside).sum() > 0
    assert all(r["b"] != "Leeds" for r in outside)


def test_schools_without_one_near_are_the_ones_of_the_answer(ask):
    found = ask("Kent", "library")
    assert {r["id"] for r in of(coverage_rows(found), "school")} == {
        f"school-{s.urn}" for s in found.schools.rows if not s.within
    }


def test_layers_can_be_left_out(ask):
    bare = coverage_rows(ask("Leeds"), layers=())
    assert not [r for r in bare if r["role"] in ("disc", "disc-wide", "service", "school")] and of(
        bare, "dot"
    )


def test_names_of_wards_do_not_lie_on_each_other(ask):
    for place in ("Sheffield", "Cornwall", "Kent"):
        wards = of(coverage_rows(ask(place, "library")), "ward")
        for k, a in enumerate(wards):
            for b in wards[:k]:
                apart = (
                    abs(a["y"] - b["y"]) >= 0.08
                    or abs(a["x"] - b["x"]) >= 0.034 * (len(a["name"]) + len(b["name"])) / 2 - 1e-6
                )
                assert apart, (place, a["name"], b["name"])


def test_the_key_counts_every_child_and_only_what_is_drawn(ask):
    found = ask("Sheffield", "family-hub")
    for paint in (REACH, NEED):
        said = coverage_key(found, paint, tuple(LAYERS))
        counted = [
            int(m[1].replace(",", ""))
            for _, words in said
            if (m := re.search(r": ([\d,]+) children$", words))
        ]
        assert sum(counted) == found.children
    assert not {"inside", "disc", "school"} & {k for k, _ in coverage_key(found, REACH, ())}
    for kind, _ in coverage_key(found, NEED, tuple(LAYERS)):
        assert key_mark(kind, LIGHT) and key_mark(kind, DARK)
    assert "aged 0 to 15" in dots_words(found, REACH)


def test_out_of_reach_differs_by_more_than_colour():
    assert fills(LIGHT)["out"] == LIGHT.background and edges(LIGHT)["out"] != LIGHT.background  # hollow
    assert (
        dot_kind(REACH, 2, False) == "out-deprived"
        and dot_kind(REACH, 8, False) == "out"
        and dot_kind(REACH, 2, True) == "in"
    )
    assert set(DOTS) <= set(fills(DARK)) == set(edges(DARK))


def test_the_form_of_the_map_is_the_same_for_every_place_and_fetches_nothing():
    spec = coverage_spec(LIGHT)
    assert spec is coverage_spec(LIGHT) and "url" not in json.dumps(spec) and "data" not in spec
    assert coverage_spec(LIGHT, PROJECTOR)["height"] > spec["height"]
    choices = {p["name"]: p["views"] for p in spec["params"] if "select" in p}
    assert choices == {name: [name] for name in ("dots", "schools", "services")}
    assert not [p for p in coverage_spec(LIGHT, choosing=False)["params"] if "select" in p]


def test_the_picture_holds_the_same_marks_and_its_words_are_escaped(ask):
    found = ask("Sheffield", "family-hub")
    rows = coverage_rows(found)
    svg = picture(rows, alt="<Sheffield & hubs>")
    assert svg.count("<circle cx=") == len(of(rows, "dot")) + len(of(rows, "disc")) + len(
        of(rows, "disc-wide")
    ) - _unseen(svg, rows)
    assert "&lt;Sheffield &amp; hubs&gt;" in svg and "http" not in svg.replace(
        "http://www.w3.org/2000/svg", ""
    )


def _unseen(svg, rows):
    """Circles wholly outside the picture are left out."""
    unit = min(500 / 2, 720 / 2 / ASPECT)
    out = 0
    for r in (*of(rows, "disc"), *of(rows, "disc-wide")):
        x, y, radius = 360 + r["x"] * unit, 250 - r["y"] * unit, r["r"] * unit
        out += not (-radius <= x <= 720 + radius and -radius <= y <= 500 + radius)
    return out


def test_a_full_picture_has_title_key_source_and_becomes_a_png(ask):
    found = ask("Isle of Wight", "library")
    svg = full_picture(
        coverage_rows(found),
        "A <title>",
        list(found.words),
        coverage_key(found, REACH, tuple(LAYERS)),
        ["The source."],
    )
    assert "A &lt;title&gt;" in svg and "The source." in svg and "in reach:" in svg
    assert svg_png(svg)[:8] == b"\x89PNG\r\n\x1a\n"


def test_chosen_sites_are_drawn_in_order_with_their_reach(ground, ask):
    found = ask("Sheffield", "family-hub")
    sited = siting_of(ground, found.area, SitingQuestion(found.asked, 3))
    rows = coverage_rows(found, siting=sited)
    assert [r["name"] for r in of(rows, "chosen")] == [c.site.name for c in sited.chosen]
    assert [r["kind"] for r in of(rows, "chosen")] == ["1", "2", "3"] and len(of(rows, "disc-new")) == 3
    curve = siting_rows(sited)
    assert {r["sites"] for r in curve} == set(map(float, range(11)))
    assert [r["value"] for r in curve if r["series"] == "all children"][0] == found.reach.all
    assert sum(r["chosen"] for r in curve) == 2  # one point on each line


def test_the_moving_map_asks_for_no_style_and_puts_words_in_as_text(ask):
    found = ask("Sheffield", "family-hub")
    look = LIGHT
    layers = [
        *deck.land(look, "E08000019", "/places/outline.geojson"),
        deck.dots("/places/dots.json"),
        *deck.discs("/x.json", look, 0, 2000),
    ]
    sent = json.loads(deck.deck(layers, deck.view_of(frame_for(found), 500), look, 500).to_json())
    assert "://" not in json.dumps(sent) and not sent.get("mapProvider")
    assert (
        sent["mapStyle"] == "__MAP_STYLE__"
    )  # no style of ours; the browser test watches that none is fetched
    assert len(sent["layers"]) == 4  # a distance of nought draws no circle
    made = deck.deck(layers, deck.ENGLAND_VIEW, look, 500)._tooltip
    assert "text" in made and "html" not in made
    assert len(deck.deck([], deck.ENGLAND_VIEW, look, 500).to_json()) < 500


def test_what_the_moving_map_is_sent_is_what_the_answer_holds(ask):
    found = ask("Sheffield", "family-hub")
    dots = deck.dot_data(found, REACH, LIGHT)
    assert len(dots) == (found.points.children > 0).sum() and dots[-1]["h"].count("out of reach") == 1
    assert len(deck.service_data(found, LIGHT)) == len(found.sites.name)
    assert len(deck.school_data(found)) == sum(not s.within for s in found.schools.rows)
    lon, lat = dots[0]["p"]
    assert -1.9 < lon < -1.3 and 53.2 < lat < 53.6


def test_england_has_every_authority_and_says_where_there_is_no_list(ground):
    found = england_reach(ground, question_of(ground.book.find("family-hub"), 2))
    rows = {r["code"]: r for r in reach_rows(found, "all", "E08000019")}
    assert len(rows) == 153 and found.listed == 88
    assert rows["E08000035"]["class"] == "none" and rows["E08000035"]["shown"] == "no published list"
    assert rows["E08000019"]["who"] == "us"
    counted = [int(re.search(r": (\d+) place", words)[1]) for _, words in reach_legend(found, "all")]
    assert sum(counted) == 153 and "64%" in found.words and "88 of 153" in found.words
    with pytest.raises(NotCovered):
        england_reach(ground, question_of(ground.book.find("breakfast-club")))


def test_bands_are_closed_below_and_nobody_is_no_band():
    assert [band(v) for v in (0, 49.9, 50, 95, 100, None)] == [
        "fifth-1",
        "fifth-1",
        "fifth-2",
        "fifth-5",
        "fifth-5",
        "none",
    ]


def test_schools_of_england_without_one_near_agree_with_each_authority(ask, ground):
    asked = question_of(ground.book.find("library"))
    everywhere = schools_without(ground, asked)
    here = ask("Isle of Wight", "library")
    names = {s.name for s in here.schools.rows if not s.within}
    assert names and names <= set(everywhere.name)
    assert np.isfinite(everywhere.km).any() and len(everywhere.name) == len(everywhere.lon)


def test_an_own_service_is_marked_as_unpublished_on_every_drawing(ask):
    mine = OwnService("<b>Ours</b>", "family-hub", 430000, 433500, None, "", None, "grid reference", "Row 2")
    found = ask("Leeds", "family-hub", own=(mine,), adds=True)
    row = next(r for r in of(coverage_rows(found), "service") if r["kind"] == "own-list")
    assert "unpublished" in row["a"] and row["name"] == "<b>Ours</b>"
    assert "<b>" not in picture(coverage_rows(found))
    assert ("own-list", "1 of your own list, unpublished") in coverage_key(found, REACH, tuple(LAYERS))


def test_a_polygon_holds_what_is_inside_and_not_what_is_in_its_hole():
    square = np.array([[0, 0], [4, 0], [4, 4], [0, 4]], float)
    hole = square / 4 + 1
    assert holds((square,), 2, 2) and not holds((square,), 5, 2)
    assert not holds((square, hole), 1.5, 1.5) and holds((square, hole), 3, 3)


def test_neighbours_are_cut_where_no_picture_reaches():
    code = "E09000001"
    lon, lat = to_lonlat([532500], [181300])
    for other, _, rings in land_around(code, frame_of(code, lon, lat))[:-1]:
        for ring in rings:
            assert np.abs(ring[:, 0]).max() <= 3.4 + 1e-9 and np.abs(ring[:, 1]).max() <= 2.6 + 1e-9, other


@pytest.mark.parametrize("half", [1600, 5000, 14000, 57000, 120000])
def test_the_scale_is_a_round_length_that_fits(half):
    km = scale_km(Frame(0, 0, half))
    assert (
        km * 1000 <= half * ASPECT / 2
        and str(f"{km:g}").strip("0.")[0] in "125"
        and km * 1000 > half * ASPECT / 5
    )
    assert math.isfinite(km)

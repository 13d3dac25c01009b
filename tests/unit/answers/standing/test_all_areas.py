"""One indicator everywhere: rows, strip, map, table and file say the same."""

import math

import pytest

from c4eo_core.answers.standing.all_areas import ORDERS, all_areas_of, in_order, reading_words, spread_words
from c4eo_core.answers.standing.progress import progress_of
from c4eo_core.charts.strip import better_side, strip_rows, strip_spec
from c4eo_core.charts.theme import DARK, LIGHT, PROJECTOR, SCREEN
from c4eo_core.maps.choropleth import AGAINST_ENGLAND, FIFTHS, legend, map_alt, map_rows, map_spec, palette
from c4eo_core.reports.html.comparisons import areas_table, map_legend
from c4eo_core.reports.tables.comparisons import areas_file, records_xlsx

JUDGED, GAP, NEUTRAL, THIN = (
    "ks2-rwm-expected",
    "gap-ks2-rwm-sen-support",
    "fsm-eligible-primary",
    "eyfs-gld-cla",
)
CAMDEN, CITY = "E09000007", "E09000001"


@pytest.fixture(scope="module")
def answer(desk):
    return lambda indicator=JUDGED, area=CAMDEN: all_areas_of(
        desk, desk.figures.areas.by_code(area), desk.figures.find(indicator)
    )


def test_every_authority_of_today_is_there_once(desk, answer):
    codes = [r.area.code for r in answer().rows]
    assert len(codes) == len(set(codes)) == len(desk.figures.areas.authorities)


def test_rows_agree_with_the_answer_about_one_area(desk, answer):
    for indicator in (JUDGED, GAP, NEUTRAL):
        whole = answer(indicator)
        p = progress_of(desk, whole.place, [whole.indicator])[0]
        own = whole.own
        assert (own.value, own.rank, own.band, own.against_england) == (
            p.value,
            p.rank,
            p.quartile,
            p.against_england,
        )
        assert (
            whole.period == p.period
            and whole.england == p.england
            and whole.neighbour_median == p.neighbours.median
        )
        if p.quartile_bounds:
            assert whole.spread == pytest.approx(p.quartile_bounds)


def test_a_missing_figure_keeps_its_reason_and_is_never_a_number(answer):
    missing = [r for r in answer().rows if r.value is None]
    assert missing and all(r.note and r.size is None and r.rank is None and r.fifth == 0 for r in missing)
    assert all(
        r["class"] == "none" and r["shown"].startswith("no figure")
        for r in map_rows(answer())
        if r["code"] == missing[0].area.code
    )


def test_orders_hold_the_same_places_and_put_missing_figures_last(answer):
    whole = answer()
    for order in ORDERS:
        rows = in_order(whole, order)
        assert {r.area.code for r in rows} == {r.area.code for r in whole.rows}
    assert [r.rank for r in in_order(whole, "rank") if r.rank] == sorted(r.rank for r in whole.rows if r.rank)
    assert in_order(whole, "rank")[-1].value is None and in_order(whole, "value")[-1].value is None
    first = in_order(whole, "neighbours")[:11]
    assert first[0].is_place and [r.neighbour for r in first[1:]] == list(range(1, 11))


def test_nothing_is_ranked_or_banded_where_neither_high_nor_low_is_better(answer):
    whole = answer(NEUTRAL)
    assert not whole.ranked and not any(r.rank or r.band for r in whole.rows)
    assert "Rank" not in areas_table(whole, "value") and "nothing is ranked" in reading_words(whole)
    assert better_side(whole) == "Neither end is better."


def test_a_gap_is_drawn_as_a_size_and_better_is_small(answer):
    whole = answer(GAP)
    assert whole.spread[0] > 0 and "left" in better_side(whole)
    dots = [r for r in strip_rows(whole) if r["role"].startswith("dot")]
    assert all(r["x"] > 0 for r in dots)


def test_the_strip_shows_each_known_place_once_and_no_two_dots_on_one_spot(answer):
    for indicator in (JUDGED, GAP, NEUTRAL, THIN):
        whole = answer(indicator)
        dots = [r for r in strip_rows(whole) if r["role"].startswith("dot")]
        assert len(dots) == len(whole.known) == len({(r["x"], r["y"]) for r in dots})
        assert all(0 < r["y"] < 1 and math.isfinite(r["x"]) for r in dots)


def test_the_strip_names_the_place_its_neighbours_and_england_when_asked(answer):
    roles = {r["role"] for r in strip_rows(answer())}
    assert {"words-us", "words-neighbours", "words-england", "words-half", "half"} <= roles
    bare = {r["role"] for r in strip_rows(answer(), ())}
    assert not bare & {"words-neighbours", "words-england", "dot-neighbour"}


def test_a_place_without_a_figure_has_no_mark_and_the_words_say_why(answer):
    whole = answer(JUDGED, CITY)
    assert not [r for r in strip_rows(whole) if r["role"] in ("dot-us", "words-us")]
    assert f"{whole.place.name} has no figure" in spread_words(whole)


def test_forms_of_strip_and_map_do_not_depend_on_the_figures():
    assert strip_spec(LIGHT, SCREEN) is strip_spec(LIGHT, SCREEN) and map_spec(DARK, PROJECTOR) is map_spec(
        DARK, PROJECTOR
    )
    assert "data" not in strip_spec() and "data" not in map_spec()


def test_the_map_asks_only_this_server_for_boundaries_and_has_a_colour_for_every_class(answer):
    url = map_spec()["transform"][0]["from"]["data"]["url"]
    assert url.startswith("/") and not url.startswith("//")
    for indicator in (JUDGED, GAP, NEUTRAL, THIN):
        for colouring in (FIFTHS, AGAINST_ENGLAND):
            classes = {r["class"] for r in map_rows(answer(indicator), colouring)}
            # "higher" and "lower" come only where nothing is judged, and there the page offers the five
            # groups alone.
            assert classes - {"higher", "lower"} <= set(palette(LIGHT))


def test_the_legend_counts_every_authority(answer):
    for colouring in (FIFTHS, AGAINST_ENGLAND):
        counts = [int(words.rsplit(": ", 1)[1].split()[0]) for _, words in legend(answer(), colouring)]
        assert sum(counts) == len(answer().rows)
    assert "no figure" in map_legend(answer(), FIFTHS, LIGHT, True)


def test_a_region_alone_fills_the_map(answer):
    rows = map_rows(answer(), region="E12000007")
    assert len(rows) == 33 and "London" in map_alt(answer(), FIFTHS, "London")


def test_the_table_names_the_place_and_escapes_everything(answer):
    html = areas_table(answer(), "neighbours")
    assert html.count("in focus") == 1 and html.count('class="near"') == 10 and "<script" not in html


def test_the_file_has_a_row_a_place_with_source_definition_and_licence(answer):
    rows = areas_file(answer())
    assert len(rows) == 153 and all(r["source"] and r["definition"] and r["licence"] for r in rows)
    assert all(r["note"] for r in rows if r["value"] == "")
    assert records_xlsx(rows, "x")[:2] == b"PK"


def test_a_number_of_children_is_compared_with_nothing(answer):
    whole = answer("fsm-pupil-premium-number")
    assert whole.england is None and whole.neighbour_median is None
    assert {r.against_england for r in whole.rows} == {"not compared"}
    assert "nothing is ranked or compared" in reading_words(whole)
    assert not [r for r in strip_rows(whole) if r["role"] == "words-england"]

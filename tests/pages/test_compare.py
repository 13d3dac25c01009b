"""The compare page and the section of all areas, run as pages."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.folders import ROOT
from pages.downloads.comparisons import parted
from pages.downloads.registry import MAKERS
from tests.pages.opening import turn_to

LEEDS = "E08000035"


def compare(**query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
    at.query_params["area"] = LEEDS
    for key, value in query.items():
        at.query_params[key] = value
    turn_to(at, "explore/compare/page.py")
    at.run()
    assert not at.exception
    return at


def html(at: AppTest) -> str:
    return " ".join(e.proto.body for e in at.get("html"))


def charts(at: AppTest) -> list:
    return [*at.get("arrow_vega_lite_chart"), *at.get("vega_lite_chart")]


def test_the_page_opens_on_the_profile_of_the_headlines():
    at = compare()
    assert "<span>Compare</span></h1>" in html(at) and "Closing the gap" in html(at) and "<img" in html(at)
    assert not charts(at)


def test_a_choice_of_ones_own_comes_from_the_link():
    at = compare(set="own", own="ks2-rwm-expected.absence.unknown")
    assert at.session_state["link_own"] == ["ks2-rwm-expected", "absence"]
    assert html(at).count(' scope="row">') == 2


def test_an_empty_choice_asks_for_one():
    assert "Choose the indicators" in compare(set="own").info[0].value


def test_several_places_draw_one_chart_with_words_and_a_table():
    at = compare(view="areas", indicator="ks2-rwm-expected")
    assert len(charts(at)) == 1 and "<details>" in html(at)
    assert json.loads(charts(at)[0].proto.spec)["width"] == "container"


def test_swap_changes_the_axes_over_and_the_link_with_them():
    at = compare(view="scatter")
    x, y = at.session_state["link_x"], at.session_state["link_y"]
    at.button[0].click().run()
    assert (at.session_state["link_x"], at.session_state["link_y"]) == (y, x)
    assert at.query_params["x"] in (y, [y])


def test_a_shared_ingredient_is_warned_of():
    at = compare(view="scatter", x="gap-ks2-rwm-sen-support", y="gap-ks2-rwm-ehcp")
    assert "ingredient" in at.warning[0].value


def test_all_areas_show_strip_map_and_table():
    def page(indicator: str, area: str):
        from pages.explore.indicator.all_areas import all_areas_section

        all_areas_section(area, indicator)

    at = AppTest.from_function(
        page, kwargs={"indicator": "ks2-rwm-expected", "area": LEEDS}, default_timeout=30
    ).run()
    assert not at.exception and len(charts(at)) == 2 and html(at).count(' scope="row">') == 153
    at.session_state["link_order"] = "neighbours"
    at.run()
    assert html(at).index("in focus") < html(at).index("neighbour 10")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("all-areas", {"area": LEEDS, "indicator": "absence"}),
        ("profile", {"area": LEEDS, "set": "headlines"}),
        ("profile", {"area": LEEDS, **parted(("absence", "ks2-rwm-expected"))}),
        ("several", {"indicator": "absence", "places": f"{LEEDS}.E09000007"}),
        ("scatter", {"area": LEEDS, "x": "absence", "y": "ks4-attainment-8"}),
    ],
)
def test_every_kind_of_file_is_made(kind, words):
    asked, name = MAKERS[kind].answer(words)
    text = MAKERS[kind].makers["csv"](asked).decode("utf-8-sig")
    assert len(text.splitlines()) > 2 and "Open Government Licence" in text and name
    assert MAKERS[kind].makers["xlsx"](asked)[:2] == b"PK"


def test_a_long_choice_is_spread_over_words_that_fit(figures):
    ids = tuple(i.id for i in figures.indicators)[:30]
    words = parted(ids)
    assert max(map(len, words.values())) <= 200 and len(words) < 11
    assert ".".join(words.values()).split(".") == list(ids)

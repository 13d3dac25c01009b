"""The static site in a real browser: for everybody, on a phone, in the dark, without a script, and with no
word to anybody else.
"""

import functools
import http.server
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from c4eo_core.cli.site import chosen_areas
from c4eo_core.reports.site import build

PLACE, CURVE, EMBED = "area/leeds.html", "area/leeds/l3-19.html", "embed/leeds/l3-19.html"
LONG = "area/bournemouth-christchurch-and-poole.html"
MAIN = ("index.html", PLACE, CURVE, EMBED)
OTHERS = (
    "area/yorkshire-and-the-humber.html",
    "area/england.html",
    "new.html",
    "words.html",
    "methods.html",
    "about.html",
    "404.html",
)
LOOKS = ((1280, "light"), (360, "dark"), (1280, "dark"), (360, "light"))
SEEN = [(path, *look) for path in MAIN for look in LOOKS] + [
    (path, *look) for path in OTHERS for look in LOOKS[:2]
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(desk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    names = ["Leeds", "Isles of Scilly", "Bournemouth, Christchurch and Poole", "Cumberland"]
    build.publish(desk, folder, chosen_areas(desk, names), processes=1)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def here(page, site):
    """The page, with everything it asked for checked at the end: only this site, and no complaint."""
    page.emulate_media(color_scheme="light")
    yield page
    page.emulate_media(color_scheme="light")
    assert all(url.startswith((site, "data:", "blob:")) for url in page.asked), page.asked
    assert not page.complaints


def opened(page, address, width=1280, scheme="light"):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    return page


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["impact"], [n["html"][:140] for n in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize(("path", "width", "scheme"), SEEN)
def test_the_accessibility_rules_find_nothing_and_nothing_is_cut_off(here, site, path, width, scheme):
    opened(here, site + path, width, scheme)
    here.evaluate("document.querySelectorAll('details').forEach((d, n) => { if (n < 3) d.open = true; })")
    assert violations(here) == []
    assert here.evaluate("document.documentElement.scrollWidth") <= width


def test_the_longest_name_fits_a_phone(here, site):
    opened(here, site + LONG, 360)
    assert here.evaluate("document.documentElement.scrollWidth") <= 360
    boxes = here.locator("figure .pic").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    assert len(boxes) == 21 and max(boxes) <= 360


def test_everything_can_be_read_without_a_script(page, site):
    context = page.context.browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    try:
        plain = context.new_page()
        plain.goto(site + "index.html")
        assert plain.locator("#find").inner_text() == ""
        plain.get_by_role("link", name="Leeds").click()
        assert plain.get_by_role("heading", level=1).inner_text() == "Leeds: how are children doing?"
        assert plain.locator("article .pic").count() == 21 and plain.get_by_role("button").count() == 0
        first = plain.locator("article").first
        expect(first.locator("table")).not_to_be_visible()
        first.locator("summary").click()
        assert (
            first.locator("table").is_visible() and "Source: Department for Education" in first.inner_text()
        )
        plain.goto(site + CURVE)
        expect(plain.locator(".for-wide .w-england")).to_be_visible()
        plain.get_by_role("checkbox", name="England").uncheck()
        expect(plain.locator(".for-wide .w-england")).not_to_be_visible()
    finally:
        context.close()


def test_the_box_finds_an_area_by_part_of_its_name_its_region_its_number_and_its_former_name(here, site):
    opened(here, site)
    box, left = here.get_by_label("Type the name of your area"), here.locator("#areas li:visible")
    for typed, names in (
        ("lee", ["Leeds"]),
        ("SCILLY", ["Isles of Scilly"]),
        ("south we", ["Bournemouth, Christchurch and Poole", "Isles of Scilly"]),
        ("383", ["Leeds"]),
        ("cumbria", ["Cumberland"]),
        ("chuck", []),
    ):
        box.fill(typed)
        assert left.all_inner_texts() == names, typed
    assert "No area goes by that name" in here.get_by_role("status").inner_text()
    box.fill("leeds")
    box.press("Enter")
    here.wait_for_url("**/area/leeds.html")


def test_the_interactive_chart_comes_when_asked_for_and_goes_back(here, site):
    opened(here, site + CURVE)
    assert not any("vega" in url for url in here.asked)
    still = here.locator("figure.large .for-wide")
    expect(still).to_be_visible()
    here.get_by_role("button", name="Interactive chart").click()
    here.wait_for_selector(".vega svg", timeout=20000)
    assert not still.is_visible() and here.locator(".vega .mark-symbol path").count() > 20
    assert here.locator(".vega text", has_text="England").count() >= 1
    assert violations(here) == []
    here.get_by_role("checkbox", name="England").uncheck()
    here.wait_for_function(
        "![...document.querySelectorAll('.vega text')].some(t => t.textContent.includes('England'))"
    )
    here.get_by_role("button", name="Back to the picture").click()
    assert still.is_visible() and not here.locator(".vega svg").is_visible()


def test_the_chart_takes_the_place_of_the_picture_in_a_card_too(here, site):
    opened(here, site + PLACE)
    card = here.locator("#exclusions")
    card.get_by_role("button", name="Interactive chart").click()
    here.wait_for_selector("#exclusions .vega svg", timeout=20000)
    expect(card.locator(".pic")).not_to_be_visible()
    assert here.locator(".pic:visible").count() > 20 and here.locator(".vega svg").count() == 1
    card.get_by_role("button", name="Back to the picture").click()
    expect(card.locator(".pic")).to_be_visible()


def test_a_link_brings_back_what_is_ticked(here, site):
    opened(here, site + CURVE)
    here.get_by_role("checkbox", name="Region").uncheck()
    here.get_by_role("checkbox", name="Forecast if nothing changes").uncheck()
    assert here.url.endswith("?with=neighbours.england")
    address = here.url
    opened(here, site + PLACE)
    opened(here, address)
    ticked = {
        name: here.get_by_role("checkbox", name=name).is_checked()
        for name in ("Similar areas", "Region", "England", "Forecast if nothing changes")
    }
    assert ticked == {
        "Similar areas": True,
        "Region": False,
        "England": True,
        "Forecast if nothing changes": False,
    }
    expect(here.locator(".for-wide .w-region")).not_to_be_visible()
    opened(here, site + CURVE + "?with=<b>.nonsense")
    assert here.get_by_role("checkbox", name="Region").is_checked()


def test_a_link_to_one_headline_opens_what_is_behind_it(here, site):
    opened(here, site + PLACE + "#l3-19")
    assert here.locator("#l3-19 table").is_visible() and here.locator("#eyfs-gld table").count() == 1
    expect(here.locator("#eyfs-gld table")).not_to_be_visible()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(here, site):
    opened(here, site + PLACE)
    here.keyboard.press("Tab")
    assert here.evaluate("document.activeElement.textContent") == "Skip to the content"
    here.keyboard.press("Enter")
    here.wait_for_url("**#main")


def test_no_cookie_is_set_and_nothing_is_kept(here, site):
    opened(here, site + CURVE)
    here.get_by_role("checkbox", name="England").uncheck()
    assert here.context.cookies(site) == []
    assert here.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_dark_look_changes_picture_and_page(here, site):
    colours = []
    for scheme in ("light", "dark"):
        opened(here, site + PLACE, scheme=scheme)
        read = "s => getComputedStyle(document.querySelector(s))"
        colours.append(
            [
                here.evaluate(f"({read})('{s}').{p}")
                for s, p in (("body", "backgroundColor"), (".curve .line-us", "stroke"))
            ]
        )
    assert colours[0][0] != colours[1][0] and colours[0][1] != colours[1][1]


def test_a_printed_page_is_light_and_has_no_controls(here, site):
    opened(here, site + PLACE, scheme="dark")
    here.emulate_media(media="print", color_scheme="dark")
    assert here.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not here.locator(".swap").first.is_visible() and not here.locator(".top nav").is_visible()
    here.emulate_media(media="screen", color_scheme="light")


def test_an_embedded_curve_shows_in_a_page_of_somebody_else(here, site):
    opened(here, site + EMBED, 600)
    assert here.locator("figure .pic:visible").count() == 1
    assert "Source: Department for Education" in here.locator("figcaption").inner_text()
    assert here.locator("button, input, select").count() == 0

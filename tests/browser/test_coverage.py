"""The coverage page in a real browser: maps that ask no other machine, a card for every mark, lists that stay
with their owner.
"""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.waits import opened, still

SHEFFIELD = "area=E08000019&service=family-hub"
# Draws with the processor, as on a machine without a graphics card.
DRAWS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OWN = "name,type,postcode\nHub in the centre,family-hub,LS1 1UR\nHub nowhere,family-hub,ZZ9 9ZZ\n"


def map_of(page):
    return page.locator('[data-testid="stVegaLiteChart"] svg').first


def mark(page, words):
    """One mark of the map, by what it says."""
    found = page.locator(f'[data-testid="stVegaLiteChart"] path[aria-label*="{words}"]').first
    found.wait_for(timeout=20000)
    found.scroll_into_view_if_needed()
    return found


@pytest.fixture
def drawing_page(browser_page):
    browser = browser_page.context.browser.browser_type.launch(
        executable_path="/usr/bin/chromium", args=list(DRAWS)
    )
    yield browser.new_page(viewport={"width": 1280, "height": 1000})
    browser.close()


def test_the_map_tells_what_one_points_at_and_a_click_keeps_it(app, page):
    opened(page, f"{app}/coverage?{SHEFFIELD}")
    dot = mark(page, "Woodhouse")
    box = dot.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#vg-tooltip-element").get_by_text("Children").wait_for(timeout=5000)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".card.picked").wait_for(timeout=10000)
    assert "ward of" in page.locator(".card.picked").inner_text()
    assert page.complaints == []


def test_a_change_of_authority_changes_the_map_and_keeps_the_question(app, page):
    opened(page, f"{app}/coverage?{SHEFFIELD}&km=3&paint=need")
    before = map_of(page).inner_html()
    page.get_by_role("combobox", name="Local authority").click()
    page.keyboard.type("barns", delay=20)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_url("**area=E08000016**", timeout=15000)
    still(page, 500)
    assert (
        map_of(page).inner_html() != before
        and page.get_by_text("Barnsley: no published list", exact=False).count() == 0
    )
    for word in ("area=E08000016", "service=family-hub", "km=3", "paint=need"):
        page.wait_for_url(f"**{word}**")


def test_a_click_on_england_opens_that_authority(app, page):
    opened(page, f"{app}/coverage?area=E08000035&where=england")
    place = mark(page, "Northumberland")
    box = place.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**area=E06000057**", timeout=15000)
    still(page)
    assert (
        "where=england" not in page.url
        and page.get_by_text("In Northumberland", exact=False).first.is_visible()
    )


def test_the_same_facts_can_be_reached_with_the_keyboard_alone(app, page):
    opened(page, f"{app}/coverage?{SHEFFIELD}")
    page.get_by_text("Everything on the map as tables", exact=True).locator("xpath=ancestor::summary").focus()
    page.keyboard.press("Enter")
    ward = page.get_by_role("combobox", name="Every dot of a ward")
    ward.wait_for(timeout=15000)
    ward.focus()
    page.keyboard.type("Ecclesall", delay=20)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    table = page.locator("table", has=page.get_by_text("Small areas of Ecclesall, farthest first"))
    table.locator("tbody tr").nth(4).wait_for(state="attached", timeout=15000)
    still(page)
    assert table.locator("tbody tr").count() >= 5 and page.get_by_text("Every ward: 28").count() == 1


def test_an_own_list_is_read_reported_saved_and_seen_on_no_other_trusts_page(app, page, tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text(OWN, encoding="utf-8")
    # Bradford, so that no other test of this file meets the list.
    file.write_text(OWN.replace("LS1 1UR", "BD1 1HY"), encoding="utf-8")
    opened(page, f"{app}/coverage?area=E08000032&service=family-hub")
    page.get_by_text("Your own list of services", exact=True).click()
    still(page)
    page.locator('input[type="file"]').first.set_input_files(str(file))
    page.get_by_text("1 of 2 rows can be used", exact=False).wait_for(timeout=20000)
    still(page)
    assert (
        page.get_by_text("ZZ9 9ZZ", exact=False).first.is_visible()
        and page.get_by_text("by your own list", exact=False).count() == 0
    )
    page.get_by_role("button", name="Save this list").click()
    page.get_by_text("by your own list", exact=False).first.wait_for(timeout=20000)
    still(page)
    assert (
        "Hub" not in page.url
        and page.get_by_text("nothing written yet").count() == 0
        and page.locator(".c4-band").is_visible()
    )
    files = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    assert not [f for f in files if "/media/" in f or "files/coverage" in f]
    opened(page, f"{app}/coverage?area=E08000035&service=family-hub")
    expect(page.get_by_text("no published list of family hubs", exact=False).first).to_be_visible()
    assert "Hub in the centre" not in page.content() and page.complaints == []


def test_the_reach_found_is_tried_in_a_what_if(app, page):
    opened(page, f"{app}/coverage?{SHEFFIELD}&next=on&sites=4&with=england")
    page.get_by_role("button", name="Try this reach in a what-if").click()
    page.wait_for_url("**/family-wellbeing**", timeout=15000)
    still(page)
    assert page.get_by_label("Name of the action").input_value() == "4 more family hubs"
    assert (
        "area=E08000019" in page.url
        and "with=england" in page.url
        and "56%" in page.locator('[data-testid="stSlider"]').first.inner_text()
    )


def test_the_moving_maps_draw_and_ask_no_other_machine(app, drawing_page):
    page, asked, complaints = drawing_page, [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type == "error" and "404" not in m.text else None
    )
    for path in (f"coverage?{SHEFFIELD}&zoom=on", "coverage?area=E08000035&where=england&zoom=on"):
        opened(page, f"{app}/{path}")
        page.locator('[data-testid="stDeckGlJsonChart"] canvas').wait_for(timeout=30000)
        until = time.monotonic() + 30
        while not any("/places/dots.json" in u for u in asked) and time.monotonic() < until:
            page.wait_for_timeout(200)
        still(page, 1500)  # whatever else it wants
    assert [u for u in asked if not u.startswith((app, "data:", "blob:"))] == []
    assert [u for u in asked if "/places/dots.json" in u] and complaints == []
    # Everything is drawn: far from one colour in the middle of the picture.
    page.goto(f"{app}/coverage?{SHEFFIELD}&zoom=on")
    still(page)
    picture, until = b"", time.monotonic() + 60
    while len(picture) <= 15_000 and time.monotonic() < until:
        page.wait_for_timeout(500)
        picture = page.locator('[data-testid="stDeckGlJsonChart"]').screenshot()
    assert len(picture) > 15_000


def test_layers_are_asked_for_once(app, drawing_page):
    page, fetched = drawing_page, []
    page.on(
        "response",
        lambda r: (
            fetched.append((r.url, r.headers.get("cache-control", ""))) if "/places/" in r.url else None
        ),
    )
    opened(page, f"{app}/coverage?{SHEFFIELD}&zoom=on")
    until = time.monotonic() + 30
    while len(fetched) < 3 and time.monotonic() < until:
        page.wait_for_timeout(500)
    page.wait_for_timeout(1500)  # whatever else it wants
    first = len(fetched)
    assert first >= 3 and all("immutable" in kept for _, kept in fetched)
    page.get_by_text("Where deprived children live", exact=True).click()
    still(page, 1500)
    assert {url.split("/places/")[1].split("?")[0] for url, _ in fetched[first:]} <= {"dots.json"}


@pytest.mark.parametrize(
    "query", ["where=england&", "next=on&service=library&", "service=breakfast-club&", "service=family-hub&"]
)
def test_every_view_fits_a_phone_and_a_projector(app, page, query):
    for width, height, more in ((360, 780, ""), (1280, 720, "&projector=on")):
        page.set_viewport_size({"width": width, "height": height})
        opened(page, f"{app}/coverage?{query}area=E06000058{more}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (query, width)
        assert page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth"), (
            query,
            width,
        )


def test_family_wellbeing_shows_the_picture_and_leads_to_the_page(app, page):
    opened(page, f"{app}/family-wellbeing?{SHEFFIELD}")
    picture = page.locator("img.coverage-picture")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('img.coverage-picture').complete")
    assert picture.evaluate("e => e.naturalWidth") == 720
    page.get_by_role("link", name="Who is left out, and where next?").click()
    page.wait_for_url("**/coverage**", timeout=15000)
    still(page)
    assert "area=E08000019" in page.url and "family hub" in page.content()

"""Every page by the rules of axe, by the keyboard alone, at four hundred per cent and without motion, in a
real browser.
"""

import urllib.request

import pytest
from playwright.sync_api import expect

from bench.servers import server
from pages.navigation.page_list import PAGES
from pages.server.headers import security_headers
from tests.browser.keyboard import Keys
from tests.browser.rules import fits, violations
from tests.browser.waits import opened, still

CAMDEN = "area=E09000007"
ADDRESSES = [
    *("?" if address == "headline-curves" else address + "?" for _, _, _, address, _ in PAGES),
    "indicator?show=all&",
]
_RING = """() => { for (let e = document.activeElement, n = 0; e && n < 5; e = e.parentElement, n++) {
  const s = getComputedStyle(e); if (s.outlineStyle === 'solid' && parseFloat(s.outlineWidth) >= 2) return true; } return false; }"""
_HERE = """() => { const e = document.activeElement;
  return [e.tagName, e.getAttribute('role') || '', (e.getAttribute('aria-label') || e.innerText || '').trim()]; }"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A copy of its own, so that no records of whoever runs the tests are opened."""
    with server(
        "app.py",
        "/health",
        C4EO_MODE="personal",
        C4EO_RECORDS=str(tmp_path_factory.mktemp("records") / "r.sqlite"),
    ) as (a, _, _):
        yield a


@pytest.fixture(autouse=True)
def as_it_was(page):
    yield
    page.emulate_media(color_scheme="light", reduced_motion="no-preference", media="screen")


@pytest.mark.parametrize("address", ADDRESSES)
def test_in_light_dark_and_projector_view_the_rules_find_nothing_of_ours_all_fits_and_no_other_machine_is_asked(
    app, page, address
):
    page.set_viewport_size({"width": 320, "height": 256})  # what a window of 1280 holds at 400 %
    opened(page, f"{app}/{address}area=E06000058")
    assert fits(page), "at 400 %"
    page.set_viewport_size({"width": 360, "height": 780})
    still(page)
    assert fits(page), "on a phone"
    page.set_viewport_size({"width": 1280, "height": 720})
    still(page)
    found = {"light": violations(page)}
    page.emulate_media(color_scheme="dark")  # while the page is open, as at sunset: only the colours change
    still(page)
    found["dark"] = violations(page, ["color-contrast"])
    opened(page, f"{app}/{address}area=E06000058&projector=on")
    assert fits(page), "in projector view"
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20
    found["projector"] = violations(page)
    assert found == {look: [] for look in found}
    assert [
        u for u in page.asked if not u.startswith((app, "data:", "blob:"))
    ] == [] and page.complaints == []


def test_every_window_is_named_after_its_page_and_stays_wide_when_something_is_chosen(app, page):
    names = {"compare": "Compare", "closing-the-gap": "Closing the gap", "transitions": "Transitions"}
    for _, _, _, address, _ in PAGES[:8]:
        opened(page, f"{app}/{'' if address == 'headline-curves' else address}?{CAMDEN}")
        assert page.title().startswith("Camden") and page.title().endswith(" – Turning the curve")
        assert names.get(address, "") in page.title()
    page.get_by_text("Projector view").click()
    still(page)
    page.get_by_text("Headline curves", exact=True).first.click()
    page.wait_for_url(f"{app}/?**")
    still(page)
    assert page.title() == "Camden – Turning the curve"
    assert page.locator('[data-testid="stMainBlockContainer"]').evaluate("e => e.clientWidth") > 1200


def tab_to(page, name, role="", at_most=60):
    """Presses Tab until the part of that name has the keyboard; every stop on the way must show it."""
    Keys(page).to(name, role or None, at_most)


def test_a_reader_without_a_mouse_finds_a_place_a_curve_its_table_and_its_files(app, page):
    page.emulate_media(reduced_motion="reduce")  # so that what fades in is there at once
    opened(page, app)
    tab_to(page, "Local authority", "combobox")
    page.keyboard.type("camd", delay=20)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CAMDEN}**")
    still(page)
    assert page.get_by_role("heading", level=1).inner_text().startswith("Camden")

    tab_to(page, "Closing the gap", "radio")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_url("**priority=transitions**")
    still(page)

    tab_to(page, "Curve", "combobox")
    before = page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    still(page)

    tab_to(page, "The same figures as a table")
    page.keyboard.press("Enter")
    page.wait_for_selector("table.figures")
    still(page)

    tab_to(page, "Download")
    page.keyboard.press("Enter")
    still(page)
    tab_to(page, "Figures (CSV)")
    with urllib.request.urlopen(
        app + "/" + page.evaluate("() => document.activeElement.getAttribute('href')")
    ) as answer:
        assert "Camden" in answer.read().decode("utf-8-sig")


def test_a_reader_without_a_mouse_skips_to_the_body_and_goes_to_another_page(app, page):
    page.emulate_media(reduced_motion="reduce")
    opened(page, app)
    tab_to(page, "Skip to main content", at_most=2)
    tab_to(page, "About")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.getAttribute('role') === 'menuitem'")
    assert page.evaluate(_HERE)[2].endswith("Methods") and page.evaluate(_RING)
    page.keyboard.press("Enter")
    page.wait_for_url("**/methods*")
    still(page)
    expect(page.get_by_role("heading", name="Methods", level=1)).to_be_visible()


def test_a_wish_for_less_motion_is_heard(app, page):
    page.emulate_media(reduced_motion="reduce")
    opened(page, app)
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return"
        " parseFloat(s.transitionDuration) > 0 && s.transitionProperty !== 'none' || s.animationName !=="
        " 'none'; }).length"
    )
    assert moving == 0


def test_every_chart_has_a_sentence_and_a_table_beside_it(app, page):
    opened(page, f"{app}/?{CAMDEN}")
    chart = page.locator('[role="graphics-document"]').first
    assert "sentence under the chart" in chart.get_attribute("aria-label")
    expect(page.get_by_text("Camden, gap at 16").first).to_be_visible()
    page.get_by_text("The same figures as a table").click()
    page.wait_for_selector("table.figures")


def test_a_curve_on_somebody_elses_page_has_no_controls_and_carries_source_date_table_and_the_way_here(
    app, page
):
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        opened(page, f"{app}/?embed=true&{CAMDEN}&curve=gap-ks4-att8-disadvantaged")
        assert (
            page.locator("input, [role=combobox], [role=radio], nav a, [data-testid=stHeader] a").count() == 0
        )
        assert (
            page.get_by_text("Source: Department for Education").last.is_visible()
            and page.get_by_text("updated").last.is_visible()
        )
        assert (
            page.get_by_role("heading", level=1).inner_text()
            == "Camden: Attainment 8 gap at 16, disadvantaged"
        )
        page.get_by_text("The same figures as a table").click()
        expect(page.locator("table.figures").first).to_be_visible()
        assert "embed" not in page.get_by_role("link", name="The whole page").get_attribute("href")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert violations(page) == []


def test_the_words_to_copy_open_the_very_view_inside_another_page(app, page):
    opened(page, f"{app}/?{CAMDEN}&priority=transitions&curve=l3-19")
    page.get_by_role("button", name="Share this view").click()
    page.wait_for_selector("text=<iframe")
    code = page.locator("code", has_text="<iframe").inner_text()
    page.set_content(f"<!doctype html><title>Another page</title>{code}")
    frame = page.frame_locator("iframe")
    frame.locator("h1", has_text="Camden").wait_for(timeout=30000)
    assert "level 3" in frame.locator("h1").inner_text().lower()


@pytest.mark.parametrize(("mode", "framed"), [("public", True), ("personal", False)])
def test_only_a_public_copy_may_stand_inside_another_sites_page(monkeypatch, mode, framed):
    monkeypatch.setenv("C4EO_MODE", mode)
    headers = {name.decode(): value.decode() for name, value in security_headers()}
    assert ("frame-ancestors *;" in headers["content-security-policy"]) is framed
    assert ("x-frame-options" not in headers) is framed

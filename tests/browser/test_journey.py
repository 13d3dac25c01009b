"""What a director does in the first five minutes, in a real browser."""

import re
import urllib.request

from playwright.sync_api import expect

from tests.browser.waits import opened, still

CAMDEN = "E09000007"


def pick_authority(page, letters, then):
    """then: how the heading begins once it is done."""
    page.get_by_role("combobox", name="Local authority").click()
    page.keyboard.type(letters, delay=20)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).filter(has_text=re.compile(f"^{then}")).first.wait_for(timeout=15000)
    still(page)


def test_a_director_finds_an_authority_a_curve_and_takes_it_away(app, page):
    opened(page, app)
    expect(page.get_by_role("heading", name="Leeds", level=1)).to_be_visible()

    pick_authority(page, "cam", "Cam")
    assert page.get_by_role("heading", level=1).first.inner_text().startswith("Cam")
    pick_authority(page, "camd", "Camden")
    expect(page.get_by_role("heading", name="Camden", level=1)).to_be_visible()
    page.wait_for_url(f"**area={CAMDEN}**")

    page.goto(f"{app}/closing-the-gap?area={CAMDEN}&curve=gap-ks4-att8-disadvantaged")
    still(page)
    expect(page.get_by_role("heading", name=re.compile("Camden ?: Closing the gap"))).to_be_visible()
    assert page.get_by_role("combobox", name="Curve").input_value() == "Attainment 8 gap at 16, disadvantaged"
    assert page.locator("table.headlines tbody tr").count() == 7

    page.get_by_text("Download").last.click()
    link = page.get_by_role("link", name="Figures (CSV)").last
    with urllib.request.urlopen(app + "/" + link.get_attribute("href")) as answer:
        text = answer.read().decode("utf-8-sig")
    assert "Open Government Licence" in text and "Camden" in text and text.startswith("indicator,")


def test_a_link_restores_the_view_exactly(app, page):
    address = (
        f"{app}/indicator?area=E06000047&with=england&indicator=gap-ks4-att8-disadvantaged&both=on&show=about"
    )
    opened(page, address)
    assert "Attainment 8 gap at 16, disadvantaged" in page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_text("worked out by us")).to_be_visible()
    for word in (
        "area=E06000047",
        "with=england",
        "indicator=gap-ks4-att8-disadvantaged",
        "both=on",
        "show=about",
    ):
        page.wait_for_url(f"**{word}**")
    assert page.get_by_role("combobox", name="Local authority").input_value() == "Durham"


def test_the_choice_of_authority_survives_moving_between_pages(app, page):
    opened(page, f"{app}/?area={CAMDEN}")
    page.get_by_text("Priorities", exact=True).first.click()
    page.get_by_text("Transitions", exact=True).last.click()
    page.wait_for_url("**/transitions**")
    still(page)
    expect(page.get_by_role("heading", name=re.compile("Camden ?: Transitions"))).to_be_visible()
    page.wait_for_url(f"**area={CAMDEN}**")

"""On a phone and with the keyboard: the answer before the controls, no hidden menu read out, words explained, cards that lead
to their curve.
"""

import pytest

from tests.browser.rules import fits, violations
from tests.browser.waits import opened

PAGES = ("?", "closing-the-gap?", "transitions?", "indicator?", "compare?", "coverage?")


@pytest.mark.parametrize("address", PAGES)
def test_at_360_px_lists_are_lists_and_the_folded_menu_is_not_read_out(app, page, address):
    page.set_viewport_size({"width": 360, "height": 780})
    opened(page, f"{app}/{address}area=E06000047")
    assert violations(page, ["list", "listitem"]) == [] and fits(page)
    hidden = "() => getComputedStyle(document.querySelector('[data-testid=stSidebar]')).visibility"
    assert page.evaluate(hidden) == "hidden"


@pytest.mark.parametrize("address", PAGES)
def test_on_a_phone_the_place_and_what_the_page_answers_stand_above_every_control(app, page, address):
    page.set_viewport_size({"width": 360, "height": 780})
    opened(page, f"{app}/{address}area=E06000047")
    heading = page.locator("h1").first.bounding_box()
    control = page.get_by_role("combobox", name="Local authority").bounding_box()
    assert "Durham" in page.locator("h1").first.inner_text() and "Durham" in page.title()
    assert heading["y"] < control["y"] < 420


def test_a_word_of_the_glossary_opens_when_it_has_the_keyboard(app, page):
    opened(page, f"{app}/?area=E06000047")
    term = page.locator("abbr[title]").first
    term.focus()
    shown = term.evaluate("e => getComputedStyle(e, '::after').content")
    assert term.get_attribute("title")[:20] in shown


def test_a_card_leads_to_its_curve(app, page):
    opened(page, f"{app}/?area=E06000047")
    link = page.get_by_role("link", name="See the curve: ").first
    name = link.inner_text().removeprefix("See the curve: ")
    link.click()
    page.locator("h1", has_text=name).wait_for(timeout=30000)
    assert "area=E06000047" in page.url and "indicator=" in page.url

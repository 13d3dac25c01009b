"""Steps 5 to 9 as a facilitator walks them, mostly by keyboard. Each leaves the page on its step with
everything saved.
"""

import time

import pypdfium2

from tests.browser.waits import still

FACTORS = ("Families move two or three times a year", "Readers from the sixth form in fourteen schools")
IDEAS = ("Breakfast clubs run by parents", "Close the town hall for a day and go into schools")
ACTION, WHO, MEASURE = "Agree one list of the children", "Ruth Okafor", "children with a named adult"


def settled(page, quiet=250):
    still(page, quiet)


def go_to(page, step):
    page.get_by_role("radio", name=step, exact=True).click()
    settled(page)


def line(page, label, words):
    """Types and presses Enter, and waits until it is on the page and the line is empty again. Gives the
    seconds it took.
    """
    started = time.perf_counter()
    field = page.get_by_label(label, exact=True)
    field.click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "words => [...document.querySelectorAll('textarea, input')].some(e => e.value === words &&"
        " !e.closest('form'))",
        arg=words,
    )
    taken = time.perf_counter() - started
    settled(page)
    page.wait_for_function("field => field.value === ''", arg=field.element_handle(), timeout=15000)
    return taken


def story(page):
    go_to(page, "5 Story")
    assert line(page, "What keeps the curve from turning?", FACTORS[0]) < 10
    assert line(page, "What already works here?", FACTORS[1]) < 10
    cards = page.locator('[class*="st-key-factor-hindering-"]:has(textarea)')
    cards.get_by_role("button", name="+").click()
    settled(page)
    cards.get_by_role("radio", name="Root cause").click()
    settled(page)
    cards.get_by_text("Find out").click()
    settled(page)
    page.get_by_role("heading", name="To find out").wait_for(timeout=15000)


def partners(page):
    go_to(page, "6 Partners")
    page.get_by_role("button", name="Police", exact=True).click()
    settled(page)
    page.get_by_text("Not yet asked: 1 of 1.").wait_for(timeout=15000)
    page.get_by_role("radio", name="Missing", exact=True).click()
    page.get_by_text("Missing from the room: 1 of 1.").wait_for(timeout=15000)
    page.get_by_label("Brings").fill("what happens after school")
    page.keyboard.press("Control+Enter")
    settled(page)


def ideas(page):
    """Two of the group's own, one from the evidence; scored, one chosen."""
    go_to(page, "7 Ideas")
    for words in IDEAS:
        line(page, "What could turn the curve?", words)
    page.get_by_role("radio", name="Costs nothing").first.click()
    settled(page)
    page.get_by_text("Off the wall", exact=True).last.click()
    settled(page)
    page.get_by_role("button", name="Make it an idea").first.click()
    settled(page)
    page.get_by_role("button", name="Among the ideas").wait_for(timeout=15000)
    assert page.get_by_role("button", name="Among the ideas").is_disabled()
    page.get_by_role("radio", name="Score", exact=True).click()
    settled(page)
    page.get_by_label("Specificity", exact=True).first.click()
    for score in "4535":  # a figure and Tab for each, at a room's pace, waiting for nothing
        page.keyboard.type(score)
        page.keyboard.press("Tab")
        page.wait_for_timeout(600)
    page.get_by_text("17 of 20").wait_for(timeout=15000)
    page.get_by_role("radio", name="Choose", exact=True).click()
    page.get_by_label("Move to position").first.wait_for(timeout=15000)
    settled(page)
    page.locator('[class*="st-key-choice-"]', has_text=IDEAS[0]).last.get_by_text(
        "Chosen", exact=True
    ).click()
    page.get_by_role("button", name="What difference might this make?").wait_for(timeout=15000)


def actions(page):
    go_to(page, "8 Actions")
    page.get_by_role("button", name=IDEAS[0]).click()
    settled(page)
    line(page, "What is to be done?", ACTION)
    page.get_by_label("Who", exact=True).last.fill(WHO)
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_label("How we shall know").last.fill(MEASURE)
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_text("Not yet said: by when").wait_for(timeout=15000)
    assert page.get_by_text("No action is due within 30 days").is_visible()


def read_back(page, folder):
    """Reads it, undoes and redoes the last change, and takes the page away. Gives its text."""
    go_to(page, "9 Read back")
    page.locator(".read-back").get_by_text(MEASURE).wait_for(timeout=15000)
    told = page.locator(".read-back").inner_text()
    for words in (*FACTORS, "Police, missing from the room", *IDEAS, ACTION, WHO, MEASURE):
        assert words in told, words
    with page.expect_download() as download:
        page.get_by_role("link", name="One page (PDF)").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    with pypdfium2.PdfDocument(file) as pdf:
        return file.name, "\n".join(p.get_textpage().get_text_range() for p in pdf)

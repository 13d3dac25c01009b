"""Each main task from its page to its result with the keyboard alone: no click, nothing filled in or focused
by a script.
"""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from bench.servers import server
from tests.browser import rules
from tests.browser.keyboard import Keys
from tests.browser.waits import still

CAMDEN, LEEDS, BARNSLEY, BATH, DERBY = (
    "area=E09000007",
    "area=E08000035",
    "area=E08000016",
    "area=E06000022",
    "area=E06000015",
)
OUTCOME, FACTOR, IDEA, ACTION = (
    "Every child talks and is understood",
    "Families move twice a year",
    "Breakfast clubs",
    "Agree one list",
)
OURS = "Year,Seen in time,Count,Out of\n" + "".join(
    f"{y}/{y % 100 + 1},{40 + y % 7},{40 + y % 7},100\n" for y in range(2015, 2024)
)
_MOVING = """() => [...document.querySelectorAll('body *:not(svg *)')]
  .flatMap(e => [null, '::before', '::after'].map(part => getComputedStyle(e, part)))
  .filter(s => parseFloat(s.transitionDuration) > 0 && s.transitionProperty !== 'none' || s.animationName !== 'none').length"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with server(
        "app.py",
        "/health",
        C4EO_MODE="personal",
        C4EO_RECORDS=str(tmp_path_factory.mktemp("records") / "r.sqlite"),
    ) as (a, _, _):
        yield a


@pytest.fixture
def keys(page, app, request):
    """Opens an address of the app and gives the keyboard; prints how far it was at the end."""
    held = []

    def opened(path):
        page.emulate_media(reduced_motion="reduce")
        page.goto(f"{app}/{path}")
        page.locator("h1").first.wait_for(timeout=30000)
        held.append(Keys(page))
        still(page)
        return held[-1]

    yield opened
    page.emulate_media(reduced_motion="no-preference")
    tabs = sum(k.tabs for k in held)
    print(f"\n{request.node.name}: Tab pressed {tabs} times")


def violations(page):
    """Also what moves although the device asked for less motion."""
    assert page.evaluate(_MOVING) == 0
    return rules.violations(page)


def fits_at_400_per_cent(page):
    page.set_viewport_size({"width": 320, "height": 256})
    still(page)
    fits = rules.fits(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    return fits


def test_a_priority_page_gives_an_authority_a_curve_and_its_table(keys, page):
    k = keys(f"closing-the-gap?{LEEDS}")
    k.skip()
    k.to("Local authority", "combobox").type("camd", "Enter")
    page.wait_for_url(f"**{CAMDEN}**")
    k.to("Curve", "combobox").type("phonics", "ArrowDown", "Enter")
    k.to("The same figures as a table").press("Enter")
    page.locator("table.figures:visible").first.wait_for(timeout=15000)
    k.to(re.compile("Camden, neighbours, region and England"), "region")
    assert "phonics" in page.evaluate("document.activeElement.innerText").lower()


def test_a_what_if_is_opened_an_action_added_and_its_result_read(keys, page):
    k = keys(f"indicator?{BARNSLEY}&indicator=ks2-rwm-expected-fsm")
    k.skip()
    k.to("What if we acted?", at_most=30).press("Space", wait=300)
    k.to("Add an action").press("Enter", wait=300)
    page.get_by_role("combobox", name="What it can do").wait_for(timeout=15000)
    k.to("What it can do", "combobox", back=True).press("ArrowDown", "ArrowDown", "Enter", wait=300)
    before = page.locator(".st-key-whatif-result .sentences").inner_text()
    k.to("Children reached then").press("ArrowRight", "ArrowRight", "ArrowRight", wait=400)
    expect(page.locator(".st-key-whatif-result .sentences")).not_to_have_text(
        before, use_inner_text=True, timeout=15000
    )
    assert "illustration" in page.locator(".st-key-whatif").inner_text().lower()
    k.settled()
    k.to("The same figures as a table").press("Enter")
    expect(page.locator(".st-key-whatif details[open] table")).to_be_visible()
    assert violations(page) == []


def test_compare_puts_other_places_beside_ones_own(keys, page):
    k = keys(f"compare?{LEEDS}")
    k.skip()
    k.to("One place, many indicators", "radio").press("ArrowRight", "Space", wait=300)
    page.wait_for_url("**view=areas**")
    k.settled()
    k.to("Indicator", "combobox").type("exclus", "ArrowDown", "Enter", wait=300)
    k.to("Other places", "combobox").type("bath", "Enter", "Escape", wait=300)
    page.wait_for_url("**places=E06000022**")
    k.settled()
    k.to("The same figures as a table").press("Enter", wait=50)
    expect(page.locator("details[open] table")).to_contain_text("Bath and North East Somerset")


def test_other_neighbours_are_chosen_with_a_reason_and_fit_at_400_per_cent(keys, page):
    k = keys(f"compare?{BARNSLEY}")
    k.to("Neighbours used").press("Enter", wait=300)
    k.to("Neighbours to compare with", "combobox").press("Backspace", wait=50)
    k.type("leeds", "Enter", "Escape")
    k.to("Why these, and not the published ten?").type("Leeds is our nearest city.")
    k.to("Use these neighbours").press("Enter", wait=400)
    page.locator(".chosen-neighbours").get_by_text("Leeds is our nearest city").wait_for(timeout=15000)
    assert fits_at_400_per_cent(page) and violations(page) == []
    assert len(k.all_round()) > 5


def test_coverage_takes_a_service_and_says_where_next(keys, page):
    k = keys(f"coverage?{LEEDS}")
    k.skip()
    k.to("Service", "combobox").type("librar", "Enter", wait=400)
    page.wait_for_url("**service=library**")
    k.settled()
    k.to("Where next? Choose sites for more of them").press("Space", wait=400)
    k.to("How many new sites").press("ArrowRight", wait=400)
    page.wait_for_url("**sites=4**")
    expect(page.locator(".st-key-where-next table").first.locator("tbody tr")).to_have_count(4, timeout=15000)
    k.settled()
    assert violations(page) == []


def test_a_session_is_led_from_its_start_to_the_page_to_take_home(keys, page, app):
    k = keys(f"turning-the-curve?{BATH}")
    k.skip()
    k.to("Prepare a session").press("Enter", wait=400)
    k.to("Start the session").press("Enter", wait=400)
    k.to("1 Roles", "radio").press("ArrowRight", "Space", wait=300)
    k.to("What do we want for our children?").type(OUTCOME)
    k.press("F9", wait=400)
    page.locator("h2", has_text="3 Choose the curve").wait_for()  # out of the box, with its words kept
    k.to("Add a candidate", "combobox", back=True).type("attainment 8", "Enter", wait=300)
    page.locator(".st-key-step-head h2", has_text="3 Choose the curve").wait_for()
    for step, asks, words in (
        (5, "What keeps the curve from turning?", FACTOR),
        (7, "What could turn the curve?", IDEA),
        (8, "What is to be done?", ACTION),
    ):
        k.to(re.compile(r"^\d [A-Z]"), "radio", back=True)
        walk_to(k, page, step)
        k.to(asks).type(words, "Enter", wait=300)
        page.wait_for_function(
            "words => [...document.querySelectorAll('textarea')].some(e => e.value === words)",
            arg=words,
            timeout=15000,
        )
    k.to("Add").press("F9", wait=400)
    told = page.locator(".read-back").inner_text()
    assert all(words in told for words in (OUTCOME, FACTOR, IDEA, ACTION))
    k.to("One page (PDF)")
    with urllib.request.urlopen(page.evaluate("document.activeElement.href")) as answer:
        assert answer.read(5) == b"%PDF-"
    assert violations(page) == []


def walk_to(k, page, step):
    """Along the row of steps with the arrows, from where the keyboard stands on it."""
    here = int(k.stop["name"][0])
    k.press(*["ArrowRight" if step > here else "ArrowLeft"] * abs(step - here), "Space", wait=400)
    page.locator("h2", has_text=re.compile(rf"^{step} ")).wait_for(timeout=15000)


def test_a_report_card_gets_an_outcome_and_is_taken_away(keys, page):
    k = keys(f"report-card?{DERBY}")
    k.skip()
    k.to("Edit this card").press("Space", wait=300)
    k.to("In plain words, as somebody who lives here would say it").type(OUTCOME, "Enter", wait=400)
    page.locator(".outcome").get_by_text(OUTCOME).wait_for(timeout=15000)
    k.to(re.compile("Saved|Undo|^undo"), at_most=60)
    k.to("Download this card", at_most=60).press("Enter", wait=50)
    k.to("One page (PDF)")
    with urllib.request.urlopen(page.evaluate("document.activeElement.href")) as answer:
        assert answer.read(5) == b"%PDF-"
    assert len(k.all_round()) > 5


def test_a_file_of_ones_own_is_brought_in_looked_at_and_saved(keys, page, tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text(OURS, encoding="utf-8")
    k = keys(f"local-data?{BATH}")
    k.skip()
    with (
        page.expect_file_chooser() as chooser
    ):  # waited for from the way there on, so that the browser knows of it before Enter
        k.to(re.compile("Browse files|Upload")).page.keyboard.press("Enter")
    chooser.value.set_files(str(file))
    page.get_by_text("As it would be saved").wait_for(timeout=20000)
    k.settled()
    k.to("Title", at_most=60).type("Seen in time")
    k.to("What the figures count", "combobox").type("perc", "Enter")
    k.to("Kind of year", "combobox").type("academic", "Enter")
    k.to("Source").type("Case system")
    k.to("Which way is better", "combobox").type("high", "Enter")
    k.to("Save it").press("Enter", wait=300)
    page.get_by_text("The file itself was not kept").wait_for(timeout=15000)
    page.locator('[data-testid="stVegaLiteChart"] svg').first.wait_for(timeout=15000)
    assert violations(page) == [] and fits_at_400_per_cent(page)
    assert len(k.all_round()) > 5

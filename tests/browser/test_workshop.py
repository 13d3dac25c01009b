"""The whole exercise as a facilitator leads it, in a real browser: from opening the app to the page everybody
takes home.
"""

from pathlib import Path

import pytest

from bench.servers import free_port, server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Frozen, Role, Verdict, Workshop
from c4eo_core.records.records import open_records
from tests.browser import late_steps as late

CAMDEN = "E09000007"
CURVE = "Gap at 16 between disadvantaged pupils and the rest"
OUTCOME, REASON = "Every child talks and is understood.", "Wider than it was ten years ago"


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> tuple[Path, int]:
    return tmp_path_factory.mktemp("records") / "r.sqlite", free_port()


def prepare(page, address):
    """From the front page to an agenda with one curve, by the menu."""
    page.goto(f"{address}/?area={CAMDEN}")
    late.settled(page)
    page.get_by_text("Workshop", exact=True).first.click()
    page.get_by_text("Turning the curve", exact=True).last.click()
    late.settled(page)
    page.get_by_role("button", name="Prepare a session").click()
    page.get_by_role("heading", name="Agenda").wait_for(timeout=15000)
    late.settled(page)
    page.get_by_label("Title", exact=True).fill("Speech and language")
    page.keyboard.press("Tab")
    late.settled(page)
    page.get_by_role("radio", name="Closing the gap").click()
    late.settled(page)
    page.get_by_role("combobox", name="Curves to choose from").click()
    page.keyboard.type("Gap at 16 between disad", delay=15)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    late.settled(page)
    page.get_by_role("button", name="Start the session").click()
    page.get_by_role("heading", name="1 Roles").wait_for(timeout=15000)


def roles_and_outcome(page):
    """By keyboard alone; F9 goes on, but never while somebody types."""
    page.get_by_role("button", name="Add the three usual roles").click()
    late.settled(page)
    field = page.get_by_label("Add somebody", exact=True)
    field.click()
    for name in ("Nina: Reporter", "Ben", "Noor"):  # as fast as names are called out, waiting for nothing
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
    late.settled(page)
    assert (
        field.input_value() == ""
        and page.evaluate("document.activeElement.getAttribute('aria-label')") == "Add somebody"
    )
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("F9")
    page.get_by_role("heading", name="2 Outcome").wait_for(timeout=15000)
    late.settled(page)
    page.get_by_role("textbox", name="What do we want for our children?").fill(OUTCOME)
    page.keyboard.press("Tab")
    late.settled(page)


def curve_and_verdict(page):
    late.go_to(page, "3 Choose the curve")
    page.get_by_role("radio", name="High", exact=True).first.click()
    late.settled(page)
    late.go_to(page, "4 Baseline and verdict")
    page.get_by_role("button", name="Not OK").click()
    page.get_by_text("Baseline frozen on").wait_for(timeout=15000)
    page.get_by_role("textbox", name="Why?", exact=True).fill(REASON)
    page.keyboard.press("Tab")
    late.settled(page)
    page.get_by_label("Initials", exact=True).fill("AL")
    page.keyboard.press("Enter")
    late.settled(page)
    page.get_by_role("spinbutton", name="Change a year").fill("0.5")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Back to the statistical forecast").wait_for(timeout=15000)
    late.settled(page)


def test_a_group_goes_from_opening_the_app_to_the_page_it_takes_home_and_a_crash_costs_nothing(
    place, page, tmp_path
):
    file, port = place
    with server("app.py", "/health", port=port, C4EO_RECORDS=str(file)) as (address, process, _):
        prepare(page, address)
        roles_and_outcome(page)
        curve_and_verdict(page)
        held = page.url
        process.kill()
        process.wait(timeout=10)
    records = open_records(f"sqlite:///{file}")
    [trust] = records.trusts(LOCAL)
    assert [r.body.who for r in records.items(LOCAL, trust.id, Role)][-3:] == ["Nina", "Ben", "Noor"]
    [workshop], [verdict] = records.items(LOCAL, trust.id, Workshop), records.items(LOCAL, trust.id, Verdict)
    assert workshop.body.outcome == OUTCOME and (
        verdict.body.reason,
        verdict.body.initials,
        verdict.body.ok,
    ) == (REASON, "AL", False)
    assert len(records.items(LOCAL, trust.id, Frozen)) == 1
    records.close()
    # The browser says that the server went away, as it should.
    assert all("CONNECTION_REFUSED" in words for words in page.complaints)
    with server("app.py", "/health", port=port, C4EO_RECORDS=str(file)) as (address, _, _):
        page.goto(held)
        late.settled(page)
        page.complaints.clear()
        for step in (late.story, late.partners, late.ideas, late.actions):
            step(page)
        name, told = late.read_back(page, tmp_path)
        assert name.startswith("camden-speech-and-language-") and name.endswith(".pdf")
        flat = " ".join(told.split())
        for words in (
            OUTCOME,
            REASON,
            CURVE,
            "Camden",
            "not OK",
            *late.FACTORS,
            *late.IDEAS,
            late.ACTION,
            late.WHO,
        ):
            assert words.casefold() in flat.casefold(), words
        assert page.complaints == [] and not [
            a for a in page.asked if not a.startswith((address, "data:", "blob:"))
        ]


def test_two_screens_on_the_same_session_never_write_over_each_other(place, page):
    """Needs the session that the test before left behind."""
    file, port = place
    with server("app.py", "/health", port=port, C4EO_RECORDS=str(file)) as (address, _, _):
        page.goto(f"{address}/turning-the-curve?area={CAMDEN}")
        late.settled(page)
        page.get_by_role("button", name="Open", exact=True).last.click()
        late.settled(page)
        late.go_to(page, "2 Outcome")
        other = page.context.browser.new_context().new_page()
        other.goto(page.url)
        late.settled(other)
        for screen, words in ((page, "The first screen's words"), (other, "The second screen's words")):
            screen.get_by_role("textbox", name="What do we want for our children?").fill(words)
            screen.keyboard.press("Tab")
            late.settled(screen)
        other.get_by_text("Somebody else changed this").wait_for(timeout=15000)
        both = other.locator('[class*="unsaved"] table').inner_text()
        assert "The first screen's words" in both and "The second screen's words" in both
        other.get_by_role("button", name="Keep mine").click()
        late.settled(other)
        other.context.close()
        page.reload()
        late.settled(page)
        assert (
            page.get_by_role("textbox", name="What do we want for our children?").input_value()
            == "The second screen's words"
        )

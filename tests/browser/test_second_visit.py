"""A second visit from preparing it to the page taken home: it begins where the first one ended."""

import datetime as dt
from dataclasses import replace

import pytest

from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.answers.desk import prepared_desk
from c4eo_core.answers.forecasts.forecast import forecast_of
from c4eo_core.answers.workshop.frozen_baseline import frozen_of
from c4eo_core.records.kinds import Action, Curve, Factor, TurnedCurve, Workshop
from c4eo_core.records.records import open_records
from tests.browser import late_steps as late

LEEDS, CURVE = "E08000035", "gap-ks2-rwm-disadvantaged"
ACTIONS = ("Agree one list of the children", "Breakfast clubs in six schools", "Home visits before school")
FACTOR, NEW_WORDS = "Families move two or three times a year", "Families move less since the new homes"


def frozen_then():
    """A baseline as it might have been frozen before the newest figure came."""
    desk = prepared_desk()
    found = frozen_of(
        forecast_of(desk, desk.figures.areas.find("Leeds"), desk.figures.find(CURVE)),
        "v",
        dt.date(2024, 3, 24),
    )
    history, last = found.history[:-1], found.history[-1]
    first = [last[0], last[1], *(last[2] + d for d in (-4.0, -4.5, -3.5, -5.0, -3.0, -6.0, -2.0))]
    return replace(
        found, history=history, origin=history[-1][0], baseline=(tuple(first), *found.baseline[:2])
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """(file of the records, address): a closed first session that left three actions, a factor and a baseline."""
    file = tmp_path_factory.mktemp("records") / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS).id
    body = Workshop(
        title="Reading", area=LEEDS, priority="closing_the_gap", held_on="2024-03-24", status="closed"
    )
    first = records.add(LOCAL, trust, body).id
    left = [Action(what=a, who="Ruth Okafor", by_when="2024-09-01") for a in ACTIONS]
    frozen = frozen_then()
    wanted = TurnedCurve(indicator=CURVE, values=tuple((int(row[1]), 15.0) for row in frozen.baseline))
    left += [Factor(text=FACTOR, indicator=CURVE), Curve(indicator=CURVE), frozen, wanted]
    records.add_all(LOCAL, trust, left, first)
    records.close()
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, _, _):
        yield file, address


def state(page, action, words):
    row = page.locator('[class*="-since"]', has_text=action).last
    row.get_by_role("radio", name=words, exact=True).click()
    late.settled(page)


def test_a_second_visit_begins_where_the_first_ended_and_takes_the_answers_home(place, page, tmp_path):
    file, address = place
    records = open_records(f"sqlite:///{file}")
    [trust] = records.trusts(LOCAL)
    [first] = records.items(LOCAL, trust.id, Workshop)
    body = Workshop(title="Again", area=LEEDS, priority="closing_the_gap", curves=(CURVE,))
    second = records.add(LOCAL, trust.id, replace(body, goes_on_from=first.id, held_on="2026-11-21"))
    page.goto(f"{address}/turning-the-curve?area={LEEDS}&workshop={second.id}")
    late.settled(page)
    page.get_by_role("button", name="Start the session").click()
    page.get_by_role("heading", name="Since last time").wait_for(timeout=15000)
    late.settled(page)
    # You said, did you?
    page.get_by_text("3 are still to be asked about").wait_for(timeout=15000)
    state(page, ACTIONS[0], "Done")
    state(page, ACTIONS[1], "Dropped")
    state(page, ACTIONS[2], "Not done")
    page.get_by_text("Of 3 actions 1 is done, 1 is dropped, 1 is not done.").wait_for(timeout=15000)
    page.locator('[class*="-since"]', has_text=ACTIONS[1]).last.get_by_label("Why not?").fill(
        "no money for it"
    )
    page.keyboard.press("Enter")
    late.settled(page)
    # The curve, with one sentence and the picture.
    assert page.get_by_role("heading", name="Has the curve turned?").is_visible()
    assert page.locator(".turned .lead").inner_text().startswith(("Yes, so far: ", "No: ", "Not yet known: "))
    page.locator(".stVegaLiteChart svg, [data-testid=stVegaLiteChart] svg").first.wait_for(timeout=15000)
    drawn = page.locator("[data-testid=stVegaLiteChart]").first.inner_text()
    assert "baseline frozen" in drawn and "ambition" in drawn
    # The story.
    page.get_by_role("button", name="Still so").click()
    late.settled(page)
    page.get_by_label(f"In today's words: {FACTOR}").fill(NEW_WORDS)
    page.keyboard.press("Enter")
    page.get_by_text("now put differently").wait_for(timeout=15000)
    page.screenshot(path=str(tmp_path / "opening.png"), full_page=True)
    # What is still open stands in step 8, and in the report.
    late.go_to(page, "8 Actions")
    page.get_by_role("heading", name="Still open from last time").wait_for(timeout=15000)
    assert (
        page.get_by_text(ACTIONS[2], exact=True).is_visible()
        and not page.get_by_text("There are no actions yet").count()
    )
    late.go_to(page, "9 Read back")
    page.locator(".read-back").wait_for(timeout=15000)
    told = page.locator(".read-back").inner_text()
    for words in ("You said, did you?", "no money for it", "now put differently", NEW_WORDS, *ACTIONS):
        assert words in told, words
    assert page.complaints == []
    held = {a.body.what: a.body for a in records.items(LOCAL, trust.id, Action)}
    assert held[ACTIONS[0]].done and held[ACTIONS[1]].dropped and not held[ACTIONS[2]].settled
    assert len(records.history(LOCAL, trust.id, limit=50)) >= 6, "every answer stands in the log"
    records.close()

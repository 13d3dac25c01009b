"""From a curve that is not OK to what is to be done about it, in a real browser, counted in clicks."""

import pytest

from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Action, Idea, Scenario, Workshop
from c4eo_core.records.records import open_records
from tests.browser.waits import opened, still

ROCHDALE, GAP = "E08000005", "gap-ks2-rwm-disadvantaged"
MOST_CLICKS = 9


@pytest.fixture
def session(tmp_path):
    """(file of records, trust, session): open, with one curve chosen."""
    file = tmp_path / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Rochdale Trust", ROCHDALE)
    body = Workshop(
        title="Gap at 11",
        area=ROCHDALE,
        priority="closing_the_gap",
        held_on="2026-12-01",
        curves=(GAP,),
        status="open",
    )
    held = records.add(LOCAL, trust.id, body)
    records.close()
    return file, trust.id, held.id


class Clicks:
    """Every click is counted; typing and the Tab key are not."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def on(self, locator):
        locator.click()
        self.count += 1
        still(self.page)

    def type_into(self, label, words):
        field = self.page.get_by_label(label, exact=True)
        self.on(field)
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")
        still(self.page)


def test_from_not_ok_to_an_action_with_a_price_a_size_and_somebody_to_ring_in_under_ten_clicks(session, page):
    file, trust, held = session
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, _, _):
        opened(page, f"{address}/turning-the-curve?area={ROCHDALE}&workshop={held}&step=4")
        clicks = Clicks(page)
        clicks.on(page.get_by_role("button", name="Not OK"))
        clicks.on(page.get_by_role("radio", name="5 Story"))
        clicks.on(page.get_by_role("button", name="Make the call an action").first)
        clicks.on(page.get_by_role("radio", name="7 Ideas"))
        clicks.type_into("Share that takes part, %: from", "60")
        clicks.type_into("Price of a child's place, £: from", "300")
        clicks.on(page.get_by_role("button", name="Make it an idea, with this sum"))
        clicks.on(page.get_by_role("radio", name="8 Actions"))
        clicks.on(page.locator(".st-key-ideas-to-act").get_by_role("button").first)
        said = page.locator('[data-testid="stMain"]').inner_text()
        assert "might change" in said and "of the gap, for £" in said
        assert clicks.count <= MOST_CLICKS
    records = open_records(f"sqlite:///{file}")
    actions = [i.body for i in records.items(LOCAL, trust, Action, held)]
    (idea,), (kept,) = records.items(LOCAL, trust, Idea, held), records.items(LOCAL, trust, Scenario, held)
    records.close()
    assert any(a.what.startswith("Ring ") for a in actions) and any(a.idea == idea.id for a in actions)
    assert kept.body.idea == idea.id and "price: [300" in kept.body.form
    assert not page.complaints

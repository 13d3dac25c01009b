"""What a projector shows of a session: no note until somebody says so, and then in letters for the back of
the room.
"""

import datetime as dt

import pytest

from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Action, Factor, Idea, Partner, Workshop
from c4eo_core.records.records import open_records
from tests.browser import late_steps as late

LEEDS, CURVE = "E08000035", "gap-ks2-rwm-disadvantaged"
STEPS = {5: "Families move", 6: "Housing team", 7: "Breakfast clubs", 8: "Agree one list", 9: "Gap at 11"}
_SMALL = """() => [...document.querySelectorAll('[data-testid=stMain] textarea, [data-testid=stMain] input[type=text],'
  + '[data-testid=stMain] label p, .c4 li, .c4 p, .c4 td, .c4 .tag')]
  .filter(e => e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 20).map(e => e.textContent || e.value)"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """The address of an open session."""
    file = tmp_path_factory.mktemp("records") / "r.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS)
    told = {"title": "Reading", "held_on": dt.date(2026, 11, 21), "curves": (CURVE,), "status": "open"}
    held = records.add(LOCAL, trust.id, Workshop(area=LEEDS, priority="closing_the_gap", **told))
    words = [Factor(text=STEPS[5], find_out=True), Partner(name=STEPS[6]), Idea(text=STEPS[7], chosen=True)]
    records.add_all(LOCAL, trust.id, [*words, Action(what=STEPS[8], by_when="2026-12-01")], held.id)
    records.close()
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, _, _):
        yield f"{address}/turning-the-curve?area={LEEDS}&workshop={held.id}"


def test_a_projector_shows_no_note_until_somebody_says_so_and_then_in_big_letters(session, page):
    main = page.locator("[data-testid=stMain]")

    def shown():
        """All that can be read of the session, what stands in fields too."""
        return main.inner_text() + " ".join(
            main.locator("textarea, input").evaluate_all("all => all.map(e => e.value)")
        )

    for step, words in STEPS.items():
        page.goto(f"{session}&step={step}&projector=on")
        late.settled(page)
        assert page.get_by_text("hidden on this screen").is_visible() and words not in shown(), step
    page.get_by_role("button", name="Show them for this session").click()
    page.get_by_text("shown on this screen").wait_for(timeout=15000)
    for step, words in STEPS.items():
        page.goto(f"{session}&step={step}&projector=on")
        late.settled(page)
        assert words in shown(), step
        assert page.evaluate(_SMALL) == [], step
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), step

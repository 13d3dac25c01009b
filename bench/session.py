"""All nine steps of a session by keyboard in projector view at 1280x720, with a stopwatch. Run with
`python -m bench.session`.

Counts what a room would notice: how often the page had to be scrolled, presses of Enter for each line added,
and how long until the first curve stands on the wall.
"""

import datetime as dt
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from bench.browser import READY, chromium_page
from bench.run import line
from bench.servers import server
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.kinds import Workshop
from c4eo_core.records.records import open_records

_AREA, _CURVE = "E08000035", "Gap at 11 between disad"
_OUTCOME = "Every child leaves primary school reading well."
# step, name of the box, what a room says
_SAID = (
    (1, "Add somebody", ("Dana: Facilitator", "Kit: Recorder", "Lou: Timekeeper", "Ruth", "Jo")),
    (
        5,
        "What keeps the curve from turning?",
        ("Families move twice a year", "Teachers leave", "Absence since 2020", "No quiet room", "Late help"),
    ),
    (6, "Another partner", ("Primary heads", "Library", "School nurses", "Housing", "Sixth forms")),
    (
        7,
        "What could turn the curve?",
        ("Breakfast clubs", "Reading friends", "One shared list", "A named adult", "Swap a meeting"),
    ),
    (
        8,
        "What is to be done?",
        ("Agree one list", "Open six clubs", "Train forty friends", "Tell of moves", "Bring the figures"),
    ),
)
_WATCH = """() => { window.scrolls = 0; let before = 0;
  document.querySelector('[data-testid=stMain]').addEventListener('scroll', e => {
    if (Math.abs(e.target.scrollTop - before) > 4) window.scrolls += 1; before = e.target.scrollTop; }); }"""


def main() -> None:
    file = Path(tempfile.mkdtemp()) / "records.sqlite"
    records = open_records(f"sqlite:///{file}")
    trust = records.add_trust(LOCAL, "Leeds Children's Trust", _AREA)
    about = {"title": "Reading", "held_on": dt.date.today(), "status": "open", "show_local": True}
    held = records.add(LOCAL, trust.id, Workshop(area=_AREA, priority="closing_the_gap", **about))
    records.close()
    with server("app.py", "/health", C4EO_RECORDS=str(file)) as (address, _, _), chromium_page() as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(f"{address}/turning-the-curve?area={_AREA}&workshop={held.id}&step=1&projector=on")
        _settled(page)
        page.evaluate(_WATCH)
        _walked(page)


def _walked(page: Page) -> None:
    said = {step: (label, words) for step, label, words in _SAID}
    start, enters, added = time.perf_counter(), 0, 0
    for step in range(1, 10):
        if step > 1:
            page.keyboard.press("F9")
            page.get_by_text(f"Step {step} of 9").wait_for(timeout=20000)
            _settled(page)
        if step == 2:
            page.get_by_role("textbox", name="What do we want for our children?").focus()
            page.keyboard.type(_OUTCOME)
        if step == 3:
            page.get_by_role("combobox", name="Add a candidate").focus()
            page.keyboard.type(_CURVE, delay=15)
            page.wait_for_timeout(300)
            page.keyboard.press("Enter")
            _drawn(page)
            line("seconds to the first curve, steps 1 and 2 done", f"{time.perf_counter() - start:.1f} s", "")
            _settled(page)
        if step == 4:
            arrived = time.perf_counter()
            _drawn(page)
            line(
                "curve on the wall after arriving at step 4", f"{time.perf_counter() - arrived:.2f} s", "0 s"
            )
            page.get_by_role("button", name="Not OK").focus()
            page.keyboard.press("Enter")
            _settled(page)
        if step in said:
            label, words = said[step]
            box = page.get_by_label(label, exact=True)
            box.focus()
            for text in words:
                page.keyboard.type(text)
                page.keyboard.press("Enter")
                enters, added = enters + 1, added + 1
                page.wait_for_function("box => box.value === ''", arg=box.element_handle(), timeout=9000)
                _settled(page)
            lines = page.locator('[class*="st-key-line-"]').count()
            line(f"step {step}: lines on the wall", f"{lines}", f"{len(words)}")
    line("scrolls in nine steps", f"{page.evaluate('window.scrolls')}", "0")
    line("presses of Enter for each line added", f"{enters / added:.0f}", "1")
    line("nine steps, typed as fast as the page takes it", f"{time.perf_counter() - start:.0f} s", "")


def _drawn(page: Page) -> None:
    page.locator("[data-testid=stVegaLiteChart] svg.marks").first.wait_for(timeout=30000)


def _settled(page: Page) -> None:
    page.wait_for_selector(READY, timeout=30000)
    page.wait_for_timeout(300)
    page.wait_for_selector(READY, timeout=30000)


if __name__ == "__main__":
    main()

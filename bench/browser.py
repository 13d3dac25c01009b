"""Time from pressing Enter in the authority picker to the last change on the page, in Debian's Chromium."""

import contextlib
import statistics
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
_WATCH = """() => { window.c4done = new Promise(done => {
  const start = performance.now(); let last = start, seen = false;
  const eye = new MutationObserver(() => { last = performance.now(); seen = true; });
  eye.observe(document.querySelector('[data-testid="stMain"]'), {subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ['d', 'aria-label', 'src']});
  const look = () => { const now = performance.now();
    const idle = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning';
    if (seen && idle && now - last > 400) { eye.disconnect(); done(last - start); }
    else if (now - start > 15000) { eye.disconnect(); done(NaN); } else setTimeout(look, 10); };
  look(); }); }"""


@contextlib.contextmanager
def chromium_page(width: int = 1280, height: int = 720) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser.new_page(viewport={"width": width, "height": height})
        browser.close()


def change_times(page: Page, address: str, letters: list[str]) -> list[float]:
    """Milliseconds for each authority picked by typing its letters and Enter; the first two are warm-up and left out."""
    page.goto(address)
    page.wait_for_selector(READY, timeout=30000)
    page.wait_for_timeout(1500)
    times = []
    for word in letters:
        picker = page.get_by_role("combobox", name="Local authority")
        picker.click()
        picker.press("Control+a")
        page.keyboard.type(word, delay=15)
        page.wait_for_timeout(250)
        page.evaluate(_WATCH)
        page.keyboard.press("Enter")
        times.append(page.evaluate("() => window.c4done"))
        page.wait_for_timeout(200)
    return times[2:]


def median(times: list[float]) -> float:
    return statistics.median(times)

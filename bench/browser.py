"""Time from pressing Enter in the authority picker to the last change on the page, in Debian's Chromium."""

import contextlib
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
_WATCH = """() => { window.c4done = new Promise(done => {
  const start = performance.now(); let last = start, seen = false;
  const eye = new MutationObserver(() => { last = performance.now(); seen = true; });
  eye.observe(document.querySelector('[data-testid="stMain"]'), {subtree: true, childList: true,
    characterData: true, attributes: true, attributeFilter: ['d', 'aria-label', 'src']});
  const look = () => { const now = performance.now();
    const idle = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning';
    if (seen && idle && now - last > 400) { eye.disconnect(); done(last - start); }
    else if (now - start > 15000) { eye.disconnect(); done(NaN); } else setTimeout(look, 10); };
  look(); }); }"""


@contextlib.contextmanager
def chromium_page(width: int = 1280, height: int = 720) -> Iterator[Page]:
    with chromium_pages(1, width, height) as (page,):
        yield page


@contextlib.contextmanager
def chromium_pages(count: int, width: int = 1280, height: int = 720) -> Iterator[list[Page]]:
    """Pages of their own windows, so that none sleeps in the background of another."""
    with sync_playwright() as playwright:
        browsers = [
            playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
            for _ in range(count)
        ]
        yield [b.new_page(viewport={"width": width, "height": height}) for b in browsers]
        for browser in browsers:
            browser.close()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(READY, timeout=30000)
    page.wait_for_timeout(1500)
    return page


def change_time(page: Page, letters: str) -> float:
    """Milliseconds from Enter to the last change on the page, for the authority picked by
    typing its letters.
    """
    picker = page.get_by_role("combobox", name="Local authority")
    picker.click()
    picker.press("Control+a")
    page.keyboard.type(letters, delay=15)
    page.wait_for_timeout(250)
    page.evaluate(_WATCH)
    page.keyboard.press("Enter")
    taken = page.evaluate("() => window.c4done")
    page.wait_for_timeout(150)
    return taken


def change_times_in_turn(one: Page, other: Page, letters: list[str]) -> tuple[list[float], list[float]]:
    """The same authorities on two pages, turn by turn, so that a drift of the machine falls on both; the
    first two are warm-up.
    """
    pairs = [(change_time(one, word), change_time(other, word)) for word in letters][2:]
    return [a for a, _ in pairs], [b for _, b in pairs]

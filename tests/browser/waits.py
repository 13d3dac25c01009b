"""When a page is ready to be looked at: connected, its script at rest, its charts drawn, and nothing moving
any more.
"""

import time

from playwright.sync_api import Error

from bench.browser import READY

# Counts only turns of the page's own clock in which nothing changed, so that a page too busy to tell is not
# taken for a quiet one.
_STILL = """([ready, quiet, most]) => new Promise(done => {
  const start = performance.now(); let last = start, calm = 0;
  const eye = new MutationObserver(() => { calm = 0; });
  eye.observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: true});
  const shown = e => e.getClientRects().length > 0;
  const waits = () => !document.querySelector(ready)
    || [...document.querySelectorAll('[data-testid=stSkeleton]')].some(shown)
    || [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].some(e => shown(e) && !e.querySelector('svg, canvas'));
  const look = () => {
    const now = performance.now();
    calm = waits() ? 0 : calm + Math.min(now - last, 40); last = now;
    if (calm >= quiet || now - start > most) { eye.disconnect(); done(calm >= quiet); } else setTimeout(look, 20);
  };
  look(); })"""


def still(page, quiet=250, most=8000):
    """quiet: milliseconds in which nothing may change; most: after so many more it goes on all the same."""
    end = time.monotonic() + 60
    while True:
        page.wait_for_selector(READY, timeout=60000)
        try:
            return page.evaluate(_STILL, [READY, quiet, most])
        except Error as error:  # the page went to another address meanwhile
            if "context" not in str(error).lower() or time.monotonic() > end:
                raise


def opened(page, address):
    page.goto(address)
    still(page)

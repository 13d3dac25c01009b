"""A fresh server for each mode and a real browser. Needs Debian's chromium, which `make test` installs."""

import os

import pytest
from playwright.sync_api import expect

from bench.browser import chromium_page
from bench.servers import server

# Dozens of servers start here and are gone in seconds: what each would build ahead takes the time of the
# next.
os.environ["C4EO_BUILD_AHEAD"] = "no"

expect.set_options(timeout=15_000)  # two browsers share two cores with two servers


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """With records of its own, so that no test meets what somebody has written on this machine."""
    with server("app.py", "/health", C4EO_RECORDS=str(tmp_path_factory.mktemp("app") / "r.sqlite")) as (
        address,
        _,
        _,
    ):
        yield address


@pytest.fixture(scope="session")
def browser():
    with chromium_page() as page:
        yield page.context.browser


@pytest.fixture(scope="module")
def browser_page(browser):
    """One window for a file of tests: cookies do not know ports, so what one server set must not reach the
    next file's.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser_page):
    """The browser with what it asked for, and what it complained of, written down."""
    asked, complaints = [], []

    def complain(message):
        if message.type == "error" and "404" not in message.text:
            complaints.append(message.text)

    def ask(request):
        asked.append(request.url)

    browser_page.on("request", ask)
    browser_page.on("console", complain)
    browser_page.set_viewport_size({"width": 1280, "height": 720})
    browser_page.asked, browser_page.complaints = asked, complaints
    yield browser_page
    browser_page.remove_listener("request", ask)
    browser_page.remove_listener("console", complain)

"""The first visitor after a start sees no more than the last: a fresh server for each page."""

import json
import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from bench.servers import server
from pages.navigation.page_list import PAGES, kind_of
from pages.session import guard
from tests.browser.shared import GUARDED, sent_to, shows_figures
from tests.browser.waits import still

PUBLIC = [
    "" if address == "headline-curves" else address
    for _, file, _, address, _ in PAGES
    if kind_of(file) == guard.PUBLIC
]
CLOSED = "This page is not open here"


@pytest.mark.parametrize("path", ["closing-the-gap", "compare", "coverage", "turning-the-curve", "people"])
def test_the_first_hit_on_a_fresh_public_server_opens_no_working_page(path):
    with server("app.py", "/health", C4EO_MODE="public") as (address, _, _):
        sent = sent_to(address, path, "area=E09000007")
        assert CLOSED.encode() in sent and not shows_figures(sent)


def test_a_visitor_sees_in_words_that_a_page_is_not_open(page):
    with server("app.py", "/health", C4EO_MODE="public") as (address, _, _):
        page.goto(f"{address}/compare")
        still(page)
        expect(page.get_by_role("heading", name=CLOSED)).to_be_visible()
        assert page.locator(".vega-embed").count() == 0 and page.locator("table").count() == 0


@pytest.mark.parametrize("mode", ["public", "anything else"])
def test_a_public_server_opens_the_public_pages_and_an_unknown_mode_no_more(mode):
    with server("app.py", "/health", C4EO_MODE=mode) as (address, _, _):
        opened = {path: sent_to(address, path, "area=E09000007") for path in PUBLIC}
        assert not any(CLOSED.encode() in sent for sent in opened.values()) and shows_figures(opened[""])
        for path in GUARDED:
            sent = sent_to(address, path, "area=E09000007")
            assert CLOSED.encode() in sent and not shows_figures(sent)


def fetched(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def test_no_page_file_is_served_as_it_stands(app):
    for path in (
        "pages/frame.py",
        "pages/priorities/closing_the_gap.py",
        "closing_the_gap.py",
        "frame",
        "app/static/closing_the_gap.py",
    ):
        _, _, body = fetched(f"{app}/{path}")
        assert b"guard.require" not in body and b"import streamlit" not in body


def test_every_answer_carries_the_security_headers(app):
    for path in (
        "/",
        "/health",
        "/boundaries/authorities.geojson",
        "/_stcore/health",
        "/files/curve.csv?area=E09000007&indicator=exclusions",
    ):
        _, headers, _ = fetched(app + path)
        names = {k.lower(): v for k, v in headers.items()}
        assert (
            "frame-ancestors 'self'" in names["content-security-policy"]
            and "unsafe-eval" not in names["content-security-policy"]
        ), path
        assert names["x-content-type-options"] == "nosniff", path


def test_no_page_around_ours_may_steer_it(app):
    status, _, body = fetched(f"{app}/_stcore/host-config")
    assert status == 200 and json.loads(body)["allowedOrigins"] == []


def test_health_says_which_figures_are_in_use(app):
    status, _, body = fetched(f"{app}/health")
    assert status == 200 and json.loads(body)["status"] == "ok"


@pytest.mark.parametrize(
    ("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")]
)
def test_a_curve_leaves_in_every_form_with_its_title_and_source_inside(app, ending, start):
    status, headers, body = fetched(
        f"{app}/files/curve.{ending}?area=E09000007&indicator=gap-ks4-att8-disadvantaged"
    )
    assert status == 200 and body.startswith(start)
    assert (
        headers["content-disposition"] == f'attachment; filename="gap-ks4-att8-disadvantaged-camden.{ending}"'
    )
    if ending in ("svg", "csv"):
        text = " ".join(re.sub(r"<[^>]+>", " ", body.decode("utf-8-sig")).split())  # words over two lines
        assert (
            "Gap at 16 between disadvantaged pupils" in text
            and "Department for Education" in text
            and "Open Government Licence" in text
        )


def test_a_file_nobody_has_is_refused_in_words(app):
    for path in (
        "curve.pdf?area=E09000007&indicator=exclusions",
        "curve.csv?area=nowhere&indicator=exclusions",
        "curve.csv?area=E09000007&indicator=x",
        "etc.csv",
    ):
        status, _, body = fetched(f"{app}/files/{path}")
        assert status == 404 and b"Traceback" not in body and len(body) > 20

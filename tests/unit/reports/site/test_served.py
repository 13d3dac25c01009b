"""Plain addresses lead to what they name, say so when they name nothing, and weigh little."""

import json
import re

import pytest
from markupsafe import escape

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.reports.site.addresses import address_of, with_addresses
from c4eo_core.reports.site.lines_picture import _apart
from c4eo_core.reports.site.served import Answer, LightPages, Moved, old_address

GOOD = (
    "/",
    "/place/leeds",
    "/place/england",
    "/place/north-east",
    "/place/leeds/exclusions",
    "/place/isles-of-scilly/exclusions",
    "/embed/leeds/exclusions",
    "/indicator/exclusions",
    "/indicator/gap-ks2-rwm-disadvantaged",
    "/new",
    "/words",
    "/methods",
    "/about",
    "/find",
)


@pytest.fixture(scope="module")
def pages():
    return LightPages(prepared_desk(), "https://example.org/")


def text(answer) -> str:
    assert isinstance(answer, Answer)
    return answer.body.decode()


@pytest.mark.parametrize("path", GOOD)
def test_a_page_has_one_heading_a_title_a_policy_and_links_that_all_lead_somewhere(pages, path):
    answer = pages.answer(path)
    html = text(answer)
    assert answer.status == 200 and html.count("<h1") == 1 and "<title>" in html
    assert "script-src 'self'" in html and "unsafe" not in html
    links = {link.split("#")[0].split("?")[0] for link in re.findall(r' (?:href|src)="(/[^"]*)"', html)}
    for link in sorted(links)[:40]:
        if not link.startswith(("/headline-curves", "/new.")):  # answered by routes of the app
            to = pages.answer(link or "/")
            assert isinstance(to, Answer) and to.status == 200, (path, link)
    assert not re.findall(r' (?:href|src)="(?!/|#|https?:|data:|mailto:)[^"]', html), (
        "a link between files was left"
    )


@pytest.mark.parametrize("path", GOOD)
def test_a_page_weighs_under_200_kilobytes_with_all_it_loads_first(pages, path):
    sheet = next(a for a in re.findall(r'href="(/assets/[^"]+css)"', text(pages.answer(path))))
    script = next(a for a in re.findall(r'src="(/assets/[^"]+js)"', text(pages.answer(path))))
    loaded = sum(len(pages.answer(p).brotli) for p in (path, sheet, script))
    assert loaded < 60_000


def test_every_indicator_has_a_page_and_a_curve_for_a_place(pages):
    for indicator in prepared_desk().figures.indicators[::12]:
        assert pages.answer(f"/indicator/{indicator.id}").status == 200
        assert pages.answer(f"/place/kent/{indicator.id}").status == 200


def test_the_table_of_an_indicator_holds_every_council_with_the_figure_of_the_newest_period(pages):
    html = text(pages.answer("/indicator/exclusions"))
    councils = prepared_desk().figures.areas.authorities
    missing = [a.name for a in councils if f'/exclusions">{escape(a.name)}</a>' not in html]
    assert not missing


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/place/E08000035", "/place/leeds"),
        ("/place/383", "/place/leeds"),
        ("/place/E08000019/exclusions", "/place/sheffield/exclusions"),
    ],
)
def test_codes_and_numbers_lead_to_the_name(pages, path, to):
    assert pages.answer(path) == Moved(to)


def test_a_council_that_ended_is_said_to_have_ended_with_those_that_followed(pages):
    answer = pages.answer("/place/cumbria")
    assert answer.status == 404 and "Cumbria ended in 2023" in text(answer)
    assert 'href="/place/cumberland"' in text(answer)
    assert 'href="/place/westmorland-and-furness"' in text(answer)


@pytest.mark.parametrize(
    "path", ["/place/nowhere", "/indicator/nothing", "/xyz", "/place/leeds/nothing", "/data/x.csv"]
)
def test_a_wrong_address_says_so_and_never_shows_another_place(pages, path):
    answer = pages.answer(path)
    assert answer.status == 404 and "There is no page at" in text(answer)
    assert "how are children doing?" not in text(answer)


def test_a_wrong_place_written_nearly_right_is_suggested(pages):
    assert 'href="/place/northumberland"' in text(pages.answer("/place/nothumberland"))


def test_what_somebody_typed_stays_text(pages):
    html = text(pages.answer("/find", (("q", '<script>alert(1)</script>"'),)))
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_places_are_compared_by_link_and_a_wrong_one_is_named(pages):
    good = pages.answer("/compare", (("places", "leeds.bradford"), ("indicator", "exclusions")))
    assert good.status == 200 and "Leeds, Bradford, side by side" in text(good)
    wrong = pages.answer("/compare", (("places", "leeds.atlantis"), ("indicator", "exclusions")))
    assert wrong.status == 404 and "No place goes by atlantis" in text(wrong)


def test_files_hold_the_same_figures_as_the_pages(pages):
    shape = json.loads(pages.answer("/place/leeds.json").body)
    assert shape["area"]["name"] == "Leeds" and len(shape["curves"]) >= 20
    assert pages.answer("/place/leeds.csv").mime.startswith("text/csv")


def test_the_map_of_addresses_knows_every_kind_of_page():
    assert address_of("index.html") == "/" and address_of("area/leeds.html") == "/place/leeds"
    html = '<a class="x" href="../area/leeds.html?with=none#curve">x</a> <a href="#top">y</a> <a href="https://a.b/">z</a>'
    assert with_addresses(html, "indicator/x.html").startswith(
        '<a class="x" href="/place/leeds?with=none#curve">'
    )
    assert 'href="#top"' in with_addresses(html, "a/b.html") and 'href="https://a.b/"' in with_addresses(
        html, "a/b.html"
    )


def test_names_at_line_ends_never_overlap_and_keep_their_order():
    at = [y for y, _, _ in _apart([(100, "b", ""), (101, "c", ""), (99, "a", ""), (329, "d", "")])]
    assert at == sorted(at) and all(b - a >= 17 for a, b in zip(at, at[1:], strict=False)) and at[-1] <= 330


def test_an_address_of_the_pages_that_can_be_explored_keeps_its_words():
    assert old_address({"area": "E08000035", "with": "a.b"}) == "/headline-curves?area=E08000035&with=a.b"


def test_the_sitemap_names_every_indicator(pages):
    assert text(pages.answer("/sitemap.xml")).count("/indicator/") == len(pages.desk.figures.indicators)

"""What stands beside a shared link, and feeds: true, whole and small."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from c4eo_core.answers.desk import prepared_desk
from c4eo_core.reports.site.kept_answers import KeptAnswers
from c4eo_core.reports.site.served import LightPages

BASE = "https://example.org/"
PAGES = (
    "/place/leeds",
    "/place/leeds/exclusions",
    "/indicator/exclusions",
    "/place/england",
    "/place/rutland/cla-rate",
)


@pytest.fixture(scope="module")
def pages():
    return LightPages(prepared_desk(), BASE)


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)"', html))


@pytest.mark.parametrize("path", PAGES)
def test_a_shared_link_has_title_words_whole_address_and_a_picture_that_exists(pages, path):
    html = pages.answer(path).body.decode()
    tags = meta(html)
    assert tags["og:url"] == BASE + path[1:] and f'<link rel="canonical" href="{BASE}{path[1:]}">' in html
    assert tags["og:title"] and tags["og:description"]
    picture = pages.answer(tags["og:image"].removeprefix("https://example.org"))
    assert picture.mime == "image/png" and len(picture.body) < 40_000
    size = Image.open(io.BytesIO(picture.body)).size
    assert size == (int(tags["og:image:width"]), int(tags["og:image:height"]))


def test_a_picture_of_another_place_or_measure_is_another_picture(pages):
    paths = ("/share/place/leeds.png", "/share/place/rutland.png", "/share/measure/exclusions.png")
    paths += (
        "/share/place/leeds/exclusions.png",
        "/share/place/leeds/cla-rate.png",
        "/share/measure/cla-rate.png",
    )
    assert len({pages.answer(p).body for p in paths}) == len(paths)


@pytest.mark.parametrize(
    "path", ["/share/place/nowhere.png", "/share/x/y.png", "/share/place/leeds", "/share/measure/no.png"]
)
def test_a_picture_of_nothing_is_not_found(pages, path):
    assert pages.answer(path).status == 404


def test_without_an_address_of_its_own_a_site_names_no_picture():
    html = LightPages(prepared_desk()).answer("/place/leeds").body.decode()
    assert "og:image" not in meta(html) and meta(html)["og:title"]


def test_a_feed_of_a_place_has_an_item_for_each_headline_with_a_figure(pages):
    channel = ElementTree.fromstring(pages.answer("/place/leeds.rss").body).find("channel")
    items = channel.findall("item")
    links = [i.findtext("link") for i in items]
    assert len(items) >= 18 and len({i.findtext("guid") for i in items}) == len(items)
    assert all(pages.answer(link.removeprefix("https://example.org")).status == 200 for link in links)
    exclusions = next(i for i in items if i.findtext("link").endswith("/exclusions"))
    assert "for every 10,000 pupils" in exclusions.findtext("description")


def test_a_feed_of_a_measure_leads_with_england_and_then_who_moved(pages):
    items = ElementTree.fromstring(pages.answer("/indicator/exclusions.rss").body).findall("channel/item")
    assert "England 0.13" in items[0].findtext("description") and len(items) > 1
    assert all("very likely" in i.findtext("description") for i in items[1:])


def test_a_citation_names_page_date_and_address(pages):
    html = pages.answer("/place/leeds/exclusions").body.decode()
    assert re.search(
        r"Leeds\. Turning the curve, figures of \d+ \w+ 20\d\d\. https://example\.org/place/leeds/exclusions<",
        html,
    )


class Weighed:
    def __init__(self, weight: int):
        self.weight = weight


def test_kept_answers_never_grow_past_their_bytes_and_the_longest_unasked_goes():
    kept: KeptAnswers[str, Weighed] = KeptAnswers(100)
    for name in "abc":
        kept.get(name, lambda: Weighed(40))
    assert kept.bytes == 80
    made: list[str] = []
    kept.get("b", lambda: made.append("b") or Weighed(40))
    kept.get("a", lambda: made.append("a") or Weighed(40))
    assert made == ["a"] and kept.bytes <= 100

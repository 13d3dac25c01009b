"""Every address that an earlier version printed, in links, embeds, files or the manual, still opens what it named.

Add to these lists; never take anything away.
"""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.navigation.page_list import PAGES
from pages.server.light_pages import light_routes

# Address → where it leads at once; those that lead nowhere else answer themselves.
MOVED = {
    "/?area=E08000035": "/headline-curves?area=E08000035",
    "/?area=E08000035&with=neighbours.england": "/headline-curves?area=E08000035&with=neighbours.england",
    "/?curve=eyfs-gld&priority=closing_the_gap": "/headline-curves?curve=eyfs-gld&priority=closing_the_gap",
    "/?area=E06000047&curve=exclusions&embed=true": "/headline-curves?area=E06000047&curve=exclusions&embed=true",
    "/?ni=92": "/headline-curves?ni=92",
    "/index.html": "/",
    "/words.html": "/words",
    "/methods.html": "/methods",
    "/about.html": "/about",
    "/area/leeds.html": "/place/leeds",
    "/area/leeds.csv": "/place/leeds.csv",
    "/area/leeds.json": "/place/leeds.json",
    "/area/leeds/l3-19.html": "/place/leeds/l3-19",
    "/area/leeds/l3-19.json": "/place/leeds/l3-19.json",
    "/embed/leeds/l3-19.html": "/embed/leeds/l3-19",
    "/indicator/exclusions.html": "/indicator/exclusions",
    "/place/E08000035": "/place/leeds",
    "/place/383": "/place/leeds",
}
ANSWERED = (
    "/",
    "/place/leeds",
    "/place/leeds/exclusions",
    "/place/leeds.csv",
    "/place/leeds.json",
    "/embed/leeds/exclusions",
    "/indicator/exclusions",
    "/compare?places=leeds.bradford&indicator=exclusions",
    "/find?q=exclusions",
    "/words",
    "/methods",
    "/about",
    "/data/exclusions.csv",
    "/robots.txt",
)
# Pages to work with, by the name in their address.
PAGES_PRINTED = {
    "headline-curves",
    "closing-the-gap",
    "transitions",
    "family-wellbeing",
    "indicator",
    "compare",
    "coverage",
    "what-works",
    "report-card",
    "local-data",
    "turning-the-curve",
    "people",
}


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "public")
    return TestClient(Starlette(routes=light_routes), follow_redirects=False)


@pytest.mark.parametrize("address", MOVED)
def test_an_old_address_leads_to_where_it_lies_now_and_that_opens(client, address):
    answer = client.get(address)
    assert answer.status_code in (301, 302) and answer.headers["location"] == MOVED[address]
    if not MOVED[address].startswith("/headline-curves"):
        assert client.get(MOVED[address]).status_code == 200


@pytest.mark.parametrize("address", ANSWERED)
def test_an_address_that_was_printed_answers(client, address):
    assert client.get(address).status_code == 200


def test_every_page_to_work_with_keeps_its_name():
    assert not PAGES_PRINTED - {address for _, _, _, address, _ in PAGES}

"""The server's plain addresses: packed, with validators, without a cookie, and never in a personal copy's way."""

import gzip

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.server.light_pages import light_routes


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "public")
    return TestClient(Starlette(routes=light_routes), follow_redirects=False)


def test_a_page_leaves_packed_with_a_mark_by_which_it_is_not_sent_twice(client):
    with client.stream("GET", "/place/leeds", headers={"accept-encoding": "br"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "br" and b"Leeds" in brotli.decompress(packed)
    with client.stream("GET", "/place/leeds", headers={"accept-encoding": "gzip"}) as answer:
        assert b"Leeds" in gzip.decompress(b"".join(answer.iter_raw()))
    again = client.get("/place/leeds", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304 and not again.content


def test_no_cookie_is_set_and_the_policy_has_no_exception(client):
    for path in ("/", "/place/leeds", "/find?q=leeds", "/nothing-here"):
        answer = client.get(path)
        assert "set-cookie" not in answer.headers
        if answer.status_code == 200:
            assert "unsafe" not in answer.headers["content-security-policy"]


def test_only_what_is_made_for_it_may_stand_inside_another_site(client):
    assert "frame-ancestors *" in client.get("/embed/leeds/exclusions").headers["content-security-policy"]
    assert "frame-ancestors 'self'" in client.get("/place/leeds").headers["content-security-policy"]


def test_an_address_printed_earlier_leads_to_the_page_it_named(client):
    answer = client.get("/?area=E08000035&indicator=exclusions")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/headline-curves?area=E08000035&indicator=exclusions"


def test_the_working_page_of_the_same_address_is_left_alone(client):
    assert client.get("/compare?area=E08000035&places=a.b&indicator=exclusions").status_code == 404
    assert client.get("/compare?places=leeds&indicator=exclusions").status_code == 200


def test_a_personal_copy_keeps_every_address_for_its_own_pages(monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "personal")
    client = TestClient(Starlette(routes=light_routes))
    assert {client.get(path).status_code for path in ("/", "/place/leeds", "/methods")} == {404}

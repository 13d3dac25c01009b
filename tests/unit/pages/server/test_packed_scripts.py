"""Streamlit's own scripts leave packed, once, for a year; nothing outside its folder is ever answered."""

import gzip
from pathlib import Path

import brotli
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import packed_scripts
from pages.server.packed_scripts import PackedScripts

FOLDER = Path(streamlit.__file__).parent / "static" / "static"
LARGEST = max((FOLDER / "js").glob("*.js"), key=lambda p: p.stat().st_size)
SHEET = next((FOLDER / "css").glob("index*.css"))


@pytest.fixture
def client():
    async def plain(_request):
        return PlainTextResponse("as Streamlit sends it")

    app = Starlette(routes=[Route("/{rest:path}", plain)], middleware=[Middleware(PackedScripts)])
    return TestClient(app)


@pytest.mark.parametrize("packing", ["br", "gzip"])
@pytest.mark.parametrize(
    "path", [SHEET, min((FOLDER / "js").glob("index*.js"), key=lambda p: p.stat().st_size)]
)
def test_a_script_leaves_packed_and_is_the_same_when_unpacked(client, packing, path):
    address = f"/static/{path.relative_to(FOLDER).as_posix()}"
    with client.stream("GET", address, headers={"accept-encoding": packing}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == packing and len(packed) < path.stat().st_size
    unpacked = brotli.decompress(packed) if packing == "br" else gzip.decompress(packed)
    assert unpacked == path.read_bytes()
    assert (
        "max-age=31536000" in answer.headers["cache-control"] and answer.headers["vary"] == "accept-encoding"
    )


def test_it_is_packed_once(client, monkeypatch):
    packed_scripts._packed.cache_clear()
    made = []
    monkeypatch.setattr(
        packed_scripts.brotli, "compress", lambda content, quality: made.append(1) or b"small"
    )
    for _ in range(3):
        with client.stream(
            "GET", f"/static/js/{LARGEST.name}", headers={"accept-encoding": "gzip, br"}
        ) as answer:
            assert b"".join(answer.iter_raw()) == b"small"
    assert len(made) == 1
    packed_scripts._packed.cache_clear()


def test_a_browser_that_takes_no_packing_gets_what_streamlit_sends(client):
    address = f"/static/js/{LARGEST.name}"
    assert client.get(address, headers={"accept-encoding": "identity"}).text == "as Streamlit sends it"


@pytest.mark.parametrize(
    "path",
    ["../index.html", "%2e%2e/index.html", "..%2f..%2f..%2fapp.py", "js/nothing.js", "js", "media/x.woff2"],
)
def test_nothing_but_its_own_scripts_and_styles_is_answered(path):
    assert packed_scripts.named_file(path) is None


def test_letters_are_packed_already_and_go_on(client):
    font = next((FOLDER / "media").glob("*.woff2"))
    address = f"/static/media/{font.name}"
    assert client.get(address, headers={"accept-encoding": "br"}).text == "as Streamlit sends it"

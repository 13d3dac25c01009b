"""The page of a school's community: who may open it, and pupils' postcodes that leave no trace."""

import logging
import os
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from c4eo_core.folders import ROOT
from c4eo_core.records.records import open_records
from pages.downloads.published import files_route
from pages.server import database
from tests.pages.opening import turn_to

ROCHDALE, BELFIELD = "E08000005", "105780"
# Real postcodes of Rochdale, so that they can be placed; no other text of the project has them.
CANARIES = ("OL16 2XW", "OL16 2XD", "OL16 2XB", "OL16 2UP")


@pytest.fixture(autouse=True)
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    monkeypatch.delenv("C4EO_MODE", raising=False)
    monkeypatch.setattr(database, "_open", {})
    opened = open_records()
    yield opened
    opened.close()


def opened(**query):
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for key, value in ({"area": ROCHDALE} | query).items():
        at.query_params[key] = value
    return turn_to(at, "explore/school/page.py").run()


def on_screen(at):
    html = [e.proto.body for e in at.get("html")]
    return "\n".join([*html, *(str(e.value) for kind in ("caption", "info") for e in at.get(kind))])


def test_the_page_shows_the_school_of_its_link():
    at = opened(urn=BELFIELD)
    assert not at.exception
    assert "Belfield Community School" in on_screen(at)
    assert "Three questions to ask parents" in on_screen(at)


def test_before_a_school_is_chosen_the_page_says_how_to_find_one():
    at = opened()
    assert not at.exception
    assert "Find a school to see" in on_screen(at)


def test_a_school_found_by_its_name_opens_with_one_press():
    at = opened()
    at.text_input(key="school_words").set_value("Belfield Community").run()
    at.button(key=f"school-found-{BELFIELD}").click().run()
    assert not at.exception
    assert "Three questions to ask parents" in on_screen(at)
    assert at.query_params["urn"] == BELFIELD or at.query_params["urn"] == [BELFIELD]


@pytest.mark.parametrize("urn", ["999999", "<b>", "99999999999999999999", "100077"])
def test_a_link_to_no_open_school_is_answered_in_words(urn):
    at = opened(urn=urn)
    assert not at.exception
    assert "Find a school to see" in on_screen(at)


def test_the_page_is_closed_to_visitors(monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "public")
    at = opened(urn=BELFIELD)
    assert "Belfield Community School" not in on_screen(at)


def paste(at, text):
    at.segmented_control[0].set_value("pupils").run()
    at.text_area[0].set_value(text)
    at.button(key="pupils-count").click().run()
    return at


def test_twenty_nine_postcodes_are_refused_on_the_page():
    at = paste(opened(urn=BELFIELD), "\n".join(["OL16 2XW"] * 29))
    assert not at.exception
    assert "at least 30" in on_screen(at)
    assert "edit:pupils:homes" not in at.session_state
    assert at.text_area[0].value == ""
    assert "OL16" not in repr(at.session_state)


def test_pasted_postcodes_are_in_no_file_log_record_response_or_session(tmp_path, caplog, monkeypatch):
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    text = "\n".join(f"{CANARIES[i % 4]}" for i in range(40))
    before = set(Path(os.environ.get("TMPDIR", "/var") + "/tmp").glob("*"))
    at = paste(opened(urn=BELFIELD), text)
    assert not at.exception
    assert "40 pupils counted" in on_screen(at)
    assert "No file is made" in on_screen(at)
    wanted = [form for c in CANARIES for form in (c, c.replace(" ", ""), c.lower())]
    everything = {
        "the screen": on_screen(at),
        "the link": str(dict(at.query_params)),
        "the session": repr(at.session_state),
        "the log": caplog.text,
        "other elements": repr([e.proto for e in at.main if hasattr(e, "proto")]),
    }
    new = [
        p
        for p in Path(os.environ.get("TMPDIR", "/var") + "/tmp").glob("*")
        if p not in before and p.is_file()
    ]
    for path in (*tmp_path.rglob("*"), *new):
        if path.is_file():
            everything[str(path)] = path.read_bytes().decode("latin-1")
    for where, said in everything.items():
        # The postcode of the school itself stands in no text of the page either.
        assert not [form for form in wanted if form in said], where
    again = opened(urn=BELFIELD)
    assert "pupils counted" not in on_screen(again)


def test_forgotten_pupils_are_gone_from_the_session():
    at = paste(opened(urn=BELFIELD), "\n".join(["OL16 2XW"] * 31))
    at.button(key="pupils-forget").click().run()
    assert not at.exception
    assert "edit:pupils:homes" not in at.session_state
    assert at.text_area[0].value == ""
    assert "OL16" not in repr(at.session_state)


def served(path):
    return TestClient(Starlette(routes=[files_route])).get(path)


def test_the_sheet_comes_as_one_page_and_wrong_addresses_are_answered_in_words():
    found = served(f"/files/school.pdf?urn={BELFIELD}&km=1")
    assert found.status_code == 200 and found.content.startswith(b"%PDF")
    for query in ("", "?urn=999999", f"?urn={BELFIELD}&km=wide", f"?urn={BELFIELD}&km=999"):
        refused = served(f"/files/school.html{query}")
        assert refused.status_code == 404 and refused.text.endswith(".")

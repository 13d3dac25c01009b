"""A link opens the place it means, whatever it calls it; where it means none, the app asks and shows nobody else's figures."""

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.folders import ROOT


def opened(monkeypatch, mode="personal", home="", **query):
    monkeypatch.setenv("C4EO_MODE", mode)
    monkeypatch.setenv("C4EO_AREA", home)
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "records.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("E08000038", "E08000016"),
        ("E08000039", "E08000019"),
        ("e08000019", "E08000019"),
        ("301", "E09000002"),
        ("Camden", "E09000007"),
        ("E10000002", "E06000060"),
        ("E08000020", "E08000037"),
        ("E06000048", "E06000057"),
        ("Leeds City Council", "E08000035"),
    ],
)
def test_a_code_of_before_a_number_or_a_name_opens_the_place_it_means(monkeypatch, link, code):
    at = opened(monkeypatch, area=link)
    assert at.session_state["link_area"] == code and at.query_params["area"] == code


def test_a_council_that_ended_is_said_to_have_ended_and_offers_those_that_followed(monkeypatch):
    at = opened(monkeypatch, area="E10000006")
    assert "Cumbria ended as a council in 2023" in at.text[0].value
    assert [b.label for b in at.button] == ["Cumberland", "Westmorland and Furness"]
    at.button[0].click().run()
    assert at.session_state["link_area"] == "E06000063" and not at.exception
    assert at.query_params["area"] == "E06000063"


@pytest.mark.parametrize("link", ["E06000999", "Atlantis", "E92000001", "<script>"])
def test_a_place_nobody_knows_is_asked_for_and_no_other_is_shown(monkeypatch, link):
    at = opened(monkeypatch, home="E08000035", area=link)
    assert at.title[0].value == "Which local authority?"
    assert at.session_state["link_area"] is None and "Leeds" not in at.text[0].value
    assert not at.get("vega_lite_chart") and not at.get("arrow_vega_lite_chart")


@pytest.mark.parametrize("mode", ["personal", "public"])
def test_a_first_visit_asks_and_a_postcode_or_a_town_answers(monkeypatch, mode):
    at = opened(monkeypatch, mode)
    assert "type a council, a town or a postcode" in at.text[0].value
    at.text_input(key="which_place").set_value("Whitehaven").run()
    (button,) = (b for b in at.button if b.label == "Whitehaven, in Cumberland")
    button.click().run()
    assert at.session_state["link_area"] == "E06000063" and not at.exception


def test_words_that_name_no_council_say_so(monkeypatch):
    at = opened(monkeypatch)
    at.text_input(key="which_place").set_value("zzzzzz").run()
    assert any("No council goes by these words" in t.value for t in at.text) and not at.button


def test_a_personal_copy_opens_with_the_place_of_last_time_and_a_public_one_remembers_nobody(monkeypatch):
    opened(monkeypatch, area="E09000007")
    assert opened(monkeypatch).session_state["link_area"] == "E09000007"
    opened(monkeypatch, "public", area="E08000019")
    assert opened(monkeypatch, "public").session_state["link_area"] is None


def test_a_copy_with_a_place_of_its_own_opens_there(monkeypatch):
    assert opened(monkeypatch, "public", home="E08000019").session_state["link_area"] == "E08000019"

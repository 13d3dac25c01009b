"""Every page in every mode, for every kind of authority, without an error."""

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.folders import ROOT

WORKING = {
    "priorities/closing_the_gap.py": "Which curve shall we turn?",
    "priorities/transitions.py": "Which curve shall we turn?",
    "priorities/family_wellbeing.py": "Which curve shall we turn?",
    "explore/indicator/page.py": None,
    "explore/compare/page.py": None,
    "explore/coverage/page.py": None,
}
PUBLIC = ("public/headline_curves/page.py", "public/methods.py", "public/what_is_new.py", "public/about.py")
# A tiny authority, an island one, a long name, a new one, a London borough, the last of the alphabet.
AREAS = ("E09000001", "E06000053", "E06000058", "E06000064", "E09000007", "E06000014")


def frame(mode, monkeypatch, area=None):
    monkeypatch.setenv("C4EO_MODE", mode)
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    if area:
        at.query_params["area"] = area
    return at.run()


@pytest.mark.parametrize("area", AREAS)
def test_every_page_opens_in_personal_mode_for_every_kind_of_authority(monkeypatch, area):
    at = frame("personal", monkeypatch, area)
    for page in (*WORKING, *PUBLIC):
        at.switch_page(page).run()
        assert not at.exception, (page, area, [e.value for e in at.exception])
        assert "not open here" not in " ".join(t.value for t in at.title)


@pytest.mark.parametrize("page", WORKING)
@pytest.mark.parametrize("mode", ["public", "shared", "nonsense"])
def test_a_working_page_is_not_open_outside_personal_mode(monkeypatch, mode, page):
    at = frame(mode, monkeypatch)
    at.switch_page(page).run()
    assert not at.exception
    assert [t.value for t in at.title] == [
        "Please sign in" if mode == "shared" else "This page is not open here"
    ]
    assert not at.get("arrow_vega_lite_chart") and not at.get("vega_lite_chart")


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("mode", ["public", "shared", "nonsense"])
def test_a_public_page_is_open_in_every_mode(monkeypatch, mode, page):
    at = frame(mode, monkeypatch)
    at.switch_page(page).run()
    assert not at.exception and "not open here" not in " ".join(t.value for t in at.title)


def test_the_link_wins_when_it_changes_and_follows_the_reader_when_it_does_not(monkeypatch):
    at = frame("personal", monkeypatch, "E09000007")
    assert at.selectbox(key="link_area").value == "E09000007"
    at.selectbox(key="link_area").set_value("E06000014").run()
    assert at.query_params["area"] in ("E06000014", ["E06000014"])
    at.query_params["area"] = "E08000035"
    at.run()
    assert at.selectbox(key="link_area").value == "E08000035"


def test_a_link_to_an_area_nobody_knows_asks_which_is_meant(monkeypatch):
    at = frame("personal", monkeypatch, "E99999999")
    assert not at.exception and at.selectbox(key="link_area").value is None
    assert at.title[0].value == "Which local authority?"


@pytest.mark.parametrize("page", [*WORKING, "public/headline_curves/page.py", "explore/school/page.py"])
def test_a_page_about_a_place_has_one_main_heading_and_it_names_the_place(monkeypatch, page):
    at = frame("personal", monkeypatch, "E06000047").switch_page(page).run()
    headings = [e.proto.body for e in at.get("html") if "<h1" in e.proto.body]
    assert len(headings) == 1 and "<h1>Durham" in headings[0] and not at.title


def test_nobody_who_may_not_come_in_reads_what_a_page_answers(monkeypatch):
    at = frame("shared", monkeypatch, "E06000047").switch_page("explore/compare/page.py").run()
    assert not [e for e in at.get("html") if 'class="mast"' in e.proto.body]

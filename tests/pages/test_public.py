"""The public pages, run as Streamlit runs them."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.folders import ROOT

PUBLIC = ("public/headline_curves/page.py", "public/methods.py", "public/about.py")


def opened(page: str | None = None, **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    if page:
        at.switch_page(page).run()
    assert not at.exception, at.exception
    return at


def html(at: AppTest) -> str:
    return " ".join(e.proto.body for e in at.get("html"))


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("mode", ["personal", "public", "nonsense"])
def test_public_pages_open_in_every_mode(page, mode, monkeypatch):
    monkeypatch.setenv("C4EO_MODE", mode)
    at = opened(page)
    assert "This page is not open here" not in [t.value for t in at.title]


def test_the_first_page_says_three_things_for_each_priority():
    at = opened(area="E08000035")
    assert "<h1>Leeds</h1>" in html(at)
    assert [html(at).count(words) for words in ("Look at this first", "Going well", "Overall")] == [3, 3, 3]


def test_one_chart_at_a_time_with_words_for_it():
    at = opened(area="E08000035")
    charts = at.get("vega_lite_chart")
    assert len(charts) == 1
    assert "The same figures as a table" in [e.label for e in at.expander]


def test_a_link_brings_back_priority_and_curve():
    at = opened(area="E09000007", priority="transitions", curve="l3-19")
    assert at.session_state["link_priority"] == "transitions"
    assert at.session_state["link_curve"] == "l3-19"
    assert at.query_params["curve"] == "l3-19"


def test_a_link_with_nonsense_in_it_still_opens():
    at = opened(area="E08000035", priority="<b>", curve="../../etc", ni="drop table")
    assert at.session_state["link_priority"] == "closing_the_gap"


def test_an_old_indicator_leads_to_its_curve():
    at = opened(area="E08000035", priority="transitions", ni="92")
    assert "NI 92" in html(at)
    button = next(b for b in at.button if "gap-eyfs-gld-free-meals" in str(b.key))
    button.click().run()
    assert not at.exception
    assert at.session_state["link_priority"] == "closing_the_gap"
    assert at.session_state["link_curve"] == "gap-eyfs-gld-free-meals"
    assert "go to it" in " ".join(m.value for m in at.markdown)


def test_words_typed_are_never_put_into_the_link_or_the_page_as_html():
    at = opened(area="E08000035")
    at.text_input[0].input("<script>x</script>").run()
    assert not at.exception
    assert "<script>" not in html(at) and "ni" not in at.query_params


def test_no_upload_and_no_editing_on_public_pages():
    for page in PUBLIC:
        at = opened(page)
        assert not at.get("file_uploader") and not at.get("data_editor")


def test_the_specification_of_the_chart_is_the_same_for_two_places():
    specs = []
    for area in ("E08000035", "E09000007"):
        at = opened(area=area, priority="transitions", curve="l3-19")
        chart = at.get("vega_lite_chart")[0]
        specs.append(json.loads(chart.proto.spec))
    assert specs[0] == specs[1]

"""The indicator page names who turned the same curve, with questions to copy; or says that nobody did."""

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.folders import ROOT


def opened(monkeypatch, **query):
    monkeypatch.setenv("C4EO_MODE", "personal")
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    at.switch_page("explore/indicator/page.py").run()
    assert not at.exception
    return at


def html(at):
    return " ".join(e.proto.body for e in at.get("html"))


def test_up_to_three_are_named_with_their_window_and_questions(monkeypatch):
    at = opened(monkeypatch, area="E08000035", indicator="exclusions", show="turned")
    said = html(at)
    assert "Who like us turned this curve, and kept it?" in said and "does not show what turned it" in said
    questions = [e.label for e in at.expander if e.label.startswith("Questions for")]
    assert 1 <= len(questions) <= 3 and at.code


@pytest.mark.parametrize("indicator", ["absence-primary", "fsm-eligible-primary"])
def test_none_found_is_said(monkeypatch, indicator):
    at = opened(monkeypatch, area="E09000007", indicator=indicator, show="turned")
    assert not at.exception and '<ul class="turned">' not in html(at)


def test_the_curve_is_drawn_small_with_its_window_marked(monkeypatch):
    said = html(opened(monkeypatch, area="E08000035", indicator="exclusions", show="turned"))
    assert '<img class="small-curve"' in said and "are shaded" in said
    assert "The figures of this curve" in said


def test_for_a_gap_the_group_of_concern_is_looked_at_too(monkeypatch):
    said = html(opened(monkeypatch, area="E08000005", indicator="gap-ks2-rwm-disadvantaged", show="turned"))
    assert "None found among" in said and "Who turned the curve of the group itself" in said

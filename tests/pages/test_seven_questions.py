"""The seven questions lead through the app, and say nothing of a trust to whoever may not read it."""

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL, MEMBER, Actor
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import Action, Workshop
from pages.session import reader

LEEDS = "E08000035"


def opened(file="priorities/transitions.py", **query):
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in ({"area": LEEDS} | query).items():
        at.query_params[name] = value
    at.run().switch_page(file).run()
    assert not at.exception, [e.value for e in at.exception]
    return at


def text(at):
    return " ".join(e.proto.body for e in at.get("html"))


@pytest.fixture
def session(records):
    trust = records.add_trust(LOCAL, "Leeds Trust", LEEDS)
    body = Workshop(title="One", status="open", area=LEEDS, priority="transitions", outcome="Every child")
    held = records.add(LOCAL, trust.id, body)
    records.add(LOCAL, trust.id, Action(what="Ring Bolton"), held.id)
    return trust, held


@pytest.mark.usefixtures("records")
def test_a_priority_page_leads_to_where_each_is_answered_without_a_session():
    said = text(opened())
    assert "The seven questions" in said and "/what-works?area=" in said and "answered in" not in said


def test_a_priority_page_shows_which_are_answered_in_the_newest_session(session):
    said = text(opened())
    assert "2 of 7 answered in the newest session" in said and f"workshop={session[1].id}&amp;step=8" in said


def test_nothing_of_it_stands_on_a_wall(session):
    assert session and "2 of 7 answered" not in text(opened(projector="on"))


def test_nothing_of_it_is_shown_to_another_trusts_member(session, monkeypatch):
    other = Actor("m", "Mo", MEMBER, frozenset({"another"}))
    monkeypatch.setattr(reader, "actor", lambda: other)
    assert session and "2 of 7 answered" not in text(opened())


def test_in_a_session_each_question_leads_to_its_step(session):
    at = opened("workshop/turning_the_curve/page.py", workshop=session[1].id, step="5")
    assert any(e.label.startswith("The seven questions: 2 of 7") for e in at.expander)

"""Steps 5 to 9 of the exercise on a records file of their own: what is typed is saved, ordered, counted and
read back.
"""

import re
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.catalogue.choices import evidence, priorities
from c4eo_core.catalogue.partners import known_partners
from c4eo_core.records.kinds import Action, Curve, Factor, Idea, Partner, Scenario, Verdict, Workshop
from c4eo_core.records.records import open_records
from pages.server import database
from pages.workshop.turning_the_curve import evidence as turning_the_curve_evidence
from tests.pages.opening import done

LEEDS, CURVE, OTHER = "E08000035", "gap-ks2-rwm-disadvantaged", "gap-ks4-att8-disadvantaged"
HOSTILE = "<script>alert(1)</script> **bold** :red[x] [a](javascript:b) $x^2$"
SCRIPT = """
import importlib
from pages.editing import fields
from pages.session import reader
records, actor = reader.records(), reader.actor()
trust = {trust!r}
with fields.working(trust):
    importlib.import_module("pages.workshop.turning_the_curve.{step}").step(records.item(actor, trust, {held!r}))
"""


class Session:
    """A session in Leeds, what is recorded in it, and its steps on a page."""

    def __init__(self, records):
        self.records = records
        self.trust = records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS).id
        body = Workshop(
            title="Reading",
            area=LEEDS,
            priority="closing_the_gap",
            held_on="2026-11-21",
            curves=(CURVE,),
            status="open",
        )
        self.held = records.add(LOCAL, self.trust, body)

    def add(self, *bodies):
        return self.records.add_all(LOCAL, self.trust, bodies, self.held.id)

    def all(self, kind):
        return self.records.items(LOCAL, self.trust, kind, self.held.id)

    def page(self, step, view=""):
        at = AppTest.from_string(
            SCRIPT.format(trust=self.trust, held=self.held.id, step=step), default_timeout=30
        )
        if view:
            at.session_state[f"edit:{self.held.id}:ideas-view"] = view
        return done(at.run())


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.setattr(database, "_open", {})
    opened = open_records()
    yield Session(opened)
    opened.close()


def text(at):
    return " ".join(element.proto.body for element in at.get("html"))


def typed(at, key, words):
    """A line, and Enter."""
    at.text_input(key=f"edit:line:{key}").set_value(words)
    (send,) = [b for b in at.button if b.form_id == f"edit:line:{key}:form"]
    return done(send.click().run())


def press(at, key):
    return done(at.button(key=key).click().run())


def keys(at):
    return {b.key for b in at.button}


# The story


def test_a_factor_is_there_after_typing_and_enter_on_the_side_it_was_typed_on(session):
    at = typed(session.page("step_5_story"), f"factor-hindering-{CURVE}", "Families move")
    typed(at, f"factor-helping-{CURVE}", "Readers in schools")
    assert [(f.body.text, f.body.direction, f.body.indicator) for f in session.all(Factor)] == [
        ("Families move", "hindering", CURVE),
        ("Readers in schools", "helping", CURVE),
    ]


def test_factors_stand_by_votes_and_a_vote_moves_one_up(session):
    one, two = session.add(Factor(text="one", votes=1), Factor(text="two", votes=1))
    at = press(session.page("step_5_story"), f"edit:{two.id}:votes:more")
    assert [a.value for a in at.text_area] == ["two", "one"]
    press(at, f"edit:{two.id}:votes:less")
    assert [f.body.votes for f in session.all(Factor)] == [1, 1]


def test_a_factor_goes_to_the_other_side_with_all_it_has(session):
    (factor,) = session.add(Factor(text="one", votes=3, depth="root"))
    press(session.page("step_5_story"), f"edit:{factor.id}:other-side")
    (found,) = session.all(Factor)
    assert (found.body.direction, found.body.votes, found.body.depth) == ("helping", 3, "root")


def test_what_is_to_be_found_out_goes_on_the_research_list(session):
    (factor,) = session.add(Factor(text="Why do they move?"))
    at = session.page("step_5_story")
    assert "To find out" not in text(at)
    at = done(at.checkbox(key=f"edit:{factor.id}:find_out").check().run())
    assert "To find out" in text(at) and "Why do they move?" in [t.value for t in at.text]
    done(at.text_input(key=f"edit:{factor.id}:owner").set_value("Housing").run())
    assert session.all(Factor)[0].body.owner == "Housing"


def test_a_factor_of_another_curve_is_not_shown_and_one_of_no_curve_always_is(session):
    session.add(Curve(indicator=CURVE, list="headline"), Curve(indicator=OTHER, list="headline"))
    session.add(
        *(Factor(text=i or "none", indicator=i) for i in (CURVE, OTHER, "", "one-no-longer-published"))
    )
    assert sorted(a.value for a in session.page("step_5_story").text_area) == sorted(
        [CURVE, "none", "one-no-longer-published"]
    )


# Partners


def test_a_partner_of_the_list_is_added_in_one_press_and_leaves_the_list(session):
    at = press(session.page("step_6_partners"), f"edit:{session.held.id}:seed:Police")
    assert [p.body.name for p in session.all(Partner)] == ["Police"]
    assert f"edit:{session.held.id}:seed:Police" not in keys(
        at
    ) and f"edit:{session.held.id}:seed:Health services" in keys(at)


def test_a_partner_typed_by_hand_is_not_offered_again(session):
    at = typed(session.page("step_6_partners"), "partner", "health SERVICES")
    assert f"edit:{session.held.id}:seed:Health services" not in keys(at)


def presence(at, partner, state):
    [choice] = [g for g in at.get("button_group") if g.key == f"edit:{partner.id}:presence"]
    return done(choice.set_value(state).run())


def test_who_is_missing_from_the_room_is_named_until_they_come(session):
    police, _ = session.add(Partner(name="Police"), Partner(name="Schools", in_room=True))
    at = session.page("step_6_partners")
    assert "Not yet asked: 1 of 2." in text(at) and "Missing" not in text(at), "nobody is missing unasked"
    presence(at, police, "absent")
    at = session.page("step_6_partners")
    assert re.search(r"Missing from the room: 1 of 2\..*Police", text(at)) and "Schools" not in text(at)
    at = presence(at, police, "in_room")
    assert "Missing from the room" not in text(at) and "Everybody named is in the room" in text(at)


def test_every_partner_of_the_list_rests_on_a_message_of_the_reviews():
    assert len(known_partners()) > 8
    for known in known_partners().values():
        assert known.may_bring and known.evidence and set(known.evidence) <= set(evidence())


# Ideas


def test_progress_says_in_words_what_is_still_wanted(session):
    at = session.page("step_7_ideas")
    assert "No idea that costs nothing yet." in text(at) and "No idea off the wall yet." in text(at)
    at = typed(at, "idea", "Close the town hall for a day")
    (idea,) = session.all(Idea)
    done(at.checkbox(key=f"edit:{idea.id}:off_the_wall").check().run())
    at.session_state[f"edit:{idea.id}:cost"] = "none"
    assert "One idea is off the wall." in text(at.run())


def test_a_card_becomes_an_idea_in_one_press_and_says_so(session):
    (first, *_), _ = turning_the_curve_evidence.shelves(session.held)
    key = f"edit:{session.held.id}:evidence:{first.id}"
    at = press(session.page("step_7_ideas"), key)
    assert [(i.body.text, i.body.from_evidence) for i in session.all(Idea)] == [(first.message, first.id)]
    assert at.button(key=key).disabled and at.button(key=key).label == "Among the ideas"


def test_a_caution_looks_unlike_a_finding_and_is_no_idea(session):
    at = session.page("step_7_ideas")
    shown = text(at)
    assert "card caution" in shown and "card finding" in shown and "card practice" in shown
    cautions = {e.id for e in evidence().values() if e.kind == "caution"}
    offered = {k.rsplit(":", 1)[1] for k in keys(at) if k and ":evidence:" in k}
    assert offered and not offered & cautions


def test_the_shortlist_comes_first_and_every_message_of_the_priority_can_be_reached(session):
    short, rest = turning_the_curve_evidence.shelves(session.held)
    assert {e.id for e in short} == set(priorities()["closing_the_gap"].key_messages)
    assert {e.id for e in (*short, *rest)} == {
        e.id for e in evidence().values() if e.priority in ("all", "closing_the_gap")
    } - {"E46"}, "a room in a session is not told to hold one"
    held = session.records.edit(
        LOCAL, session.trust, session.held.id, session.held.version, evidence=("E05", "gone")
    )
    assert [e.id for e in turning_the_curve_evidence.shelves(held)[0]] == ["E05"]


def test_scores_are_the_groups_own_and_ties_are_said(session):
    one, _ = session.add(Idea(text="one"), Idea(text="two", reach=4))
    at = session.page("step_7_ideas", "score")
    assert "Not scored" in text(at)
    at.number_input(key=f"edit:{one.id}:reach").set_value(4)
    at = done(at.run())
    assert text(at).count("Joint 1st by score") == 2 and "4 of 20, 3 of 4 not scored" in text(at)
    assert session.all(Idea)[0].body.reach == 4 and session.all(Idea)[0].body.leverage == 0


def test_an_idea_moved_by_hand_stands_there_and_is_asked_for_its_reason(session):
    _, low = session.add(Idea(text="high", reach=5), Idea(text="low", reach=1))
    at = session.page("step_7_ideas", "choose")
    assert [t.value for t in at.text if t.value[:1].isdigit()] == ["1. high", "2. low"]
    at.number_input(key=f"edit:{low.id}:place").set_value(1)
    at = done(at.run())
    assert [t.value for t in at.text if t.value[:1].isdigit()] == ["1. low", "2. high"] and "say why" in text(
        at
    )
    assert "2nd by score" in text(at), "its place by score is hidden"
    done(at.text_input(key=f"edit:{low.id}:place_reason").set_value("cheap").run())
    assert "say why" not in text(at)


def with_what_if(session):
    """The page with a what-if opened for a chosen idea and an effect of its own set."""
    (idea,) = session.add(Idea(text="Clubs", chosen=True))
    at = press(session.page("step_7_ideas", "choose"), f"edit:{idea.id}:scenario")
    prefix = f"edit:{idea.id}:whatif_{LEEDS}_{CURVE}"
    assert "Illustration, not a forecast of a programme." in text(at) and f"edit:{idea.id}:keep" not in keys(
        at
    )
    press(at, f"{prefix}_add")
    done(at.selectbox(key=f"{prefix}_1_effect").set_value("own").run())
    at.number_input(key=f"{prefix}_1_low").set_value(4.0)
    at.number_input(key=f"{prefix}_1_high").set_value(9.0)
    at.text_input(key=f"{prefix}_1_source").set_value("our own evaluation")
    return idea, prefix, done(at.run())


def test_a_chosen_idea_carries_a_what_if_that_is_read_back_as_an_illustration(session):
    idea, prefix, at = with_what_if(session)
    at = press(at, f"edit:{idea.id}:keep")
    (kept,) = session.all(Scenario)
    assert (kept.body.idea, kept.body.indicator) == (
        idea.id,
        CURVE,
    ) and "our own evaluation" in kept.body.form
    assert at.button(key=f"edit:{idea.id}:keep").disabled and "worked out on figures to" in text(at)
    done(at.slider(key=f"{prefix}_1_reach").set_value(90).run())
    press(at, f"edit:{idea.id}:keep")
    (again,) = session.all(Scenario)
    assert again.id == kept.id and "0.9" in again.body.form, "a second what-if was made beside the first"
    assert "Illustration, not a forecast" in text(session.page("step_9_read_back"))


def test_an_idea_that_is_not_chosen_has_no_what_if(session):
    (idea,) = session.add(Idea(text="Clubs"))
    assert f"edit:{idea.id}:scenario" not in keys(session.page("step_7_ideas", "choose"))


# Actions


def test_a_chosen_idea_becomes_an_action_in_one_press(session):
    chosen, _ = session.add(Idea(text="Clubs", chosen=True), Idea(text="Not this"))
    at = session.page("step_8_actions")
    assert [k for k in keys(at) if k and k.endswith(":act")] == [f"edit:{chosen.id}:act"]
    at = press(at, f"edit:{chosen.id}:act")
    assert [(a.body.what, a.body.idea) for a in session.all(Action)] == [("Clubs", chosen.id)]
    assert f"edit:{chosen.id}:act" not in keys(at)


def test_what_an_action_lacks_is_said_until_it_is_there(session):
    at = typed(session.page("step_8_actions"), "action", "Begin")
    (action,) = session.all(Action)
    assert "Not yet said: who, by when, how we shall know" in text(
        at
    ) and "No action is due within 30 days" in text(at)
    at.text_input(key=f"edit:{action.id}:who").set_value("Jo")
    at.text_input(key=f"edit:{action.id}:measure").set_value("children there")
    at.date_input(key=f"edit:{action.id}:by_when").set_value(date.today() + timedelta(days=10))
    at = done(at.run())
    assert "Not yet said" not in text(at) and "within 30 days" not in text(at) and "in 10 days" in text(at)


def test_a_partner_removed_since_is_seen_as_removed(session):
    (partner,) = session.add(Partner(name="Police"))
    session.add(Action(what="Begin", partner=partner.id))
    session.records.remove(LOCAL, session.trust, partner.id, partner.version)
    at = session.page("step_8_actions")
    assert (
        any("Removed since" in s.options for s in at.selectbox)
        and session.all(Action)[0].body.partner == partner.id
    )


# Read back, and what holds for every step


def test_read_back_says_what_is_missing_and_offers_every_form(session):
    session.add(
        Factor(text="Families move", indicator=CURVE),
        Verdict(indicator=CURVE, ok=False, reason="It widens.", initials="DW"),
    )
    told = text(session.page("step_9_read_back"))
    assert "Families move" in told and "Not OK. It widens. (DW, " in told and "No partner is named." in told
    for ending in ("pdf", "pptx", "html", "xlsx", "ics"):
        assert f'href="trust-files/{session.held.id}.{ending}?trust={session.trust}"' in told


def test_a_session_without_priority_and_curve_is_told_what_to_do(session):
    session.records.edit(LOCAL, session.trust, session.held.id, session.held.version, priority="", curves=())
    assert "Choose a curve in step 3" in session.page("step_9_read_back").info[0].value


def test_undo_brings_back_what_another_step_removed(session):
    (idea,) = session.add(Idea(text="Clubs"))
    press(session.page("step_7_ideas"), f"edit:{idea.id}:remove:button")
    assert session.all(Idea) == []
    at = session.page("step_8_actions")
    assert "Clubs" in at.button(key="edit:undo").label
    press(at, "edit:undo")
    assert [i.body.text for i in session.all(Idea)] == ["Clubs"]


VIEWS = [
    ("step_5_story", ""),
    ("step_6_partners", ""),
    ("step_7_ideas", "collect"),
    ("step_7_ideas", "score"),
    ("step_7_ideas", "choose"),
    ("step_8_actions", ""),
    ("step_9_read_back", ""),
]


@pytest.mark.parametrize(("step", "view"), VIEWS)
def test_hostile_words_stay_words(session, step, view):
    (partner,) = session.add(Partner(name=HOSTILE, brings=HOSTILE))
    (idea,) = session.add(Idea(text=HOSTILE, chosen=True, place=1, reach=2))
    session.add(
        Factor(text=HOSTILE, find_out=True),
        Action(what=HOSTILE, who=HOSTILE, by_when="2026-12-01", partner=partner.id),
    )
    at = session.page(step, view)
    assert "<script>alert" not in text(at) and not at.markdown and not at.caption
    for button in at.button:
        assert ":red[x]" not in button.label and "**bold**" not in button.label


@pytest.mark.parametrize(("step", "view"), VIEWS)
def test_an_empty_session_has_every_step_and_claims_nothing(session, step, view):
    at = session.page(step, view)
    assert not at.text_area and not re.search("✓|by score", text(at))


@pytest.mark.parametrize(
    "step", ["step_5_story", "step_6_partners", "step_7_ideas", "step_8_actions", "step_9_read_back"]
)
def test_nothing_of_another_session_or_trust_is_shown(session, step):
    other = session.records.add_trust(LOCAL, "Camden", "E09000007").id
    theirs = session.records.add(LOCAL, other, Workshop(title="x", area="E09000007"))
    mine = session.records.add(LOCAL, session.trust, Workshop(title="y", area=LEEDS))
    told = [
        Factor(text="SECRET"),
        Partner(name="SECRET"),
        Idea(text="SECRET", chosen=True),
        Action(what="SECRET"),
    ]
    session.records.add_all(LOCAL, other, told, theirs.id)
    session.records.add_all(LOCAL, session.trust, told, mine.id)
    at = session.page(step)
    shown = [w.value for kind in (at.text_area, at.text_input, at.text) for w in kind] + [
        b.label for b in at.button
    ]
    undo = {
        b.label for b in at.button if b.key == "edit:undo"
    }  # the log is the trust's, all sessions together
    assert "SECRET" not in text(at) and not [s for s in shown if s and "SECRET" in s and s not in undo]


def test_the_call_to_who_turned_the_curve_becomes_an_action_and_what_changed_something_to_find_out(session):
    session.add(Curve(indicator="exclusions", list="headline"))
    at = session.page("step_5_story")
    called = [b for b in at.button if b.label == "Make the call an action"]
    assert 1 <= len(called) <= 3
    done(called[0].click().run())
    (action,) = session.all(Action)
    assert action.body.what.startswith("Ring ") and action.body.measure
    at = session.page("step_5_story")
    assert [b for b in at.button if b.label == "Among the actions"][0].disabled
    done([b for b in at.button if b.label == "Find out what changed there"][0].click().run())
    (factor,) = session.all(Factor)
    assert factor.body.find_out and factor.body.indicator == "exclusions"
    assert "To find out" in text(session.page("step_5_story"))


def test_in_step_7_who_turned_the_curve_opens_when_it_is_wanted(session):
    session.add(Curve(indicator="exclusions", list="headline"))
    at = session.page("step_7_ideas")
    assert any("turned this curve" in e.label for e in at.expander)


def test_an_option_becomes_a_chosen_idea_with_its_sum_and_the_action_shows_price_and_size(session):
    at = session.page("step_7_ideas")
    assert "What could be chosen, and what might it change?" in text(at)
    for name, value in (("take_up", 50.0), ("price", 200.0)):
        for end in ("low", "high"):
            [n for n in at.number_input if n.key.endswith(f":{name}:{end}")][0].set_value(value)
    done(at.run())
    done([b for b in at.button if b.label == "Make it an idea, with this sum"][0].click().run())
    (idea,), (kept,) = session.all(Idea), session.all(Scenario)
    assert idea.body.chosen and kept.body.idea == idea.id and "children:" in kept.body.form
    at = session.page("step_8_actions")
    done(at.button(key=f"edit:{idea.id}:act").click().run())
    said = text(session.page("step_8_actions"))
    assert "might change" in said and "£" in said and "of the gap" in said


def test_without_a_price_the_sum_says_so_and_invents_none(session):
    at = session.page("step_7_ideas")
    assert "no price was read in the source" in text(at)
    assert [b.label for b in at.button if b.label.startswith("Make it an idea,")] == []

"""The exercise on the page: everything is saved as it is said, nothing typed is lost, nothing is seen that
should not be.
"""

import dataclasses
import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.answers.workshop.exercise import MINUTES, left_words, minutes_of, plan_words
from c4eo_core.database.errors import NotSaved
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import (
    Action,
    Curve,
    Factor,
    Frozen,
    GroupForecast,
    Role,
    TurnedCurve,
    Verdict,
    Wanted,
    Workshop,
)
from c4eo_core.records.records import Records
from pages.session import reader
from pages.session.markdown import plain
from pages.workshop.turning_the_curve import clock

CAMDEN, LEEDS = "E09000007", "E08000035"
GAP = "gap-ks4-att8-disadvantaged"
PAGE = "workshop/turning_the_curve/page.py"


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "personal")
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    return reader.records()


@pytest.fixture
def trust(records):
    return records.add_trust(LOCAL, "Camden", CAMDEN)


@pytest.fixture
def session(records, trust):
    """One under way, with one curve."""
    body = Workshop(
        title="Speech and *language*",
        area=CAMDEN,
        held_on="2026-03-24",
        priority="closing_the_gap",
        status="open",
    )
    made = records.add(LOCAL, trust.id, body)
    records.add(LOCAL, trust.id, Curve(indicator=GAP), made.id)
    return made


def opened(workshop=None, step=None, **link):
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    at.query_params["area"] = link.pop("area", CAMDEN)
    for name, value in {"workshop": workshop and workshop.id, "step": step, **link}.items():
        if value is not None:
            at.query_params[name] = str(value)
    at.run()
    at.switch_page(PAGE).run()
    return fine(at)


def fine(at):
    assert not at.exception, [e.value for e in at.exception]
    return at


def press(at, label):
    [button] = [b for b in at.button if b.label == label]
    return fine(button.click().run())


def key_of(item, name):
    return f"edit:{item.id}:{name}"


def typed_line(at, key, text):
    at.text_input(key=f"edit:line:{key}").set_value(text)
    [button] = [b for b in at.button if b.form_id == f"edit:line:{key}:form"]
    button.click()
    return fine(at.run())


def words(at):
    """Everything the page says, labels included."""
    seen = [h.proto.body for h in at.get("html")] + [
        e.value for kind in ("title", "markdown", "text", "info") for e in at.get(kind)
    ]
    return " ".join(
        [*seen, *(b.label for b in at.button), *(str(t.value) for t in (*at.text_input, *at.text_area))]
    )


def only(records, trust, kind):
    [item] = records.items(LOCAL, trust.id, kind)
    return item


def test_preparing_the_first_session_makes_the_trust_and_opens_an_agenda(records):
    at = opened()
    assert "Prepare a session" in [b.label for b in at.button] and records.trusts(LOCAL) == []
    press(at, "Prepare a session")
    [trust] = records.trusts(LOCAL)
    workshop = only(records, trust, Workshop)
    assert (trust.name, trust.area) == ("Camden", CAMDEN)
    assert workshop.body.held_on == dt.date.today().isoformat() and workshop.body.step_minutes == MINUTES
    assert "Start the session" in [b.label for b in at.button] and at.query_params["workshop"] in (
        workshop.id,
        [workshop.id],
    )


def test_an_agenda_keeps_its_curves_its_minutes_and_starts_with_the_curves_as_candidates(records, trust):
    workshop = records.add(LOCAL, trust.id, Workshop(area=CAMDEN, priority="closing_the_gap"))
    at = opened(workshop)
    at.multiselect(key=key_of(workshop, "curves")).set_value([GAP, "gap-ks4-att8-looked-after"]).run()
    at.number_input(key=key_of(workshop, "minutes5")).set_value(20).run()
    fine(at.number_input(key=key_of(workshop, "minutes7")).set_value(12).run())
    body = only(records, trust, Workshop).body
    assert body.curves == (GAP, "gap-ks4-att8-looked-after") and minutes_of(body.step_minutes)[4:7] == (
        20,
        5,
        12,
    )
    press(at, "Start the session")
    assert [i.body.indicator for i in records.items(LOCAL, trust.id, Curve, workshop.id)] == list(body.curves)
    assert only(records, trust, Workshop).body.status == "open" and at.session_state["link_step"] == "1"


def test_the_usual_minutes_are_those_of_the_exercise():
    assert (
        plan_words(MINUTES)
        == "65 minutes in all: 5 start, 10 the curve, 15 story, 15 partners and ideas, 10 actions, 10 report"
        " back."
    )
    assert minutes_of((1, 2)) == (1, 2, *MINUTES[2:]) and "usually need 60 to 90" in plan_words((1,) * 9)


def test_the_clock_says_what_is_left_and_only_says_so(monkeypatch):
    assert left_words(5, 0) == ("5 minutes left", False) and left_words(5, 241) == (
        "Less than a minute left",
        False,
    )
    assert left_words(5, 330) == ("▲ Just over time", True) and left_words(5, 500) == (
        "▲ 3 minutes over time",
        True,
    )
    assert left_words(0, 999) == ("This step is not timed", False)
    moment = [0.0]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    clock.go("w", 1)
    moment[0] = 60
    clock.go("w", 2)
    moment[0] = 90
    clock.pause_or_go_on("w")
    moment[0] = 500
    clock.go("w", 1)
    assert (clock.spent_on("w", 1), clock.spent_on("w", 2), clock.runs("w")) == (60, 30, False)


def test_a_step_that_has_run_over_says_so_and_everything_still_works(records, trust, session, monkeypatch):
    moment = [0.0]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    at = opened(session, 1)
    moment[0] = 60 * 7
    fine(at.run())
    assert "▲ 5 minutes over time" in words(at)
    typed_line(at, "role", "Ada: Recorder")
    assert only(records, trust, Role).body.who == "Ada"


def test_roles_are_added_changed_and_removed_and_undone(records, trust, session):
    at = opened(session, 1)
    press(at, "Add the three usual roles")
    typed_line(at, "role", "Ada")
    roles = records.items(LOCAL, trust.id, Role)
    assert [r.body.part for r in roles] == ["Facilitator", "Recorder", "Timekeeper", "Participant"]
    fine(at.text_input(key=key_of(roles[1], "who")).set_value("Grace").run())
    fine(at.button(key=f"{key_of(roles[0], 'remove')}:button").click().run())
    assert [r.body.who for r in records.items(LOCAL, trust.id, Role)] == ["Grace", "", "Ada"]
    fine(at.button(key="edit:undo").click().run())
    fine(at.button(key="edit:undo").click().run())
    assert [(r.body.part, r.body.who) for r in records.items(LOCAL, trust.id, Role)][:2] == [
        ("Facilitator", ""),
        ("Recorder", ""),
    ]
    assert at.text_input(key=key_of(roles[1], "who")).value == ""
    fine(at.button(key="edit:redo").click().run())
    assert at.text_input(key=key_of(roles[1], "who")).value == "Grace"


def test_undo_goes_back_across_steps(records, trust, session):
    at = opened(session, 2)
    fine(at.text_area(key=key_of(session, "outcome")).set_value("Every child talks.").run())
    press(at, "Next step")
    typed_line(at, "wanted", "Children who feel safe")
    assert only(records, trust, Wanted).body.priority == "closing_the_gap"
    fine(at.button(key="edit:undo").click().run())
    fine(at.button(key="edit:undo").click().run())
    assert records.items(LOCAL, trust.id, Wanted) == [] and only(records, trust, Workshop).body.outcome == ""
    assert at.session_state["link_step"] == "3", "undo takes back what was said, never where the room is"


def test_a_candidate_is_weighed_and_put_on_a_list(records, trust, session):
    at = opened(session, 3)
    curve = only(records, trust, Curve)
    [weigh] = [g for g in at.get("button_group") if g.key == key_of(curve, "communication")]
    fine(weigh.set_value("high").run())
    assert only(records, trust, Curve).body.communication == "high"
    place = f"edit:candidate:{session.id}"
    fine(at.selectbox(key=place).set_value("gap-ks4-att8-looked-after").run())
    assert [c.body.indicator for c in records.items(LOCAL, trust.id, Curve)] == [
        GAP,
        "gap-ks4-att8-looked-after",
    ]
    assert at.get("arrow_vega_lite_chart") or at.get("vega_lite_chart")


def test_a_verdict_is_one_click_freezes_the_baseline_and_keeps_its_history(records, trust, session):
    at = opened(session, 4)
    press(at, "Not OK")
    verdict, frozen = only(records, trust, Verdict), only(records, trust, Frozen)
    assert verdict.body.ok is False and frozen.body.frozen_on == dt.date.today().isoformat()
    assert (
        frozen.body.origin == "2024/25" and len(frozen.body.baseline[0]) == 9 and frozen.body.figures_version
    )
    fine(at.text_area(key=key_of(verdict, "reason")).set_value("Too wide for too long").run())
    fine(at.text_input(key=key_of(verdict, "initials")).set_value("AL").run())
    press(at, "OK")
    now = only(records, trust, Verdict)
    assert (now.body.ok, now.body.reason, now.body.initials) == (True, "Too wide for too long", "AL")
    assert len(records.history(LOCAL, trust.id, id=verdict.id)) == 4
    assert "Verdict: OK" in words(at) and "Baseline frozen on" in words(at)


def test_the_group_forecast_comes_from_a_slope_or_from_values_and_goes_in_one_click(records, trust, session):
    at = opened(session, 4)
    fine(at.number_input(key=f"edit:slope:{session.id}:{GAP}").set_value(1.0).run())
    group = only(records, trust, GroupForecast)
    years = [y for y, _ in group.body.values]
    steps = [b[1] - a[1] for a, b in zip(group.body.values, group.body.values[1:], strict=False)]
    assert len(years) == 3 and steps == pytest.approx([1.0, 1.0])
    at.number_input(key=key_of(group, years[0])).set_value(15.0).run()
    fine(at.number_input(key=key_of(group, years[1])).set_value(14.0).run())
    assert [v for _, v in only(records, trust, GroupForecast).body.values][:2] == [15.0, 14.0]
    assert "group forecast" in words(at).lower()
    press(at, "Back to the statistical forecast")
    assert records.items(LOCAL, trust.id, GroupForecast) == []


def test_the_ambition_is_drawn_and_never_called_a_prediction(records, trust, session):
    at = opened(session, 4)
    goal = f"edit:ambition_{session.id}_{GAP}_goal"
    at.session_state[goal] = "own"
    fine(at.run())
    fine(at.number_input(key=f"edit:ambition_{session.id}_{GAP}_own").set_value(5.0).run())
    press(at, "Draw this ambition")
    held = only(records, trust, TurnedCurve).body
    assert held.basis == "group" and held.values[-1][1] == pytest.approx(5.0)
    assert "never as a prediction" in words(at)


def test_a_next_visit_opens_with_whether_the_curve_has_turned(records, trust, session):
    earlier = records.add(
        LOCAL, trust.id, Workshop(title="First", area=CAMDEN, held_on="2023-10-05", status="closed")
    )
    assert "Has the curve turned?" not in words(opened(session, 1))
    rows = tuple((f"{y - 1}/{y % 100}", y, -40.0, -41, -39, -42, -38, -44, -36) for y in (2024, 2025))
    told = (("2022/23", 2023, -39.0),)
    frozen = Frozen(
        indicator=GAP, area=CAMDEN, origin="2022/23", frozen_on="2023-10-05", history=told, baseline=rows
    )
    records.add(LOCAL, trust.id, frozen, earlier.id)
    said = words(opened(session, 1))
    assert (
        "Has the curve turned?" in said
        and "Better than it would have been." in said
        and "baseline frozen on 5 October 2023" in said
    )


@pytest.fixture
def second(records, trust, session):
    """A session that goes on from `session`, which left two actions and a factor."""
    left = [
        Action(what="Breakfast clubs", who="Ruth", by_when="2026-04-01"),
        Action(what="One list"),
        Factor(text="Families move", indicator=GAP),
        TurnedCurve(indicator=GAP, values=((2025, 5.0), (2028, 1.0))),
    ]
    rows = (("2024/25", 2025, -40.0, -41, -39, -42, -38, -44, -36),)
    frozen = Frozen(
        indicator=GAP,
        area=CAMDEN,
        origin="2023/24",
        frozen_on="2024-10-05",
        history=(("2022/23", 2023, -39.0), ("2023/24", 2024, -38.0)),
        baseline=rows,
    )
    records.add_all(LOCAL, trust.id, [*left, frozen], session.id)
    body = Workshop(title="Again", area=CAMDEN, priority="closing_the_gap", status="open", curves=(GAP,))
    return records.add(LOCAL, trust.id, dataclasses.replace(body, goes_on_from=session.id))


def by_label(at, kind, label):
    [found] = [w for w in at.get(kind) if w.label.startswith(label)]
    return found


def test_a_second_visit_opens_on_what_became_of_the_actions_the_curve_and_the_story(records, trust, second):
    at = opened(second)
    told = words(at)
    assert at.session_state["link_step"] == "0" and "You said, did you?" in told
    assert "Of 2 actions; 2 are still to be asked about." in told or "2 are still to be asked about" in told
    assert "Breakfast clubs" in told and "Families move" in told
    assert "Yes, so far: " in told and "The ambition for 2024/25 was 5.0" in told
    assert at.get("arrow_vega_lite_chart") or at.get("vega_lite_chart")


def test_what_became_of_an_action_is_one_click_with_its_reason_logged_and_undone(records, trust, second):
    at = opened(second)
    fine(by_label(at, "button_group", "What became of: One list").set_value("dropped").run())
    held = {a.body.what: a for a in records.items(LOCAL, trust.id, Action)}
    one = held["One list"]
    assert (one.body.dropped, one.body.reviewed_in) == (True, second.id) and "1 is dropped" in words(at)
    fine(at.text_input(key=key_of(one, "progress")).set_value("no money").run())
    assert "from open to dropped" in records.history(LOCAL, trust.id, id=one.id)[1].words
    fine(at.button(key="edit:undo").click().run())
    fine(at.button(key="edit:undo").click().run())
    now = {a.body.what: a.body for a in records.items(LOCAL, trust.id, Action)}["One list"]
    assert (now.dropped, now.reviewed_in, now.progress) == (False, None, "")


def test_the_story_of_last_time_is_confirmed_changed_or_gone_and_looked_at_again(records, trust, second):
    at = opened(second)
    press(at, "Still so")
    [now] = records.items(LOCAL, trust.id, Factor, second.id)
    fine(at.text_input(key=key_of(now, "text")).set_value("Families move less").run())
    assert "now put differently" in words(at)
    press(at, "Look at it again")
    press(at, "No longer so")
    [now] = records.items(LOCAL, trust.id, Factor, second.id)
    assert now.body.gone and "no longer so" in words(at)
    told = [t.value for t in opened(second, 5).text_area]
    assert "Families move" not in told, "what is gone is no part of today's story"


def test_step_8_lists_what_is_still_open_and_never_says_there_are_no_actions(records, trust, second):
    told = words(opened(second, 8))
    assert "Still open from last time" in told and "Breakfast clubs" in told
    assert "There are no actions yet" not in told
    for action in records.items(LOCAL, trust.id, Action):
        records.edit(LOCAL, trust.id, action.id, action.version, done=True)
    assert "There are no actions yet" in words(opened(second, 8))


def test_somebody_elses_change_is_shown_beside_yours_and_nothing_is_written_over_unseen(
    records, trust, session
):
    at = opened(session, 2)
    records.edit(LOCAL, trust.id, session.id, session.version, outcome="Theirs")
    fine(at.text_area(key=key_of(session, "outcome")).set_value("Mine").run())
    assert only(records, trust, Workshop).body.outcome == "Theirs"
    assert (
        at.text_area(key=key_of(session, "outcome")).value == "Mine"
        and ">Theirs<" in words(at)
        and ">Mine<" in words(at)
    )
    press(at, "Keep theirs")
    assert at.text_area(key=key_of(session, "outcome")).value == "Theirs"
    now = only(records, trust, Workshop)
    records.edit(LOCAL, trust.id, now.id, now.version, facilitator="Grace")
    fine(at.text_area(key=key_of(session, "outcome")).set_value("Both").run())
    press(at, "Keep both parts")
    now = only(records, trust, Workshop).body
    assert (now.outcome, now.facilitator) == ("Both", "Grace")


def test_what_cannot_be_saved_stays_on_the_page_across_steps_until_it_can(
    records, trust, session, monkeypatch
):
    at = opened(session, 2)

    def full(*_, **__):
        raise NotSaved("The disk is full. Nothing was lost on this page.")

    with monkeypatch.context() as patched:
        patched.setattr(Records, "edit", full)
        fine(at.text_area(key=key_of(session, "outcome")).set_value("Every child talks.").run())
        assert (
            "The disk is full" in words(at)
            and at.text_area(key=key_of(session, "outcome")).value == "Every child talks."
        )
        press(at, "Next step")
        assert "Every child talks." in words(at), "still there on another step"
        fine(at.selectbox(key="link_area").set_value(LEEDS).run())
        assert "Words typed for Camden are not saved" in words(at) and "Every child talks." not in words(at)
        press(at, "Go back to Camden")
        patched.setattr(Records, "add_all", full)
        typed_line(at, "wanted", "Children who feel safe")
        assert "Children who feel safe" in words(at)
    for again in [b.key for b in at.button if b.label == "Save again"]:
        fine(at.button(key=again).click().run())
    assert only(records, trust, Workshop).body.outcome == "Every child talks."
    assert only(records, trust, Wanted).body.title == "Children who feel safe" and "Not saved" not in words(
        at
    )


def test_too_long_a_text_is_refused_in_words_and_kept_whole(records, trust, session):
    at = opened(session, 2)
    long = "x" * 5000
    fine(at.text_area(key=key_of(session, "outcome")).set_value(long).run())
    assert "5,000 characters" in words(at) and at.text_area(key=key_of(session, "outcome")).value == long
    assert only(records, trust, Workshop).body.outcome == ""


def test_another_trust_clears_the_screen_and_never_shows_the_notes_of_the_first(records, trust, session):
    at = opened(session, 2)
    fine(at.text_area(key=key_of(session, "outcome")).set_value("Camden's own words").run())
    fine(at.selectbox(key="link_area").set_value(LEEDS).run())
    assert "Camden's own words" not in words(at) and "Speech" not in words(at)
    assert key_of(session, "outcome") not in at.session_state


def test_a_link_to_a_session_of_another_trust_opens_the_list_and_says_why(records, trust, session):
    records.add_trust(LOCAL, "Leeds", LEEDS)
    at = opened(session, 2, area=LEEDS)
    assert "Speech" not in words(at) and "belongs to another trust" in words(at)


def test_a_projector_shows_no_notes_until_they_are_switched_on_for_the_session(records, trust, session):
    records.edit(LOCAL, trust.id, session.id, session.version, outcome="A secret outcome")
    for step in range(1, 10):
        at = opened(session, step, projector="on")
        said = words(at)
        assert (
            "Notes and local figures are hidden" in said
            and "secret" not in said
            and "Speech" not in said
            and "language" not in said
        )
    at = press(opened(session, 2, projector="on"), "Show them for this session")
    assert "A secret outcome" in words(at) and "are shown on this screen" in words(at)
    assert "Speech" not in words(opened(projector="on"))


def test_hostile_words_stay_words(records, trust, session):
    at = opened(session, 3)
    typed_line(at, "wanted", "<script>alert(1)</script> [x](javascript:alert(1)): :red[boss] <img src=x>")
    drawn = " ".join(h.proto.body for h in at.get("html"))
    assert "<script>" not in drawn and "<img src=x" not in drawn
    assert not [b.label for b in at.button if "<script>" in b.label.replace("\\<", "")]
    assert any("\\<script\\>" in b.label for b in at.button), (
        "the button that would take it back names it, as words"
    )
    assert plain("*a* [b](c) :smile: 1. x") == "\\*a\\* \\[b\\](c) :\u2060smile: 1. x"


@pytest.mark.parametrize("mode", ["public", "shared", "nonsense"])
def test_nothing_of_a_trust_is_read_where_nobody_is_signed_in(records, trust, session, mode, monkeypatch):
    monkeypatch.setenv("C4EO_MODE", mode)
    at = opened(session, 2)
    said = words(at)
    assert "Speech" not in said and "Camden: " not in said and not at.text_area


def test_records_that_cannot_be_opened_are_told_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_MODE", "personal")
    (tmp_path / "r.sqlite").write_text("this is no database, and never was one; it only has the name of one")
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    at = opened()
    assert [t.value for t in at.title] == ["The notes cannot be opened"]


def test_a_first_session_that_cannot_be_saved_says_so_and_can_be_tried_again(records, monkeypatch):
    at = opened()

    def full(*_, **__):
        raise NotSaved("The disk is full. Nothing was changed.")

    with monkeypatch.context() as patched:
        patched.setattr(Records, "add_trust", full)
        press(at, "Prepare a session")
        assert "The disk is full" in words(at) and records.trusts(LOCAL) == []
    press(at, "Save again")
    [trust] = records.trusts(LOCAL)
    assert only(records, trust, Workshop).body.area == CAMDEN and "Not saved" not in words(at)


def test_an_agenda_is_copied_to_another_trust_and_one_list_says_what_is_due_in_both(records, trust):
    other = records.add_trust(LOCAL, "Leeds", LEEDS)
    body = Workshop(title="Speech", area=CAMDEN, priority="closing_the_gap", curves=(GAP,), outcome="Our own")
    workshop = records.add(LOCAL, trust.id, body)
    records.add(LOCAL, trust.id, Action(what="One list", by_when="2026-12-24"), workshop.id)
    at = opened(workshop)
    at.session_state[f"edit:{workshop.id}:copy"] = True
    fine(at.run())
    fine(at.selectbox(key=f"edit:{workshop.id}:copy-to").set_value(other.id).run())
    press(at, "Copy the agenda")
    [copied] = records.items(LOCAL, other.id, Workshop)
    assert (copied.body.curves, copied.body.area, copied.body.outcome) == ((GAP,), LEEDS, "")
    assert "Copied to Leeds" in words(at)
    at = opened(area=LEEDS)
    assert "One list" not in words(at), "of another trust nothing is shown until somebody asks"
    at.session_state["edit:due-everywhere"] = True
    fine(at.run())
    assert "One list" in words(at) and "Camden" in words(at) and "1 to do in one trust" in words(at)
    at = opened(area=LEEDS, projector="on")
    assert "What is due in all your trusts" not in [e.label for e in at.expander]

"""The report card on its page: population and services apart, refusals in words, nothing of a trust on the
wall unless switched on.
"""

import datetime as dt

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL, MEMBER, Actor
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import Action, Measure, Visit, Wanted, Workshop
from c4eo_core.records.local_kinds import LocalSeries
from pages.downloads.published import files_route
from pages.session import reader
from tests.pages.opening import done

LEEDS, CAMDEN, GAP = "E08000035", "E09000007", "gap-eyfs-gld-free-meals"
NEW = "edit:new-measure"
NASTY = "<script>alert(1)</script> **bold**"


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in ({"area": LEEDS} | query).items():
        at.query_params[name] = value
    return done(at.run().switch_page("workshop/report_card/page.py").run())


def text(at: AppTest) -> str:
    return " ".join(e.proto.body for e in at.get("html"))


def add_line(at: AppTest, key: str, words: str) -> AppTest:
    at.text_input(key=f"edit:line:{key}").set_value(words)
    next(b for b in at.button if b.form_id == f"edit:line:{key}:form").click()
    return done(at.run())


def new_measure(at: AppTest, **typed: str) -> AppTest:
    for field, value in typed.items():
        widget = at.selectbox if field == "contributes_to" else at.text_input
        widget(key=f"{NEW}:{field}").set_value(value)
    next(b for b in at.button if b.form_id == NEW).click()
    return done(at.run())


def hub(**more) -> Measure:
    return Measure(
        **{"service": "Hub", "title": "Came four times", "heading": "how_much", "contributes_to": GAP} | more
    )


@pytest.mark.usefixtures("records")
def test_with_nothing_written_it_shows_the_published_half_and_says_what_is_missing():
    at = opened()
    assert text(at).count(' scope="row">') == 7 and "population indicators, published" in text(at)
    for words in (
        "No service has been written down",
        "Nothing is due",
        "Nothing is on the list",
        "No visit has been written down",
    ):
        assert words in text(at)
    assert "files/report-card.pdf" in text(at) and "trust-files" not in text(at)


@pytest.mark.usefixtures("records")
def test_the_priority_and_editing_are_in_the_link():
    at = opened(card="transitions", editing="on")
    assert at.session_state["link_card"] == "transitions" and at.text_input(key=f"{NEW}:service").value == ""
    at.toggle(key="link_editing").set_value(False)
    done(at.run())
    assert "editing" not in at.query_params and not [t for t in at.text_input if str(t.key).startswith(NEW)]


def test_what_everybody_lives_with_and_what_a_service_does_never_share_a_section(records, trust):
    records.add(LOCAL, trust.id, hub(value="212", period="2026"))
    at = opened()
    population, services = (
        next(e.proto.body for e in at.get("html") if f'class="rail {side}"' in e.proto.body)
        for side in ("population", "performance")
    )
    assert (
        "212" in services and "212" not in population and "<table" in population and "<table" not in services
    )


def test_a_service_is_added_with_its_first_measure_and_the_form_is_ready_for_the_next(records):
    at = new_measure(opened(editing="on"), service="Hub", title="Came four times", contributes_to=GAP)
    trust = records.trust_for_area(LOCAL, LEEDS)
    (kept,) = records.items(LOCAL, trust.id, Measure)
    assert (kept.body.service, kept.body.heading, kept.body.contributes_to, kept.workshop) == (
        "Hub",
        "better_off",
        GAP,
        None,
    )
    assert "Came four times" in text(at) and at.text_input(key=f"{NEW}:title").value == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"service": "Hub", "title": "Came"}, "Choose the published indicator"),
        ({"title": "Came", "contributes_to": GAP}, "No service is named"),
        ({"service": "Hub", "contributes_to": GAP}, "no words yet"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(records, typed, words):
    at = new_measure(opened(editing="on"), **typed)
    assert words in text(at) and not records.items(LOCAL, records.trust_for_area(LOCAL, LEEDS).id, Measure)
    for field, value in typed.items():
        widget = at.selectbox if field == "contributes_to" else at.text_input
        assert widget(key=f"{NEW}:{field}").value == value


def test_a_published_indicator_is_refused_in_a_service_card(records, figures):
    at = new_measure(opened(editing="on"), service="Hub", title=figures.find(GAP).title, contributes_to=GAP)
    assert "everybody in the place, not about Hub" in text(at)
    assert not records.items(LOCAL, records.trust_for_area(LOCAL, LEEDS).id, Measure)


def test_a_further_measure_is_one_line_and_contributes_to_the_same(records, trust):
    first = records.add(LOCAL, trust.id, hub())
    at = opened(editing="on")
    at.session_state[f"edit:service:{first.id}"] = True
    at = add_line(done(at.run()), f"measure:{first.id}:how_well", "Would send a friend")
    added = records.items(LOCAL, trust.id, Measure)[-1].body
    assert (added.title, added.heading, added.contributes_to, added.service) == (
        "Would send a friend",
        "how_well",
        GAP,
        "Hub",
    )
    add_line(at, f"measure:{first.id}:how_well", GAP)
    assert len(records.items(LOCAL, trust.id, Measure)) == 2


def test_a_figure_is_written_and_a_measure_removed(records, trust):
    kept = records.add(LOCAL, trust.id, hub())
    at = opened(editing="on")
    at.session_state[f"edit:service:{kept.id}"] = True
    at.session_state[f"edit:open:{kept.id}"] = True
    done(at.run())
    at.text_input(key=f"edit:{kept.id}:value").set_value("212")
    at = done(at.run())
    assert records.item(LOCAL, trust.id, kept.id).body.value == "212" and "when: not said" in text(at)
    done(at.button(key=f"edit:{kept.id}:remove:button").click().run())
    assert not records.items(LOCAL, trust.id, Measure)


def test_a_measure_takes_the_newest_figure_of_the_trusts_own_data_and_never_a_published_file(records, trust):
    kept = records.add(LOCAL, trust.id, hub(value="not known", source="Somebody"))
    came = {"area": LEEDS, "unit": "percentage", "polarity": "high", "source": "Case system"}
    rows = ((LEEDS, "2023", 41.5, ""), (LEEDS, "2024", 44.0, ""), (LEEDS, "2025", None, "c"))
    ours = records.add(LOCAL, trust.id, LocalSeries(title="Seen in time", figures=rows, **came))
    for other in (
        LocalSeries(title="A published one", official=True, figures=rows, **came),
        LocalSeries(title="All hidden", figures=rows[2:], **came),
        LocalSeries(title="Taken back", withdrawn=True, figures=rows, **came),
    ):
        records.add(LOCAL, trust.id, other)
    at = opened(editing="on")
    at.session_state[f"edit:service:{kept.id}"] = True
    at.session_state[f"edit:open:{kept.id}"] = True
    done(at.run())
    picker = at.selectbox(key=f"edit:{kept.id}:own")
    assert picker.options == ["Seen in time"]
    done(picker.set_value(ours.id).run())
    body = records.item(LOCAL, trust.id, kept.id).body
    assert (body.value, body.period, body.source) == (
        "44%",
        "2024",
        "Case system (our own data: Seen in time)",
    )
    assert (
        at.text_input(key=f"edit:{kept.id}:value").value == "44%"
        and at.selectbox(key=f"edit:{kept.id}:own").value is None
    )
    records.undo(LOCAL, trust.id)
    assert records.item(LOCAL, trust.id, kept.id).body == kept.body


def test_the_outcome_comes_from_the_newest_session_and_can_be_changed_here(records, trust):
    records.add(
        LOCAL,
        trust.id,
        Workshop(title="Old", priority="closing_the_gap", held_on="2024-05-01", outcome="Old words"),
    )
    new = records.add(
        LOCAL,
        trust.id,
        Workshop(title="New", priority="closing_the_gap", held_on="2026-05-01", outcome="New words"),
    )
    at = opened(editing="on")
    assert "New words" in text(at) and "of 1 May 2026" in text(at) and "Old words" not in text(at)
    at.text_area(key=f"edit:{new.id}:outcome").set_value("Better words")
    done(at.run())
    assert records.item(LOCAL, trust.id, new.id).body.outcome == "Better words"


def test_without_a_session_the_outcome_prepares_one(records):
    add_line(opened(editing="on", card="transitions"), "outcome:transitions", "Every child feels at home")
    (made,) = records.items(LOCAL, records.trust_for_area(LOCAL, LEEDS).id, Workshop)
    assert (made.body.outcome, made.body.priority, made.body.status, made.body.area) == (
        "Every child feels at home",
        "transitions",
        "prepared",
        LEEDS,
    )


def test_wanted_and_visits_are_added_by_one_line_with_priority_and_day(records):
    at = add_line(opened(editing="on"), "wanted:closing_the_gap", "How children feel")
    at = add_line(at, "visit", "Met the hub managers")
    trust = records.trust_for_area(LOCAL, LEEDS)
    assert [i.body.priority for i in records.items(LOCAL, trust.id, Wanted)] == ["closing_the_gap"]
    (visit,) = records.items(LOCAL, trust.id, Visit)
    assert visit.body.held_on == dt.date.today().isoformat() and "Met the hub managers" in text(at)


def test_what_is_due_is_late_until_it_is_done(records, trust):
    workshop = records.add(LOCAL, trust.id, Workshop(title="W", priority="closing_the_gap"))
    day = (dt.date.today() - dt.timedelta(days=3)).isoformat()
    action = records.add(LOCAL, trust.id, Action(what="Ring them", who="Amina", by_when=day), workshop.id)
    at = opened(editing="on")
    assert "3 days late" in text(at) and "1 to do, 1 late" in text(at)
    at.session_state[f"edit:open:{action.id}"] = True
    done(at.run())
    at.checkbox(key=f"edit:{action.id}:done").check()
    at = done(at.run())
    assert (
        "3 days late" not in text(at) and "Done or dropped (1)" in text(at) and "Nothing is due" in text(at)
    )


def test_the_files_are_the_trusts_own_once_there_is_a_trust(records, trust):
    records.add(LOCAL, trust.id, hub())
    assert f"trust-files/closing_the_gap.pdf?trust={trust.id}" in text(opened())


def test_on_the_wall_everything_of_the_trust_is_hidden_until_switched_on(records, trust):
    workshop = records.add(
        LOCAL, trust.id, Workshop(title="W", priority="closing_the_gap", outcome="Our own words")
    )
    records.add_all(
        LOCAL, trust.id, [hub(title="Our measure"), Wanted(title="Our wish"), Visit(notes="Our visit")]
    )
    at = opened(projector="on")
    shown = text(at).split("<summary")[0] + text(at)
    assert "hidden on this screen" in shown and "population indicators, published" in shown
    assert not [
        w for w in ("Our own words", "Our measure", "Our wish", "Our visit", "trust-files") if w in shown
    ]
    records.edit(LOCAL, trust.id, workshop.id, 1, show_local=True)
    shown = text(done(at.run()))
    assert all(w in shown for w in ("Our own words", "Our measure", "Our wish", "Our visit"))


def test_one_trust_never_sees_what_another_wrote(records, trust):
    records.add_all(LOCAL, trust.id, [hub(title="Only ours"), Visit(notes="Only ours")])
    at = opened()
    assert "Only ours" in text(at)
    at.selectbox(key="link_area").set_value(CAMDEN)
    assert "Only ours" not in text(done(at.run()))


def test_who_may_only_read_is_offered_no_editing_even_by_a_link(records, trust, monkeypatch):
    records.add(LOCAL, trust.id, hub(title="Ours to read"))
    monkeypatch.setattr(reader, "actor", lambda: Actor("m", "Member", MEMBER, frozenset({trust.id})))
    at = opened(editing="on")
    assert "Ours to read" in text(at) and not [t for t in at.text_input if str(t.key).startswith("edit:")]
    assert "link_editing" not in {t.key for t in at.toggle}


def test_hostile_words_stay_words(records, trust):
    records.add(LOCAL, trust.id, Workshop(title=NASTY, priority="closing_the_gap", outcome=NASTY))
    records.add_all(
        LOCAL,
        trust.id,
        [hub(title=NASTY, service=NASTY), Wanted(title=NASTY), Visit(notes=NASTY, next_steps=NASTY)],
    )
    at = opened(editing="on")
    assert "<script" not in text(at) and text(at).count("&lt;script&gt;") >= 5
    assert not [m for m in at.markdown if "script" in m.value] and all(
        "**bold**" not in e.label for e in at.expander
    )


@pytest.mark.parametrize(
    ("mode", "title"),
    [
        ("public", "This page is not open here"),
        ("nonsense", "This page is not open here"),
        ("shared", "Please sign in"),
    ],
)
def test_it_is_not_open_to_somebody_nobody_knows(records, trust, monkeypatch, mode, title):
    monkeypatch.setenv("C4EO_MODE", mode)
    monkeypatch.setenv("C4EO_SECRET", "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdeffedcba9876543210")
    monkeypatch.setenv("C4EO_ADDRESS", "http://127.0.0.1:8501")
    at = opened()
    assert (
        [t.value for t in at.title] == [title]
        and "Leeds Trust" not in text(at)
        and "<article" not in text(at)
    )


def answer(ending: str, query: str) -> Response:
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": query.encode()}
    return files_route.endpoint(Request(scope | {"path_params": {"kind": "report-card", "ending": ending}}))


@pytest.mark.parametrize(
    ("ending", "begins"), [("pdf", b"%PDF"), ("pptx", b"PK"), ("html", b"<!"), ("xlsx", b"PK")]
)
def test_the_published_card_comes_in_every_form(ending, begins):
    made = answer(ending, f"area={CAMDEN}&priority=transitions")
    assert made.status_code == 200 and made.body.startswith(begins)
    assert f'report-card-transitions-camden.{ending}"' in made.headers["content-disposition"]


@pytest.mark.parametrize(
    "query",
    [
        f"area={CAMDEN}&priority=nothing",
        "area=Nowhere&priority=transitions",
        "area=E12000003&priority=transitions",
        "",
    ],
)
def test_a_card_that_does_not_exist_is_answered_in_words(query):
    refused = answer("pdf", query)
    assert refused.status_code == 404 and len(refused.body) > 20


@pytest.mark.usefixtures("records")
def test_the_card_says_who_to_ask_and_claims_no_cause():
    said = text(opened(card="transitions"))
    assert "Who to ask" in said and "does not show what turned it" in said and "show=turned" in said
    assert "We found no authority" in text(opened(card="closing_the_gap"))

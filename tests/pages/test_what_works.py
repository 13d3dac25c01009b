"""The page of what works: found by filters in the link, an idea in one click, a register that claims nothing
by itself.
"""

import pytest
from streamlit.testing.v1 import AppTest

from c4eo_core.accounts.permissions import LOCAL, MEMBER, Actor
from c4eo_core.catalogue.choices import evidence
from c4eo_core.database.errors import NotSaved
from c4eo_core.folders import ROOT
from c4eo_core.records.kinds import Idea, Practice, Scenario, Workshop
from pages.session import reader
from tests.pages.opening import done

LEEDS, CAMDEN = "E08000035", "E09000007"
NASTY = "<script>alert(1)</script> **bold** :material/bug: [x](y)"


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in ({"area": LEEDS, "known": "known"} | query).items():
        at.query_params[name] = value
    return done(at.run().switch_page("workshop/what_works/page.py").run())


def text(at: AppTest) -> str:
    return " ".join(e.proto.body for e in at.get("html"))


def press(at: AppTest, key: str) -> AppTest:
    return done(at.button(key=key).click().run())


def ideas(records, trust, workshop):
    return [i.body for i in records.items(LOCAL, trust.id, Idea, workshop.id)]


@pytest.mark.usefixtures("records")
def test_it_opens_on_the_library_with_nothing_written_and_says_how_to_prepare_a_session():
    at = opened()
    assert (
        at.title[0].value == "What works"
        and "70 of 70 cards" in text(at)
        and text(at).count("<article") == 12
    )
    assert "once there is a session to take it" in text(at) and not [
        b for b in at.button if "idea" in str(b.key)
    ]


@pytest.mark.usefixtures("records")
def test_the_filters_come_from_the_link_and_go_back_into_it():
    at = opened(about="closing_the_gap", kinds="caution.practice", speaks="schools")
    assert at.session_state["link_about"] == "closing_the_gap"
    at.selectbox(key="link_speaks").set_value("all")
    done(at.run())
    assert "speaks" not in at.query_params and at.query_params["kinds"] in (
        "caution.practice",
        ["caution.practice"],
    )
    assert 'class="card practice"' in text(at) and 'class="card finding"' not in text(at)


@pytest.mark.usefixtures("records")
def test_words_typed_into_the_search_stay_out_of_the_link():
    at = opened()
    at.text_input(key="library-words").set_value("zebra")
    done(at.run())
    assert "Nothing in the library" in at.info[0].value and "zebra" not in str(dict(at.query_params))


def test_a_card_becomes_an_idea_in_one_click_and_undo_takes_it_back(records, trust):
    workshop = records.add(
        LOCAL, trust.id, Workshop(title="Autumn", priority="closing_the_gap", status="open")
    )
    at = press(opened(about="closing_the_gap", kinds="finding"), "edit:idea:E20:add")
    (idea,) = ideas(records, trust, workshop)
    assert (idea.text, idea.from_evidence) == (evidence()["E20"].message, "E20")
    assert "An idea in this session" in text(at) and "edit:idea:E20:add" not in {b.key for b in at.button}
    press(at, "edit:undo")
    assert ideas(records, trust, workshop) == []


def test_an_idea_goes_to_the_session_chosen_and_never_to_a_closed_one(records, trust):
    old = records.add(LOCAL, trust.id, Workshop(title="Old", held_on="2024-01-01", status="closed"))
    first = records.add(LOCAL, trust.id, Workshop(title="First", held_on="2025-01-01"))
    second = records.add(LOCAL, trust.id, Workshop(title="Second", held_on="2026-01-01"))
    at = opened(kinds="finding", about="transitions", into=first.id)
    assert len(at.selectbox(key="link_into").options) == 2
    press(at, "edit:idea:E25:add")
    assert (
        len(ideas(records, trust, first)) == 1
        and not ideas(records, trust, second)
        and not ideas(records, trust, old)
    )


def test_a_caution_offers_no_button(records, trust):
    records.add(LOCAL, trust.id, Workshop(title="Autumn"))
    at = opened(kinds="caution")
    assert text(at).count('class="card caution"') == 8 and not [b for b in at.button if "idea" in str(b.key)]


def test_an_idea_that_cannot_be_saved_is_told_where_it_was_pressed(records, trust, monkeypatch):
    workshop = records.add(LOCAL, trust.id, Workshop(title="Autumn"))

    def full(*_args, **_more):
        raise NotSaved("The disk is full.", Idea())

    with monkeypatch.context() as broken:
        broken.setattr(type(records), "add_all", full)
        at = press(opened(kinds="finding"), "edit:idea:E20:add")
    assert "The disk is full." in text(at) and not ideas(records, trust, workshop)
    press(at, "edit:idea:E20:again")
    assert [i.from_evidence for i in ideas(records, trust, workshop)] == ["E20"]


def test_a_practice_is_added_by_one_line_and_starts_as_unknown(records):
    at = opened(known="here")
    at.text_input(key="edit:line:practice").set_value("Reading with dads")
    next(b for b in at.button if b.form_id == "edit:line:practice:form").click()
    done(at.run())
    made = records.trust_for_area(LOCAL, LEEDS)
    (kept,) = records.items(LOCAL, made.id, Practice)
    assert kept.body.rung == "unknown" and kept.workshop is None
    assert 'class="card local untested"' in text(at) and "Not known how far it has been tested" in text(at)


def test_a_marked_practice_looks_tested_only_once_it_says_who_when_and_how(records, trust):
    kept = records.add(LOCAL, trust.id, Practice(title="Speech checks", rung="validated"))
    at = opened(known="here")
    assert "not shown so until it says who says so, since when and on what evidence" in text(at)
    assert 'class="card local tested"' not in text(at)
    records.edit(LOCAL, trust.id, kept.id, 1, who_says="The university", since="2025", evidence="71 children")
    assert 'class="card local tested"' in text(done(at.run()))


def test_a_practice_is_changed_and_removed_on_the_page(records, trust):
    kept = records.add(LOCAL, trust.id, Practice(title="Dads"))
    at = opened(known="here")
    at.session_state[f"edit:open:{kept.id}"] = True
    done(at.run())
    at.text_input(key=f"edit:{kept.id}:who_says").set_value("Ofsted")
    done(at.run())
    assert records.item(LOCAL, trust.id, kept.id).body.who_says == "Ofsted"
    press(at, f"edit:{kept.id}:remove:button")
    assert not records.items(LOCAL, trust.id, Practice)


def test_a_practice_becomes_an_idea_with_its_cost(records, trust):
    workshop = records.add(LOCAL, trust.id, Workshop(title="Autumn"))
    kept = records.add(LOCAL, trust.id, Practice(title="Dads", cost="none"))
    press(opened(known="here"), f"edit:idea:{kept.id}:add")
    (idea,) = ideas(records, trust, workshop)
    assert (idea.text, idea.cost, idea.from_evidence) == ("Dads", "none", kept.id)


def test_the_register_is_filtered_by_cost_in_the_link(records, trust):
    records.add_all(
        LOCAL, trust.id, [Practice(title="Dear one", cost="high"), Practice(title="Free one", cost="none")]
    )
    at = opened(known="here", cost="none")
    assert "Free one" in text(at) and "Dear one" not in text(at) and "1 of 2 practices" in text(at)
    at.selectbox(key="link_cost").set_value("low")
    assert "Nothing in the register" in done(at.run()).info[0].value


def test_one_trust_never_sees_what_another_does(records, trust):
    records.add(LOCAL, trust.id, Practice(title="Only ours"))
    at = opened(known="here")
    assert "Only ours" in text(at)
    at.selectbox(key="link_area").set_value(CAMDEN)
    assert "Only ours" not in text(done(at.run()))


def test_on_the_wall_the_register_is_hidden_until_it_is_switched_on(records, trust):
    records.add(LOCAL, trust.id, Practice(title="Only ours"))
    at = opened(known="here", projector="on")
    assert "Only ours" not in text(at) and "hidden on this screen" in text(at)
    at = press(at, "edit:curtain:switch")
    assert "Only ours" in text(at) and "shown on this screen" in text(at)


def test_on_the_wall_a_session_hides_its_name_and_its_tools(records, trust):
    workshop = records.add(LOCAL, trust.id, Workshop(title="Autumn"))
    at = opened(projector="on")
    assert "<article" in text(at) and "Autumn" not in str([s.options for s in at.selectbox])
    assert not [b for b in at.button if "idea" in str(b.key)]
    records.edit(LOCAL, trust.id, workshop.id, 1, show_local=True)
    assert [b for b in done(at.run()).button if "idea" in str(b.key)]


def test_who_may_only_read_is_offered_nothing_to_change(records, trust, monkeypatch):
    records.add(LOCAL, trust.id, Workshop(title="Autumn"))
    records.add(LOCAL, trust.id, Practice(title="Dads"))
    monkeypatch.setattr(reader, "actor", lambda: Actor("m", "Member", MEMBER, frozenset({trust.id})))
    at = opened(known="here")
    assert "Dads" in text(at) and not [e for e in at.expander if e.label == "Change this"]
    assert "edit:line:practice" not in {t.key for t in at.text_input} and not [
        b for b in at.button if "idea" in str(b.key)
    ]


def test_hostile_words_stay_words(records, trust):
    records.add(LOCAL, trust.id, Workshop(title=NASTY))
    records.add(LOCAL, trust.id, Practice(title=NASTY, words=NASTY, who_says=NASTY, ages=NASTY))
    at = opened(known="here")
    assert "<script" not in text(at) and "&lt;script&gt;" in text(at)
    assert not [m for m in at.markdown if "script" in m.value]


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


GAP = "gap-ks2-rwm-disadvantaged"


@pytest.mark.usefixtures("records")
def test_it_opens_on_options_and_says_that_nothing_is_ranked():
    at = opened(known="options")
    said = text(at)
    assert "nothing here is ranked" in said and "not stated" in said and said.count("<article") == 12
    assert (
        any(c.type == "arrow_vega_lite_chart" for c in at.get("arrow_vega_lite_chart"))
        or "cannot stand" in said
    )


@pytest.mark.usefixtures("records")
def test_the_sum_is_a_dash_until_the_share_that_takes_part_is_known():
    at = opened(known="options", option_for=GAP)
    assert "not known how many children it might change" in text(at)
    for end in ("low", "high"):
        [n for n in at.number_input if n.key.endswith(f":take_up:{end}")][0].set_value(50.0)
    said = text(done(at.run()))
    assert "50% take part" in said and "might change" in said and "who make up the gap" in said
    assert 'class="perhaps"' in said and "no price was read in the source" in said


@pytest.mark.usefixtures("records")
def test_a_curve_that_counts_no_children_has_no_sum_and_says_why():
    assert "No sum in children" in text(
        opened(known="options", option_for="cla-sdq-score")
    ) or "No option" in str([i.value for i in opened(known="options", option_for="cla-sdq-score").info])


@pytest.mark.usefixtures("records")
def test_options_stand_side_by_side_with_blanks_said():
    at = opened(known="options", option_for=GAP, beside="parents-helping-learning.small-group-tutoring")
    assert "Side by side; no order" in text(at) and "not stated by the source" in text(at)
    assert [c.max_selections for c in at.multiselect if c.key == "link_beside"] == [4]


def test_the_sum_becomes_an_idea_with_its_price_and_its_size(records, trust):
    held = records.add(LOCAL, trust.id, Workshop(title="One", status="open", area=LEEDS))
    at = opened(known="options", option_for=GAP)
    for name, value in (("take_up", 50.0), ("price", 200.0)):
        for end in ("low", "high"):
            [n for n in at.number_input if n.key.endswith(f":{name}:{end}")][0].set_value(value)
    done(at.run())
    (button,) = [b for b in at.button if b.label == "Make it an idea, with this sum"]
    done(button.click().run())
    (idea,) = ideas(records, trust, held)
    (kept,) = [i.body for i in records.items(LOCAL, trust.id, Scenario, held.id)]
    assert idea.chosen and kept.idea and "take_up: [0.5, 0.5]" in kept.form and "price: [200" in kept.form


@pytest.mark.usefixtures("records")
def test_what_the_same_money_could_do_chooses_nothing():
    said = text(opened(known="options", option_for=GAP))
    assert "What could the same money do?" in said and "No price" in said and "by name; never added" in said


def test_the_options_of_a_curve_come_as_a_file_with_blanks_left_blank():
    from pages.downloads.registry import MAKERS

    maker = MAKERS["options"]
    asked, name = maker.answer({"option_for": "eyfs-gld"})
    lines = maker.makers["csv"](asked).decode("utf-8-sig").splitlines()
    assert name == "options-eyfs-gld" and lines[0].startswith("id,title,nearness") and len(lines) > 5
    assert any(
        "family-nurse-partnership" in line and "Measured on this very outcome" in line for line in lines
    )


def test_an_idea_kept_by_the_number_of_an_effect_is_an_idea_of_its_card(records, trust):
    held = records.add(LOCAL, trust.id, Workshop(title="One", status="open", area=LEEDS))
    records.add(LOCAL, trust.id, Idea(text="Tutoring", from_evidence="F06"), held.id)
    at = opened(known="options", option_for=GAP)
    buttons = {b.key for b in at.button}
    assert "edit:idea:small-group-tutoring:add" not in buttons
    assert "edit:idea:one-to-one-tutoring:add" in buttons


def fetched(path, route, **params):
    from starlette.requests import Request

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [],
        "query_string": b"",
        "path_params": params,
    }
    return route.endpoint(Request(scope))


def test_a_practice_prints_on_one_page_with_what_is_typed_never_html(records, trust):
    from pages.downloads.practice import practice_routes

    held = records.add(LOCAL, trust.id, Practice(title=NASTY, words=NASTY, contact="Ann"))
    page = fetched("/practice", practice_routes[1], trust=trust.id, item=held.id)
    assert (
        page.status_code == 200
        and b"<script>" not in page.body
        and b"Not checked by a second person" in page.body
    )
    assert page.headers["cache-control"] == "private, no-store"


def test_only_shared_entries_leave_the_trust_and_a_stranger_gets_none(records, trust, monkeypatch):
    from pages.downloads.practice import practice_routes

    records.add(LOCAL, trust.id, Practice(title="Kept"))
    assert fetched("/practice", practice_routes[0], trust=trust.id).status_code == 404
    records.add(LOCAL, trust.id, Practice(title="Given", share=True))
    out = fetched("/practice", practice_routes[0], trust=trust.id)
    assert b"Given" in out.body and b"Kept" not in out.body
    stranger = Actor("m", "Mo", MEMBER, frozenset({"another"}))
    monkeypatch.setattr(reader, "actor_of", lambda request: stranger)
    assert fetched("/practice", practice_routes[0], trust=trust.id).status_code == 403


def test_a_second_person_checks_an_entry_and_the_writer_cannot(records, trust):
    full = Practice(
        title="T",
        words="w",
        setting="s",
        since="2025",
        evidence="e",
        who_says="u",
        contact="c",
        written_by="Ann",
    )
    held = records.add(LOCAL, trust.id, full)
    at = opened(known="here")
    at.session_state[f"edit:open:{held.id}"] = True
    place = f"edit:{held.id}:checker"
    done(at.run())
    if not [t for t in at.text_input if t.key == place]:
        pytest.skip("the box opens in a browser only")
    done(at.text_input(key=place).set_value("Ann").run())
    assert at.button(key=f"{place}:press").disabled
    done(at.text_input(key=place).set_value("Ben").run())
    press(at, f"{place}:press")
    assert "Checked by Ben" in text(at)

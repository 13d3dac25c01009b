"""The what-if panel on a page: closed until opened, live while moved, nothing typed is lost or shown to
anybody else.
"""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components import what_if
from tests.pages.opening import done

BARNSLEY, LEEDS, FSM = "E08000016", "E08000035", "ks2-rwm-expected-fsm"
SCRIPT = (
    "import streamlit as st\nfrom pages.components import what_if\nwhat_if.section(st.session_state.get('a',"
    " {a!r}), {i!r})"
)


def run(area=BARNSLEY, indicator=FSM, opened=True):
    at = AppTest.from_string(SCRIPT.format(a=area, i=indicator), default_timeout=30)
    if opened:
        at.query_params["whatif"] = "on"
    return done(at.run())


def key(field, area=BARNSLEY, indicator=FSM):
    return f"whatif_{area}_{indicator}_{field}"


def text(at):
    return " ".join(element.proto.body for element in at.get("html"))


def charts(at):
    return [*at.get("vega_lite_chart"), *at.get("arrow_vega_lite_chart")]


def with_own_effect(at, source="a trial"):
    done(at.button(key=key("add")).click().run())
    done(at.selectbox(key=key("1_effect")).set_value("own").run())
    at.number_input(key=key("1_low")).set_value(2.0)
    at.number_input(key=key("1_high")).set_value(6.0)
    at.text_input(key=key("1_source")).set_value(source)
    return done(at.run())


def test_it_is_closed_by_default_and_builds_nothing(monkeypatch):
    monkeypatch.setattr(what_if, "what_if_of", lambda *a: pytest.fail("built while closed"))
    at = run(opened=False)
    assert len(at.toggle) == 1 and not at.button and not charts(at)
    assert "whatif" not in at.query_params


def test_opened_it_starts_with_the_scenario_that_needs_no_effect():
    at = run()
    assert "Illustration, not a forecast of a programme." in text(at)
    assert "median of its neighbours" in text(at) and "80% likely" not in text(at)
    assert len(charts(at)) == 1 and not at.slider
    assert at.query_params["whatif"] in ("on", ["on"])


def test_another_goal_and_another_year_change_the_sentence():
    at = run()
    before = text(at)
    at.session_state[key("goal")] = "neighbours_best_quartile"
    assert "top quartile" in text(done(at.run()))
    at.session_state[key("year")] = 2030
    done(at.run())
    assert "2029/30" in text(at) != before


def test_moving_the_reach_changes_the_sentence_and_the_link_stays_as_it_was():
    at = with_own_effect(run())
    before, link = text(at), dict(at.query_params)
    assert "80% likely" in before
    done(at.slider(key=key("1_reach")).set_value(80).run())
    assert text(at) != before and dict(at.query_params) == link


def test_a_published_effect_brings_its_caution_along():
    at = run()
    done(at.button(key=key("add")).click().run())
    done(at.selectbox(key=key("1_effect")).set_value("F06").run())
    assert "the table of months of progress" in text(at) and "Small-group tutoring" in at.code[0].value
    assert "may not move this curve" in text(at)


def test_a_mistake_is_said_in_words_and_nothing_typed_is_lost():
    at = with_own_effect(run(), source="")
    assert "the effect has no source" in text(at) and "Expected:" in text(at) and "What to do:" in text(at)
    assert at.number_input(key=key("1_low")).value == 2.0 and at.selectbox(key=key("1_effect")).value == "own"
    done(at.text_input(key=key("1_source")).set_value("our own evaluation").run())
    assert "no source" not in text(at) and "80% likely" in text(at)


def test_three_actions_at_most_and_one_taken_out_leaves_the_others():
    at = run()
    for _ in range(3):
        done(at.button(key=key("add")).click().run())
    assert key("add") not in {b.key for b in at.button}
    done(at.text_input(key=key("2_name")).set_value("the second").run())
    done(at.button(key=key("1_out")).click().run())
    assert at.text_input(key=key("2_name")).value == "the second"
    done(at.button(key=key("add")).click().run())
    assert at.text_input(key=key("4_name")).value == ""


def test_four_scenarios_may_be_kept_and_a_fifth_is_refused_in_words():
    at = run()
    for n in range(4):
        at.text_input(key=key("name")).set_value(f"Plan {n}")
        done(at.button(key=key("keep")).click().run())
    assert "Plan 3" in text(at) and not at.warning
    done(at.button(key=key("keep")).click().run())
    assert "Remove one" in at.warning[0].value
    done(at.button(key=key("remove_B")).click().run())
    assert "Plan 1" not in text(at) and "Plan 2" in text(at)
    done(at.button(key=key("keep")).click().run())
    assert not at.warning and at.session_state[key("kept")][1].letter == "B"


def test_what_was_set_for_one_authority_is_not_shown_for_another_and_comes_back():
    at = with_own_effect(run(), source="ours alone")
    done(at.button(key=key("keep")).click().run())
    at.session_state["a"] = LEEDS
    done(at.run())
    assert (
        "ours alone" not in text(at) + at.code[0].value
        and not at.slider
        and key("remove_A") not in {b.key for b in at.button}
    )
    at.session_state["a"] = BARNSLEY
    done(at.run())
    assert at.text_input(key=key("1_source")).value == "ours alone" and key("remove_A") in {
        b.key for b in at.button
    }


def test_closing_and_opening_again_keeps_what_was_typed():
    at = with_own_effect(run())
    done(at.toggle(key="link_whatif").set_value(False).run())
    assert not charts(at)
    done(at.toggle(key="link_whatif").set_value(True).run())
    assert at.number_input(key=key("1_high")).value == 6.0


@pytest.mark.parametrize(
    ("area", "indicator", "words"),
    [(LEEDS, "cla-rate", "Neither high nor low"), ("E10000006", FSM, "abolished")],
)
def test_where_nothing_can_be_bent_it_says_so(area, indicator, words):
    at = run(area, indicator)
    assert words in at.info[0].value and not charts(at)


def test_for_a_gap_it_speaks_of_narrower():
    at = run(indicator="gap-ks4-att8-free-meals")
    gap = "gap-ks4-att8-free-meals"
    done(at.button(key=key("add", indicator=gap)).click().run())
    done(at.selectbox(key=key("1_effect", indicator=gap)).set_value("own").run())
    at.number_input(key=key("1_low", indicator=gap)).set_value(1.0)
    at.number_input(key=key("1_high", indicator=gap)).set_value(2.0)
    at.text_input(key=key("1_source", indicator=gap)).set_value("a trial")
    assert "narrower" in text(done(at.run()))


def test_when_the_money_ends_there_is_a_say_in_how_it_fades():
    at = with_own_effect(run())
    assert key("1_half_life") not in {s.key for s in at.slider}
    done(at.selectbox(key=key("1_paid_for")).set_value(2).run())
    assert key("1_half_life") in {s.key for s in at.slider} and "ends: 3" in at.code[0].value

"""The ladder and the journey on their pages: the choice is in the link, the files answer."""

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from pages.downloads.published import files_route
from pages.priorities.parts import journey, ladder  # noqa: F401  their files are known once they are imported

LADDER = 'from pages.priorities.parts import ladder\nladder.section("")'
JOURNEY = 'from pages.priorities.parts import journey\njourney.section("")'


def _run(script: str, **query: str) -> AppTest:
    at = AppTest.from_string(script, default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def _text(at: AppTest) -> str:
    return " ".join(element.proto.body for element in at.get("html"))


def test_a_link_opens_the_ladder_it_names():
    at = _run(LADDER, ladder="sen_support")
    assert not at.exception
    assert at.session_state["link_ladder"] == "sen_support"
    assert "SEN" in _text(at)
    assert "not one group followed over time" in _text(at)


def test_another_pair_of_groups_is_written_to_the_link():
    at = _run(LADDER)
    at.session_state["link_ladder"] = "looked_after"
    at.run()
    assert not at.exception
    assert at.query_params["ladder"] == "looked_after"


def test_an_unknown_ladder_in_a_link_falls_back_to_the_first():
    at = _run(LADDER, ladder="no-such-ladder")
    assert not at.exception
    assert at.session_state["link_ladder"] == "free_meals"


def test_the_journey_opens_with_the_move_to_secondary_school_or_the_one_named_or_all():
    assert len(_run(JOURNEY, move="all").get("vega_lite_chart")) == 4
    assert len(_run(JOURNEY, move="sixteen").get("vega_lite_chart")) == 1
    one = _run(JOURNEY)
    assert not one.exception
    assert len(one.get("vega_lite_chart")) == 1
    assert "Absence in Leeds" in _text(one)


LEEDS = "E08000035"
THERE = [
    ("ladder", "csv", f"ladder=ehcp&area={LEEDS}"),
    ("ladder", "svg", "ladder=ehcp&area=Leeds"),
    ("journey", "csv", f"move=sixteen&area={LEEDS}"),
]
NOT_THERE = [
    ("ladder", "csv", f"ladder=nothing&area={LEEDS}"),
    ("journey", "csv", f"move=nothing&area={LEEDS}"),
    ("journey", "csv", "move=sixteen&area=Nowhere"),
]


def _answer(kind: str, ending: str, query: str) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": query.encode(),
        "path_params": {"kind": kind, "ending": ending},
    }
    return files_route.endpoint(Request(scope))


@pytest.mark.parametrize("asked", THERE)
def test_files_are_made_when_asked_for(asked):
    answer = _answer(*asked)
    assert answer.status_code == 200
    assert b"Leeds" in answer.body


@pytest.mark.parametrize("asked", NOT_THERE)
def test_a_file_that_does_not_exist_is_answered_in_words(asked):
    answer = _answer(*asked)
    assert answer.status_code == 404
    assert b"'" in answer.body

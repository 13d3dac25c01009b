"""A callback is never ended halfway by a newer request, which is looked for before and after."""

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state import SafeSessionState

from pages.server.streamlit_callbacks import finish_callbacks


class Newer(Exception):
    """Stands for the exception by which Streamlit gives a run up."""


class Runner:
    """Only what the look for newer requests needs."""

    def __init__(self):
        self.looked, self.waiting = 0, True

    def look(self):
        ScriptRunner._maybe_handle_execution_control_request(self)

    def _is_in_script_thread(self):
        self.looked += 1
        if self.waiting:
            raise Newer
        return False


class State(dict):
    """A session whose callback reads, writes, and reads again."""

    def on_script_will_rerun(self, *_given, **_named):
        self["safe"]["typed"] = self["safe"]["shown"]
        self["saved"] = self["safe"]["typed"]


@pytest.fixture
def _own_methods(monkeypatch):
    """What is wrapped here is unwrapped afterwards."""
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", SafeSessionState.on_script_will_rerun)
    name = "_maybe_handle_execution_control_request"
    monkeypatch.setattr(ScriptRunner, name, getattr(ScriptRunner, name))


@pytest.mark.usefixtures("_own_methods")
def test_a_request_that_comes_while_something_is_saved_waits_until_it_is():
    finish_callbacks()
    runner, state = Runner(), State(shown="4")
    state["safe"] = SafeSessionState(state, runner.look)
    state["safe"].on_script_will_rerun(None)
    assert state["saved"] == "4" and runner.looked == 0
    with pytest.raises(Newer):  # afterwards it is looked for again
        state["safe"]["shown"]


@pytest.mark.usefixtures("_own_methods")
def test_wrapping_twice_changes_nothing_and_an_error_in_a_callback_leaves_the_look_on():
    finish_callbacks()
    once = SafeSessionState.on_script_will_rerun
    finish_callbacks()
    assert SafeSessionState.on_script_will_rerun is once
    runner = Runner()
    failing = SafeSessionState(State(), runner.look)  # without what the callback reads
    with pytest.raises(KeyError):
        failing.on_script_will_rerun(None)
    with pytest.raises(Newer):
        failing["anything"]

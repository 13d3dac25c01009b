"""What somebody's click or typing sets off runs to its end, whatever comes next.

Streamlit looks for a newer request at every access to the session, in callbacks too. One that has come in the
meantime ends the callback there, and what was typed would stand on the screen and never be saved. See
decision 14.
"""

import threading
from functools import wraps
from typing import Any

from pages.server.streamlit_internals import SafeSessionState, ScriptRunner

_at = threading.local()


def finish_callbacks() -> None:
    """For the whole process, once, before the first visitor. Newer requests are looked for again as soon as
    the callbacks are done.
    """
    call_back, look_for_newer = (
        SafeSessionState.on_script_will_rerun,
        ScriptRunner._maybe_handle_execution_control_request,
    )
    if hasattr(call_back, "__wrapped__"):
        return

    @wraps(call_back)
    def to_the_end(self: SafeSessionState, *given: Any, **named: Any) -> None:
        _at.callback = True
        try:
            call_back(self, *given, **named)
        finally:
            _at.callback = False

    @wraps(look_for_newer)
    def between_callbacks(self: ScriptRunner) -> None:
        if not getattr(_at, "callback", False):
            look_for_newer(self)

    SafeSessionState.on_script_will_rerun = to_the_end
    ScriptRunner._maybe_handle_execution_control_request = between_callbacks

import importlib.util
import sys
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("refresh_stand_in", Path(__file__).parent / "stand_in.py")
stand_in_module = importlib.util.module_from_spec(_spec)
sys.modules["refresh_stand_in"] = stand_in_module
_spec.loader.exec_module(stand_in_module)


@pytest.fixture
def stand_in(monkeypatch):
    """No proxy between the test and its own server."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    found = stand_in_module.StandIn()
    yield found
    found.close()

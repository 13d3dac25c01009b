"""What many tests of pages start from; a file that needs another start has a fixture of the same name."""

import pytest

from c4eo_core.accounts.permissions import LOCAL
from pages.session import reader


@pytest.fixture
def records(tmp_path, monkeypatch):
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "r.sqlite"))
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    return reader.records()


@pytest.fixture
def trust(records):
    return records.add_trust(LOCAL, "Leeds Trust", "E08000035")

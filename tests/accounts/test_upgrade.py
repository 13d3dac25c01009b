"""Records made before there were accounts keep everything when the accounts come."""

import pytest
import sqlalchemy as sa
from alembic import command

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.connection import Database, address_of
from c4eo_core.database.migrate import VERSION_TABLE, alembic_config
from c4eo_core.records.open_database import open_database
from tests.accounts.conftest import BOSS


@pytest.fixture
def old(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.sqlite'}"
    return request.getfixturevalue("server").new_database("template1")


@pytest.mark.parametrize("old", ["sqlite", "postgresql"], indirect=True)
def test_notes_from_before_the_accounts_are_all_there_after(old):
    database = Database(address_of(old))
    database.write(lambda c: command.upgrade(alembic_config(c), "0001"))
    row = {
        "id": "a" * 32,
        "name": "Leeds",
        "name_key": "leeds",
        "area": "E08000035",
        "colour": "#12436D",
        "created_at": "2026-01-01T00:00:00.000000+00:00",
    }
    names = ", ".join(row)
    database.write(
        lambda c: c.execute(
            sa.text(f"INSERT INTO trusts ({names}) VALUES ({', '.join(':' + n for n in row)})"), row
        )
    )
    database.close()
    opened = open_database(old)
    assert [t.name for t in opened.records.trusts(LOCAL)] == ["Leeds"]
    opened.accounts.invite(BOSS, "Dee", "dee@example.org", "director", ["a" * 32])
    with opened.records._database.read() as connection:
        assert connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")) == "0002"
    opened.close()

"""Opening the records: where they lie, who may read them, older and newer files, and a log that can only
grow.
"""

import os
import stat
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from c4eo_core.accounts import tables as account_tables
from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.connection import Database, address_of, records_path
from c4eo_core.database.errors import CannotOpen, NotSaved, TooNew
from c4eo_core.database.metadata import REVISION
from c4eo_core.database.migrate import VERSION_TABLE, alembic_config
from c4eo_core.folders import DATA
from c4eo_core.records.kinds import Idea
from c4eo_core.records.records import open_records
from c4eo_core.records.tables import metadata
from tests.records.tools import LEEDS, assert_agree, rows


@pytest.fixture
def bare(url, server) -> str:
    """A database without any table of ours."""
    if url.startswith("sqlite"):
        Path(address_of(url).database).parent.mkdir()
        return url
    return server.new_database("template1")


def say(url: str, *statements: str) -> None:
    engine = sa.create_engine(address_of(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_the_migrations_make_exactly_the_tables_the_app_speaks_to(bare):
    open_records(bare).close()
    assert account_tables.metadata is metadata  # both rooms' tables are in it
    engine = sa.create_engine(address_of(bare))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == REVISION


def test_several_copies_that_start_at_once_make_the_tables_once(bare):
    start, found = threading.Barrier(6), []

    def copy() -> None:
        start.wait()
        try:
            records = open_records(bare)
            found.append(records.trusts(LOCAL))
            records.close()
        except Exception as error:  # noqa: BLE001  whatever it is, it must be seen
            found.append(error)

    copies = [threading.Thread(target=copy) for _ in range(6)]
    for c in copies:
        c.start()
    for c in copies:
        c.join()
    assert found == [[]] * 6


def test_records_of_a_newer_version_are_not_touched(bare):
    open_records(bare).close()
    say(bare, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    with pytest.raises(TooNew, match="newer version of the app. Nothing was touched"):
        open_records(bare)
    assert rows(bare, f"SELECT version_num FROM {VERSION_TABLE}") == [{"version_num": "9999"}]


def test_a_database_that_holds_something_else_is_not_touched(bare):
    say(bare, "CREATE TABLE items (what TEXT)", "INSERT INTO items VALUES ('of somebody else')")
    with pytest.raises(CannotOpen, match="holds something else"):
        open_records(bare)
    assert rows(bare, "SELECT * FROM items") == [{"what": "of somebody else"}]


def test_a_file_that_is_no_database_is_not_touched(tmp_path):
    path = tmp_path / "records.sqlite"
    path.write_bytes(b"minutes of the last meeting, " * 100)
    with pytest.raises(CannotOpen, match="not a file of records"):
        open_records(f"sqlite:///{path}")
    assert path.read_bytes() == b"minutes of the last meeting, " * 100


@pytest.mark.parametrize(
    "statement", ["UPDATE changes SET actor_name = 'Nobody'", "DELETE FROM changes", "TRUNCATE changes"]
)
def test_the_log_can_only_grow(records, url, trust, statement):
    records.add(LOCAL, trust, Idea(text="one"))
    with pytest.raises(sa.exc.DBAPIError, match="log of changes can only grow|syntax error"):
        say(url, statement)
    assert [r["actor_name"] for r in rows(url, "SELECT actor_name FROM changes")] == [LOCAL.name]


def test_the_file_is_for_its_owner_alone(tmp_path):
    records = open_records(f"sqlite:///{tmp_path}/new/folder/records.sqlite")
    records.add_trust(LOCAL, "Leeds", LEEDS)
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "folder").st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in (tmp_path / "new" / "folder").iterdir()} == {0o600}
    assert rows(f"sqlite:///{tmp_path}/new/folder/records.sqlite", "PRAGMA journal_mode") == [
        {"journal_mode": "wal"}
    ]
    records.close()


def test_the_place_of_the_file_can_be_named_and_is_never_among_the_figures(tmp_path, monkeypatch):
    monkeypatch.delenv("C4EO_DATABASE_URL", raising=False)
    monkeypatch.delenv("C4EO_RECORDS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert records_path() == tmp_path / "share" / "c4eo" / "records.sqlite"
    open_records().close()
    assert records_path().exists()
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "mine.sqlite"))
    open_records().close()
    assert (tmp_path / "mine.sqlite").exists()
    monkeypatch.setenv("C4EO_RECORDS", str(DATA / "records.sqlite"))
    with pytest.raises(CannotOpen, match="among the figures"):
        open_records()
    monkeypatch.setenv("C4EO_RECORDS", str(tmp_path / "mine.sqlite" / "below" / "a.sqlite"))
    with pytest.raises(CannotOpen, match="cannot be made"):
        open_records()


def test_the_database_can_be_named_and_no_message_repeats_a_password(monkeypatch):
    monkeypatch.setenv("C4EO_DATABASE_URL", "postgres://ann:geheim@db.invalid/records")
    assert address_of(None).drivername == "postgresql+psycopg" and address_of(None).database == "records"
    for wrong in (
        "mysql://ann:geheim@host/x",
        "geheim",
        "postgresql://ann:geheim@host",
        "sqlite://",
        "postgresql://ann:geheim@host:port/x",
    ):
        with pytest.raises(CannotOpen) as told:
            Database(address_of(wrong))
        assert "geheim" not in str(told.value)
    with pytest.raises(CannotOpen, match="cannot be reached") as told:
        open_records("postgresql://ann:geheim@127.0.0.1:9/records")
    assert "geheim" not in str(told.value) and "again" in str(told.value)


def test_a_file_that_is_moved_or_replaced_takes_no_more_saves_and_says_so(tmp_path):
    url = f"sqlite:///{tmp_path}/records.sqlite"
    records = open_records(url)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    for name in ("records.sqlite", "records.sqlite-wal", "records.sqlite-shm"):
        (tmp_path / name).rename(tmp_path / f"away-{name}")
    with pytest.raises(NotSaved, match="moved, deleted or replaced") as told:
        records.add(LOCAL, trust, Idea(text="typed meanwhile"))
    assert told.value.body == Idea(text="typed meanwhile")
    open_records(url).close()
    with pytest.raises(CannotOpen, match="moved, deleted or replaced"):
        records.items(LOCAL, trust)
    records.close()


def test_opening_again_finds_everything(url):
    records = open_records(url)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    item = records.add(LOCAL, trust, Idea(text="one"))
    records.close()
    again = open_records(url)
    assert (
        again.items(LOCAL, trust) == [item] and again.can_undo(LOCAL, trust) == "Undo: added the idea 'one'"
    )
    again.close()
    assert_agree(url)

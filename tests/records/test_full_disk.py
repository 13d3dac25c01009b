"""A disk that takes no more, a file that may only be read, a database that says no: clear words, and nothing
is lost.
"""

import os
import resource
import signal
import traceback

import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.errors import CannotOpen, NotSaved
from c4eo_core.records.kinds import Idea
from c4eo_core.records.records import open_records
from tests.records.tools import LEEDS, assert_agree, content

LONG = Idea(text="typed with care " * 200)


@pytest.fixture
def file(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/records.sqlite"


def in_a_child(work) -> None:
    """What must not happen to this process: limits on files, another user. A failure there is a failure here."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001  told below
            traceback.print_exc()
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0, "see the traceback above"


def refused(records, trust: str, words: str, item=None) -> None:
    """A new note and an edit are both refused with these words, and both come back."""
    before = content(records, LOCAL, trust)
    with pytest.raises(NotSaved, match=words) as told:
        for _ in range(500):
            records.add(LOCAL, trust, LONG)
            before = content(records, LOCAL, trust)
    assert told.value.body == LONG and not told.value.unsure
    said = str(told.value)
    assert (
        "This could not be saved" in said
        and "what you typed is still on this page" in said
        and "ave again" in said
    )
    assert content(records, LOCAL, trust) == before, "what was saved before is there and can be read"
    if item:
        with pytest.raises(NotSaved) as told:
            for n in range(500):
                item = records.edit(LOCAL, trust, item.id, item.version, text=f"{n} {LONG.text}")
        assert LONG.text in told.value.body.text


def test_a_full_disk_is_said_in_words_and_loses_nothing(file):
    records = open_records(file)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    item = records.add(LOCAL, trust, Idea(text="saved before"))
    pages: list[int] = []

    def small(connection, *_: object) -> None:
        pages.append(connection.execute("PRAGMA max_page_count=60").fetchone()[0])

    from sqlalchemy import event

    event.listen(records._database.engine, "connect", small)
    records._database.engine.dispose()
    refused(records, trust, "The disk is full", item)
    assert pages and max(pages) < 80
    event.remove(records._database.engine, "connect", small)
    records._database.engine.dispose()  # room has been made
    assert records.add(LOCAL, trust, LONG).body == LONG
    assert_agree(file)
    records.close()


def test_a_disk_that_will_not_take_a_write_is_said_in_words_and_loses_nothing(file):
    """The system itself refuses to let the file grow."""
    records = open_records(file)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    records.add(LOCAL, trust, Idea(text="saved before"))
    records.close()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, resource.RLIM_INFINITY))
        opened = open_records(file)
        refused(opened, trust, "The disk")
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert opened.add(LOCAL, trust, LONG).body == LONG, "the same records go on once there is room"
        opened.close()

    in_a_child(work)
    assert_agree(file)


def as_nobody() -> None:
    if os.geteuid() == 0:  # root may write everywhere
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


@pytest.mark.parametrize("folder_mode", [0o777, 0o755])
def test_a_file_that_may_only_be_read_says_so_and_loses_nothing(
    file, tmp_path, tmp_path_factory, folder_mode
):
    """SQLite can read such a file as long as it may write beside it; where it may not, the app says so when
    it opens.
    """
    records = open_records(file)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    item = records.add(LOCAL, trust, Idea(text="saved before"))
    records.close()
    for folder in (top := tmp_path_factory.getbasetemp(), top.parent, top.parents[1]):
        if folder.stat().st_uid == os.geteuid() and folder.name != "tmp":
            folder.chmod(0o755)  # for the other user to get there
    tmp_path.chmod(folder_mode)
    (tmp_path / "records.sqlite").chmod(0o444)

    def work() -> None:
        as_nobody()
        if folder_mode == 0o755:
            with pytest.raises(
                CannotOpen,
                match="may only be read. Let the app write to it and to its folder, then try again",
            ):
                open_records(file)
            return
        opened = open_records(file)
        assert opened.items(LOCAL, trust) == [item]
        refused(opened, trust, "may only be read", item)

    try:
        in_a_child(work)
    finally:
        tmp_path.chmod(0o755)
        (tmp_path / "records.sqlite").chmod(0o600)
    assert_agree(file)


def test_a_file_that_becomes_read_only_says_so_and_loses_nothing(file):
    records = open_records(file)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    item = records.add(LOCAL, trust, Idea(text="saved before"))

    from sqlalchemy import event

    def only_read(connection, *_: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(records._database.engine, "connect", only_read)
    records._database.engine.dispose()
    refused(records, trust, "may only be read", item)
    records.close()


def test_a_database_that_may_only_be_read_says_so_and_loses_nothing(server):
    url = server.new_database()
    records = open_records(url)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    item = records.add(LOCAL, trust, Idea(text="saved before"))
    name = url.split("/")[3].split("?")[0]
    server.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    records._database.engine.dispose()
    refused(records, trust, "may only be read at the moment", item)
    server.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = off")
    records._database.engine.dispose()
    assert records.add(LOCAL, trust, LONG).body == LONG
    assert_agree(url)
    records.close()


def test_a_save_that_waits_too_long_says_so_and_keeps_the_words(url, monkeypatch):
    """Somebody holds the records and does not let go."""
    import sqlalchemy as sa

    from c4eo_core.database import connection as database_connection
    from c4eo_core.database.connection import address_of

    monkeypatch.setattr(database_connection, "PATIENCE", 0.3)
    monkeypatch.setattr(database_connection, "_BUSY_MILLISECONDS", 100)
    monkeypatch.setattr(database_connection, "_LIMITS", "SET LOCAL lock_timeout = '100ms'")
    records = open_records(url)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id
    holder = sa.create_engine(address_of(url))
    with holder.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if url.startswith("sqlite") else "LOCK TABLE trusts")
        with pytest.raises(NotSaved, match="in use by somebody else for too long") as told:
            records.add(LOCAL, trust, LONG)
    assert told.value.body == LONG
    holder.dispose()
    records.add(LOCAL, trust, LONG)
    records.close()

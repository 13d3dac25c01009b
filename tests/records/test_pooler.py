"""The records behind a pooler that gives every transaction another connection, as many councils run one."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.database.errors import CannotOpen
from c4eo_core.records.kinds import Idea
from c4eo_core.records.records import open_records
from tests.records.conftest import Server
from tests.records.tools import LEEDS, assert_agree

PORT = 6543


@pytest.fixture(params=["transaction", "statement"])
def pooled(request: pytest.FixtureRequest, server: Server) -> Iterator[str]:
    """The address of an empty database through a PgBouncer of two connections, in its own folder."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if not program:
        pytest.fail("PgBouncer is not installed; `make test` installs Debian's package.")
    name = server.new_database("template1").split("/")[3].split("?")[0]
    settings = server.folder / "pooler.ini"
    settings.write_text(
        f"[databases]\n{name} = host={server.folder} dbname={name} user=c4eo\n[pgbouncer]\nlisten_addr =\n"
        f"unix_socket_dir = {server.folder}\nlisten_port = {PORT}\nauth_type = any\n"
        f"pool_mode = {request.param}\ndefault_pool_size = 2\n"
        f"logfile = {server.folder}/pooler.log\npidfile = {server.folder}/pooler.pid\n"
    )
    process = subprocess.Popen(
        [*server.runner, program, "-q", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"postgresql://c4eo@/{name}?host={server.folder}&port={PORT}"
    for _ in range(100):
        if (server.folder / f".s.PGSQL.{PORT}").exists():
            break
        time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(timeout=10)


@pytest.mark.parametrize("pooled", ["transaction"], indirect=True)
def test_behind_a_pooler_in_transaction_mode_tables_are_made_and_everybody_saves(pooled: str):
    records = open_records(pooled)
    trust = records.add_trust(LOCAL, "Leeds", LEEDS).id

    def save(n: int) -> str:
        note = records.add(LOCAL, trust, Idea(text=str(n)))
        return records.edit(LOCAL, trust, note.id, note.version, chosen=True).id

    with ThreadPoolExecutor(12) as people:
        saved = list(people.map(save, range(60)))
    assert len(set(saved)) == len(records.items(LOCAL, trust, Idea)) == 60
    records.undo(LOCAL, trust)
    assert sum(i.body.chosen for i in records.items(LOCAL, trust, Idea)) == 59
    records.close()
    assert_agree(pooled)


@pytest.mark.parametrize("pooled", ["transaction"], indirect=True)
def test_no_limit_of_ours_stays_on_a_connection_that_somebody_else_gets(pooled: str):
    records = open_records(pooled)
    for _ in range(5):
        records.trusts(LOCAL)
    with records._database.read() as connection:
        within = connection.exec_driver_sql("SHOW lock_timeout").scalar()
    records.close()
    with psycopg.connect(pooled, autocommit=True, prepare_threshold=None) as somebody:
        after = {somebody.execute("SHOW lock_timeout").fetchone() for _ in range(5)}
    assert within == "10s" and after == {("0",)}


@pytest.mark.parametrize("pooled", ["statement"], indirect=True)
def test_a_pooler_that_parts_transactions_is_named_as_the_cause(pooled: str):
    with pytest.raises(CannotOpen, match="pool_mode = transaction"):
        open_records(pooled)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda url: url.replace("/shared?", "/no_such?"), "does not exist"),
        (lambda url: url.replace("c4eo@", "nobody_here@"), "does not let the app in"),
        (lambda url: "postgresql://c4eo@no-such-host.invalid/records", "host named in C4EO_DATABASE_URL"),
        (lambda url: "postgresql://c4eo@127.0.0.1:1/records", "nothing answers where"),
        (lambda url: url.replace("c4eo-pg-", "c4eo-gone-"), "nothing answers where"),
    ],
    ids=["database", "user", "host", "port", "socket"],
)
def test_why_the_database_cannot_be_reached_is_said(server: Server, change: Callable[[str], str], words: str):
    with pytest.raises(CannotOpen, match=words) as refused:
        open_records(change(server.swept()))
    assert "nobody_here" not in str(refused.value)


@pytest.mark.parametrize("pooled", ["transaction"], indirect=True)
def test_a_setting_that_the_pooler_refuses_is_named_as_the_cause(pooled: str):
    with pytest.raises(CannotOpen, match="Take options out of the address"):
        open_records(f"{pooled}&options=-c%20work_mem%3D1MB")

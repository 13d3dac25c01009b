"""Every test of the records runs on SQLite and on a PostgreSQL of its own, started here and thrown away."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from c4eo_core.accounts.permissions import LOCAL
from c4eo_core.records.records import open_records
from tests.records.tools import LEEDS

_numbers = itertools.count()


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that listens on a socket in its own folder only."""

    programs: Path
    folder: Path
    runner: tuple[str, ...]

    def run(self, program: str, *arguments: str) -> None:
        command = [*self.runner, str(self.programs / program), *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=200"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-s", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """At once, as if its plug were pulled."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-s", "-m", "immediate", "stop")

    def url(self, name: str) -> str:
        return f"postgresql://c4eo@/{name}?host={self.folder}"

    def sql(self, statement: str, name: str = "postgres") -> list[tuple]:
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    @contextmanager
    def durable(self):
        """For a while as careful with the disk as a real one."""
        self._fsync("on")
        try:
            yield
        finally:
            self._fsync("off")

    def _fsync(self, wanted: str) -> None:
        self.sql(f"ALTER SYSTEM SET fsync = {wanted}")
        self.sql("SELECT pg_reload_conf()")

    def swept(self) -> str:
        """The database most tests share, one after another: its tables are made once, and empty."""
        for log in ("changes", "audit"):
            self.sql(f"ALTER TABLE {log} DISABLE TRIGGER USER", "shared")
        self.sql(
            "TRUNCATE trusts, items, changes, deletions, people, memberships, sessions, invitations, tries,"
            " audit",
            "shared",
        )
        for log in ("changes", "audit"):
            self.sql(f"ALTER TABLE {log} ENABLE TRIGGER USER", "shared")
        return self.url("shared")

    def new_database(self, template: str = "ready") -> str:
        name = f"records_{next(_numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)


def _programs() -> Path:
    """Debian keeps them out of the path, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not found and not shutil.which("initdb"):
        pytest.fail("PostgreSQL is not installed; `make test` installs Debian's package.")
    return found[-1].parent if found else Path(shutil.which("initdb")).parent


@pytest.fixture(scope="session")
def server():
    folder = Path(tempfile.mkdtemp(prefix="c4eo-pg-"))
    runner: tuple[str, ...] = ()
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = next(name for name in ("postgres", "nobody") if _known(name))
        os.chown(folder, pwd.getpwnam(account).pw_uid, -1)
        runner = ("runuser", "-u", account, "--")
    running = Server(_programs(), folder, runner)
    try:
        running.run(
            "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "c4eo",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        running.start()
        running._fsync("off")  # what is thrown away need not reach the disk, save where a test asks for it
        for name in ("ready", "shared"):
            running.sql(f"CREATE DATABASE {name}")
            open_records(running.url(name)).close()
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _known(account: str) -> bool:
    try:
        pwd.getpwnam(account)
    except KeyError:
        return False
    return True


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records' / 'records.sqlite'}"
    return request.getfixturevalue("server").swept()


@pytest.fixture
def records(url):
    opened = open_records(url)
    yield opened
    opened.close()


@pytest.fixture
def trust(records) -> str:
    """The id of a trust nobody has written in."""
    return records.add_trust(LOCAL, "Leeds Children's Trust", LEEDS).id

"""The database: where it is, how it is spoken to, and what its refusals mean in words."""

import logging
import os
import random
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from c4eo_core.database.errors import CannotOpen, NotSaved
from c4eo_core.database.refusal_words import has_to_wait, lost_connection, words_for
from c4eo_core.folders import DATA

# Seconds a save waits for its turn before it gives up.
PATIENCE = 15
_BUSY_MILLISECONDS = 5_000
# For each transaction, so that a pooler never hands them on to somebody else's.
_LIMITS = (
    "SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '30s';"
    " SET LOCAL idle_in_transaction_session_timeout = '60s'"
)
_LOG = "records"
T = TypeVar("T")


class Clash(Exception):
    """Something with this key is there already."""


def records_path() -> Path:
    """C4EO_RECORDS, or a file in the folder where this system keeps a person's data."""
    if named := os.environ.get("C4EO_RECORDS"):
        path = Path(named).expanduser().resolve()
    elif sys.platform == "win32":
        path = (
            Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
            / "c4eo"
            / "records.sqlite"
        )
    elif sys.platform == "darwin":
        path = Path.home() / "Library" / "Application Support" / "c4eo" / "records.sqlite"
    else:
        path = (
            Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
            / "c4eo"
            / "records.sqlite"
        )
    return path


def address_of(url: str | None) -> URL:
    """What was given, else C4EO_DATABASE_URL, else the file. Raises CannotOpen; no message repeats a
    password.
    """
    given = url or os.environ.get("C4EO_DATABASE_URL")
    if not given:
        return URL.create("sqlite", database=str(records_path()))
    try:
        address = make_url(
            given.replace("postgres://", "postgresql://", 1) if given.startswith("postgres://") else given
        )
    except (ArgumentError, ValueError):
        raise CannotOpen(
            "The address of the records cannot be read. Write it as postgresql://user:password@host/name or"
            " sqlite:///path."
        ) from None
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if (
        address.drivername not in ("postgresql+psycopg", "sqlite")
        or not address.database
        or address.database == ":memory:"
    ):
        raise CannotOpen(
            "The records can be kept in PostgreSQL (postgresql://user:password@host/name) or in a SQLite file"
            " (sqlite:///path)."
        )
    return address


def is_kept(url: str | None = None) -> bool:
    """False where opening the records would only make an empty file."""
    try:
        address = address_of(url)
    except CannotOpen:  # whoever opens them hears why
        return True
    return address.drivername != "sqlite" or Path(address.database or "").exists()


class Database:
    """Short transactions only, from any thread. Every failure comes out as a RecordsError without what was
    typed.
    """

    def __init__(self, address: URL):
        self.is_file = address.get_backend_name() == "sqlite"
        self.path = Path(address.database or "").resolve() if self.is_file else None
        if self.path:
            _make_file(self.path)
        self.engine = _file_engine(address) if self.is_file else _server_engine(address)
        # At its most talkative SQLAlchemy writes whole rows into the log of its engines.
        logging.getLogger(f"sqlalchemy.engine.Engine.{_LOG}").addFilter(_above_debug)
        self._inode = _inode(self.path) if self.path else None
        # SQLite takes one writer at a time, and lets the others poll; a lock of our own lets them queue.
        self._turn = threading.Lock() if self.is_file else nullcontext()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One view of the records: what others commit meanwhile is not seen. Raises CannotOpen."""
        try:
            self._check_file()
            with self.engine.connect() as connection:
                if not self.is_file:
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection
        except (DBAPIError, NoConnectionFree) as error:
            raise CannotOpen(words_for(error, self.path, saving=False)) from None

    def write(self, work: Callable[[Connection], T], body: object | None = None) -> T:
        """All of it or nothing; committed when this returns. Raises NotSaved carrying `body`, and Clash."""
        end = time.monotonic() + PATIENCE
        while True:
            committing = []
            try:
                self._check_file()
                with (
                    self._turn,
                    self.engine.connect() as connection,
                    connection.execution_options(c4eo_write=True).begin(),
                ):
                    result = work(connection)
                    committing.append(True)
                return result
            except IntegrityError:
                raise Clash from None
            except (DBAPIError, NoConnectionFree) as error:
                if has_to_wait(error) and time.monotonic() < end:
                    time.sleep(random.uniform(0.001, 0.05))
                    continue
                unsure = bool(committing) and lost_connection(error)
                raise NotSaved(
                    words_for(error, self.path, saving=True, unsure=unsure), body, unsure
                ) from None
            except CannotOpen as error:
                raise NotSaved(str(error), body) from None

    def fold_away(self) -> None:
        """Writes the journal of a SQLite file back into it and empties the journal."""
        if self.is_file:
            with self._turn, self.engine.connect() as connection:
                driver = cast(sqlite3.Connection, connection.connection.driver_connection)
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        self.engine.dispose()

    def _check_file(self) -> None:
        """A file that was moved or put in another's place would take every save and lose it."""
        if self.path and _inode(self.path) != self._inode:
            raise CannotOpen(
                f"The records file {self.path} was moved, deleted or replaced while the app was running. "
                "Put it back, or start the app again to use the one that is there now."
            )


def _make_file(path: Path) -> None:
    """Only its owner may read it. Raises CannotOpen."""
    if path.is_relative_to(DATA):
        raise CannotOpen(
            f"{path} lies among the figures that come with the project. Choose another place in C4EO_RECORDS."
        )
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise CannotOpen(
            f"The records file {path} cannot be made ({error.strerror}). Name a place you may write to in"
            " C4EO_RECORDS, or make room there."
        ) from None


def _above_debug(record: logging.LogRecord) -> bool:
    return record.levelno > logging.DEBUG


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _file_engine(address: URL) -> Engine:
    engine = create_engine(
        address, hide_parameters=True, logging_name=_LOG, pool_size=4, max_overflow=60, pool_timeout=PATIENCE
    )

    @event.listens_for(engine, "connect")
    def settings(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # our own BEGIN, below
        for pragma in (
            f"busy_timeout={_BUSY_MILLISECONDS}",
            "foreign_keys=ON",
            "secure_delete=ON",
            "synchronous=FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_FULL", "SQLITE_IOERR")):
                raise  # these three still let people read

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("c4eo_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _server_engine(address: URL) -> Engine:
    """Works through a pooler that gives each transaction another of its connections (PgBouncer in transaction
    mode): nothing is prepared, and nothing set, for longer than a transaction.
    """
    try:
        engine = create_engine(
            address,
            hide_parameters=True,
            logging_name=_LOG,
            pool_size=8,
            max_overflow=16,
            pool_timeout=PATIENCE,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "c4eo", "prepare_threshold": None},
        )
    except (SQLAlchemyError, ValueError, TypeError):
        raise CannotOpen(
            "The address of the records' database cannot be used. Write it as"
            " postgresql://user:password@host/name."
        ) from None

    @event.listens_for(engine, "begin")
    def limits(connection: Connection) -> None:
        connection.exec_driver_sql(_LIMITS)

    return engine

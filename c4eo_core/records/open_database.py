"""Opening what lies in the one database: the records, and who may reach them."""

from dataclasses import dataclass

from c4eo_core.accounts.accounts import Accounts
from c4eo_core.database.connection import Database, address_of
from c4eo_core.database.migrate import make_ready
from c4eo_core.database.timestamps import now
from c4eo_core.records.records import Clock, Records


@dataclass(frozen=True)
class OpenDatabase:
    records: Records
    accounts: Accounts

    def close(self) -> None:
        self.records.close()


def open_database(url: str | None = None, key: bytes = b"", clock: Clock = now) -> OpenDatabase:
    """url: as for `open_records`; key: the server's secret. Raises CannotOpen, TooNew."""
    database = Database(address_of(url))
    try:
        make_ready(database)
    except BaseException:
        database.close()
        raise
    return OpenDatabase(Records(database, clock, key), Accounts(database, key, clock))

"""How long somebody has to wait after tries that failed. The wait grows, ends by itself, and locks nobody out
for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from c4eo_core.accounts.tables import tries
from c4eo_core.database.timestamps import iso


@dataclass(frozen=True)
class Rule:
    """free: failures that cost nothing; then 2, 4, 8 … seconds, up to `most`. forget: after so long without a
    try, as if none had been.
    """

    free: int
    most: timedelta
    forget: timedelta

    def wait(self, failures: int) -> timedelta:
        over = failures - self.free
        if over < 0:
            return timedelta()
        return min(self.most, timedelta(seconds=2.0 ** min(over + 1, 20)))


PERSON = Rule(free=5, most=timedelta(minutes=15), forget=timedelta(days=1))
# A council's whole office may come from one address.
ADDRESS = Rule(free=40, most=timedelta(minutes=5), forget=timedelta(hours=1))
_LONGEST = max(PERSON.forget, ADDRESS.forget)


def reserve(connection: Connection, keys: Mapping[str, Rule], at: datetime) -> timedelta:
    """Counts a try before it is made, so that many at once are counted too. More than nothing: wait, and it
    was not counted.
    """
    connection.execute(delete(tries).where(tries.c.last_at < iso(at - _LONGEST)))
    rows = {key: _held(connection, key, at) for key in sorted(keys)}
    wait = max(datetime.fromisoformat(row["until"]) - at for row in rows.values())
    if wait > timedelta():
        return wait
    for key, rule in keys.items():
        idle = at - datetime.fromisoformat(rows[key]["last_at"])
        count = 1 + (0 if idle > rule.forget else rows[key]["count"])
        _set(connection, key, count, at, at + rule.wait(count))
    return timedelta()


def forgive(connection: Connection, person: str, address: str, at: datetime) -> None:
    """After the right password: the person starts anew, the address takes back this one try."""
    connection.execute(delete(tries).where(tries.c.key == person))
    count = _held(connection, address, at)["count"]
    _set(connection, address, max(0, count - 1), at, at)


def _held(connection: Connection, key: str, at: datetime) -> RowMapping:
    """The row, made if need be; nobody else counts on it before this transaction ends."""
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert
    new = insert(tries).values(key=key, count=0, last_at=iso(at), until=iso(at))
    connection.execute(new.on_conflict_do_nothing(index_elements=["key"]))
    return connection.execute(select(tries).where(tries.c.key == key).with_for_update()).mappings().one()


def _set(connection: Connection, key: str, count: int, at: datetime, until: datetime) -> None:
    connection.execute(
        update(tries).where(tries.c.key == key).values(count=count, last_at=iso(at), until=iso(until))
    )

"""What the tests of the records share: people, and a look behind the curtain to see that log and records
agree.
"""

import json

from sqlalchemy import create_engine, text

from c4eo_core.accounts.permissions import DIRECTOR, SPECIALIST, Actor
from c4eo_core.database.connection import address_of

LEEDS, BATH = "E08000035", "E06000022"


def director(trust: str, name: str = "Ann") -> Actor:
    return Actor(name.lower(), name, DIRECTOR, frozenset({trust}))


def specialist(*trusts: str, name: str = "Sam") -> Actor:
    return Actor(name.lower(), name, SPECIALIST, frozenset(trusts))


def content(records, actor, trust: str) -> dict[str, tuple]:
    """Everything a person can see of the records, by id."""
    return {i.id: (i.workshop, i.kind, i.position, i.body) for i in records.items(actor, trust)}


def rows(url: str, statement: str, **values) -> list[dict]:
    engine = create_engine(address_of(url))
    try:
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(statement), values).mappings()]
    finally:
        engine.dispose()


def played(url: str) -> dict[tuple[str, str], dict]:
    """Where the log ends when it is played from the start. Each line must begin where the one before it
    ended.
    """
    state: dict[tuple[str, str], dict] = {}
    for line in rows(url, "SELECT n, trust, item, kind, before, after FROM changes ORDER BY n"):
        key = (line["trust"], line["item"])
        before, after = (json.loads(line[k]) if line[k] else None for k in ("before", "after"))
        assert state.get(key) == before, f"line {line['n']} of the log does not begin where the item was"
        state[key] = after
        if after is None:
            del state[key]
    return state


def stored(url: str) -> dict[tuple[str, str], dict]:
    found = {}
    for row in rows(url, "SELECT * FROM items"):
        key = row.pop("trust"), row["id"]
        found[key] = {**row, "body": json.loads(row["body"])}
    return found


def assert_agree(url: str) -> None:
    assert played(url) == stored(url), "the log and the records do not agree"

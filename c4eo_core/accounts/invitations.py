"""Links that work once: to take up an account, or to choose a new password."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from c4eo_core.accounts.people import Person, by_id
from c4eo_core.accounts.tables import invitations
from c4eo_core.accounts.tokens import digest, new_token
from c4eo_core.database.timestamps import iso

FIRST = timedelta(days=7)
AGAIN = timedelta(days=1)
_KEPT = timedelta(days=30)


def make(connection: Connection, person: Person, at: datetime) -> str:
    """The token of the link. Earlier links for the same person end."""
    connection.execute(
        delete(invitations).where((invitations.c.person == person.id) & invitations.c.used_at.is_(None))
    )
    connection.execute(delete(invitations).where(invitations.c.expires_at < iso(at - _KEPT)))
    token, lasts = new_token(), AGAIN if person.joined else FIRST
    connection.execute(
        insert(invitations).values(
            hash=digest(token), person=person.id, created_at=iso(at), expires_at=iso(at + lasts), used_at=None
        )
    )
    return token


def whose(connection: Connection, token: str, at: datetime) -> Person | None:
    """Looking does not use it up: programs that check mail follow links too."""
    person = connection.scalar(select(invitations.c.person).where(*_open(token, at)))
    found = by_id(connection, person) if person else None
    return None if found is None or found.disabled else found


def use(connection: Connection, token: str, at: datetime) -> bool:
    """True for one caller only, however many come at once."""
    return (
        connection.execute(update(invitations).where(*_open(token, at)).values(used_at=iso(at))).rowcount == 1
    )


def drop(connection: Connection, person: str) -> None:
    connection.execute(
        delete(invitations).where((invitations.c.person == person) & invitations.c.used_at.is_(None))
    )


def _open(token: str, at: datetime) -> tuple:
    return (
        invitations.c.hash == digest(token),
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > iso(at),
    )

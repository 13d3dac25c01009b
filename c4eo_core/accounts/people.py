"""Who has an account, with which role and in which trusts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, column, delete, insert, select, table, update
from sqlalchemy.dialects import postgresql, sqlite

from c4eo_core.accounts.errors import AccountRefused
from c4eo_core.accounts.permissions import ADMINISTRATOR, DIRECTOR, MEMBER, SPECIALIST, Actor
from c4eo_core.accounts.tables import memberships, people
from c4eo_core.accounts.tokens import new_id
from c4eo_core.database.timestamps import iso

# The roles an account can have, and how many trusts go with each: at least, at most.
TRUSTS_OF = {ADMINISTRATOR: (0, 0), SPECIALIST: (0, 500), DIRECTOR: (1, 1), MEMBER: (1, 1)}
_LONGEST_NAME, _LONGEST_EMAIL = 120, 254
# A trust is a matter of the room above; here it is an id that exists or does not.
_TRUSTS = table("trusts", column("id"), column("name"))
_LAST = "This is the last administrator who can sign in. Make somebody else an administrator first."


@dataclass(frozen=True)
class Person:
    """joined: has chosen a password. trusts: ids."""

    id: str
    name: str
    email: str
    role: str
    trusts: frozenset[str]
    joined: bool
    disabled: bool
    created_at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.name, self.role, self.trusts)


def listed(connection: Connection) -> list[Person]:
    """By name."""
    of: dict[str, set[str]] = {}
    for row in connection.execute(select(memberships)):
        of.setdefault(row.person, set()).add(row.trust)
    found = [_person(row, of.get(row["id"], ())) for row in connection.execute(select(people)).mappings()]
    return sorted(found, key=lambda p: (p.name.casefold(), p.id))


def by_id(connection: Connection, id_: str, hold: bool = False) -> Person:
    """Raises AccountRefused. hold: nobody else changes it before this transaction ends."""
    wanted = select(people).where(people.c.id == id_)
    row = connection.execute(wanted.with_for_update() if hold else wanted).mappings().first()
    if row is None:
        raise AccountRefused("There is no such account, or not any more.")
    return _person(row, _trusts(connection, id_))


def by_email(connection: Connection, email: str) -> tuple[Person, str | None, str | None] | None:
    """With the hash of the password, and since when a sign-in counts."""
    row = connection.execute(select(people).where(people.c.email_key == email_key(email))).mappings().first()
    trusts = _trusts(connection, row["id"] if row else "")  # asked for nobody too: both take as long
    return (_person(row, trusts), row["password"], row["out_at"]) if row else None


def add(
    connection: Connection, name: str, email: str, role: str, trusts: Iterable[str], at: datetime
) -> Person:
    name, email, chosen = tidy_name(name), tidy_email(email), _agreed(connection, role, trusts)
    row = {
        "id": new_id(),
        "name": name,
        "email": email,
        "email_key": email_key(email),
        "role": role,
        "password": None,
        "disabled": False,
        "created_at": iso(at),
        "out_at": None,
    }
    new = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(people).values(**row)
    if (
        connection.scalar(new.on_conflict_do_nothing(index_elements=["email_key"]).returning(people.c.id))
        is None
    ):
        raise AccountRefused(
            "There is an account with this e-mail already. Find it in the list, or give another e-mail.",
            "email",
        )
    _belong(connection, row["id"], chosen)
    return _person(row, chosen)


def change(
    connection: Connection,
    id_: str,
    name: str | None = None,
    role: str | None = None,
    trusts: Iterable[str] | None = None,
) -> Person:
    """Raises AccountRefused, for the last administrator too."""
    old = by_id(connection, id_, hold=True)
    new_role = old.role if role is None else role
    chosen = _agreed(connection, new_role, old.trusts if trusts is None else trusts)
    if old.role == ADMINISTRATOR != new_role:
        _not_the_last(connection, id_)
    values = {"name": old.name if name is None else tidy_name(name), "role": new_role}
    connection.execute(update(people).where(people.c.id == id_).values(**values))
    if chosen != old.trusts:
        connection.execute(delete(memberships).where(memberships.c.person == id_))
        _belong(connection, id_, chosen)
    return by_id(connection, id_)


def set_disabled(connection: Connection, id_: str, disabled: bool) -> Person:
    if by_id(connection, id_, hold=True).role == ADMINISTRATOR and disabled:
        _not_the_last(connection, id_)
    connection.execute(update(people).where(people.c.id == id_).values(disabled=disabled))
    return by_id(connection, id_)


def remove(connection: Connection, id_: str) -> Person:
    """With their sessions and invitations; what they wrote in a trust keeps their name."""
    gone = by_id(connection, id_, hold=True)
    if gone.role == ADMINISTRATOR:
        _not_the_last(connection, id_)
    connection.execute(delete(people).where(people.c.id == id_))
    return gone


def set_password(connection: Connection, id_: str, hash_: str, name: str | None = None) -> None:
    values = {"password": hash_} | ({"name": tidy_name(name)} if name is not None else {})
    connection.execute(update(people).where(people.c.id == id_).values(**values))


def password_of(connection: Connection, id_: str) -> str | None:
    return connection.scalar(select(people.c.password).where(people.c.id == id_))


def set_out(connection: Connection, id_: str, at: datetime) -> None:
    connection.execute(update(people).where(people.c.id == id_).values(out_at=iso(at)))


def trust_names(connection: Connection, trusts: Iterable[str]) -> tuple[str, ...]:
    """What everybody around a person knows: the names of their trusts, in order."""
    wanted = select(_TRUSTS.c.name).where(_TRUSTS.c.id.in_(list(trusts))).order_by(_TRUSTS.c.name)
    return tuple(connection.scalars(wanted))


def tidy_name(name: str) -> str:
    clean = " ".join(name.replace("\0", "").split()) if isinstance(name, str) else ""
    if not 0 < len(clean) <= _LONGEST_NAME:
        raise AccountRefused(f"A name has 1 to {_LONGEST_NAME} letters.", "name")
    return clean


def tidy_email(email: str) -> str:
    clean = email.strip() if isinstance(email, str) else ""
    if len(clean) > _LONGEST_EMAIL or not re.fullmatch(
        r"[^\s@<>\"(),:;\\\x00-\x1f]+@[^\s@<>\"(),:;\\\x00-\x1f.]+(\.[^\s@<>\"(),:;\\\x00-\x1f.]+)+", clean
    ):
        raise AccountRefused("This is not an e-mail address; one looks like name@example.org", "email")
    return clean


def email_key(email: str) -> str:
    """Small and large letters are one; letters that look the same to a keyboard too."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()[:_LONGEST_EMAIL].replace("\0", "")


def _person(row: Mapping[Any, Any], trusts: Iterable[str]) -> Person:
    made = datetime.fromisoformat(row["created_at"])
    return Person(
        row["id"],
        row["name"],
        row["email"],
        row["role"],
        frozenset(trusts),
        bool(row["password"]),
        row["disabled"],
        made,
    )


def _trusts(connection: Connection, id_: str) -> list[str]:
    return [
        row.trust
        for row in connection.execute(select(memberships.c.trust).where(memberships.c.person == id_))
    ]


def _agreed(connection: Connection, role: str, trusts: Iterable[str]) -> frozenset[str]:
    chosen = frozenset(trusts)
    if role not in TRUSTS_OF:
        raise AccountRefused(f"A role is one of {', '.join(TRUSTS_OF)}.", "role")
    least, most = TRUSTS_OF[role]
    if not least <= len(chosen) <= most:
        needs = {(0, 0): "belongs to no trust, and looks after people", (1, 1): "belongs to one trust"}[
            least, most
        ]
        raise AccountRefused(
            f"{'An' if role[0] in 'aeiou' else 'A'} {role} {needs}: {len(chosen)} given.", "trusts"
        )
    known = (
        {row.id for row in connection.execute(select(_TRUSTS.c.id).where(_TRUSTS.c.id.in_(chosen)))}
        if chosen
        else set()
    )
    if chosen - known:
        raise AccountRefused("One of these trusts does not exist, or not any more.", "trusts")
    return chosen


def _belong(connection: Connection, id_: str, trusts: frozenset[str]) -> None:
    for trust in sorted(trusts):
        connection.execute(insert(memberships).values(person=id_, trust=trust))


def _not_the_last(connection: Connection, id_: str) -> None:
    """Administrators are held, so that two cannot end each other's account at once."""
    wanted = (
        select(people.c.id)
        .where(people.c.role == ADMINISTRATOR, people.c.disabled.is_(False))
        .order_by(people.c.id)
    )
    if not {row.id for row in connection.execute(wanted.with_for_update())} - {id_}:
        raise AccountRefused(_LAST)

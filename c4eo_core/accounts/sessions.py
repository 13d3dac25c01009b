"""Who is signed in, and where. A session is a row: when the row is gone, so is the session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from c4eo_core.accounts.permissions import Actor
from c4eo_core.accounts.tables import memberships, people, sessions
from c4eo_core.accounts.tokens import digest, new_id, new_token
from c4eo_core.database.timestamps import iso

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
# Being seen is written down once a minute, not at every click.
_NOTED = timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    id: str
    created_at: datetime
    seen_at: datetime
    browser: str


@dataclass(frozen=True)
class SessionActor:
    """stale: that somebody was here should be written down."""

    actor: Actor
    session: Session
    stale: bool


def start(connection: Connection, person: str, address: str, browser: str, at: datetime) -> str:
    """The token for the cookie. Sessions that have ended are swept out on the way."""
    connection.execute(
        delete(sessions).where((sessions.c.expires_at <= iso(at)) | (sessions.c.seen_at <= iso(at - IDLE)))
    )
    token = new_token()
    row = {
        "hash": digest(token),
        "id": new_id(),
        "person": person,
        "address": address,
        "browser": browser[:80],
    }
    times = {"created_at": iso(at), "seen_at": iso(at), "expires_at": iso(at + LONGEST)}
    connection.execute(insert(sessions).values(**row, **times))
    return token


def find(connection: Connection, token: str, at: datetime) -> SessionActor | None:
    """One statement, by key. None: no such session, or it has ended, or the account is closed."""
    joined = sessions.join(people, people.c.id == sessions.c.person).outerjoin(
        memberships, memberships.c.person == people.c.id
    )
    wanted = select(
        sessions, people.c.name, people.c.role, people.c.disabled, memberships.c.trust
    ).select_from(joined)
    rows = connection.execute(wanted.where(sessions.c.hash == digest(token))).mappings().all()
    if not rows or rows[0]["disabled"]:
        return None
    row = rows[0]
    created, seen, ends = (datetime.fromisoformat(row[k]) for k in ("created_at", "seen_at", "expires_at"))
    if at >= ends or at - seen >= IDLE:
        return None
    trusts = frozenset(r["trust"] for r in rows if r["trust"])
    actor = Actor(row["person"], row["name"], row["role"], trusts)
    return SessionActor(actor, Session(row["id"], created, seen, row["browser"]), at - seen >= _NOTED)


def seen(connection: Connection, token: str, at: datetime) -> None:
    connection.execute(update(sessions).where(sessions.c.hash == digest(token)).values(seen_at=iso(at)))


def of(connection: Connection, person: str, at: datetime) -> list[Session]:
    """Those that count, newest first."""
    wanted = select(sessions).where(
        sessions.c.person == person, sessions.c.expires_at > iso(at), sessions.c.seen_at > iso(at - IDLE)
    )
    rows = connection.execute(wanted.order_by(sessions.c.created_at.desc())).mappings()
    return [
        Session(
            r["id"],
            datetime.fromisoformat(r["created_at"]),
            datetime.fromisoformat(r["seen_at"]),
            r["browser"],
        )
        for r in rows
    ]


def end(connection: Connection, token: str) -> str | None:
    """The id of whose it was."""
    person = connection.scalar(select(sessions.c.person).where(sessions.c.hash == digest(token)))
    connection.execute(delete(sessions).where(sessions.c.hash == digest(token)))
    return person


def end_one(connection: Connection, person: str, id_: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.person == person, sessions.c.id == id_))


def end_all(connection: Connection, person: str, but: str | None = None) -> int:
    """but: a token whose session stays."""
    wanted = delete(sessions).where(sessions.c.person == person)
    return connection.execute(
        wanted if but is None else wanted.where(sessions.c.hash != digest(but))
    ).rowcount


def browser_words(agent: str) -> str:
    """Such as: Firefox on Windows. Enough to know one's own again, not enough to know anybody by."""
    browsers = (
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Mac OS", "a Mac"),
        ("CrOS", "a Chromebook"),
        ("Linux", "Linux"),
    )
    browser = next((word for sign, word in browsers if sign in agent), "A browser")
    system = next((word for sign, word in systems if sign in agent), "")
    return f"{browser} on {system}" if system else browser

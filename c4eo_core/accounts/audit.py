"""The log of who did what: never what was in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from c4eo_core.accounts.tables import audit, people
from c4eo_core.database.timestamps import iso

NOBODY = ""
# Everything the log can say. kind: what it was done to.
WORDS = {
    "signed in": "signed in",
    "refused": "was refused at the sign-in",
    "signed out": "signed out",
    "signed out everywhere": "ended every session of",
    "invited": "invited",
    "new link": "made a new link for",
    "took up": "took up an invitation",
    "changed": "changed the account of",
    "closed": "closed the account of",
    "opened": "opened the account of",
    "removed": "removed the account of",
    "password": "changed their password",
    "added trust": "added a trust",
    "changed trust": "changed a trust",
    "deleted trust": "deleted a trust",
    "took away": "took away a trust's pack",
    "brought in": "brought in a trust's pack",
    "brought in another": "brought in the pack of another trust, having typed the name",
    "took out again": "took the pack of another trust out again",
    "downloaded": "downloaded a trust's report",
}


@dataclass(frozen=True)
class Line:
    """actor, subject: names as they are now; empty when nobody is known, `somebody removed` when the account
    is gone.
    """

    at: datetime
    actor: str
    action: str
    kind: str
    subject: str
    trust: str | None

    @property
    def words(self) -> str:
        return (
            f"{self.actor or 'Somebody unknown'}"
            f" {WORDS[self.action]}{f' {self.subject}' if self.subject else ''}"
        )


def write(
    connection: Connection,
    at: datetime,
    actor: str,
    action: str,
    kind: str,
    subject: str | None = None,
    trust: str | None = None,
) -> None:
    if action not in WORDS:
        raise KeyError(f"The log has no word for {action}.")
    connection.execute(
        insert(audit).values(at=iso(at), actor=actor, action=action, kind=kind, subject=subject, trust=trust)
    )


def newest(connection: Connection, limit: int) -> list[Line]:
    names = {row.id: row.name for row in connection.execute(select(people.c.id, people.c.name))}

    def name(id_: str | None) -> str:
        return "The terminal" if id_ == "terminal" else names.get(id_, "somebody removed") if id_ else ""

    found = connection.execute(select(audit).order_by(audit.c.n.desc()).limit(limit)).mappings()
    return [
        Line(
            datetime.fromisoformat(r["at"]),
            name(r["actor"]),
            r["action"],
            r["kind"],
            name(r["subject"]),
            r["trust"],
        )
        for r in found
    ]

"""The accounts: the only way to read and change them. `may` decides who looks after other people."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy import Connection

from c4eo_core.accounts import audit, invitations, people, sessions
from c4eo_core.accounts.errors import AccountRefused, NotYours
from c4eo_core.accounts.people import Person
from c4eo_core.accounts.permissions import MANAGE, PEOPLE, READ, Actor, Resource, may
from c4eo_core.accounts.signing_in import ACCOUNT, Caller, Entry, SignedIn

__all__ = ["Accounts", "Caller", "SignedIn"]
T = TypeVar("T")


class Accounts(Entry):
    """One for the whole process; safe across threads."""

    def people(self, actor: Actor) -> list[Person]:
        _must(actor, READ)
        with self._database.read() as connection:
            return people.listed(connection)

    def invite(self, actor: Actor, name: str, email: str, role: str, trusts: Iterable[str] = ()) -> str:
        """The token of the link, shown once. Raises AccountRefused."""

        def work(connection: Connection) -> str:
            person = people.add(connection, name, email, role, trusts, self._clock())
            audit.write(connection, self._clock(), actor.id, "invited", ACCOUNT, person.id)
            return invitations.make(connection, person, self._clock())

        return self._manage(actor, work)

    def new_link(self, actor: Actor, person: str) -> str:
        """For somebody whose invitation ended or who forgot the password, which stays good until the link is
        used.
        """

        def work(connection: Connection) -> str:
            found = people.by_id(connection, person, hold=True)
            if found.disabled:
                raise AccountRefused("This account is closed. Open it first.")
            audit.write(connection, self._clock(), actor.id, "new link", ACCOUNT, person)
            return invitations.make(connection, found, self._clock())

        return self._manage(actor, work)

    def change(
        self,
        actor: Actor,
        person: str,
        name: str | None = None,
        role: str | None = None,
        trusts: Iterable[str] | None = None,
    ) -> Person:
        def work(connection: Connection) -> Person:
            audit.write(connection, self._clock(), actor.id, "changed", ACCOUNT, person)
            return people.change(connection, person, name, role, trusts)

        return self._manage(actor, work)

    def close_account(self, actor: Actor, person: str) -> Person:
        """Sessions and links end at once. It can be opened again."""

        def work(connection: Connection) -> Person:
            sessions.end_all(connection, person)
            invitations.drop(connection, person)
            audit.write(connection, self._clock(), actor.id, "closed", ACCOUNT, person)
            return people.set_disabled(connection, person, True)

        return self._manage(actor, work)

    def open_account(self, actor: Actor, person: str) -> Person:
        def work(connection: Connection) -> Person:
            people.set_out(connection, person, self._clock())
            audit.write(connection, self._clock(), actor.id, "opened", ACCOUNT, person)
            return people.set_disabled(connection, person, False)

        return self._manage(actor, work)

    def remove(self, actor: Actor, person: str) -> None:
        def work(connection: Connection) -> None:
            audit.write(connection, self._clock(), actor.id, "removed", ACCOUNT, person)
            people.remove(connection, person)

        self._manage(actor, work)

    def sign_out_person(self, actor: Actor, person: str) -> None:
        """Wherever they are signed in."""
        _must(actor, MANAGE)
        self._end_all(actor, person)

    def log(self, actor: Actor, limit: int = 100) -> list[audit.Line]:
        """Newest first."""
        _must(actor, READ)
        with self._database.read() as connection:
            return audit.newest(connection, limit)

    def note(self, actor: Actor, action: str, kind: str, trust: str | None = None) -> None:
        """What somebody did to a trust: that, never what was in it."""
        self._database.write(lambda c: audit.write(c, self._clock(), actor.id, action, kind, trust=trust))

    def _manage(self, actor: Actor, work: Callable[[Connection], T]) -> T:
        _must(actor, MANAGE)
        return self._database.write(work)


def _must(actor: Actor, action: str) -> None:
    decision = may(actor, action, Resource(PEOPLE))
    if not decision.allowed:
        raise NotYours(decision.reason)

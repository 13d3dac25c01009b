"""The way in and out: signing in, sessions, passwords, invitations. Everybody looks after themselves here."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from c4eo_core.accounts import audit, invitations, oidc_claims, passwords, people, sessions, throttle
from c4eo_core.accounts.errors import (
    NO_ACCOUNT,
    NO_EMAIL,
    NOT_HERE,
    NOT_VERIFIED,
    AccountRefused,
    IdentityRefused,
    LinkEnded,
    NotLetIn,
    TooManyTries,
)
from c4eo_core.accounts.people import Person
from c4eo_core.accounts.permissions import Actor
from c4eo_core.accounts.tokens import mark, new_id, same
from c4eo_core.database.timestamps import iso, now

T = TypeVar("T")
Clock = Callable[[], datetime]
ACCOUNT, SESSION = "account", "session"


class Database(Protocol):
    """What the accounts need of the database the records lie in."""

    def read(self) -> AbstractContextManager[Connection]: ...
    def write(self, work: Callable[[Connection], T]) -> T: ...


@dataclass(frozen=True)
class Caller:
    """Where a sign-in comes from. known: the mark an earlier sign-in left in this browser, or empty."""

    address: str
    browser: str
    known: str = ""


@dataclass(frozen=True)
class SignedIn:
    """token: for the cookie of the session. known: for the cookie that outlives it."""

    token: str
    known: str
    actor: Actor


class Entry:
    """key: the server's secret, for hashes of addresses; a terminal has none."""

    def __init__(self, database: Database, key: bytes = b"", clock: Clock = now):
        self._database, self._key, self._clock = database, key, clock

    # Signing in and out

    def sign_in(self, email: str, password: str, caller: Caller) -> SignedIn:
        """Raises NotLetIn in the same words and after the same work whoever it is, and TooManyTries before
        any.
        """
        who, where = self._tried(email, caller)
        self._reserve(who, where)
        with self._database.read() as connection:
            found = people.by_email(connection, email)
        right = passwords.matches(password, found[1] if found else None)
        if found is None or not right or found[0].disabled:
            self._note(found[0].id if found else audit.NOBODY, "refused", SESSION)
            raise NotLetIn
        return self._let_in(found[0], caller, (who, where))

    def actor(self, token: str) -> Actor | None:
        found = self.session(token)
        return found.actor if found else None

    def session(self, token: str) -> sessions.SessionActor | None:
        """Asked at every rerun: one statement. When it is stale, say `seen`."""
        if not token:
            return None
        with self._database.read() as connection:
            return sessions.find(connection, token, self._clock())

    def seen(self, token: str) -> None:
        self._database.write(lambda c: sessions.seen(c, token, self._clock()))

    def sign_out(self, token: str) -> None:
        def work(connection: Connection) -> None:
            person = sessions.end(connection, token)
            if person:
                people.set_out(connection, person, self._clock())
                audit.write(connection, self._clock(), person, "signed out", SESSION)

        self._database.write(work)

    def sign_out_everywhere(self, actor: Actor) -> None:
        """An identity provider's sign-ins count no more either."""
        self._end_all(actor, actor.id)

    def own_sessions(self, actor: Actor) -> list[sessions.Session]:
        with self._database.read() as connection:
            return sessions.of(connection, actor.id, self._clock())

    def end_session(self, actor: Actor, id_: str) -> None:
        def work(connection: Connection) -> None:
            sessions.end_one(connection, actor.id, id_)
            audit.write(connection, self._clock(), actor.id, "signed out", SESSION)

        self._database.write(work)

    # An organisation's own sign-in

    def leave(self, state: str, to: str) -> str:
        """For a cookie, before somebody leaves for the provider. state: what it will repeat. to: where they
        want to be afterwards.
        """
        return oidc_claims.begun(self._key, state, to, self._clock())

    def wanted(self, word: str, state: str) -> str:
        """Where somebody who comes back refused wanted to go."""
        way = oidc_claims.going_on(self._key, word, state, self._clock())
        return way[1] if way else "/"

    def take_over(
        self, claims: Mapping[str, object], word: str, state: str, caller: Caller
    ) -> tuple[SignedIn, str]:
        """A session of ours for whom the provider names, and where to go on. word: from `leave`, out of the
        same browser.

        Only a verified e-mail of an account that is there already counts, and nothing else the provider says:
        role and trusts are ours.
        Raises IdentityRefused.
        """
        way, email = oidc_claims.going_on(self._key, word, state, self._clock()), oidc_claims.email_in(claims)
        if way is None:
            raise IdentityRefused(NOT_HERE)
        if not email:
            raise IdentityRefused(NO_EMAIL)
        with self._database.read() as connection:
            found = people.by_email(connection, email)
        verified = oidc_claims.is_verified(claims)
        if not verified or found is None or found[0].disabled:
            self._note(found[0].id if found else audit.NOBODY, "refused", SESSION)
            raise IdentityRefused(NO_ACCOUNT.format(email=email) if verified else NOT_VERIFIED)
        if found[2] is not None and iso(way[0]) <= found[2]:  # left for the provider before signing out
            raise IdentityRefused(NOT_HERE)
        return self._let_in(found[0], caller, self._tried(found[0].email, caller)), way[1]

    # Passwords and invitations

    def invited(self, token: str) -> Person:
        """Raises LinkEnded."""
        with self._database.read() as connection:
            found = invitations.whose(connection, token, self._clock())
        if found is None:
            raise LinkEnded
        return found

    def take_up(self, token: str, name: str, password: str, caller: Caller) -> SignedIn:
        """Sets the password, ends every earlier session, and signs in. Raises LinkEnded, AccountRefused."""
        person = self.invited(token)
        passwords.check_new(password, (name, *self._known_of(person)))
        chosen, name = passwords.hashed(password), people.tidy_name(name)

        def work(connection: Connection) -> None:
            if not invitations.use(connection, token, self._clock()):
                raise LinkEnded
            people.set_password(connection, person.id, chosen, name)
            sessions.end_all(connection, person.id)
            people.set_out(connection, person.id, self._clock())
            audit.write(connection, self._clock(), person.id, "took up", ACCOUNT)

        self._database.write(work)
        with self._database.read() as connection:
            person = people.by_id(connection, person.id)
        return self._let_in(person, caller, self._tried(person.email, caller))

    def change_password(self, actor: Actor, token: str, old: str, new: str, caller: Caller) -> None:
        """Every other session ends. Raises NotLetIn, TooManyTries, AccountRefused."""
        with self._database.read() as connection:
            person, kept = people.by_id(connection, actor.id), people.password_of(connection, actor.id)
        who, where = self._tried(person.email, caller)
        self._reserve(who, where)
        if not passwords.matches(old, kept):
            self._note(actor.id, "refused", SESSION)
            raise AccountRefused("Your present password is not right. Nothing was changed.", "old")
        passwords.check_new(new, self._known_of(person))
        chosen = passwords.hashed(new)

        def work(connection: Connection) -> None:
            people.set_password(connection, actor.id, chosen)
            sessions.end_all(connection, actor.id, but=token)
            throttle.forgive(connection, who, where, self._clock())
            audit.write(connection, self._clock(), actor.id, "password", ACCOUNT)

        self._database.write(work)

    # Within

    def _known_of(self, person: Person) -> tuple[str, ...]:
        """What a guess at somebody's password begins with."""
        with self._database.read() as connection:
            return (person.name, person.email, *people.trust_names(connection, person.trusts))

    def _tried(self, email: str, caller: Caller) -> tuple[str, str]:
        """The keys tries are counted under. A browser that was here before has its own: a stranger's tries do
        not shut it out.
        """
        email = people.email_key(email)
        nonce, _, signed = caller.known.partition(".")
        is_known = bool(signed) and same(signed, mark(self._key, "known", nonce, email))
        who = mark(self._key, "device", nonce, email) if is_known else mark(self._key, "person", email)
        return who, mark(self._key, "address", caller.address)

    def _reserve(self, who: str, where: str) -> None:
        rules = {who: throttle.PERSON, where: throttle.ADDRESS}
        wait = self._database.write(lambda c: throttle.reserve(c, rules, self._clock()))
        if wait > timedelta():
            raise TooManyTries(max(1, -(-wait // timedelta(seconds=1))))

    def _let_in(self, person: Person, caller: Caller, keys: tuple[str, str]) -> SignedIn:
        def work(connection: Connection) -> str:
            throttle.forgive(connection, *keys, self._clock())
            audit.write(connection, self._clock(), person.id, "signed in", SESSION)
            address = mark(self._key, "address", caller.address)
            return sessions.start(
                connection, person.id, address, sessions.browser_words(caller.browser), self._clock()
            )

        token, nonce = self._database.write(work), new_id()
        return SignedIn(
            token, f"{nonce}.{mark(self._key, 'known', nonce, people.email_key(person.email))}", person.actor
        )

    def _note(self, actor: str, action: str, kind: str) -> None:
        self._database.write(lambda c: audit.write(c, self._clock(), actor, action, kind))

    def _end_all(self, actor: Actor, person: str) -> None:
        def work(connection: Connection) -> None:
            sessions.end_all(connection, person)
            people.set_out(connection, person, self._clock())
            audit.write(connection, self._clock(), actor.id, "signed out everywhere", SESSION, person)

        self._database.write(work)

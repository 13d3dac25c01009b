"""The way in and out: signing in, sessions, passwords, invitations. Everybody looks after themselves here."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from c4eo_core.accounts import audit, invitations, passwords, people, sessions, throttle
from c4eo_core.accounts.errors import AccountRefused, LinkEnded, NotLetIn, TooManyTries
from c4eo_core.accounts.people import Person
from c4eo_core.accounts.permissions import Actor
from c4eo_core.accounts.tokens import iso, mark, new_id, now, same

T = TypeVar("T")
Clock = Callable[[], datetime]
ACCOUNT, SESSION = "account", "session"
_HAND_OVER = timedelta(minutes=10)


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
        """Raises NotLetIn in the same words and after the same work whoever it is, and TooManyTries before any."""
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

    def session(self, token: str) -> sessions.Found | None:
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

    def hand_over(self, claims: Mapping[str, object], cookie: str) -> str | None:
        """A word that turns an identity into a session of ours, for a few minutes and in this browser only.

        claims: what the provider says. Only a verified e-mail of an account that is there already counts; anybody else gets nothing.
        """
        email, issued = claims.get("email"), claims.get("iat")
        verified = any(claims.get(name) in (True, "1", "true", "True") for name in ("email_verified", "xms_edov"))
        if not (cookie and isinstance(email, str) and email and verified and isinstance(issued, int | float)):
            return None
        with self._database.read() as connection:
            found = people.by_email(connection, email)
        if found is None or not self._counts(found, issued):
            return None
        person, at = found[0].id, str(int(self._clock().timestamp()))
        return f"{person}.{int(issued)}.{at}.{mark(self._key, 'identity', person, str(int(issued)), at, cookie)}"

    def take_over(self, word: str, cookie: str, caller: Caller) -> SignedIn:
        """Raises LinkEnded."""
        person, issued, at, signed = (word.split(".") + [""] * 4)[:4]
        if not (cookie and same(signed, mark(self._key, "identity", person, issued, at, cookie))):
            raise LinkEnded
        try:
            with self._database.read() as connection:
                found = people.by_email(connection, people.by_id(connection, person).email)
        except AccountRefused:  # removed since
            raise LinkEnded from None
        if not self._counts(found, int(issued)) or self._clock().timestamp() - int(at) > _HAND_OVER.total_seconds():
            raise LinkEnded
        return self._let_in(found[0], caller, self._tried(found[0].email, caller))

    def _counts(self, found: tuple[Person, str | None, str | None], issued: float) -> bool:
        """Not of a closed account, not from before the person last signed out, not too old."""
        now_ = self._clock()
        if found[0].disabled or not 0 <= now_.timestamp() + 300 - issued <= sessions.IDLE.total_seconds():
            return False
        return found[2] is None or iso(datetime.fromtimestamp(issued, UTC)) > found[2]

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
        passwords.check_new(password, (name, person.name, person.email))
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
        passwords.check_new(new, (person.name, person.email))
        chosen = passwords.hashed(new)

        def work(connection: Connection) -> None:
            people.set_password(connection, actor.id, chosen)
            sessions.end_all(connection, actor.id, but=token)
            throttle.forgive(connection, who, where, self._clock())
            audit.write(connection, self._clock(), actor.id, "password", ACCOUNT)

        self._database.write(work)

    # Within

    def _tried(self, email: str, caller: Caller) -> tuple[str, str]:
        """The keys tries are counted under. A browser that was here before has its own: a stranger's tries do not shut it out."""
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
            return sessions.start(connection, person.id, address, sessions.browser_words(caller.browser), self._clock())

        token, nonce = self._database.write(work), new_id()
        return SignedIn(token, f"{nonce}.{mark(self._key, 'known', nonce, people.email_key(person.email))}", person.actor)

    def _note(self, actor: str, action: str, kind: str) -> None:
        self._database.write(lambda c: audit.write(c, self._clock(), actor, action, kind))

    def _end_all(self, actor: Actor, person: str) -> None:
        def work(connection: Connection) -> None:
            sessions.end_all(connection, person)
            people.set_out(connection, person, self._clock())
            audit.write(connection, self._clock(), actor.id, "signed out everywhere", SESSION, person)

        self._database.write(work)

"""The only way to read and change the records. Every call says who asks and in which trust; `may` decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, overload

from sqlalchemy import Select, select

from c4eo_core.accounts.permissions import (
    EDIT,
    READ,
    RECORDS,
    Actor,
)
from c4eo_core.database.connection import Database, address_of
from c4eo_core.database.errors import RecordsError
from c4eo_core.database.migrate import make_ready
from c4eo_core.records import change_log, writes
from c4eo_core.records.body import Body, Of
from c4eo_core.records.change_log import TrustTransaction
from c4eo_core.records.errors import PackRefused, UnknownItem
from c4eo_core.records.local_kinds import BroughtIn
from c4eo_core.records.rows import Change, Item, kind_of, of_kind, row_of
from c4eo_core.records.tables import changes, items
from c4eo_core.records.transfers import Clock, must, now
from c4eo_core.records.trust_records import TrustRecords

T = TypeVar("T")


def open_records(url: str | None = None, clock: Clock = now) -> "Records":
    """url: of SQLite or PostgreSQL; without it C4EO_DATABASE_URL, else a file in the user's data folder.
    Raises CannotOpen, TooNew.
    """
    database = Database(address_of(url))
    try:
        make_ready(database)
    except BaseException:
        database.close()
        raise
    return Records(database, clock)


class Records(TrustRecords):
    """One for the whole process; safe across threads. Whatever returns has been committed."""

    # Reading

    @overload
    def items(
        self, actor: Actor, trust: str, kind: type[Of], workshop: str | None = None
    ) -> list[Item[Of]]: ...

    @overload
    def items(
        self, actor: Actor, trust: str, kind: str | None = None, workshop: str | None = None
    ) -> list[Item[Body]]: ...

    def items(
        self, actor: Actor, trust: str, kind: str | type[Body] | None = None, workshop: str | None = None
    ) -> Sequence[Item[Body]]:
        """In order of position. Without kind or workshop: of every kind, in every workshop and in none."""
        must(actor, READ, RECORDS, trust)
        wanted = (
            select(items)
            .where(items.c.trust == trust)
            .order_by(items.c.position, items.c.created_at, items.c.id)
        )
        if kind is not None:
            wanted = wanted.where(items.c.kind == kind_of(kind))
        if workshop is not None:
            wanted = wanted.where(items.c.workshop == workshop)
        with self._database.read() as connection:
            return [row_of(row).item(trust) for row in connection.execute(wanted).mappings()]

    def item(self, actor: Actor, trust: str, id: str) -> Item[Body]:
        """Raises UnknownItem, for another trust's item too."""
        must(actor, READ, RECORDS, trust)
        with self._database.read() as connection:
            row = change_log.row_now(TrustTransaction(connection, actor, trust), id)
        if row is None:
            raise UnknownItem("This note is not there, or not any more.")
        return row.item(trust)

    def history(self, actor: Actor, trust: str, id: str | None = None, limit: int = 200) -> list[Change]:
        """Who did what and when, newest first: to one item, or in the whole trust."""
        must(actor, READ, RECORDS, trust)
        wanted = select(changes).where(changes.c.trust == trust).order_by(changes.c.n.desc()).limit(limit)
        return self._changes(trust, wanted if id is None else wanted.where(changes.c.item == id))

    def saved_at(self, actor: Actor, trust: str, workshop: str | None = None) -> datetime | None:
        """When anybody last saved anything there; None when nobody has."""
        must(actor, READ, RECORDS, trust)
        wanted = select(changes.c.at).where(changes.c.trust == trust).order_by(changes.c.n.desc()).limit(1)
        if workshop is not None:
            wanted = wanted.where(changes.c.workshop == workshop)
        with self._database.read() as connection:
            found = connection.scalar(wanted)
        return datetime.fromisoformat(found) if found else None

    # Writing

    def add(
        self, actor: Actor, trust: str, body: Of, workshop: str | None = None, position: float | None = None
    ) -> Item[Of]:
        """At the end when no position is given. Raises NotSaved carrying the body."""
        return of_kind(self.add_all(actor, trust, [body], workshop, position), type(body))[0]

    def add_all(
        self,
        actor: Actor,
        trust: str,
        bodies: Sequence[Body],
        workshop: str | None = None,
        position: float | None = None,
    ) -> list[Item[Body]]:
        """Several at once: one step to undo."""
        return self.save_together(actor, trust, bodies, (), workshop, position)

    def save_together(
        self,
        actor: Actor,
        trust: str,
        bodies: Sequence[Body],
        edits: Sequence[tuple[str, int, Mapping[str, object]]],
        workshop: str | None = None,
        position: float | None = None,
    ) -> list[Item[Body]]:
        """New ones, and changes to old ones (id, version that was on the page, fields), as one step to undo.
        Raises as `add_all` and `edit` do, and then nothing is changed.
        """
        bodies = list(bodies)
        carried = bodies[0] if len(bodies) == 1 else bodies
        return self._write(
            actor,
            trust,
            lambda transaction: writes.save_together(transaction, bodies, edits, workshop, position),
            carried,
        )

    def edit(self, actor: Actor, trust: str, id: str, version: int, **fields: object) -> Item[Body]:
        """version: the one that was on the page. Raises Conflict, UnknownItem and NotSaved, which keep what
        was typed, and NotValid.
        """

        def yours() -> object:
            try:
                return replace(self.item(actor, trust, id).body, **fields)
            except RecordsError:  # it cannot even be read now: the fields alone are kept
                return fields

        return self._write(
            actor, trust, lambda transaction: writes.edit(transaction, id, version, fields), yours
        )

    def move(self, actor: Actor, trust: str, id: str, position: float) -> Item[Body]:
        return self._write(actor, trust, lambda transaction: writes.move(transaction, id, position))

    def remove(self, actor: Actor, trust: str, id: str, version: int) -> None:
        """A workshop goes with all the notes in it, as one step. Raises Conflict when somebody has changed it
        since.
        """
        self._write(actor, trust, lambda transaction: writes.remove(transaction, id, version))

    # Undo

    def undo(self, actor: Actor, trust: str, past: str | None = None) -> Change | None:
        """Takes back this actor's newest step here, or the one below `past`; None when there is none.

        Raises UndoRefused when somebody has since changed the same thing; its `step`, given as `past`, goes
        one further back.
        """
        return self._write(
            actor,
            trust,
            lambda transaction: self._taken_back(
                transaction, change_log.next_undo(transaction, past), "undo"
            ),
        )

    def redo(self, actor: Actor, trust: str) -> Change | None:
        return self._write(
            actor,
            trust,
            lambda transaction: self._taken_back(transaction, change_log.piles(transaction)["redo"], "redo"),
        )

    def can_undo(self, actor: Actor, trust: str) -> str | None:
        """Such as: Undo: removed the idea 'Breakfast club'. None when there is nothing to undo, and for those
        who only read.
        """
        must(actor, READ, RECORDS, trust)
        with self._database.read() as connection:
            transaction = TrustTransaction(connection, actor, trust)
            node = change_log.next_undo(transaction)
            return f"Undo: {change_log.words_of(transaction, node.step)}" if node else None

    def can_redo(self, actor: Actor, trust: str) -> str | None:
        must(actor, READ, RECORDS, trust)
        with self._database.read() as connection:
            transaction = TrustTransaction(connection, actor, trust)
            node = change_log.piles(transaction)["redo"]
            return f"Redo: {change_log.words_of(transaction, node.undoes or node.step)}" if node else None

    # In and out: see Transfers

    def take_out_again(self, actor: Actor, trust: str) -> Change:
        """Undoes the bringing in of another trust's pack, when that is the last thing done there. Raises
        PackRefused, UndoRefused.
        """
        must(actor, EDIT, RECORDS, trust)
        last = next(iter(self.history(actor, trust, limit=1)), None)
        if last is None or last.actor != actor.id or not self._arrived_in(trust, last.step):
            raise PackRefused(
                "The last thing you did in this trust was not to bring in another trust's pack, so nothing"
                " was"
                " taken out. Look at the history of the session, and use Undo there."
            )
        done = self.undo(actor, trust)
        if done is None:
            raise PackRefused("There is nothing left to take out.")
        return done

    def _arrived_in(self, trust: str, step: str) -> bool:
        """Whether another trust's pack came in at this step."""
        c = changes.c
        arrived = select(c.n).where(c.trust == trust, c.step == step, c.kind == BroughtIn.kind, c.how == "do")
        with self._database.read() as connection:
            return connection.execute(arrived.limit(1)).first() is not None

    def close(self) -> None:
        self._database.close()

    def _write(
        self, actor: Actor, trust: str, work: Callable[[TrustTransaction], T], body: object | None = None
    ) -> T:
        must(actor, EDIT, RECORDS, trust)
        return writes.run(self._database, actor, trust, self._clock, work, body)

    def _changes(self, trust: str, wanted: Select) -> list[Change]:
        with self._database.read() as connection:
            return [writes.change_of(trust, row) for row in connection.execute(wanted).mappings()]

    def _taken_back(
        self, transaction: TrustTransaction, node: change_log.Node | None, how: str
    ) -> Change | None:
        if node is None:
            return None
        original = node.step if how == "undo" else node.undoes or node.step
        words = f"{'Undone' if how == 'undo' else 'Done again'}: {change_log.words_of(transaction, original)}"
        step = change_log.write(transaction, change_log.reverse(transaction, node.step), how, node.step)
        first = transaction.connection.execute(
            select(changes)
            .where(changes.c.trust == transaction.trust, changes.c.step == step)
            .order_by(changes.c.n)
            .limit(1)
        )
        return replace(writes.change_of(transaction.trust, first.mappings().one()), words=words)

"""Every change with its line in the log, in one transaction; and steps taken back and done again from the
log.

Each person has two piles in each trust: steps to undo and steps to redo. Every step of theirs lies on top of
one of them and names the step `below`; so the newest step is enough to find the top of both, however long the
log.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from c4eo_core.accounts.permissions import Actor
from c4eo_core.records.change_words import describe, overtaken
from c4eo_core.records.errors import UndoRefused
from c4eo_core.records.rows import Row, columns_of, row_from, row_of, snapshot
from c4eo_core.records.tables import changes, items

STEPS = 20

# Built once: putting a statement together takes longer than running it.
_HERE = (items.c.trust == bindparam("in_trust"), items.c.id == bindparam("with_id"))
_ADDED, _CHANGED, _REMOVED, _LOGGED = (
    insert(items),
    update(items).where(*_HERE),
    delete(items).where(*_HERE),
    insert(changes).inline(),
)


@dataclass(frozen=True)
class TrustTransaction:
    """Somebody in one trust, inside a transaction, at a moment (ISO)."""

    connection: Connection
    actor: Actor
    trust: str
    at: str = ""


@dataclass(frozen=True)
class Line:
    """One item before and after; None where it does not exist, which is never both."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        return cast(Row, self.after or self.before)


@dataclass(frozen=True)
class Node:
    """A step on a pile."""

    step: str
    how: str
    undoes: str | None
    below: str | None
    depth: int


def row_now(transaction: TrustTransaction, id_: str) -> Row | None:
    found = (
        transaction.connection.execute(
            select(items).where(items.c.trust == transaction.trust, items.c.id == id_)
        )
        .mappings()
        .first()
    )
    return row_of(found) if found else None


def rows_in(transaction: TrustTransaction, workshop: str) -> list[Row]:
    """The notes of a workshop."""
    wanted = (
        select(items)
        .where(items.c.trust == transaction.trust, items.c.workshop == workshop)
        .order_by(items.c.position, items.c.id)
    )
    return [row_of(row) for row in transaction.connection.execute(wanted).mappings()]


def new_id() -> str:
    return uuid.uuid4().hex


def write(
    transaction: TrustTransaction, lines: Sequence[Line], how: str = "do", undoes: str | None = None
) -> str:
    """Changes the items and writes the log; gives the step's id."""
    step, pile = new_id(), piles(transaction)
    below = pile["redo" if how == "undo" else "undo"]
    for line in lines:
        _apply(transaction, line)
        row = line.row
        logged = {
            "step": step,
            "how": how,
            "undoes": undoes,
            "below": below.step if below else None,
            "depth": below.depth + 1 if below else 1,
            "at": transaction.at,
            "actor": transaction.actor.id,
            "actor_name": transaction.actor.name,
            "trust": transaction.trust,
            "item": row.id,
            "kind": row.kind,
            "workshop": row.id if row.kind == "workshop" else row.workshop,
            "before": snapshot(line.before),
            "after": snapshot(line.after),
            "imported": False,
        }
        transaction.connection.execute(_LOGGED, logged)
    return step


def _apply(transaction: TrustTransaction, line: Line) -> None:
    here = {"in_trust": transaction.trust, "with_id": line.row.id}
    if line.after is None:
        transaction.connection.execute(_REMOVED, here)
    elif line.before is None:
        transaction.connection.execute(_ADDED, {"trust": transaction.trust, **columns_of(line.after)})
    else:
        transaction.connection.execute(_CHANGED, {**columns_of(line.after), **here})


def changed(transaction: TrustTransaction, row: Row, content: dict[str, object]) -> Row:
    """The row with other content. A version never comes twice in an item's life: the sign that somebody else
    was there.
    """
    return replace(
        row.with_content(content),
        version=row.version + 1,
        changed_at=transaction.at,
        changed_by=transaction.actor.name,
    )


def piles(transaction: TrustTransaction) -> dict[str, Node | None]:
    """The tops of the two piles."""
    newest = _node(transaction, changes.c.actor == transaction.actor.id, ~changes.c.imported)
    if newest is None or newest.how == "do":
        return {"undo": newest, "redo": None}
    taken = step_node(transaction, newest.undoes) if newest.undoes else None
    rest = step_node(transaction, taken.below) if taken and taken.below else None
    return {"undo": rest, "redo": newest} if newest.how == "undo" else {"undo": newest, "redo": rest}


def step_node(transaction: TrustTransaction, step: str) -> Node | None:
    return _node(transaction, changes.c.step == step)


def _node(transaction: TrustTransaction, *where: ColumnElement[bool]) -> Node | None:
    c = changes.c
    wanted = (
        select(c.step, c.how, c.undoes, c.below, c.depth)
        .where(c.trust == transaction.trust, *where)
        .order_by(c.n.desc())
        .limit(1)
    )
    found = transaction.connection.execute(wanted).first()
    return Node(*found) if found else None


def next_undo(transaction: TrustTransaction, past: str | None = None) -> Node | None:
    """The step to take back: the newest, or the one below `past`. None when there is none, or twenty are
    taken back already.
    """
    tops = piles(transaction)
    if tops["redo"] and tops["redo"].depth >= STEPS:
        return None
    node = tops["undo"]
    for _ in range(STEPS if past else 0):
        if node is None or node.step == past:
            break
        node = step_node(transaction, node.below) if node.below else None
    if past:
        node = step_node(transaction, node.below) if node and node.step == past and node.below else None
    return node


def lines_of(transaction: TrustTransaction, step: str) -> list[Line]:
    c = changes.c
    found = transaction.connection.execute(
        select(c.before, c.after).where(c.trust == transaction.trust, c.step == step).order_by(c.n)
    )
    return [Line(row_from(before), row_from(after)) for before, after in found]


def words_of(transaction: TrustTransaction, step: str) -> str:
    lines = lines_of(transaction, step)
    return describe([(line.row.kind, line.before, line.after) for line in lines])


def reverse(transaction: TrustTransaction, step: str) -> list[Line]:
    """The lines that take a step back and leave everything done since. Raises UndoRefused when
    they cannot.
    """
    done: dict[str, Row | None] = {}
    found = []
    for line in reversed(lines_of(transaction, step)):
        id_ = line.row.id
        now = done[id_] if id_ in done else row_now(transaction, id_)
        after = _reversed(transaction, step, line, now, done)
        found.append(Line(now, after))
        done[id_] = after
    return found


def _reversed(
    transaction: TrustTransaction, step: str, line: Line, now: Row | None, done: dict[str, Row | None]
) -> Row | None:
    if line.before is None:
        if now is None or now.body != line.row.body:
            raise _refused(transaction, step, line, "is no longer as you left it")
        if now.kind == "workshop" and any(done.get(note.id, note) for note in rows_in(transaction, now.id)):
            raise _refused(transaction, step, line, "has notes in it that others wrote")
        return None
    if line.after is None:
        if now is not None:
            raise _refused(transaction, step, line, "is there already")
        if line.before.kind == "brought_in" and _is_written_in(transaction):
            raise _refused(transaction, step, line, "would come into a trust with notes of its own")
        home = line.before.workshop
        if home and (done[home] if home in done else row_now(transaction, home)) is None:
            raise _refused(transaction, step, line, "belongs to a workshop that has been removed")
        return changed(transaction, line.before, line.before.content)
    if now is None:
        raise _refused(transaction, step, line, "has been removed")
    old, new, content = line.before.content, line.after.content, now.content
    for name in [n for n in {**old, **new} if old.get(n) != new.get(n)]:
        if content.get(name) != new.get(name):
            raise _refused(transaction, step, line, "has been changed in the same place")
        if name in old:
            content[name] = old[name]
        else:
            del content[name]
    return changed(transaction, now, content)


def _is_written_in(transaction: TrustTransaction) -> bool:
    here = select(items.c.id).where(items.c.trust == transaction.trust).limit(1)
    return transaction.connection.execute(here).first() is not None


def _refused(transaction: TrustTransaction, step: str, line: Line, problem: str) -> UndoRefused:
    c = changes.c
    others = select(c.actor_name, c.at).where(
        c.trust == transaction.trust, c.item == line.row.id, c.actor != transaction.actor.id
    )
    who = transaction.connection.execute(others.order_by(c.n.desc()).limit(1)).first()
    name, at = (who.actor_name, who.at) if who else (None, None)
    return UndoRefused(overtaken(line.row.kind, line.row, name, at, problem), step)

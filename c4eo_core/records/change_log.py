"""Every change with its line in the log, in one transaction; and steps taken back and done again from the
log.

Each person has two piles in each trust: steps to undo and steps to redo. Every step of theirs lies on top of
one of them and
names the step `below`; so the newest step is enough to find the top of both, however long the log.
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
class Pen:
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


def row_now(pen: Pen, id_: str) -> Row | None:
    found = (
        pen.connection.execute(select(items).where(items.c.trust == pen.trust, items.c.id == id_))
        .mappings()
        .first()
    )
    return row_of(found) if found else None


def rows_in(pen: Pen, workshop: str) -> list[Row]:
    """The notes of a workshop."""
    wanted = (
        select(items)
        .where(items.c.trust == pen.trust, items.c.workshop == workshop)
        .order_by(items.c.position, items.c.id)
    )
    return [row_of(row) for row in pen.connection.execute(wanted).mappings()]


def new_id() -> str:
    return uuid.uuid4().hex


def write(pen: Pen, lines: Sequence[Line], how: str = "do", undoes: str | None = None) -> str:
    """Changes the items and writes the log; gives the step's id."""
    step, pile = new_id(), piles(pen)
    below = pile["redo" if how == "undo" else "undo"]
    for line in lines:
        _apply(pen, line)
        row = line.row
        logged = {
            "step": step,
            "how": how,
            "undoes": undoes,
            "below": below.step if below else None,
            "depth": below.depth + 1 if below else 1,
            "at": pen.at,
            "actor": pen.actor.id,
            "actor_name": pen.actor.name,
            "trust": pen.trust,
            "item": row.id,
            "kind": row.kind,
            "workshop": row.id if row.kind == "workshop" else row.workshop,
            "before": snapshot(line.before),
            "after": snapshot(line.after),
            "imported": False,
        }
        pen.connection.execute(_LOGGED, logged)
    return step


def _apply(pen: Pen, line: Line) -> None:
    here = {"in_trust": pen.trust, "with_id": line.row.id}
    if line.after is None:
        pen.connection.execute(_REMOVED, here)
    elif line.before is None:
        pen.connection.execute(_ADDED, {"trust": pen.trust, **columns_of(line.after)})
    else:
        pen.connection.execute(_CHANGED, {**columns_of(line.after), **here})


def changed(pen: Pen, row: Row, content: dict[str, object]) -> Row:
    """The row with other content. A version never comes twice in an item's life: the sign that somebody else
    was there.
    """
    return replace(
        row.with_content(content), version=row.version + 1, changed_at=pen.at, changed_by=pen.actor.name
    )


def piles(pen: Pen) -> dict[str, Node | None]:
    """The tops of the two piles."""
    newest = _node(pen, changes.c.actor == pen.actor.id, ~changes.c.imported)
    if newest is None or newest.how == "do":
        return {"undo": newest, "redo": None}
    taken = step_node(pen, newest.undoes) if newest.undoes else None
    rest = step_node(pen, taken.below) if taken and taken.below else None
    return {"undo": rest, "redo": newest} if newest.how == "undo" else {"undo": newest, "redo": rest}


def step_node(pen: Pen, step: str) -> Node | None:
    return _node(pen, changes.c.step == step)


def _node(pen: Pen, *where: ColumnElement[bool]) -> Node | None:
    c = changes.c
    wanted = (
        select(c.step, c.how, c.undoes, c.below, c.depth)
        .where(c.trust == pen.trust, *where)
        .order_by(c.n.desc())
        .limit(1)
    )
    found = pen.connection.execute(wanted).first()
    return Node(*found) if found else None


def next_undo(pen: Pen, past: str | None = None) -> Node | None:
    """The step to take back: the newest, or the one below `past`. None when there is none, or twenty are
    taken back already.
    """
    tops = piles(pen)
    if tops["redo"] and tops["redo"].depth >= STEPS:
        return None
    node = tops["undo"]
    for _ in range(STEPS if past else 0):
        if node is None or node.step == past:
            break
        node = step_node(pen, node.below) if node.below else None
    if past:
        node = step_node(pen, node.below) if node and node.step == past and node.below else None
    return node


def lines_of(pen: Pen, step: str) -> list[Line]:
    c = changes.c
    found = pen.connection.execute(
        select(c.before, c.after).where(c.trust == pen.trust, c.step == step).order_by(c.n)
    )
    return [Line(row_from(before), row_from(after)) for before, after in found]


def words_of(pen: Pen, step: str) -> str:
    lines = lines_of(pen, step)
    return describe([(line.row.kind, line.before, line.after) for line in lines])


def reverse(pen: Pen, step: str) -> list[Line]:
    """The lines that take a step back and leave everything done since. Raises UndoRefused when they cannot."""
    done: dict[str, Row | None] = {}
    found = []
    for line in reversed(lines_of(pen, step)):
        id_ = line.row.id
        now = done[id_] if id_ in done else row_now(pen, id_)
        after = _reversed(pen, step, line, now, done)
        found.append(Line(now, after))
        done[id_] = after
    return found


def _reversed(pen: Pen, step: str, line: Line, now: Row | None, done: dict[str, Row | None]) -> Row | None:
    if line.before is None:
        if now is None or now.body != line.row.body:
            raise _refused(pen, step, line, "is no longer as you left it")
        if now.kind == "workshop" and any(done.get(note.id, note) for note in rows_in(pen, now.id)):
            raise _refused(pen, step, line, "has notes in it that others wrote")
        return None
    if line.after is None:
        if now is not None:
            raise _refused(pen, step, line, "is there already")
        home = line.before.workshop
        if home and (done[home] if home in done else row_now(pen, home)) is None:
            raise _refused(pen, step, line, "belongs to a workshop that has been removed")
        return changed(pen, line.before, line.before.content)
    if now is None:
        raise _refused(pen, step, line, "has been removed")
    old, new, content = line.before.content, line.after.content, now.content
    for name in [n for n in {**old, **new} if old.get(n) != new.get(n)]:
        if content.get(name) != new.get(name):
            raise _refused(pen, step, line, "has been changed in the same place")
        if name in old:
            content[name] = old[name]
        else:
            del content[name]
    return changed(pen, now, content)


def _refused(pen: Pen, step: str, line: Line, problem: str) -> UndoRefused:
    c = changes.c
    others = select(c.actor_name, c.at).where(
        c.trust == pen.trust, c.item == line.row.id, c.actor != pen.actor.id
    )
    who = pen.connection.execute(others.order_by(c.n.desc()).limit(1)).first()
    name, at = (who.actor_name, who.at) if who else (None, None)
    return UndoRefused(overtaken(line.row.kind, line.row, name, at, problem), step)

"""What a save does once it is allowed: checks that nothing is written over unseen, then hands its lines to
the log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, RowMapping, func, select

from c4eo_core.accounts.permissions import Actor
from c4eo_core.database.connection import Clash, Database
from c4eo_core.database.errors import NotSaved
from c4eo_core.model.known import known
from c4eo_core.records import change_log, trusts
from c4eo_core.records.body import Body, to_json
from c4eo_core.records.change_log import Line, TrustTransaction
from c4eo_core.records.change_words import describe
from c4eo_core.records.errors import Conflict, NotValid, UnknownItem
from c4eo_core.records.rows import Change, Item, Row, iso, new_row, row_from
from c4eo_core.records.tables import changes, items

T = TypeVar("T")


def run(
    database: Database,
    actor: Actor,
    trust: str,
    clock: Callable[[], datetime],
    work: Callable[[TrustTransaction], T],
    body: object | None,
) -> T:
    """In one transaction, alone in the trust. body: what NotSaved is to carry, or how to find it."""

    def all_of_it(connection: Connection) -> T:
        trusts.locked(connection, trust)
        return work(TrustTransaction(connection, actor, trust, iso(clock())))

    try:
        return database.write(all_of_it)
    except Clash:
        raise NotSaved(
            "Two saves of the same note met. Save again.", body() if callable(body) else body
        ) from None
    except NotSaved as error:
        raise NotSaved(str(error), body() if callable(body) else body, error.unsure) from None


def save_together(
    transaction: TrustTransaction,
    bodies: Sequence[Body],
    edits: Sequence[tuple[str, int, Mapping[str, object]]],
    workshop: str | None,
    position: float | None,
) -> list[Item[Body]]:
    """New ones and changes to old ones as one step to undo; gives the new ones back. edits: (id, version that
    was on the page, fields).
    """
    if workshop is not None and not _is_workshop(transaction, workshop):
        raise UnknownItem(
            "The workshop this belongs to has been removed; undo that first.",
            bodies[0] if len(bodies) == 1 else bodies,
        )
    changed = [line for id_, version, fields in edits if (line := _edited(transaction, id_, version, fields))]
    ends: dict[str, float] = {}
    rows = []
    for n, body in enumerate(bodies):
        last = ends[body.kind] if body.kind in ends else _last_place(transaction, body.kind, workshop)
        ends[body.kind] = place = last + 1 if position is None else float(position) + n
        rows.append(
            new_row(change_log.new_id(), body, workshop, place, transaction.at, transaction.actor.name)
        )
    if rows or changed:
        change_log.write(transaction, [*changed, *(Line(None, row) for row in rows)])
    return [row.item(transaction.trust) for row in rows]


def edit(transaction: TrustTransaction, id_: str, version: int, fields: Mapping[str, object]) -> Item[Body]:
    line = _edited(transaction, id_, version, fields)
    if line is None:
        return _present(transaction, id_, version, fields).item(transaction.trust)
    change_log.write(transaction, [line])
    return known(line.after).item(transaction.trust)


def _edited(
    transaction: TrustTransaction, id_: str, version: int, fields: Mapping[str, object]
) -> Line | None:
    """What the change writes, None where nothing is different. Raises Conflict and UnknownItem."""
    row = _present(transaction, id_, version, fields)
    theirs = row.item(transaction.trust)
    wanted = replace(theirs.body, **fields)
    if version != row.version:
        _refuse_unseen(transaction, row, version, fields, wanted)
    if wanted == theirs.body:
        return None
    return Line(row, change_log.changed(transaction, row, {**row.content, **to_json(wanted)}))


def _refuse_unseen(
    transaction: TrustTransaction, row: Row, version: int, fields: Mapping[str, object], wanted: Body
) -> None:
    """Raises Conflict unless all is as it was on the page. The same value twice is a conflict too: two votes
    are not one.
    """
    base, theirs = _as_seen(transaction, row, version), row.item(transaction.trust)
    seen = base.typed if base else None
    if seen == theirs.body:
        return
    both = tuple(name for name in fields if seen is None or getattr(seen, name) != getattr(theirs.body, name))
    raise Conflict(theirs, replace(seen or theirs.body, **fields), both, None if both else wanted)


def move(transaction: TrustTransaction, id_: str, position: float) -> Item[Body]:
    row = _present(transaction, id_, 0, {})
    if not abs(position) < 1e15:
        raise NotValid("position", "A place in a list is a number.")
    return (
        row.item(transaction.trust)
        if row.position == position
        else _save(transaction, row, {**row.content, ".position": float(position)})
    )


def remove(transaction: TrustTransaction, id_: str, version: int) -> None:
    row = _present(transaction, id_, version, {})
    base = _as_seen(transaction, row, version)
    if version != row.version and (base is None or base.body != row.body):
        raise Conflict(row.item(transaction.trust), None, (), None)
    inside = change_log.rows_in(transaction, id_) if row.kind == "workshop" else []
    change_log.write(transaction, [Line(r, None) for r in (*inside, row)])


def change_of(trust: str, stored: RowMapping) -> Change:
    before, after = row_from(stored["before"]), row_from(stored["after"])
    return Change(
        **{
            name: stored[name]
            for name in ("n", "step", "how", "undoes", "actor", "actor_name", "trust", "item", "kind")
        },
        at=datetime.fromisoformat(stored["at"]),
        before=before.item(trust) if before else None,
        after=after.item(trust) if after else None,
        words=describe([(stored["kind"], before, after)], stored["how"]),
    )


def _save(transaction: TrustTransaction, row: Row, content: dict[str, object]) -> Item[Body]:
    after = change_log.changed(transaction, row, content)
    change_log.write(transaction, [Line(row, after)])
    return after.item(transaction.trust)


def _present(transaction: TrustTransaction, id_: str, version: int, fields: Mapping[str, object]) -> Row:
    """Raises UnknownItem, which says who removed it and carries what was typed."""
    row = change_log.row_now(transaction, id_)
    if row is not None:
        return row
    c = changes.c
    newest = (
        select(c.actor_name, c.at, c.before)
        .where(c.trust == transaction.trust, c.item == id_)
        .order_by(c.n.desc())
        .limit(1)
    )
    gone = transaction.connection.execute(newest).first()
    if gone is None:
        raise UnknownItem("This note is not there.", dict(fields) or None)
    last = row_from(gone.before)
    yours = replace(last.typed, **fields) if last and fields else None
    when = datetime.fromisoformat(gone.at).astimezone().strftime("%H:%M")
    raise UnknownItem(
        f"{gone.actor_name} removed this at {when}. What you typed is still here: add it as a new note if it"
        " is needed.",
        yours,
    )


def _as_seen(transaction: TrustTransaction, row: Row, version: int) -> Row | None:
    """The item as it was at that version."""
    if version == row.version:
        return row
    c = changes.c
    found = transaction.connection.scalars(
        select(c.after).where(c.trust == transaction.trust, c.item == row.id).order_by(c.n.desc())
    )
    return next((r for r in map(row_from, found) if r and r.version == version), None)


def _is_workshop(transaction: TrustTransaction, id_: str) -> bool:
    row = change_log.row_now(transaction, id_)
    return row is not None and row.kind == "workshop"


def _last_place(transaction: TrustTransaction, kind: str, workshop: str | None) -> float:
    here = (items.c.trust == transaction.trust, items.c.kind == kind, items.c.workshop == workshop)
    return transaction.connection.scalar(select(func.max(items.c.position)).where(*here)) or 0.0

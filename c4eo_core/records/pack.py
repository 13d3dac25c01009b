"""A trust's records out of one database and into another: complete, checked, and never over
something else.
"""

from dataclasses import asdict

from sqlalchemy import RowMapping, insert, select

from c4eo_core import __version__
from c4eo_core.database.metadata import REVISION
from c4eo_core.records import change_log, trusts
from c4eo_core.records.change_log import Line, TrustTransaction
from c4eo_core.records.errors import OtherTrust, PackRefused
from c4eo_core.records.local_kinds import BroughtIn
from c4eo_core.records.pack_checks import FORMAT, LINE, Json, Pack, plain
from c4eo_core.records.pack_seal import sealed
from c4eo_core.records.rows import Row, Trust, columns_of, iso, new_row, row_from, row_of, snapshot
from c4eo_core.records.tables import changes, items
from c4eo_core.records.tables import trusts as trusts_table


def packed(transaction: TrustTransaction, history: bool, key: bytes = b"") -> Json:
    """Plain values, ready for JSON; sha256 is over everything else in it, and signed where there is a key."""
    trust = trusts.locked(transaction.connection, transaction.trust)
    in_order = (
        select(items).where(items.c.trust == transaction.trust).order_by(items.c.created_at, items.c.id)
    )
    logged = select(changes).where(changes.c.trust == transaction.trust).order_by(changes.c.n)
    pack = {
        "format": FORMAT,
        "revision": REVISION,
        "app": __version__,
        "made_at": transaction.at,
        "trust": {**asdict(trust), "created_at": iso(trust.created_at)},
        "items": [plain(row_of(row)) for row in transaction.connection.execute(in_order).mappings()],
        "changes": [_line(row) for row in transaction.connection.execute(logged).mappings()]
        if history
        else [],
    }
    return sealed(pack, key)


def is_of(whose: Trust, trust: Trust) -> bool:
    """The same trust, by its id or its name, in the same area."""
    same_name = whose.name.casefold() == trust.name.casefold()
    return whose.area == trust.area and (whose.id == trust.id or same_name)


def unpack(transaction: TrustTransaction, pack: Pack, new: bool, typed_name: str = "") -> Trust:
    """Into a new trust, or into one in which nothing is written. typed_name: the name of the trust it goes
    into, which a pack of another trust needs. Raises PackRefused, OtherTrust.
    """
    if new:
        trust = _new_trust(transaction, pack)
    else:
        trust = trusts.locked(transaction.connection, transaction.trust)
        if not is_of(pack.trust, trust):
            if typed_name.strip() != trust.name:
                raise OtherTrust(pack.trust, trust, bool(typed_name.strip()))
            _must_be_empty(transaction)
            _bring_in_as_a_step(transaction, pack)
            return trust
        _must_be_empty(transaction)
    if not pack.changes and pack.rows:
        _log_arrival(transaction, pack.rows)
    for row in pack.rows:
        transaction.connection.execute(insert(items).values(trust=transaction.trust, **columns_of(row)))
    for line in pack.changes:
        transaction.connection.execute(insert(changes).values(**_stored(transaction, line)))
    return trust


def _new_trust(transaction: TrustTransaction, pack: Pack) -> Trust:
    if transaction.connection.scalar(select(trusts_table.c.id).where(trusts_table.c.id == transaction.trust)):
        raise PackRefused(
            "This trust is here already, and nothing in it was changed. To put the pack in its place,"
            " delete the trust first; to keep both, add a new trust and bring the pack in there."
        )
    free = trusts.free_name(transaction.connection, pack.trust.name)
    made_at = iso(pack.trust.created_at)
    return trusts.add(
        transaction.connection, free, pack.trust.area, pack.trust.colour, made_at, transaction.trust
    )


def _must_be_empty(transaction: TrustTransaction) -> None:
    """Nothing in it, and nothing ever but packs of other trusts that were taken out again."""
    here = changes.c.trust == transaction.trust
    arrivals = select(changes.c.step).where(here, changes.c.kind == BroughtIn.kind)
    written = select(changes.c.n).where(here, changes.c.step.not_in(arrivals)).limit(1)
    held = select(items.c.id).where(items.c.trust == transaction.trust).limit(1)
    if transaction.connection.execute(written).first() or transaction.connection.execute(held).first():
        raise PackRefused(
            "There are notes in this trust already, or have been. A pack goes into a trust where nothing"
            " was written yet."
        )


def _bring_in_as_a_step(transaction: TrustTransaction, pack: Pack) -> None:
    """Another trust's notes: a step of whoever typed the name, which undo takes back whole. What was done to
    them over there is not this trust's history, and stays behind.
    """
    arrival = BroughtIn(
        trust_name=pack.trust.name,
        area=pack.trust.area,
        made_at=pack.made_at,
        sha256=pack.sha256,
        seal=pack.seal,
    )
    row = new_row(change_log.new_id(), arrival, None, 1.0, transaction.at, transaction.actor.name)
    # notes of a session after the session itself, so that undo, which goes backwards, takes them out first
    in_order = sorted(pack.rows, key=lambda r: r.workshop is not None)
    change_log.write(transaction, [Line(None, row), *(Line(None, r) for r in in_order)])


def _log_arrival(transaction: TrustTransaction, rows: tuple[Row, ...]) -> None:
    step = change_log.new_id()
    for row in rows:
        line = {
            "step": step,
            "how": "do",
            "undoes": None,
            "at": transaction.at,
            "actor": transaction.actor.id,
            "actor_name": transaction.actor.name,
        }
        both = {"before": None, "after": plain(row)}
        transaction.connection.execute(
            insert(changes).values(**_stored(transaction, {**line, "item": row.id, "kind": row.kind, **both}))
        )


def _stored(transaction: TrustTransaction, line: Json) -> Json:
    """Brought in from elsewhere: kept as history, on nobody's pile of steps to undo."""
    before, after = (Row(**line[k]) if line[k] else None for k in ("before", "after"))
    row = Line(before, after).row
    home = line["item"] if line["kind"] == "workshop" else row.workshop
    kept = {name: line[name] for name in LINE}
    ends = {"before": snapshot(before), "after": snapshot(after)}
    return {
        **kept,
        **ends,
        "trust": transaction.trust,
        "workshop": home,
        "below": None,
        "depth": 0,
        "imported": True,
    }


def _line(stored: RowMapping) -> Json:
    before, after = row_from(stored["before"]), row_from(stored["after"])
    return {
        **{name: stored[name] for name in LINE},
        "before": before and plain(before),
        "after": after and plain(after),
    }

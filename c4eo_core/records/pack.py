"""A trust's records out of one database and into another: complete, checked, and never over something else."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, func, insert, select

from c4eo_core import __version__
from c4eo_core.database.errors import TooNew
from c4eo_core.database.metadata import REVISION
from c4eo_core.records import change_log, trusts
from c4eo_core.records.change_log import Line, TrustTransaction
from c4eo_core.records.errors import NotValid, PackRefused
from c4eo_core.records.kinds import KINDS, from_json
from c4eo_core.records.rows import Row, Trust, columns_of, iso, row_from, row_of, snapshot, written
from c4eo_core.records.tables import changes, items
from c4eo_core.records.tables import trusts as trusts_table

FORMAT = "c4eo-records"
_LINE = ("step", "how", "undoes", "at", "actor", "actor_name", "item", "kind")
_MOST = 200_000


# What a pack holds is only known once it has been checked.
Json = dict[str, Any]


@dataclass(frozen=True)
class Pack:
    """changes: the lines of the log as stored, oldest first; empty when the history was left out."""

    trust: Trust
    rows: tuple[Row, ...]
    changes: tuple[Json, ...]


def packed(transaction: TrustTransaction, history: bool) -> Json:
    """Plain values, ready for JSON; sha256 is over everything else in it."""
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
        "items": [asdict(row_of(row)) for row in transaction.connection.execute(in_order).mappings()],
        "changes": [_line(row) for row in transaction.connection.execute(logged).mappings()]
        if history
        else [],
    }
    return {**pack, "sha256": checksum(pack)}


def checksum(pack: Json) -> str:
    plain = json.dumps(
        {k: v for k, v in pack.items() if k != "sha256"}, sort_keys=True, ensure_ascii=True, allow_nan=False
    )
    return hashlib.sha256(plain.encode()).hexdigest()


def read(data: object) -> Pack:
    """Raises PackRefused, TooNew. Nothing of it is believed before it has been checked."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise PackRefused("This is not a trust's records. Choose the pack that this app made.")
    if not isinstance(data.get("revision"), str) or data["revision"] > REVISION:
        raise TooNew(
            "This pack was made by a newer version of the app. Nothing was changed. Bring it in with that"
            " version or a newer one."
        )
    try:
        if data.get("sha256") != checksum(data):
            raise PackRefused(
                "This pack was changed or damaged after it was made: its checksum differs. Ask for it again."
            )
        given = data["trust"]
        name, area, colour = (
            trusts.tidy_name(given["name"]),
            trusts.tidy_area(given["area"]),
            trusts.tidy_colour(given["colour"]),
        )
        trust = Trust(_id(given["id"]), name, area, colour, datetime.fromisoformat(given["created_at"]))
        rows = tuple(_row(row) for row in data["items"])
        lines = tuple(_checked_line(line) for line in data["changes"])
    except (KeyError, TypeError, ValueError, AttributeError, NotValid) as error:
        raise PackRefused(
            f"This pack does not hold what it should ({type(error).__name__}). Nothing was changed. Ask for"
            " it again."
        ) from None
    _agree(rows, lines)
    return Pack(trust, rows, lines)


def unpack(transaction: TrustTransaction, pack: Pack, new: bool) -> Trust:
    """Into a new trust, or into one that has no notes yet."""
    if new:
        if transaction.connection.scalar(
            select(trusts_table.c.id).where(trusts_table.c.id == transaction.trust)
        ):
            raise PackRefused(
                "This trust is here already, and nothing in it was changed. To put the pack in its place,"
                " delete the trust first; to keep both, add a new trust and bring the pack in there."
            )
        free = trusts.free_name(transaction.connection, pack.trust.name)
        trust = trusts.add(
            transaction.connection,
            free,
            pack.trust.area,
            pack.trust.colour,
            iso(pack.trust.created_at),
            transaction.trust,
        )
    else:
        trust = trusts.locked(transaction.connection, transaction.trust)
        if transaction.connection.scalar(
            select(func.count()).select_from(changes).where(changes.c.trust == transaction.trust)
        ):
            raise PackRefused(
                "There are notes in this trust already, or have been. A pack goes into a trust where nothing"
                " was written yet."
            )
    if not pack.changes and pack.rows:
        _log_arrival(transaction, pack.rows)
    for row in pack.rows:
        transaction.connection.execute(insert(items).values(trust=transaction.trust, **columns_of(row)))
    for line in pack.changes:
        transaction.connection.execute(insert(changes).values(**_stored(transaction, line)))
    return trust


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
        both = {"before": None, "after": asdict(row)}
        transaction.connection.execute(
            insert(changes).values(**_stored(transaction, {**line, "item": row.id, "kind": row.kind, **both}))
        )


def _stored(transaction: TrustTransaction, line: Json) -> Json:
    """Brought in from elsewhere: kept as history, on nobody's pile of steps to undo."""
    before, after = (Row(**line[k]) if line[k] else None for k in ("before", "after"))
    row = Line(before, after).row
    home = line["item"] if line["kind"] == "workshop" else row.workshop
    plain = {name: line[name] for name in _LINE}
    ends = {"before": snapshot(before), "after": snapshot(after)}
    return {
        **plain,
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
        **{name: stored[name] for name in _LINE},
        "before": before and asdict(before),
        "after": after and asdict(after),
    }


def _checked_line(line: Json) -> Json:
    rows = {k: asdict(_row(line[k])) if line[k] is not None else None for k in ("before", "after")}
    row = rows["after"] or rows["before"] or {}
    datetime.fromisoformat(line["at"])
    plain = {name: line[name] for name in _LINE}
    if row["id"] != line["item"] or row["kind"] != line["kind"] or plain["how"] not in ("do", "undo", "redo"):
        raise ValueError
    for name in ("step", "undoes"):
        if name == "step" or plain[name] is not None:
            _id(plain[name])
    if not all(
        isinstance(plain[name], str) and len(plain[name]) <= 300 and "\0" not in plain[name]
        for name in ("actor", "actor_name", "at")
    ):
        raise ValueError
    return {**plain, **rows}


def _row(given: Json) -> Row:
    """Raises one of many errors when it is not a row as this app writes it."""
    row = Row(**given)
    if (
        row.kind not in KINDS
        or not isinstance(row.version, int)
        or row.version < 1
        or not abs(float(row.position)) < 1e15
    ):
        raise ValueError
    from_json(row.kind, row.body, strict=True)
    _id(row.id), (row.workshop is None or _id(row.workshop))
    for moment in (row.created_at, row.changed_at):
        if iso(datetime.fromisoformat(moment)) != moment:
            raise ValueError
    if not isinstance(row.changed_by, str) or "\0" in written(row.body) or len(row.changed_by) > 300:
        raise ValueError
    return row


def _id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 64 or not value.isalnum() or not value.isascii():
        raise ValueError
    return value


def _agree(rows: tuple[Row, ...], lines: tuple[Json, ...]) -> None:
    """The log, played from the start, must end in the records."""
    state: dict[str, Json] = {}
    held = {row.id: asdict(row) for row in rows}
    fits = len(held) == len(rows) <= _MOST and all(
        row.workshop is None or row.workshop in held for row in rows
    )
    for line in lines:
        fits = fits and state.get(line["item"]) == line["before"]
        state[line["item"]] = line["after"]
        if line["after"] is None:
            del state[line["item"]]
    if not fits or (lines and state != held):
        raise PackRefused(
            "The notes in this pack and its history do not agree, so nothing was changed. Ask for it again."
        )

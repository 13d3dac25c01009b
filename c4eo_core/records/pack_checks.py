"""A pack is believed only after it has been checked: what it holds, and that its log ends in its records."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from c4eo_core.catalogue.areas import load_areas
from c4eo_core.database.errors import TooNew
from c4eo_core.database.metadata import REVISION
from c4eo_core.records import trusts
from c4eo_core.records.errors import NotValid, PackRefused
from c4eo_core.records.kinds import KINDS, from_json
from c4eo_core.records.pack_seal import seal_of
from c4eo_core.records.rows import Row, Trust, iso, written

FORMAT = "c4eo-records"
LINE = ("step", "how", "undoes", "at", "actor", "actor_name", "item", "kind")
_MOST, _MOST_VERSION, _MOST_BODY = 200_000, 2**31 - 1, 20_000_000

# What a pack holds is only known once it has been checked.
Json = dict[str, Any]


@dataclass(frozen=True)
class Pack:
    """changes: the lines of the log as stored, oldest first; empty when the history was left out. seal: one
    of `pack_seal.SEALS`; sha256: its checksum.
    """

    trust: Trust
    rows: tuple[Row, ...]
    changes: tuple[Json, ...]
    seal: str
    sha256: str
    made_at: str


def read(data: object, key: bytes = b"") -> Pack:
    """Raises PackRefused, TooNew. Nothing of it is believed before it has been checked."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise PackRefused("This is not a trust's records. Choose the pack that this app made.")
    if not isinstance(data.get("revision"), str) or data["revision"] > REVISION:
        raise TooNew(
            "This pack was made by a newer version of the app. Nothing was changed. Bring it in with that"
            " version or a newer one."
        )
    try:
        seal = seal_of(data, key)
        trust = _trust(data["trust"])
        rows = tuple(_row(row) for row in data["items"])
        lines = tuple(_checked_line(line) for line in data["changes"])
        made_at = datetime.fromisoformat(data["made_at"]).isoformat()
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        NotValid,
    ) as error:
        raise PackRefused(
            f"This pack does not hold what it should: {_why(error)}. Nothing was changed. Ask for it again."
        ) from None
    _agree(rows, lines)
    _known_areas_only(trust, rows)
    return Pack(trust, rows, lines, seal, data["sha256"], made_at)


def _trust(given: Json) -> Trust:
    name, area = trusts.tidy_name(given["name"]), trusts.tidy_area(given["area"])
    made = datetime.fromisoformat(given["created_at"])
    return Trust(_id(given["id"]), name, area, trusts.tidy_colour(given["colour"]), made)


def _checked_line(line: Json) -> Json:
    rows = {k: plain(_row(line[k])) if line[k] is not None else None for k in ("before", "after")}
    row = rows["after"] or rows["before"] or {}
    datetime.fromisoformat(line["at"])
    kept = {name: line[name] for name in LINE}
    if row["id"] != line["item"] or row["kind"] != line["kind"] or kept["how"] not in ("do", "undo", "redo"):
        raise ValueError
    for name in ("step", "undoes"):
        if name == "step" or kept[name] is not None:
            _id(kept[name])
    if not all(
        isinstance(kept[name], str) and len(kept[name]) <= 300 and "\0" not in kept[name]
        for name in ("actor", "actor_name", "at")
    ):
        raise ValueError
    return {**kept, **rows}


def plain(row: Row) -> Json:
    """The row's own fields; the body is not copied."""
    return dict(vars(row))


def _row(given: Json) -> Row:
    """Raises one of many errors when it is not a row as this app writes it."""
    row = Row(**given)
    if row.kind not in KINDS:
        raise ValueError("a note is of a kind that this app does not know")
    if not isinstance(row.version, int) or not 1 <= row.version <= _MOST_VERSION:
        raise ValueError(f"a note's version is not a whole number from 1 to {_MOST_VERSION:,}")
    if not abs(float(row.position)) < 1e15:
        raise ValueError("a note's place in its list is not a number that can be")
    from_json(row.kind, row.body, strict=True)
    _id(row.id), (row.workshop is None or _id(row.workshop))
    for moment in (row.created_at, row.changed_at):
        if iso(datetime.fromisoformat(moment)) != moment:
            raise ValueError("a note's day is not written as this app writes it")
    body = written(row.body)
    if not isinstance(row.changed_by, str) or "\0" in body or len(row.changed_by) > 300:
        raise ValueError("a note holds what nobody can type")
    if len(body) > _MOST_BODY:
        raise ValueError("a note is longer than any note can be")
    return row


def _why(error: Exception) -> str:
    """Words of our own where there are some; never what was in the file."""
    ours = type(error) is ValueError and str(error).startswith("a note")
    return str(error) if ours else f"it is not in the form of a pack ({type(error).__name__})"


def _id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 64 or not value.isalnum() or not value.isascii():
        raise ValueError
    return value


def _agree(rows: tuple[Row, ...], lines: tuple[Json, ...]) -> None:
    """The log, played from the start, must end in the records."""
    state: dict[str, Json] = {}
    held = {row.id: plain(row) for row in rows}
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


@lru_cache(maxsize=1)
def _areas() -> frozenset[str]:
    """Codes, today's and those a place had before."""
    return frozenset(code for area in load_areas().areas for code in (area.code, *area.aliases))


def _known_areas_only(trust: Trust, rows: tuple[Row, ...]) -> None:
    """A page about a place that is not in the area book cannot be drawn. Names every such place at once."""
    named = {("the trust itself", trust.area)}
    for row in rows:
        body = row.typed
        places = [getattr(body, "area", ""), *getattr(body, "members", ())]
        named |= {(f"the {body.noun} '{body.label}'", place) for place in places if place}
    unknown = sorted((what, place) for what, place in named if place not in _areas())
    if unknown:
        lines = "; ".join(f"'{place[:40]}' in {what}" for what, place in unknown[:5])
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        raise PackRefused(
            f"This pack names places that are not in our book of areas: {lines}{more}. Expected: the"
            " nine-character code of an authority, such as E08000035. Nothing was changed. Ask for a pack"
            " made"
            " by the newest version of the app."
        )

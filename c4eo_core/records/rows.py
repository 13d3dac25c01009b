"""Rows of the database as plain values, and as what a page is given."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Generic, cast

from sqlalchemy import RowMapping

from c4eo_core.records.body import Body, Of, to_json
from c4eo_core.records.kinds import KINDS, from_json


@dataclass(frozen=True)
class Trust:
    """A Children's Trust. area: nine-character code; colour: of the band that says which trust this is."""

    id: str
    name: str
    area: str
    colour: str
    created_at: datetime


@dataclass(frozen=True)
class Item(Generic[Of]):
    """One record as it stands. changed_by: the name of who changed it last. Give `version` back
    when saving.
    """

    id: str
    trust: str
    workshop: str | None
    kind: str
    position: float
    body: Of
    version: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class Change:
    """One line of the log. words: what was done, for a person; how: do, undo or redo; step: lines done at
    once share it.
    """

    n: int
    step: str
    how: str
    undoes: str | None
    at: datetime
    actor: str
    actor_name: str
    trust: str
    item: str
    kind: str
    before: Item[Body] | None
    after: Item[Body] | None
    words: str


@dataclass(frozen=True)
class Row:
    """An item without its trust, as the database and the log hold it. body: the fields;
    moments: ISO texts.
    """

    id: str
    workshop: str | None
    kind: str
    position: float
    body: dict[str, object]
    version: int
    created_at: str
    changed_at: str
    changed_by: str

    @property
    def content(self) -> dict[str, object]:
        """What a person can change, by name; the place among the others under names no field has."""
        return {**self.body, ".workshop": self.workshop, ".position": self.position}

    def with_content(self, content: Mapping[str, object]) -> "Row":
        body = {name: value for name, value in content.items() if not name.startswith(".")}
        workshop, position = content[".workshop"], content[".position"]
        return replace(self, body=body, workshop=cast(str | None, workshop), position=cast(float, position))

    @property
    def typed(self) -> Body:
        return from_json(self.kind, self.body)

    def item(self, trust: str) -> Item[Body]:
        moment = datetime.fromisoformat(self.changed_at)
        placed = (self.id, trust, self.workshop, self.kind, self.position)
        return Item(*placed, self.typed, self.version, moment, self.changed_by)


def of_kind(items: Iterable[Item[Body]], kind: type[Of]) -> "list[Item[Of]]":
    """Those of one kind, in the order they came in, known as such."""
    return [cast("Item[Of]", item) for item in items if isinstance(item.body, kind)]


def row_of(stored: RowMapping) -> Row:
    names = Row.__dataclass_fields__
    plain: dict[str, Any] = {name: stored[name] for name in names if name != "body"}
    return Row(**plain, body=json.loads(stored["body"]))


def columns_of(row: Row) -> dict[str, object]:
    return {**{name: getattr(row, name) for name in Row.__dataclass_fields__}, "body": written(row.body)}


def snapshot(row: Row | None) -> str | None:
    return None if row is None else written(asdict(row))


def row_from(text: str | None) -> Row | None:
    return None if text is None else Row(**json.loads(text))


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def new_row(id_: str, body: Body, workshop: str | None, position: float, at: str, by: str) -> Row:
    return Row(id_, workshop, body.kind, position, to_json(body), 1, at, at, by)


def kind_of(kind: str | type[Body] | None) -> str | None:
    name = kind.kind if isinstance(kind, type) else kind
    if name is not None and name not in KINDS:
        raise KeyError(f"There is no kind of record called {name}.")
    return name


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

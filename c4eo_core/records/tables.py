"""The tables of the records. Migrations make them; REVISION is the newest."""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from c4eo_core.database.metadata import metadata

# Moments are texts, ISO and in UTC: the same to the microsecond on every database, and in order when sorted.
trusts = Table(
    "trusts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("area", String(16), nullable=False),
    Column("colour", String(16), nullable=False),
    Column("created_at", String(32), nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("trust", String(64), ForeignKey("trusts.id"), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("workshop", String(64)),
    Column("kind", String(32), nullable=False),
    Column("position", Float(53), nullable=False),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("changed_by", Text, nullable=False),
    Index("items_in_order", "trust", "workshop", "kind", "position"),
)

# step: what one person did at once, in one line or several. how: do, undo or redo. undoes: the step it takes
# back.
# below, depth: the step that is next on the same pile, and how high the pile is; see log.py.
changes = Table(
    "changes",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("step", String(64), nullable=False),
    Column("how", String(8), nullable=False),
    Column("undoes", String(64)),
    Column("below", String(64)),
    Column("depth", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("trust", String(64), nullable=False),
    Column("item", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("workshop", String(64)),
    Column("before", Text),
    Column("after", Text),
    Column("imported", Boolean, nullable=False),
    Index("changes_of_actor", "trust", "actor", "n"),
    Index("changes_of_item", "trust", "item", "n"),
    Index("changes_of_workshop", "trust", "workshop", "n"),
    Index("changes_of_step", "trust", "step", "n"),
    sqlite_autoincrement=True,
)

# All that is kept of a trust that was deleted.
deletions = Table(
    "deletions",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("day", String(10), nullable=False),
    Column("name", Text, nullable=False),
)

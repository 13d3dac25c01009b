"""Trusts, items, and the log of changes that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_REFUSED = "the log of changes can only grow"
_POSTGRESQL = (
    f"""CREATE FUNCTION changes_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT 1 FROM trusts WHERE id = OLD.trust) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '{_REFUSED}';
END $$""",
    (
        "CREATE TRIGGER changes_stay BEFORE UPDATE OR DELETE ON changes FOR EACH ROW EXECUTE FUNCTION"
        " changes_only_grow()"
    ),
    (
        "CREATE TRIGGER changes_stay_all BEFORE TRUNCATE ON changes FOR EACH STATEMENT EXECUTE FUNCTION"
        " changes_only_grow()"
    ),
)
_SQLITE = (
    f"CREATE TRIGGER changes_stay BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    (
        "CREATE TRIGGER changes_stay_all BEFORE DELETE ON changes WHEN EXISTS (SELECT 1 FROM trusts WHERE id"
        f" = OLD.trust) BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    ),
)


def upgrade() -> None:
    _trusts_and_items()
    _changes()
    op.create_table(
        "deletions",
        sa.Column("n", _WHOLE, primary_key=True, autoincrement=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def _trusts_and_items() -> None:
    op.create_table(
        "trusts",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False, unique=True),
        sa.Column("area", sa.String(16), nullable=False),
        sa.Column("colour", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "items",
        sa.Column("trust", sa.String(64), sa.ForeignKey("trusts.id"), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("workshop", sa.String(64)),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("position", sa.Float(53), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
    )
    op.create_index("items_in_order", "items", ["trust", "workshop", "kind", "position"])


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("n", _WHOLE, primary_key=True, autoincrement=True),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("undoes", sa.String(64)),
        sa.Column("below", sa.String(64)),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("actor_name", sa.Text, nullable=False),
        sa.Column("trust", sa.String(64), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("workshop", sa.String(64)),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("imported", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    for name, columns in (("actor", "actor"), ("item", "item"), ("workshop", "workshop"), ("step", "step")):
        op.create_index(f"changes_of_{name}", "changes", ["trust", columns, "n"])

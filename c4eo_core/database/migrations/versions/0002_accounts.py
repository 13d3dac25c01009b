"""People, what they belong to, their sessions, invitations and tries, and the log of what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_REFUSED = "the log of what people did can only grow"
_POSTGRESQL = (
    (
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
        f" '{_REFUSED}'; END $$"
    ),
    (
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION"
        " audit_only_grows()"
    ),
    (
        "CREATE TRIGGER audit_stays_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION"
        " audit_only_grows()"
    ),
)
_SQLITE = (
    f"CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    f"CREATE TRIGGER audit_stays_all BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
)


def upgrade() -> None:
    _people()
    _ways_in()
    _audit()
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def _person(primary_key: bool = False) -> sa.Column:
    owner = sa.ForeignKey("people.id", ondelete="CASCADE")
    return sa.Column("person", sa.String(64), owner, primary_key=primary_key, nullable=False)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.String(80)),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("out_at", sa.String(32)),
    )
    op.create_table(
        "memberships",
        _person(primary_key=True),
        sa.Column("trust", sa.String(64), sa.ForeignKey("trusts.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("memberships_of_trust", "memberships", ["trust"])


def _ways_in() -> None:
    op.create_table(
        "sessions",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("id", sa.String(64), nullable=False),
        _person(),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(80), nullable=False),
    )
    op.create_index("sessions_of_person", "sessions", ["person"])
    op.create_table(
        "invitations",
        sa.Column("hash", sa.String(64), primary_key=True),
        _person(),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("used_at", sa.String(32)),
    )
    op.create_index("invitations_of_person", "invitations", ["person"])
    op.create_table(
        "tries",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
    )
    op.create_index("tries_in_order", "tries", ["last_at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("n", _WHOLE, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(64)),
        sa.Column("trust", sa.String(64)),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_of_actor", "audit", ["actor", "n"])

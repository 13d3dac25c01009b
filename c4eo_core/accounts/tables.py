"""The tables of people, their sessions and what they did. They lie beside the trusts, in the one database."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from c4eo_core.database.metadata import metadata

_WHOLE = BigInteger().with_variant(Integer, "sqlite")


def _person(primary_key: bool = False) -> Column:
    """None is left out anywhere."""
    owner = ForeignKey("people.id", ondelete="CASCADE")
    return Column("person", String(64), owner, primary_key=primary_key, nullable=False)


# password: a bcrypt hash; none until an invitation was taken up. out_at: what an identity provider said
# before counts no more.
people = Table(
    "people",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password", String(80)),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("out_at", String(32)),
)

memberships = Table(
    "memberships",
    metadata,
    _person(primary_key=True),
    Column("trust", String(64), ForeignKey("trusts.id", ondelete="CASCADE"), primary_key=True),
    Index("memberships_of_trust", "trust"),
)

# hash: of the token in the cookie, which is kept nowhere. address: of the visitor, hashed with the server's
# secret.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("id", String(64), nullable=False),
    _person(),
    Column("created_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("address", String(64), nullable=False),
    Column("browser", String(80), nullable=False),
    Index("sessions_of_person", "person"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("hash", String(64), primary_key=True),
    _person(),
    Column("created_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("used_at", String(32)),
    Index("invitations_of_person", "person"),
)

# key: a person, a device or an address, hashed with the server's secret.
tries = Table(
    "tries",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", String(32), nullable=False),
    Column("until", String(32), nullable=False),
    Index("tries_in_order", "last_at"),
)

# actor, subject: ids of people, which say nothing once the account is gone. Never a word of what was done.
audit = Table(
    "audit",
    metadata,
    Column("n", _WHOLE, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(64)),
    Column("trust", String(64)),
    Index("audit_of_actor", "actor", "n"),
    sqlite_autoincrement=True,
)

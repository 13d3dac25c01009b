"""Brings the tables to today's form when the records are opened."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from c4eo_core.database.connection import Clash, Database
from c4eo_core.database.errors import CannotOpen, NotSaved, TooNew
from c4eo_core.database.metadata import REVISION, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "c4eo_version"
# Any number of our own: two copies of the app that start at once take turns.
_TURN = 20_100_907


def make_ready(database: Database) -> None:
    """Raises TooNew, or CannotOpen when something else lives there. Tables change all together
    or not at all.
    """
    with database.read() as connection:
        found = _revision(connection)
    if found == REVISION:
        return
    try:
        database.write(_upgrade)
    except NotSaved as error:
        raise CannotOpen(str(error)) from None
    except Clash:
        raise CannotOpen(
            "The records could not be brought to today's form: something in them does not fit. Nothing was"
            " changed."
        ) from None


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    if _revision(connection) != REVISION:
        from alembic import command  # a quarter of a second to load, and needed once in a file's life

        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection | None = None):
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=VERSION_TABLE)
    return config


def _revision(connection: Connection) -> str | None:
    """None when there are no tables yet."""
    tables = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        in_the_way = tables & metadata.tables.keys() if connection.dialect.name == "postgresql" else tables
        if in_the_way:
            raise CannotOpen(
                "This database holds something else, and nothing in it was touched. Name another one for the"
                " records."
            )
        return None
    found = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))
    if found is not None and not any((MIGRATIONS / "versions").glob(f"{found}_*.py")):
        raise TooNew(
            "These records were made by a newer version of the app. Nothing was touched. Open them with that"
            " version or a newer one."
        )
    return found

"""Run by Alembic, on the connection and in the transaction it is given."""

from alembic import context

given = context.config.attributes
context.configure(connection=given["connection"], version_table=given["version_table"], render_as_batch=True)
context.run_migrations()

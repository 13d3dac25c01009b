"""Run by Alembic, on the connection and in the transaction it is given."""

from alembic import context

# Only within a run of Alembic: a tool that imports every module of the package finds nothing to do here.
if (config := getattr(context, "config", None)) is not None:
    given = config.attributes
    context.configure(
        connection=given["connection"], version_table=given["version_table"], render_as_batch=True
    )
    context.run_migrations()

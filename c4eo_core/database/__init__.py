"""The only rooms with SQL share this one: connection, tables' list, migrations, errors."""

"""The report card and the report of a session."""

"""The report card of a priority."""

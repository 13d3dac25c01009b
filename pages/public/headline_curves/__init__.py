"""The headline curves of a place."""

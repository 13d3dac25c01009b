"""The same answers on a terminal."""

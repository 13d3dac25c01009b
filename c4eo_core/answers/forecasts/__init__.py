"""The curve if nothing changes, and its words."""

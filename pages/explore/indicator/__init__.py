"""One indicator in full."""

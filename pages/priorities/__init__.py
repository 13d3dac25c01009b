"""One page for each priority."""

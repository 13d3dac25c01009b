"""Evidence and local practice."""

"""A trust's own files."""

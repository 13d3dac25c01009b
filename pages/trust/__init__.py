"""A trust's own data and people."""

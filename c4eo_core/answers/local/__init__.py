"""A trust's own series, which never enter a shared cache."""

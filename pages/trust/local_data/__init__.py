"""A trust's own series and service lists."""

"""Pages open to everybody."""

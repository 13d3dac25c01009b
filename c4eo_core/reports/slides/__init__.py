"""Reports as slides that stay editable."""

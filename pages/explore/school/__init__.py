"""A school's community, on the screen."""

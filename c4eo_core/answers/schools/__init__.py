"""A school's community: the children around it, what they can reach, and what is not known."""

"""The form of the maps in Altair's grammar, without figures; loaded with the first map."""

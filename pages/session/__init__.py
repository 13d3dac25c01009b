"""One visitor's session: who reads, what the link says, what the screen is like."""

"""Published figures and neighbour lists."""

"""Maps from our own boundaries: nothing is fetched from elsewhere."""

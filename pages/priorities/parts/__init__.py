"""What the three priority pages share, and the picture of each."""

"""Published files and uploads → observations, with every problem reported at once."""

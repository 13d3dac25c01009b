"""Several areas and several indicators beside each other."""

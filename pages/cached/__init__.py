"""Finished public answers, built once and kept for everybody."""

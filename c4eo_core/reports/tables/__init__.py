"""Figures as rows of a file."""

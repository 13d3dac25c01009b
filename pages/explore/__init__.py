"""Figures and maps to look through."""

"""Answers as things to take away: tables, images, pieces of a page."""

"""The list of pages and who is signed in."""

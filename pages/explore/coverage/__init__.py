"""Who can reach which service."""

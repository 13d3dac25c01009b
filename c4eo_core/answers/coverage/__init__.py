"""Who can reach which service, who cannot, and where the next ones would help."""

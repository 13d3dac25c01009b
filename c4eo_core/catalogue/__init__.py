"""The indicators, areas and choices we know: read from data/, nothing computed."""

"""The built figures in memory: one read-only array [indicator, area, period] with notes."""

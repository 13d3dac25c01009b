"""Comparison: latest, change, rank, band, benchmarks, significance, trend, gaps. Pure array arithmetic."""

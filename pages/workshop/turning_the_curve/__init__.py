"""The exercise, step by step."""

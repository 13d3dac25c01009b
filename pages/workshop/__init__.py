"""The exercise and what it leaves behind."""

"""The nine steps of the exercise, one module a step."""

"""The exercise: frozen baseline, ideas, evidence, read-back, second visit."""

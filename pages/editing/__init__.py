"""Fields that save as they are typed, and the trust whose notes they are."""

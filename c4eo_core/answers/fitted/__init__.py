"""What is learnt once from all published figures: inputs, basis of the baseline, the record of past years."""

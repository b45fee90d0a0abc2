"""Floor 3: case and catalogue in, assessment out."""
